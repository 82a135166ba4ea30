/** Each experiment, from its link to its last step: what a step promises is so when its button has been pressed. */

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { experiments } from "../src/experiments";
import type { Site, World } from "./support/site";

export function testExperiments(world: () => World): void {
  describe("experiments", () => {
    let site: Site;
    before(async () => void (site = await world().visitor()));
    after(() => site?.close());

    it("a step that leads elsewhere has no tick, and says where it begins", async () => {
      await site.open("#v=1&experiment=a-call");
      const pane = site.page.locator(".experiment");
      const note = pane.locator(".elsewhere");
      await site.run();
      assert.match((await note.textContent()) ?? "", /begins at cycle 0; you are at cycle/);
      await pane.locator("[data-act=act]:enabled").click();
      await pane.locator(".elsewhere", { hasText: "This has led elsewhere" }).waitFor();
      assert.equal(await pane.locator("[data-act=act]", { hasText: "✓" }).count(), 0);
      await note.getByRole("button", { name: "Go to cycle 0" }).click();
      await site.standsAt(0);
      await pane.locator("[data-act=act]:enabled").click();
      await pane.locator("[data-act=act]:enabled", { hasText: "✓" }).waitFor();
      assert.equal(await note.textContent(), "");
      await site.isWell();
    });

    it("a step that is skipped can be made up for", async () => {
      await site.open("#v=1&experiment=tail-call");
      const pane = site.page.locator(".experiment");
      await pane.locator("[data-act=next]").click();
      await pane.locator("[data-act=next]").click();
      await pane.locator(".elsewhere", { hasText: "begins where the one before it ends" }).waitFor();
      await pane.getByRole("button", { name: "Do the steps before it" }).click();
      await pane.locator("[data-act=act]:enabled").click();
      await pane.locator("[data-act=act]:enabled", { hasText: "✓" }).waitFor();
      await site.lineHas("(sum 0)");
      await site.isWell();
    });

    it("a link to a step does what comes before it", async () => {
      await site.open("#v=1&experiment=banks&step=4");
      const pane = site.page.locator(".experiment");
      await pane.getByRole("heading", { name: "What it costs", exact: true }).waitFor();
      await pane.locator("[data-act=act]:enabled").click();
      await pane.locator("[data-act=act]:enabled", { hasText: "✓" }).waitFor();
      await site.isWell();
    });

    for (const { id, title, steps } of experiments) {
      it(`${id}: ${title}`, async () => {
        await site.open(`#v=1&experiment=${id}`);
        const pane = site.page.locator(".experiment");
        for (const [at, step] of steps.entries()) {
          await pane.getByRole("heading", { name: step.title, exact: true }).waitFor();
          if (step.actions) {
            await pane.locator("[data-act=act]:enabled").click();
            // The tick comes when all has been done; the page itself makes the check of the step.
            await pane.locator("[data-act=act]:enabled", { hasText: "✓" }).waitFor();
          }
          await site.isWell();
          if (at < steps.length - 1) await pane.locator("[data-act=next]").click();
        }
      });
    }
  });
}
