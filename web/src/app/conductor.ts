/**
 * What the page does with the machine: one run, one jump or one load at a time, and whoever wants to know is told.
 * Knows nothing of the page's elements.
 */

import type { Direction, Goal, Moment, Notice, Point, Program, SourcePlace, Stop } from "../protocol";
import { messageOf } from "./dom";
import type { Engine } from "./pane";
import { Latest, Signal } from "./signal";

export interface PointText {
  kind: "break" | "watch";
  text: string;
}

export interface Progress {
  cycle: number;
  frontier: number;
  cyclesPerSecond: number;
}

/** What the engine tells beside that. */
interface Told {
  moment: Moment | null;
  output: string;
}

/** Single steps that may wait while one is made: a key that is held down must not run on after it is let go. */
const STEPS_WAITING = 2;

/** Milliseconds after which a step or a jump shows as a run. */
const LONG = 150;

/** What is shown of the console while no moment comes: as much as a moment has. */
const CONSOLE = 20_000;

export class Conductor {
  readonly moved = new Signal<Moment>();
  readonly ran = new Signal<boolean>();
  readonly progressed = new Signal<Progress>();
  readonly stopped = new Signal<Stop>();
  readonly loaded = new Signal<{ program: Program; notices: Notice[]; started: boolean }>();
  readonly pointsChanged = new Signal<readonly Point[]>();
  readonly consoleChanged = new Signal<{ text: string; cut: boolean }>();
  readonly failed = new Signal<{ message: string; place: SourcePlace | null }>();

  moment: Moment | null = null;
  points: readonly Point[] = [];
  program: Program = { name: "", text: "", dialect: "core", machine: {}, shell: false };
  running = false;
  /** Cycles a second of runs; null is as fast as it goes. */
  speed: number | null = null;
  /** Why the machine stands where it is. */
  lastStop: Stop | null = null;

