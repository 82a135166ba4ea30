/** What is drawn on canvases: where a word of the heap is, where a change of a signal is. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeWord, grid, wordAt } from "../../src/panes/heapmap";
import { changeAt, shown, tick, type Trace } from "../../src/panes/wavedraw";
import type { HeapMap } from "../../src/protocol";

function map(from: number, wordsPerCell: number, cells: number): HeapMap {
  return {
    from,
    wordsPerCell,
    cells: new Uint8Array(cells).fill(1),
    classes: ["free", "CONS"],
    pointers: [{ name: "memory.free", address: from + wordsPerCell }],
    regions: [{ name: "space 0", from, to: from + cells * wordsPerCell }],
    collecting: false,
  };
}

describe("the map of the heap", () => {
  it("has room for every word, whatever the sizes", () => {
    for (const words of [64, 1000, 65_536, 16_777_216]) {
      for (const [width, height] of [
        [100, 60],
        [390, 300],
        [1280, 700],
      ] as const) {
        const { columns, rows, side, wordsPerCell } = grid(words, width, height);
        assert.ok(columns * rows * wordsPerCell >= words, `${words} words in ${width}x${height}`);
        assert.equal(columns % 4, 0, "rows of whole cells");
        assert.ok(columns * side <= width && rows * side <= height, "nothing is outside");
      }
    }
  });

  it("finds the word under a point, and none beside the picture", () => {
    const shape = { columns: 8, rows: 4, side: 10, wordsPerCell: 2 };
    const seen = map(0x100, 2, 20);
    assert.equal(wordAt(seen, shape, 0, 0), 0x100);
    assert.equal(wordAt(seen, shape, 79, 0), 0x100 + 7 * 2);
    assert.equal(wordAt(seen, shape, 5, 15), 0x100 + 8 * 2);
    assert.equal(wordAt(seen, shape, 81, 0), null);
    assert.equal(wordAt(seen, shape, 45, 25), null, "the last row ends before");
  });

  it("says in words what the colours say", () => {
    assert.equal(describeWord(map(0x100, 1, 4), 0x101), "0x101: CONS · space 0 · pointed to by memory.free");
    assert.equal(describeWord(map(0x100, 1, 4), 0x200), "0x200: outside");
  });
});

describe("the waveform", () => {
  const trace: Trace = {
    path: "apply.x",
    kind: "word",
    cycles: Float64Array.of(0, 10, 11, 40),
    values: ["0x0000", "0x0003", "0x0105", "0x0000"],
  };

  it("finds the change that a cycle's value is of", () => {
    const found = [-1, 0, 9, 10, 11, 39, 40, 1000].map((cycle) => changeAt(trace, cycle));
    assert.deepEqual(found, [-1, 0, 0, 1, 2, 2, 3, 3]);
  });

  it("shows bits without zeros in front, and texts as they are", () => {
    assert.deepEqual(
      [0, 1, 2].map((at) => shown(trace, at)),
      ["0", "3", "105"],
    );
    assert.equal(shown({ ...trace, kind: "text", values: ["007"] }, 0), "007");
    assert.equal(shown(trace, -1), "");
  });

  it("has marks at round cycles that are not too close", () => {
    assert.equal(tick(10, 1000, 70), 1);
    assert.equal(tick(100, 1000, 70), 10);
    assert.equal(tick(1_000_000, 1000, 70), 100_000);
    assert.equal(tick(1_000_000, 1000, 110), 200_000, "wider labels stand farther apart");
    for (const cycles of [6, 33, 470, 9_999, 123_456]) {
      const distance = tick(cycles, 500, 70);
      assert.match(String(distance), /^[125]0*$/);
      assert.ok((distance / cycles) * 500 >= 70 || distance === 1);
    }
  });
});
