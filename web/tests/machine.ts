/** The machine as a person looks at it: states, registers, port, frames, the heap, the waveform. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { FIB, type Site, type World } from "./support/site";

export function testMachine(world: () => World): void {
  let site: Site;
  before(async () => void (site = await world().visitor()));
  after(() => site?.close());

  describe("the machine", () => {
    it("the diagram lights the current state and says it", async () => {
      await site.open(`${FIB}&cycle=607`);
      const [state] = (await site.line()).split(" ").slice(1);
      const now = site.page.locator(".diagram .state.now");
      assert.equal(await now.count(), 1);
      assert.match((await now.getAttribute("aria-label"))!, new RegExp(`^${state} of \\w+, the current state`));
      assert.match((await site.page.locator(".diagram-now").textContent())!, new RegExp(`${state}$`));
      assert.ok((await site.page.locator(".diagram .state.way").count()) >= 3, "the way just come");
    });

    it("every state of the core is in the diagram", async () => {
      const known = await site.page.locator("datalist option").evaluateAll((options) => options.map((each) => each.getAttribute("value")!));
      const drawn = await site.page
        .locator(".diagram .state")
        .evaluateAll((states) => states.map((state) => state.id.replace(/^.*\./, "")));
      const missing = known.filter((word) => /^[A-Z]/.test(word) && !drawn.includes(word));
      assert.deepEqual(missing, []);
      assert.ok(drawn.length > 200);
    });

    it("registers are shown as bits and as Lisp, and what has changed is marked", async () => {
      await site.open(`${FIB}&cycle=607`);
      const acting = site.page.locator(".registers details.acting");
      assert.equal(await acting.count(), 1);
      await site.on("cycle");
      const marked = site.page.locator(".registers tr.changed td.mark");
      await marked.first().waitFor();
      assert.equal(await marked.first().textContent(), "●");
    });

    it("a click on a value asks where it has come from", async () => {
      await site.open(`${FIB}&cycle=607`);
      await site.page.getByLabel("Registers whose names have this in them").fill("clink.value");
      await site.page.locator(".registers tr", { has: site.page.locator('th[title="clink.value"]') }).locator("td button").last().click();
      const answer = site.page.locator("#panel-whence");
      await answer.getByText("clink.value").first().waitFor();
      await site.until("the chain has steps", async () => (await answer.innerText()).split("\n").length > 3);
      await site.isWell();
    });

    it("the memory port says who asks for what", async () => {
      await site.open(FIB);
      const port = await site.show("Memory port");
      await site.addPoint("break", "state SpillReturn");
      await site.on("point");
      await port.getByText("Allocate").first().waitFor();
      assert.match(await port.innerText(), /clink asks for Allocate of 4 words at 0x[0-9a-f]+/);
    });

    it("frames are expressions with a hole, and have their places", async () => {
      await site.open(FIB);
      await site.addPoint("break", "fib if n = 7");
      await site.on("point");
      const frames = await site.show("Frames");
      await frames.locator(".hole").first().waitFor();
      const text = await frames.innerText();
      assert.match(text, /Locals/);
      assert.match(text, /\(\+ _ \(fib \(- n 2\)\)\)/);
      await frames.getByRole("button", { name: "fib.lisp:5:10" }).first().hover();
      await site.isWell();
    });
  });

  describe("the heap", () => {
    it("is a map whose words can be chosen with the mouse and with keys", async () => {
      await site.open(`${FIB}&cycle=607`);
      const heap = await site.show("Heap");
      await heap.locator(".heap-legend li").first().waitFor();
      assert.ok((await heap.locator(".heap-legend li").count()) >= 4, "the colours have names");
      const canvas = heap.locator("canvas");
      await canvas.click({ position: { x: 30, y: 30 } });
      await heap.locator(".heap-object h3").waitFor();
      const before = await heap.locator(".heap-object h3").textContent();
      await canvas.focus();
      await site.page.keyboard.press("n");
      await site.until("the next object is shown", async () => (await heap.locator(".heap-object h3").textContent()) !== before);
      await site.page.keyboard.press("+");
      await site.until("it is larger", async () => /a word a square|0x/.test((await heap.locator(".heap-readout").textContent())!));
      await site.isWell();
    });

    it("an address leads to its object, which can be watched and asked for its past", async () => {
      await site.open(`${FIB}&cycle=607`);
      const heap = await site.show("Heap");
      await site.page.getByLabel("Registers whose names have this in them").fill("eval.expr");
      await site.page.locator(".registers tr:visible td.bits button").click();
      await heap.getByText(/^CONS at 0x/).waitFor();
      await heap.getByRole("button", { name: /Stop when the word at/ }).first().click();
      const points = await site.show("Points");
      await points.locator("ul code", { hasText: "watch 0x" }).waitFor();
      await heap.getByRole("button", { name: /Where .* has come from/ }).nth(1).click();
      await site.page.locator("#panel-whence").getByText("0x").first().waitFor();
    });

    it("is coloured by space and by age, too", async () => {
      const heap = await site.show("Heap");
      for (const colour of ["space", "age", "type"]) {
        const before = await heap.locator(".heap-legend").innerText();
        await heap.getByLabel("Colour by").selectOption(colour);
        await site.until(`by ${colour}`, async () => (await heap.locator(".heap-legend").innerText()) !== before);
      }
      await site.isWell();
    });
  });

  describe("the waveform", () => {
    it("has the values of the registers at the cursor", async () => {
      await site.open(`${FIB}&cycle=607`);
      const wave = await site.show("Waveform");
      const [state] = (await site.line()).split(" ").slice(1);
      const row = wave.locator("tbody tr", { hasText: "arbiter.state" });
      await site.until("the value is there", async () => (await row.locator("td").last().textContent()) === state);
      await wave.locator("canvas").focus();
      await site.page.keyboard.press("ArrowRight");
      await site.standsAt(608);
      const [next] = (await site.line()).split(" ").slice(1);
      await site.until("the cursor goes along", async () => (await row.locator("td").last().textContent()) === next);
    });

    it("has them too where it is zoomed out so far that the picture ends before the cursor", async () => {
      await site.open("#v=1&example=churn.lisp&cycle=200000");
      const wave = await site.show("Waveform");
      for (let times = 0; times < 18; times += 1) await wave.getByTitle("Zoom out").click();
      await wave.getByText(/shown up to cycle/).waitFor();
      await site.goTo(190_000);
      const [state] = (await site.line()).split(" ").slice(1);
      const value = wave.locator("tbody tr", { hasText: "arbiter.state" }).locator("td").last();
      await site.until("the value is there", async () => (await value.textContent()) === state, () => value.textContent());
    });

    it("shows the signals that are chosen", async () => {
      const wave = await site.show("Waveform");
      await wave.getByRole("button", { name: "Signals…" }).click();
      const dialog = site.page.getByRole("dialog");
      await dialog.getByLabel("Signals whose names have this in them").fill("apply.y");
      await dialog.getByRole("checkbox", { name: "apply.y" }).check();
      await dialog.getByRole("button", { name: "Close" }).click();
      await wave.locator("tbody tr", { hasText: "apply.y" }).waitFor();
      await wave.getByRole("button", { name: "Take apply.y out" }).click();
      assert.equal(await wave.locator("tbody tr", { hasText: "apply.y" }).count(), 0);
    });

    for (const [format, begins] of [["vcd", "$"], ["fst", "\0"], ["gtkw", "["], ["sucl", ""], ["trace", '{"format":"conscycle-trace"']] as const) {
      it(`is exported as ${format}`, async () => {
        const wave = await site.show("Waveform");
        await wave.getByRole("button", { name: "Export…" }).click();
        const dialog = site.page.getByRole("dialog");
        await dialog.getByLabel("Format").selectOption(format);
        const [download] = await Promise.all([
          site.page.waitForEvent("download"),
          dialog.getByRole("button", { name: "Export", exact: true }).click(),
        ]);
        const bytes = readFileSync(await download.path());
        assert.ok(bytes.length > 100, `${download.suggestedFilename()} has ${bytes.length} bytes`);
        assert.ok(download.suggestedFilename().endsWith(format === "trace" ? ".jsonl" : `.${format}`), download.suggestedFilename());
        assert.ok(bytes.toString("latin1").startsWith(begins), bytes.toString("latin1").slice(0, 40));
        await dialog.getByRole("button", { name: "Close" }).click();
      });
    }
  });
}
