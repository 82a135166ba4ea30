/** What the page offers, by what a person does: time, the machine, the heap, the waveform, links. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import type { Site, World } from "./support/site";

/** What a first visit may fetch, compressed, and when something must be seen. */
const MOST_BYTES = 1_500_000;
const PAINT_MS = 1000;

const FIB = "#v=1&example=fib.lisp";

export function testFeatures(world: () => World): void {
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
      await site.on("cycle");
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

  describe("the program", () => {
    it("warnings and errors stand at their places", async () => {
      await site.load("(define (f n) (foo n))\n(print 1)\n");
      await site.page.locator(".cm-lintRange, .cm-lintRange-warning").first().waitFor();
      await site.page.locator(".cm-content").fill("(print (car 5)\n");
      await site.page.locator(".cm-lintRange-error, .cm-lint-marker-error").first().waitFor();
    });

    it("reads what is typed", async () => {
      await site.load("(define (echo c) (if (< c 0) 'end (begin (write-byte c) (echo (read-byte)))))\n(echo (read-byte))\n");
      await site.run();
      const panel = await site.show("Console");
      await panel.getByLabel("A line for the program").fill("hello");
      await panel.getByLabel("A line for the program").press("Enter");
      await site.until("it is written back", async () => (await site.console()).includes("hello"));
      await site.isWell();
    });
  });

  describe("the page", () => {
    it("a link leads another visitor to the same moment", async () => {
      await site.open(FIB);
      await site.addPoint("break", "fib if n = 7");
      await site.on("point");
      const line = (await site.line()).replace(/ \[.*$/, "");
      await site.page.getByRole("button", { name: "Copy link" }).click();
      await site.until("the address says it", async () => /cycle=/.test(new URL(site.page.url()).hash));
      const other = await world().visitor();
      try {
        await other.open(new URL(site.page.url()).hash);
        assert.equal((await other.line()).replace(/ \[.*$/, ""), line);
        const points = await other.show("Points");
        await points.locator("ul code", { hasText: "fib if n = 7" }).waitFor();
        await other.isWell();
      } finally {
        await other.close();
      }
    });

    it("every pane is reached with the keyboard alone", async () => {
      await site.open(FIB);
      const reached = new Set<string>();
      for (let presses = 0; presses < 120; presses += 1) {
        await site.page.keyboard.press("Tab");
        const where = await site.page.evaluate(() => document.activeElement?.closest("[role=tabpanel], [role=tablist], header, .timeline")?.className ?? "");
        for (const word of where.split(" ")) reached.add(word);
        if (await site.page.evaluate(() => document.activeElement?.closest(".cm-editor") !== null)) await site.page.keyboard.press("Escape");
      }
      for (const part of ["top", "timeline", "tabs", "panel-editor", "panel-console", "panel-diagram", "panel-registers", "panel-wave", "panel-heap"]) {
        assert.ok(reached.has(part), `${part} is among ${[...reached].join(", ")}`);
      }
    });

    it("everything that is pressed has a name", async () => {
      const nameless = await site.page
        .locator("button:visible, select:visible, input:visible, [role=button], canvas:visible:not([aria-hidden=true])")
        .evaluateAll((elements) =>
          elements
            .filter((each) => {
              const labels = each instanceof HTMLInputElement || each instanceof HTMLSelectElement ? (each.labels?.length ?? 0) : 0;
              return !each.getAttribute("aria-label") && !each.textContent?.trim() && labels === 0 && !each.getAttribute("title");
            })
            .map((each) => each.outerHTML.slice(0, 100)),
        );
      assert.deepEqual(nameless, []);
    });

    it("works without a network once it is there", async () => {
      await site.open(FIB);
      await site.page.evaluate(() => navigator.serviceWorker.ready);
      await site.page.context().setOffline(true);
      try {
        await site.open("#v=1&example=mal/fib.mal");
        await site.open(FIB);
        await site.run();
        await site.lineHas("144");
        await site.isWell();
      } finally {
        await site.page.context().setOffline(false);
      }
    });

    it("a first visit fetches little, and sees something at once", async () => {
      const visitor = await world().visitor();
      try {
        const bodies: Promise<Buffer>[] = [];
        visitor.page.on("response", (response) => bodies.push(response.body()));
        await visitor.open();
        const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        assert.ok(sizes.length >= 4 && total <= MOST_BYTES, `${sizes.length} files have ${total} bytes`);
        const painted = await visitor.page.evaluate(
          () => performance.getEntriesByType("paint").find((entry) => entry.name === "first-contentful-paint")?.startTime ?? Infinity,
        );
        assert.ok(painted < PAINT_MS, `painted after ${Math.round(painted)} ms`);
        await visitor.isWell();
      } finally {
        await visitor.close();
      }
    });
  });
}
