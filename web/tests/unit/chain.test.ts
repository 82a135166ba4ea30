import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { storyOfChain, storyOfCopies } from "../../src/app/chain";

const COPY = {
  caller: null,
  copied_from: "fetch_object.field1",
  cycle: 78,
  function: "(top level)",
  place: "apply.x",
  position: "fib.lisp:7:8",
  state: "Argument",
  unit: "EvalArgs",
  value: "10",
  word: "0x15",
};

describe("where a word has come from", () => {
  it("is told step by step", () => {
    const made = { by: "computation", primitive: "-", operands: [{ place: "apply.y", word: "0xb", value: "5" }] };
    const { copied_from: _, ...rest } = COPY;
    const steps = [COPY, { ...rest, cycle: 60, function: "list", caller: "total", made }];
    const story = storyOfChain({ place: "apply.x", cycle: 79, word: "0x15", value: "10", steps });
    assert.equal(story.title, "apply.x = 0x15  10 in cycle 79");
    assert.equal(story.steps[0]!.what, "apply.x ← fetch_object.field1");
    assert.equal(story.steps[0]!.position, "fib.lisp:7:8");
    assert.equal(story.steps[1]!.what, "apply.x, made: -");
    assert.equal(story.steps[1]!.inside, "list, for total");
    assert.deepEqual(story.steps[1]!.operands, [{ place: "apply.y", value: "0xb  5" }]);
  });

  it("is told of what the image, the collector and the console have made", () => {
    const { copied_from: _, ...bare } = COPY;
    const steps = [
      { ...bare, moved_from: "0x3774" },
      { ...bare, made: { by: "image", text: "10" } },
      { ...bare, made: { by: "read", channel: "console" } },
      { ...bare, made: { by: "computation", primitive: null, operands: [] } },
    ];
    const { steps: told } = storyOfChain({ place: "apply.x", cycle: 79, word: "0x15", value: "10", steps });
    assert.deepEqual(
      told.map(({ what }) => what),
      [
        "apply.x: the collector moves its object from 0x3774",
        "apply.x, made: it stands in the program, 10",
        "apply.x, made: read from the console",
        "apply.x, made: a constant",
      ],
    );
  });
});

describe("where a word has gone", () => {
  it("is told with what is left out and where it is at the end", () => {
    const copies = { place: "apply.x", cycle: 79, word: "0x15", value: "10", end: 900, count: 50, collector: 0 };
    const story = storyOfCopies({ ...copies, first: [COPY], last: [COPY], left: ["0x5654"] });
    assert.equal(story.steps.length, 2);
    assert.equal(story.rest, "48 copies between are not shown. 50 copies, up to cycle 900. Then it is in 0x5654.");
    assert.match(storyOfCopies({ ...copies, count: 0, first: [], last: [], left: [] }).rest, /nothing has it/);
  });
});
