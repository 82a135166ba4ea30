/** How far one is in an experiment: where each step begins, and which have led where they should. */

import type { Catalogue, Program } from "../protocol";
import { sameMachine } from "./choice";

/** A cycle of a program on a machine: the same for everybody who goes there. */
export interface Standing {
  cycle: number;
  program: Program;
}

export function sameStanding(catalogue: Catalogue, a: Standing, b: Standing): boolean {
  return a.cycle === b.cycle && sameMachine(catalogue, a.program, b.program);
}

export class Course {
  /** A step begins where the one before has ended; not known of steps whose predecessor has not been done here. */
  readonly #begins = new Map<number, Standing>();
  readonly #done = new Set<number>();
  /** Of steps that have led elsewhere: what is not as it should be. */
  readonly #wrong = new Map<number, string[]>();

  begin(standing: Standing): void {
    this.#begins.clear();
    this.#done.clear();
    this.#wrong.clear();
    this.#begins.set(0, standing);
  }

  /** A step's actions are over; `wrong` says what is not as it should be now. */
  ended(step: number, standing: Standing, wrong: string[]): void {
    if (wrong.length > 0) {
      this.#done.delete(step);
      this.#wrong.set(step, wrong);
    } else {
      this.#done.add(step);
      this.#wrong.delete(step);
      this.#begins.set(step + 1, standing);
    }
  }

  beginOf(step: number): Standing | null {
    return this.#begins.get(step) ?? null;
  }

  isDone(step: number): boolean {
    return this.#done.has(step);
  }

  wrongIn(step: number): readonly string[] {
    return this.#wrong.get(step) ?? [];
  }

  /** It will be tried again. */
  forget(step: number): void {
    this.#wrong.delete(step);
  }
}