  readonly #engine: Engine;
  readonly #seek = new Latest<number>((cycle) => this.#seekTo(cycle));
  /** Done when all that was asked for before is done. */
  #turn: Promise<void> = Promise.resolve();
  #doing: "step" | "run" | "jump" | null = null;
  #stepsWaiting = 0;
  #console = { text: "", cut: false };
  /** The last run was no single step. */
  #freely = false;
  /** Counts the programs: answers about another one than the present one are dropped. */
  #generation = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async load(program: Program, points: readonly PointText[] = this.#pointTexts()): Promise<boolean> {
    const generation = ++this.#generation;
    // What the worker of the program before still does is of no interest: nobody waits for it.
    this.#seek.forget();
    this.#turn = Promise.resolve();
    this.#doing = null;
    this.#stepsWaiting = 0;
    this.#setRunning(false);
    try {
      const { notices, moment } = await this.#engine.ask({ type: "load", program });
      if (generation !== this.#generation) return false;
      this.program = program;
      this.lastStop = null;
      this.#freely = false;
      this.points = [];
      this.moment = moment;
      this.loaded.send({ program, notices, started: moment !== null });
      this.pointsChanged.send(this.points);
      if (moment === null) {
        this.#setConsole("", false);
        return false;
      }
      this.#move(moment);
      for (const { kind, text } of points) await this.addPoint(kind, text);
      return true;
    } catch (error) {
      if (generation === this.#generation) this.fail(error);
      return false;
    }
  }

  /** Runs until it stops. A run or a jump that is under way is paused first; single steps wait for each other. */
  async run(direction: Direction, goal: Goal): Promise<void> {
    if (this.moment === null) return;
    const single = isSingle(goal);
    if (single && this.#stepsWaiting >= STEPS_WAITING) return;
    this.#seek.forget();
    if (this.#doing !== null && !(single && this.#doing === "step")) await this.pause();
    if (single) this.#stepsWaiting += 1;
    await this.#inTurn(single ? "step" : "run", async (isCurrent) => {
      if (single) this.#stepsWaiting -= 1;
      this.#freely = !single;
      const speed = single || direction === "back" ? null : this.speed;
      const { stop, moment } = await this.#engine.ask({ type: "run", direction, goal, speed });
      if (!isCurrent()) return;
      this.#arrive(moment, stop);
      this.stopped.send(stop);
    });
  }

  async pause(): Promise<void> {
    if (this.#doing !== null) await this.#try(() => this.#engine.ask({ type: "pause" }));
  }

  goTo(cycle: number): Promise<void> {
    if (this.moment === null) return Promise.resolve();
    return this.#seek.wish(Math.max(0, Math.round(cycle)));
  }

  async #seekTo(cycle: number): Promise<void> {
    await this.pause();
    await this.#inTurn("jump", async (isCurrent) => {
      const { moment } = await this.#engine.ask({ type: "goto", cycle });
      if (isCurrent()) this.#arrive(moment, null);
    });
  }

  /**
   * One thing is done at a time, each when those before it are done. What is over at once does not show as a run; a
   * long step or jump does, so that it can be paused.
   */
  #inTurn(kind: "step" | "run" | "jump", work: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const generation = this.#generation;
    const isCurrent = (): boolean => generation === this.#generation;
    const turn = this.#turn.then(async () => {
      if (!isCurrent()) return;
      this.#doing = kind;
      const show = (): void => {
        if (isCurrent()) this.#setRunning(true);
      };
      const shown = setTimeout(show, kind === "run" ? 0 : LONG);
      try {
        await work(isCurrent);
      } catch (error) {
        if (isCurrent()) this.fail(error);
      }
      clearTimeout(shown);
      if (!isCurrent()) return;
      this.#doing = null;
      this.#setRunning(false);
    });
    this.#turn = turn;
    return turn;
  }

  /** The run is over before those who look at the moment are told of it. */
  #arrive(moment: Moment, stop: Stop | null): void {
    this.#doing = null;
    this.#setRunning(false);
    this.lastStop = stop;
    this.#move(moment);
  }

  /** Gives the machine a line of input; null ends the input. If it was run to where it waits, it runs on. */
  async input(text: string | null): Promise<void> {
    const waited = this.#freely && this.#doing === null;
    const given = await this.#try(() =>
      text === null ? this.#engine.ask({ type: "endInput" }) : this.#engine.ask({ type: "input", text }),
    );
    if (given && waited) await this.run("forward", { kind: "points" });
  }

  async addPoint(kind: "break" | "watch", text: string): Promise<number | null> {
    const before = new Set(this.points.map(({ id }) => id));
    await this.#try(async () => {
      this.#setPoints((await this.#engine.ask({ type: "addPoint", kind, text })).points);
    });
    return this.points.find(({ id }) => !before.has(id))?.id ?? null;
  }

  async deletePoint(id: number): Promise<void> {
    await this.#try(async () => {
      this.#setPoints((await this.#engine.ask({ type: "deletePoint", id })).points);
    });
  }

  /** From the engine, during a run. */
  progress({ cycle, frontier, cyclesPerSecond, moment, output }: Progress & Told): void {
    if (this.#doing === null) return;
    if (moment) this.#move(moment);
    else if (output !== "") this.#write(output);
    this.progressed.send({ cycle, frontier, cyclesPerSecond });
  }

  /** The engine has lost the program; it is loaded again, at its beginning. */
  async lost(reason: string): Promise<void> {
    const { moment, program } = this;
    if (moment !== null) await this.load(program);
    this.fail(new Error(reason));
  }

  fail(error: unknown): void {
    const place = error instanceof Error && "place" in error ? (error.place as SourcePlace | null) : null;
    this.failed.send({ message: messageOf(error), place });
  }

  /** What is set, in the words with which it can be set again. */
  #pointTexts(): PointText[] {
    return this.points.flatMap(({ text }) => pointText(text) ?? []);
  }

  async #try(action: () => Promise<unknown>): Promise<boolean> {
    const generation = this.#generation;
    try {
      await action();
      return true;
    } catch (error) {
      if (generation === this.#generation) this.fail(error);
      return false;
    }
  }

  #move(moment: Moment): void {
    this.moment = moment;
    this.#setConsole(moment.console, moment.consoleCut);
    this.moved.send(moment);
  }

  #write(output: string): void {
    const text = this.#console.text + output;
    const from = text.length > CONSOLE ? text.lastIndexOf("\n", text.length - CONSOLE) + 1 : 0;
    this.#setConsole(text.slice(from).slice(-2 * CONSOLE), this.#console.cut || from > 0);
  }

  #setConsole(text: string, cut: boolean): void {
    if (text === this.#console.text && cut === this.#console.cut) return;
    this.#console = { text, cut };
    this.consoleChanged.send(this.#console);
  }

  #setPoints(points: readonly Point[]): void {
    this.points = points;
    this.pointsChanged.send(points);
  }

  #setRunning(running: boolean): void {
    if (this.running === running) return;
    this.running = running;
    this.ran.send(running);
  }
}

function isSingle({ kind }: Goal): boolean {
  return kind === "cycles" || kind === "state" || kind === "application" || kind === "out";
}

/** A point's text, `break fib if n = 7`, in its parts. */
export function pointText(text: string): PointText | null {
  const match = /^(t?break|watch)\s+(.*)$/.exec(text);
  return match ? { kind: match[1] === "watch" ? "watch" : "break", text: match[2]! } : null;
}
