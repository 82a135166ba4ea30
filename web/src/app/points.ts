/** What a point's text says of lines. */

import type { Point } from "../protocol";

/** The line of the program that a breakpoint stands on: `break 5`, `break fib.lisp:5`, `break line 5 if n = 1`. */
export function lineOf(point: Point, program: string): number | null {
  const match = /^t?break\s+(?:line\s+)?(?:(\S+):)?(\d+)(?:\s+if\s.*)?$/.exec(point.text);
  if (!match || (match[1] !== undefined && match[1] !== program)) return null;
  return Number(match[2]);
}
