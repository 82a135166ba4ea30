/** The ways through time: what a button, a key and the help say of each. */

import type { Direction, Goal } from "../protocol";

export interface Move {
  name: string;
  /** The letter; in capitals it goes back. */
  key: string;
  goal: Goal;
  forward: string;
  back: string;
}

export const MOVES: readonly Move[] = [
  { name: "cycle", key: "s", goal: { kind: "cycles", count: 1 }, forward: "One cycle on", back: "One cycle back" },
  {
    name: "state",
    key: "n",
    goal: { kind: "state", count: 1 },
    forward: "To the next state",
    back: "Back to where a state was entered",
  },
  {
    name: "call",
    key: "a",
    goal: { kind: "application", count: 1 },
    forward: "To the next application of a function",
    back: "Back to the application before",
  },
  {
    name: "out",
    key: "o",
    goal: { kind: "out" },
    forward: "On until the frame on top has its value",
    back: "Back to before the frame on top was pushed",
  },
  {
    name: "point",
    key: "c",
    goal: { kind: "points" },
    forward: "On to the next breakpoint or watchpoint, or the end",
    back: "Back to the last breakpoint or watchpoint, or the beginning",
  },
];

export function describe(move: Move, direction: Direction): string {
  return direction === "forward" ? move.forward : move.back;
}

export function keyOf(move: Move, direction: Direction): string {
  return direction === "forward" ? move.key : `Shift+${move.key.toUpperCase()}`;
}

/** Cycles a second that can be chosen; the last is as fast as it goes. */
export const SPEEDS: readonly (number | null)[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  1_000,
  10_000,
  100_000,
  1_000_000,
  null,
];
