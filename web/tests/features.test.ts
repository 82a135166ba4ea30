/** What the page can do, in one browser. */

import { testMachine } from "./machine";
import { testPage } from "./page";
import { inBrowser } from "./support/groups";
import { testTime } from "./time";

inBrowser("the page in a browser", [testTime, testMachine, testPage]);
