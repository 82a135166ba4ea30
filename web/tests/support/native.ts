/** The command line, whose runs the page's are compared with. */

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
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
  if (found) return found;
  throw new Error(
    chosen
      ? `CONSCYCLE says ${chosen}, which is not there`
      : "the command line has not been built: cargo build --release, or set CONSCYCLE to it",
  );
}

/** What `run --json` says of a program; `machine` has the parameters by their names. */
export function native(file: string, dialect: string, machine: Record<string, string> = {}): Native {
  const options = Object.entries(machine).flatMap(([name, value]) => [`--${name.replaceAll("_", "-")}`, value]);
  let printed: string;
  try {
    const all = ["run", "--json", "--quiet", "--dialect", dialect, ...options, file];
    printed = execFileSync(command(), all, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    // A program that traps has a result as well.
    printed = (error as { stdout?: string }).stdout ?? "";
    if (printed === "") throw error;
  }
  return JSON.parse(printed) as Native;
}
