/** Each experiment, from its link to its last step: what a step promises is so when its button has been pressed. */

import { after, before, describe, it } from "node:test";
import { experiments } from "../src/experiments";
import type { Site, World } from "./support/site";

export function testExperiments(world: () => World): void {
  describe("experiments", () => {
    let site: Site;
    before(async () => void (site = await world().visitor()));
    after(() => site?.close());

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
