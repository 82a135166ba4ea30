/** Experiments and programs, and what the page looks like, in another browser. */

import { testExperiments } from "./experiments";
import { testHard } from "./hard";
import { APPROVES, testLooks } from "./looks";
import { testPrograms } from "./programs";
import { inBrowser } from "./support/groups";

const all = [testExperiments, testPrograms, testHard, testLooks];
inBrowser("programs in the page", APPROVES ? [testLooks] : all);
