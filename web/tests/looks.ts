/** What the page looks like at three sizes, compared with pictures that somebody has looked at. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { WEB, type World } from "./support/site";

/** `npm run approve` sets it: the pictures are written, to be looked at. */
export const APPROVES = process.env["APPROVE"] === "1";
const APPROVED = join(WEB, "tests", "screens");
const FAILED = join(WEB, "dist", "screens");

/** Fonts and their smoothing differ between computers; a pane that is missing is far more than this. */
const PIXELS_THAT_MAY_DIFFER = 0.06;
const COLOUR_DIFFERENCE = 0.25;

interface Look {
  name: string;
  width: number;
  height: number;
  scheme: "light" | "dark";
  fragment: string;
  pane?: string;
}

const MOMENT = "#v=1&example=fib.lisp&cycle=607&break=fib";
const LOOKS: Look[] = [
  { name: "light", width: 1280, height: 800, scheme: "light", fragment: MOMENT },
  { name: "dark", width: 1280, height: 800, scheme: "dark", fragment: MOMENT },
  { name: "phone", width: 390, height: 844, scheme: "light", fragment: MOMENT },
  { name: "phone-states", width: 390, height: 844, scheme: "dark", fragment: MOMENT, pane: "States" },
  { name: "experiment", width: 1280, height: 800, scheme: "light", fragment: "#v=1&experiment=a-call" },
];

export function testLooks(world: () => World): void {
  describe("the page looks as it did when somebody approved it", () => {
    for (const { name, width, height, scheme, fragment, pane } of LOOKS) {
      it(`${name}, ${width}x${height}`, async () => {
        const site = await world().visitor({ viewport: { width, height }, colorScheme: scheme });
        try {
          await site.open(fragment);
          if (pane) await site.show(pane);
          await site.calm();
          compare(name, await site.page.screenshot({ caret: "hide" }));
          await site.isWell();
        } finally {
          await site.close();
        }
      });
    }
  });
}

function compare(name: string, taken: Buffer): void {
  const file = join(APPROVED, `${name}.png`);
  if (APPROVES) {
    mkdirSync(APPROVED, { recursive: true });
    writeFileSync(file, taken);
    return;
  }
  assert.ok(existsSync(file), `nobody has approved of ${name} yet: npm run approve`);
  const [is, wanted] = [PNG.sync.read(taken), PNG.sync.read(readFileSync(file))];
  assert.deepEqual([is.width, is.height], [wanted.width, wanted.height]);
  const difference = new PNG({ width: is.width, height: is.height });
  const pixels = pixelmatch(is.data, wanted.data, difference.data, is.width, is.height, { threshold: COLOUR_DIFFERENCE });
  const share = pixels / (is.width * is.height);
  if (share <= PIXELS_THAT_MAY_DIFFER) return;
  mkdirSync(FAILED, { recursive: true });
  writeFileSync(join(FAILED, `${name}.png`), taken);
  writeFileSync(join(FAILED, `${name}-difference.png`), PNG.sync.write(difference));
  assert.fail(`${name}: ${(share * 100).toFixed(1)} % of the pixels differ; dist/screens has what was seen. npm run approve takes it`);
}
