/** The command line, whose runs the page's are compared with. */

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { WEB } from "./site";

export interface Native {
  console: string;
  value: string | null;
  trap?: { message: string };
  cycles: number;
  halt: string;
}

/** The program: what the variable `CONSCYCLE` says, or what cargo has built. */
function command(): string {
  const chosen = process.env["CONSCYCLE"];
  const built = ["release", "debug"].map((profile) => join(WEB, "..", "target", profile, "conscycle"));
  const found = (chosen ? [chosen] : built).find((path) => existsSync(path));
  if (found) return resolve(found);
  throw new Error(
    chosen
      ? `CONSCYCLE says ${chosen}, which is not there`
      : "the command line has not been built: cargo build --release, or set CONSCYCLE to it",
  );
}

/**
 * What `run --json` says of a program in a folder; `machine` has the parameters by their names. Dialects that are read
 * by the machine read the file's name, too, which therefore is that of the page.
 */
export function native(folder: string, file: string, dialect: string, machine: Record<string, string> = {}): Native {
  const options = Object.entries(machine).flatMap(([name, value]) => [`--${name.replaceAll("_", "-")}`, value]);
  let printed: string;
  try {
    const all = ["run", "--json", "--quiet", "--dialect", dialect, ...options, file];
    printed = execFileSync(command(), all, { encoding: "utf8", cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    // A program that traps has a result as well.
    printed = (error as { stdout?: string }).stdout ?? "";
    if (printed === "") throw error;
  }
  return JSON.parse(printed) as Native;
}
