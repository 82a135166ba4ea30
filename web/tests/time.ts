/** Time as a person has it: steps, runs, breakpoints, the timeline, the keys. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { FIB, type Site, type World } from "./support/site";

export function testTime(world: () => World): void {
  let site: Site;
  before(async () => void (site = await world().visitor()));
  after(() => site?.close());

  describe("time", () => {
    it("a first visit shows the first call of fib", async () => {
      await site.open();
      await site.lineHas("(fib 10)");
      await site.isWell();
    });

    it("steps of each size go on, and back to the same cycle", async () => {
      await site.open(`${FIB}&cycle=600`);
      for (const move of ["cycle", "state", "call"]) {
        const from = await site.cycle();
        await site.on(move);
        const to = await site.cycle();
        assert.ok(to > from, `${move}: from ${from} to ${to}`);
        if (move === "cycle") assert.equal(to, from + 1);
        const line = await site.line();
        await site.goTo(from);
        await site.on(move);
        assert.equal(await site.cycle(), to);
        assert.equal(await site.line(), line, "the same cycle is the same again");
      }
      await site.back("cycle");
      await site.isWell();
    });

    it("out of a call, and back to where it was made", async () => {
      await site.open(`${FIB}&cycle=607`);
      const from = await site.cycle();
      await site.on("out");
      assert.ok((await site.cycle()) > from);
      await site.back("out");
      assert.ok((await site.cycle()) <= from);
    });

    it("continues to breakpoints, forwards and backwards", async () => {
      await site.open(FIB);
      await site.addPoint("break", "fib");
      await site.on("point");
      await site.lineHas("(fib 10)");
      const first = await site.cycle();
      await site.on("point");
      await site.lineHas("(fib 9)");
      await site.back("point");
      assert.equal(await site.cycle(), first);
      await site.isWell();
    });

    it("the timeline goes anywhere, by keys and by dragging", async () => {
      await site.open(FIB);
      await site.run();
      const end = await site.cycle();
      const line = site.page.getByRole("slider", { name: "Cycle in the history" });
      await line.focus();
      await site.page.keyboard.press("Home");
      await site.standsAt(0);
      await site.page.keyboard.press("ArrowRight");
      await site.standsAt(1);
      const box = (await line.boundingBox())!;
      await site.page.mouse.move(box.x + 20, box.y + box.height / 2);
      await site.page.mouse.down();
      await site.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
      await site.page.mouse.up();
      await site.until("it stands in the middle", async () => Math.abs((await site.cycle()) - end / 2) < end / 20);
      await site.isWell();
    });

    it("runs slowly if it is asked to, and is paused", async () => {
      await site.open(FIB);
      const speed = site.page.getByLabel("Speed of runs");
      await speed.focus();
      await speed.press("Home");
      await site.page.locator(".controls .run").click();
      await site.until("it goes on", async () => (await site.cycle()) >= 2);
      await site.page.locator(".controls .run.running").click();
      await site.idle();
      assert.ok((await site.cycle()) < 20);
    });

    it("the keys do what the buttons do", async () => {
      await site.open(FIB);
      const press = (key: string) => site.page.keyboard.press(key);
      await press("s");
      await site.standsAt(1);
      await press("S");
      await site.standsAt(0);
      await press("g");
      await site.page.keyboard.type("600");
      await press("Enter");
      await site.standsAt(600);
      await press("?");
      await site.page.getByRole("dialog").waitFor();
      await press("Escape");
      await site.isWell();
    });
  });

  describe("points", () => {
    it("a click on a state in the diagram sets a breakpoint, another takes it away", async () => {
      await site.open(FIB);
      const state = site.page.locator('[id="state-eval.EvalDispatch"]');
      await state.dispatchEvent("click");
      await site.page.locator('[id="state-eval.EvalDispatch"][aria-pressed=true]').waitFor();
      await site.page.locator(".status-line .note", { hasText: "EvalDispatch: set." }).waitFor();
      assert.match(await site.line(), /^0 /, "the line still says where the machine is");
      await site.on("point");
      await site.lineHas("EvalDispatch");
      await state.dispatchEvent("click");
      await site.page.locator('[id="state-eval.EvalDispatch"][aria-pressed=false]').waitFor();
    });

    it("a click beside a line sets a breakpoint on it", async () => {
      await site.open(FIB);
      await site.page.locator(".cm-lineNumbers .cm-gutterElement", { hasText: /^7$/ }).click();
      await site.on("point");
      await site.lineHas("fib.lisp:7");
    });

    it("a watchpoint on a symbol stops when it is defined", async () => {
      await site.open(FIB);
      await site.addPoint("watch", "fib");
      await site.on("point");
      assert.ok((await site.cycle()) > 0);
      await site.isWell();
    });
  });
}
