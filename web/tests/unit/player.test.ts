import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { misses } from "../../src/app/player";
import { lineOf } from "../../src/app/points";
import { moment } from "./fake";

describe("a step's check", () => {
  const here = moment(500, { state: "ApplyDispatch", unit: "Apply", doing: "(fib 9)", console: "55\n", depth: 3 });
  here.units = [
    { name: "apply", registers: [{ path: "apply.x", kind: "word", value: "0x13", lisp: "9", changed: true }] },
  ];

  it("says nothing of what is as it should be", () => {
    const check = {
      state: "ApplyDispatch",
      doing: "fib 9",
      depth: 3,
      console: "55\n",
      registers: { "apply.x": "9" },
      halt: null,
    };
    assert.deepEqual(misses(check, here), []);
  });

  it("says what is not", () => {
    assert.deepEqual(misses({ state: "Eval" }, here), ["the state is ApplyDispatch, not Eval"]);
    assert.deepEqual(misses({ registers: { "apply.x": "8" } }, here), ["apply.x is 9, not 8"]);
    assert.equal(misses({ unit: "Eval", depth: 1, halt: "done", console: "no" }, here).length, 4);
    assert.deepEqual(misses({}, null), ["no program is loaded"]);
  });

  it("compares cycles with bounds", () => {
    assert.deepEqual(misses({ cycles: { least: 500, most: 500 } }, here), []);
    assert.equal(misses({ cycles: { least: 501 } }, here).length, 1);
    assert.equal(misses({ cycles: { most: 499 } }, here).length, 1);
  });
});

describe("a breakpoint's line", () => {
  const line = (text: string): number | null => lineOf({ id: 1, text }, "fib.lisp");

  it("is that of the program", () => {
    assert.equal(line("break 5"), 5);
    assert.equal(line("break fib.lisp:5 if n = 1"), 5);
    assert.equal(line("break line 5"), 5);
  });

  it("is none for all else", () => {
    assert.equal(line("break other.lisp:5"), null);
    assert.equal(line("break fib"), null);
    assert.equal(line("watch 0x10"), null);
  });
});
