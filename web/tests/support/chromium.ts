/** The browser of the tests: one that the system has. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where the browser is: what the variable `CHROMIUM` says, or the first one on the path. */
export function findChromium(): string {
  const chosen = process.env["CHROMIUM"];
  const places = chosen
    ? [chosen]
    : NAMES.flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)));
  const found = places.find(isExecutable);
  if (found) return found;
  throw new Error(
    chosen
      ? `CHROMIUM says ${chosen}, which cannot be run`
      : `none of ${NAMES.join(", ")} is on the path: apt-get install chromium, or set CHROMIUM to a browser of that kind`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
