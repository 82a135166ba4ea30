/** What a guided experiment is: a program, a machine, where to begin, and steps with what to watch. */

import type { Direction, Goal, HeapColour, MachineChoice } from "../protocol";
import type { PaneName } from "../app/pane";

/** What the page does for a step. Each is what a person could do by hand. */
export type Action =
  | { do: "run"; direction: Direction; goal: Goal }
  | { do: "goto"; cycle: number }
  /** To the first stop at a point that is set for this alone, from where the machine is. */
  | { do: "runTo"; kind: "break" | "watch"; text: string; direction?: Direction; count?: number }
  | { do: "show"; pane: PaneName }
  | { do: "colour"; colour: HeapColour }
  | { do: "point"; kind: "break" | "watch"; text: string }
  | { do: "deletePoints" }
  | { do: "whence"; place: string }
  | { do: "whither"; place: string }
  | { do: "address"; address: number }
  | { do: "signals"; paths: string[] }
  | { do: "input"; text: string }
  /** The same program on another machine, from cycle 0. */
  | { do: "load"; machine: MachineChoice };

/** What must be so after a step's actions: for tests, and for the tick at a step that has been done. */
export interface Check {
  state?: string;
  unit?: string;
  /** Part of the line that says what is being done. */
  doing?: string;
  line?: number;
  depth?: number;
  /** A register's value as Lisp, by its path. */
  registers?: Record<string, string>;
  /** A variable's value where the machine is, by its name. */
  locals?: Record<string, string>;
  /** The end of what the console has written. */
  console?: string;
  halt?: "done" | "trap" | "other" | null;
  collections?: number;
  /** The cycle is so large at least, and at most. */
  cycles?: { least?: number; most?: number };
}

export interface Step {
  title: string;
  /** Plain text; a blank line begins a paragraph, `code` stands between backticks, *stress* between asterisks. */
  text: string;
  /** What to look at when it has been done. */
  watch: string;
  /** The label of the button, such as "Go to the call"; none if the step only says something. */
  button?: string;
  actions?: Action[];
  check?: Check;
}

export interface Experiment {
  /** Stands in links: short, lower case, with hyphens. */
  id: string;
  title: string;
  /** One sentence: what one will have seen. */
  about: string;
  program: { name: string; text: string; dialect: string };
  machine: MachineChoice;
  /** Panes that are shown when it begins. */
  panes: PaneName[];
  /** Done when it begins, before the first step. */
  start: Action[];
  steps: Step[];
}
