/** Groups of tests that share a browser. */

import { after, before, describe } from "node:test";
import { World } from "./site";

export function inBrowser(name: string, groups: readonly ((world: () => World) => void)[]): void {
  describe(name, () => {
    let world: World;
    before(async () => void (world = await World.begin()));
    after(() => world?.end());
    for (const group of groups) group(() => world);
  });
}
