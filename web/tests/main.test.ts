/** All tests of the page, in one browser: `npm test`. */

import { after, before, describe } from "node:test";
import { testExperiments } from "./experiments";
import { testHard } from "./hard";
import { APPROVES, testLooks } from "./looks";
import { testMachine } from "./machine";
import { testPage } from "./page";
import { testPrograms } from "./programs";
import { World } from "./support/site";
import { testTime } from "./time";

describe("the page in a browser", () => {
  let world: World;
  before(async () => void (world = await World.begin()));
  after(() => world?.end());
  const get = (): World => world;

  const all = [testTime, testMachine, testPage, testExperiments, testPrograms, testHard, testLooks];
  for (const test of APPROVES ? [testLooks] : all) test(get);
});
