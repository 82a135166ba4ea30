/** Programs that never end, fill memory, print without end, or are wrong: the page goes on answering. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Site, World } from "./support/site";

/**
 * Milliseconds within which the page answers while the machine runs: most of the times, as this computer does other
 * things too, and never later than what a person takes for a standstill.
 */
const ANSWER_MS = 200;
const STANDSTILL_MS = 1000;
/** So often it is asked. */
const TIMES = 12;

export function testHard(world: () => World): void {
  describe("whatever the program does, the page answers", () => {
    let site: Site;
    before(async () => void (site = await world().visitor()));
    after(() => site?.close());

    /** Asks while it runs, then pauses it. */
    async function answersWhileRunning(): Promise<void> {
      await site.page.locator(".controls .run").click();
      await site.page.locator(".controls .run.running").waitFor();
      const begin = await site.cycle();
      await site.until("it runs", async () => (await site.cycle()) > begin);
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) times.push(await site.answersWithin());
      times.sort((a, b) => a - b);
      const told = `it has answered within ${times.map(Math.round).join(", ")} ms`;
      assert.ok(times[Math.floor(TIMES * 0.66)]! < ANSWER_MS && times[TIMES - 1]! < STANDSTILL_MS, told);
      const paused = Date.now();
      await site.page.locator(".controls .run.running").click();
      await site.idle();
      assert.ok(Date.now() - paused < 5 * ANSWER_MS, `it was paused within ${Date.now() - paused} ms`);
      await site.isWell();
    }

    it("a program that never ends, forwards and then back", async () => {
      await site.load("(define (f n) (f n))\n(f 1)\n");
      await answersWhileRunning();
      const stood = await site.cycle();
      assert.ok(stood > 1000);
      await site.back("cycle");
      await site.standsAt(stood - 1);
    });

    it("a program that fills memory traps, with its place", async () => {
      await site.load("(define (f n) (cons n (f n)))\n(f 1)\n");
      await site.run();
      await site.lineHas("out of memory");
    });

    it("a program that prints megabytes", async () => {
      await site.load(`(define (f n) (write-string "${"x".repeat(60)}\n") (f n))\n(f 1)\n`);
      await answersWhileRunning();
      const text = await site.console();
      assert.ok(text.length > 1000 && text.length < 100_000, `${text.length} characters are shown`);
    });

    it("a program that cannot be read is told where", async () => {
      await site.page.locator(".cm-content").fill("(define (f n)\n  (print n)\n");
      await site.page.getByRole("button", { name: "Load", exact: true }).click();
      await site.lineHas("Not loaded");
      await site.page.locator(".panel-editor").getByText("never closed").first().waitFor();
    });

    it("a program with a trap is told where, and can be gone back from", async () => {
      await site.load("(define (f n) (car n))\n(f 1)\n");
      await site.run();
      await site.lineHas("trap");
      const ended = await site.cycle();
      await site.back("cycle");
      await site.standsAt(ended - 1);
    });

    it("a link that is no link is told of", async () => {
      await site.page.goto("about:blank");
      await site.page.goto(site.at("#v=1&text=%%%"));
      await site.until("an error is shown", async () => (await site.errors()).length > 0);
      assert.deepEqual(site.complaints, []);
    });
  });
}
