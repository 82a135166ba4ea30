import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sameMachine, sameProgram } from "../../src/app/choice";
import type { Catalogue, MachineChoice, Parameter, Program } from "../../src/protocol";
import { FakeEngine } from "./fake";

const parameter = (name: string, initial: string): Parameter => ({ name, help: "", values: [], kind: "names", rare: false, initial });

const catalogue: Catalogue = {
  ...new FakeEngine().catalogue,
  dialects: [
    { name: "core", help: "", machine: {} },
    { name: "mal", help: "", machine: { namespace: "lisp1" } },
  ],
  parameters: [parameter("namespace", "lisp2"), parameter("banks", "4")],
};

const program = (machine: MachineChoice, dialect = "core"): Program => ({ name: "p", text: "1", dialect, machine, shell: false });

describe("two programs", () => {
  it("are the same if one says what is usual and the other says nothing", () => {
    assert.ok(sameProgram(catalogue, program({ namespace: "lisp2", banks: "4" }), program({})));
    assert.ok(sameProgram(catalogue, program({ namespace: "lisp1" }, "mal"), program({}, "mal")));
  });

  it("differ in text, dialect, shell or machine", () => {
    assert.ok(!sameProgram(catalogue, program({}), { ...program({}), text: "2" }));
    assert.ok(!sameProgram(catalogue, program({}), program({}, "mal")));
    assert.ok(!sameProgram(catalogue, program({}), { ...program({}), shell: true }));
    assert.ok(!sameProgram(catalogue, program({ banks: "1" }), program({})));
  });

  it("may have the same machine all the same", () => {
    assert.ok(sameMachine(catalogue, program({ banks: "4" }), { ...program({}), text: "2" }));
    assert.ok(!sameMachine(catalogue, program({ banks: "2" }), program({})));
  });
});
