/** An engine whose answers the test gives, one by one. */

import type { Engine } from "../../src/app/pane";
import type { Answer, Moment, Request, Stop } from "../../src/protocol";

interface Asked {
  request: Request;
  answer(value: unknown): Promise<void>;
  fail(message: string): Promise<void>;
}

export class FakeEngine implements Engine {
  readonly catalogue = {
    version: "0",
    dialects: [],
    presets: [],
    parameters: [],
    units: [],
    signals: [],
    firstSignals: [],
    types: [],
  };
  /** What has not been answered yet, oldest first. */
  readonly asked: Asked[] = [];

  ask<R extends Request>(request: R): Promise<Answer<R["type"]>> {
    return new Promise((resolve, reject) => {
      const taken = (): void => void this.asked.splice(this.asked.indexOf(entry), 1);
      const entry: Asked = {
        request,
        answer: (value) => {
          taken();
          resolve(value as Answer<R["type"]>);
          return settled();
        },
        fail: (message) => {
          taken();
          reject(new Error(message));
          return settled();
        },
      };
      this.asked.push(entry);
    });
  }

  /** The types of what waits for an answer. */
  get types(): string[] {
    return this.asked.map(({ request }) => request.type);
  }

  /** The oldest request that waits, which must be of this type. */
  next<T extends Request["type"]>(type: T): Asked & { request: Extract<Request, { type: T }> } {
    const first = this.asked[0];
    if (first?.request.type !== type)
      throw new Error(`${type} was expected, not ${this.types.join(", ") || "nothing"}`);
    return first as Asked & { request: Extract<Request, { type: T }> };
  }
}

/** When all that follows from what has happened has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function moment(cycle: number, more: Partial<Moment> = {}): Moment {
  return {
    cycle,
    frontier: Math.max(cycle, 1000),
    unit: "Eval",
    state: "Eval",
    way: [],
    doing: "(fib 10)",
    place: null,
    halt: null,
    waits: false,
    units: [],
    port: { driver: null, operation: "", address: "", count: 0, words: [], answer: "" },
    frames: [],
    depth: 0,
    locals: [],
    function: null,
    collections: 0,
    calls: 0,
    allocated: 0,
    console: "",
    consoleCut: false,
    ...more,
  };
}

export function stop(why: Stop["why"], point: number | null = null): Stop {
  return { why, point, text: "" };
}
