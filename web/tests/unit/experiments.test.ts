/** What holds of every experiment by itself; that its steps do what they say is tested in a browser. */

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { experiments } from "../../src/experiments";

describe("experiments", () => {
  it("are twelve at least, each with a name of its own for links", () => {
    assert.ok(experiments.length >= 12);
    assert.equal(new Set(experiments.map(({ id }) => id)).size, experiments.length);
    for (const { id } of experiments) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
  });

  for (const { id, steps, panes } of experiments) {
    it(`${id}: every step says what to watch, and what it does is checked`, () => {
      assert.ok(steps.length >= 4 && panes.length >= 2);
      for (const { title, text, watch, button, actions, check } of steps) {
        assert.ok(text.length > 20 && watch.length > 20, title);
        assert.equal(actions !== undefined, button !== undefined, `${title}: a button for what is done`);
        assert.equal(actions !== undefined, check !== undefined, `${title}: a check of what is done`);
        for (const part of [text, watch])
          assert.equal(part.split("`").length % 2, 1, `${title}: code ends where it should`);
      }
    });
  }
});
