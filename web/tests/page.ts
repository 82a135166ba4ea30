/** The page around the machine: the program and its console, links, the keyboard, what it costs, no network. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { FIB, type Site, type World } from "./support/site";

/** What a first visit may fetch, compressed, and when something must be seen. */
const MOST_BYTES = 1_500_000;
const PAINT_MS = 1000;

export function testPage(world: () => World): void {
  let site: Site;
  before(async () => void (site = await world().visitor()));
  after(() => site?.close());

  describe("the program", () => {
    it("warnings and errors stand at their places", async () => {
      await site.load("(define (f n) (foo n))\n(print 1)\n");
      await site.page.locator(".cm-lintRange, .cm-lintRange-warning").first().waitFor();
      await site.page.locator(".cm-content").fill("(print (car 5)\n");
      await site.page.locator(".cm-lintRange-error, .cm-lint-marker-error").first().waitFor();
    });

    it("is edited when somebody has edited it, and not by an experiment", async () => {
      const edited = site.page.locator(".editor .badge");
      for (const id of ["two-namespaces", "copying", "write-barrier", "banks"]) {
        await site.open(`#v=1&experiment=${id}`);
        await site.page.locator(".experiment [data-act=act]:enabled").waitFor();
        assert.ok(await edited.isHidden(), id);
      }
      await site.page.locator(".cm-content").fill("(print 1)\n");
      await edited.waitFor();
    });

    it("is a new one, with nothing left of the one before", async () => {
      await site.open(`${FIB}&cycle=300`);
      await site.page.getByLabel("Example").selectOption({ label: "(a new one)" });
      await site.standsAt(0);
      assert.equal(await site.page.locator(".cm-line").count(), 1);
      await site.run();
      await site.lineHas("[ended]");
      await site.isWell();
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

    for (const [fragment, told] of [
      ["&cycle=99999999999999999999", "the cycle \"99999999999999999999\", which is no number of at most 15 digits"],
      ["&cycle=999999999", "cycle 999,999,999: the machine has come to cycle"],
      ["&colour=red", "colour, which means nothing here"],
      ["&example=tak.lisp", "a second example, \"tak.lisp\""],
      ["&m.colour=red", "m.colour, which is no parameter of the machine"],
      ["&break=", "a break that says nothing"],
      ["&break=no-such-function", "break no-such-function, which cannot be set"],
      ["&experiment=a-call&step=99", "step 99: the experiment has 7"],
      ["&view=AAAA", "the view, which cannot be read"],
    ] as const) {
      it(`a link with ${fragment} opens without it, and says so`, async () => {
        await site.open(FIB + fragment);
        await site.until("it is told", async () => (await site.errors()).some((error) => error.includes(`Left out of this link: ${told}`)), () => site.errors());
        assert.match((await site.page.locator(".cm-content").textContent()) ?? "", /define \(fib/);
      });
    }

    for (const [fragment, told] of [
      ["#v=2&example=fib.lisp", "version 2"],
      ["#v=1&example=nothing.lisp", "the example nothing.lisp, which is not here"],
      ["#v=1&experiment=nothing", "the experiment nothing, which is not here"],
      ["#v=1&dialect=cobol&text=AwA", "the dialect cobol, which is not here"],
      ["#v=1&text=AAAA", "The program in this link cannot be read"],
    ] as const) {
      it(`a link ${fragment} has no program: the page says why, and stays empty`, async () => {
        await site.page.goto("about:blank");
        await site.page.goto(site.at(fragment));
        await site.page.locator(".banner .message", { hasText: told }).waitFor();
        assert.ok(await site.page.locator(".controls .run").isDisabled());
      });
    }

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
