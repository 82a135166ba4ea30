/**
 * The core itself, in Node: the account of a run is that of the command line, in every figure, and requests that make no
 * sense are refused in words. Needs `npm run core` and the command line.
 */

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { check, Engine, initSync, needs, supply } from "../../src/generated/core/core";
import type { Program } from "../../src/protocol";
import { native } from "../support/native";
import { WEB } from "../support/site";

const CORE = join(WEB, "src", "generated", "core");

/** Cycles of a slice: an odd number, so that slices end anywhere. */
const SLICE = 33_333;

function engine(program: Program): Engine {
  const text = JSON.stringify(program);
  const bundle = needs(text);
  if (bundle !== "") supply(readFileSync(join(CORE, `firmware-${bundle}.zst`)));
  return Engine.load(text);
}

function account(program: Program): Record<string, unknown> {
  const machine = engine(program);
  machine.start('{"kind":"points"}', true);
  for (let slice = 0; machine.goOn(SLICE) === ""; slice += 1) assert.ok(slice < 100_000, "it ends");
  const told = JSON.parse(machine.answer('{"type":"result"}')) as Record<string, unknown>;
  machine.free();
  return told;
}

/** Programs below the root of the repository, with a dialect and a machine. */
const CASES: [string, string, Record<string, string>][] = [
  ["examples/fib.lisp", "core", {}],
  ["examples/fib.lisp", "core", { code: "lists", banks: "1", latency: "3" }],
  ["examples/tak.lisp", "core", { banks: "2" }],
  ["examples/generators.lisp", "core", { gc_every: "50" }],
  ["examples/handler.lisp", "core", { word: "32" }],
  ["examples/trap.lisp", "core", {}],
  ["examples/churn.lisp", "core", { collector: "mark-sweep" }],
  ["examples/churn.lisp", "core", { collector: "generational", barrier: "protect" }],
  ["examples/strings.lisp", "core", { namespace: "lisp1" }],
  ["examples/pi.lisp", "core", { word: "64", memory: "256K" }],
  ["tests/programs/a-continuation-may-be-entered-again.lisp", "core", {}],
  ["tests/programs/a-factorial-has-as-many-digits-as-it-needs.lisp", "core", { word: "32", memory: "256K" }],
  ["tests/programs/a-sum-grows-until-it-overflows.lisp", "core", {}],
  ["tests/programs/a-macro-is-expanded-once-in-place.lisp", "core", { code: "lists" }],
  ["tests/programs/a-trap-handler-resumes-with-its-value.lisp", "core", { gc_every: "9" }],
  ["tests/programs/a-vector-larger-than-memory-is-out-of-memory.lisp", "core", {}],
  ["tests/programs/bignums-outlive-collections.lisp", "core", { word: "32", memory: "256K", collector: "copying" }],
  ["tests/programs/append-works-on-long-lists.lisp", "core", { banks: "1" }],
  ["tests/programs/car-of-nil-traps.lisp", "bare", {}],
  ["examples/mal/fib.mal", "mal", {}],
  ["examples/euler/024.scm", "euler", {}],
];

describe("the core in WebAssembly", () => {
  const folder = mkdtempSync(join(tmpdir(), "conscycle-core-"));
  before(() => void initSync({ module: new WebAssembly.Module(readFileSync(join(CORE, "core_bg.wasm"))) }));
  after(() => rmSync(folder, { recursive: true }));

  for (const [path, dialect, machine] of CASES) {
    it(`${path} in ${dialect} on ${JSON.stringify(machine)}`, () => {
      const text = readFileSync(join(WEB, "..", path), "utf8");
      writeFileSync(join(folder, "test.lisp"), text);
      const wanted = native(folder, "test.lisp", dialect, machine) as unknown as Record<string, Record<string, unknown>>;
      const told = account({ name: "test.lisp", text, dialect, machine, shell: false }) as typeof wanted;
      // What helps names the command line that was typed.
      delete wanted["trap"]?.["help"];
      delete told["trap"]?.["help"];
      assert.deepEqual(told, wanted);
    });
  }

  it("refuses what makes no sense, in words, and goes on", () => {
    const machine = engine({ name: "p.lisp", text: "(+ 1 2)", dialect: "core", machine: {}, shell: false });
    assert.throws(() => machine.answer("{}"), /type/);
    assert.throws(() => machine.start('{"kind":"until","condition":"nonsense ="}', true), Error);
    assert.throws(() => machine.answer('{"type":"object","address":99999999}'), /no address/);
    machine.start('{"kind":"points"}', true);
    while (machine.goOn(SLICE) === "");
    const { value } = JSON.parse(machine.answer('{"type":"result"}')) as { value: string };
    assert.equal(value, "3");
  });

  it("tells what is wrong with a program at its place", () => {
    const { notices } = JSON.parse(check(JSON.stringify({ name: "p", text: "\n(car", dialect: "core", machine: {}, shell: false })));
    assert.equal(notices[0].severity, "error");
    assert.equal(notices[0].place.line, 2);
  });
});
