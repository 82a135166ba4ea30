/**
 * The worker that has the machine. It works in slices, and looks at its messages between them, so that it can be
 * asked and paused at any time. It lives for one program; the page then starts another one, with the same module.
 */

import type { Begin, Numbered } from "./engine";
import { catalogue, check, Engine, initSync, needs, supply } from "./generated/core/core";
import bundle16 from "./generated/core/firmware-16.zst?url";
import bundle32 from "./generated/core/firmware-32.zst?url";
import bundle64 from "./generated/core/firmware-64.zst?url";
import euler from "./generated/core/firmware-euler.zst?url";
import mal from "./generated/core/firmware-mal.zst?url";
import type { Answers, Direction, Goal, Message, Moment, Program, Request, Stop } from "./protocol";

/** Milliseconds of work between two looks at the messages. */
const SLICE = 16;

/** Milliseconds between two messages about a run, and between two moments of one. */
const NEWS = 100;
const MOMENT = 250;

/** Cycles of a slice: long calls stay in the slow code that browsers begin with. */
const LEAST = 256;
const MOST = 200_000;

/** Characters of console output that a message has at most: a page that is behind needs the last of it. */
const OUTPUT = 20_000;

/** Milliseconds that a search for a word is given at first; if it takes longer, messages come first. */
const PATIENCE = 200;

const scope = self as unknown as {
  postMessage(message: Message, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Begin | Numbered>) => void) | null;
};

/** The bundles of the firmware's images, by their names: what a program starts with is fetched when it is wanted. */
const BUNDLES: Record<string, string> = { 16: bundle16, 32: bundle32, 64: bundle64, euler, mal };

/** A piece of work that is done slice by slice: true when it has ended. */
type Work = { slice(until: number): boolean; pause?(): void; wait?: number };

let engine: Engine | null = null;
let work: Work | null = null;
let scheduled = false;
const decoder = new TextDecoder();

function send(message: Message, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

function answer(id: number, value: unknown, transfer: Transferable[] = []): void {
  send({ type: "answer", id, answer: value }, transfer);
}

function fail(id: number, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  send({ type: "failed", id, message, place: null });
  // The core itself has failed, as for want of memory: nothing can be asked of it any more, and the worker ends.
  if (error instanceof WebAssembly.RuntimeError) {
    work = null;
    setTimeout(() => {
      throw error;
    });
  }
}

/** Work goes on after the messages that have come. */
const channel = new MessageChannel();
channel.port1.onmessage = () => {
  scheduled = false;
  goOn();
};

function schedule(): void {
  if (scheduled || work === null) return;
  scheduled = true;
  if (work.wait !== undefined && work.wait > 0) {
    setTimeout(() => {
      scheduled = false;
      goOn();
    }, work.wait);
  } else {
    channel.port2.postMessage(null);
  }
}

function goOn(): void {
  const current = work;
  if (current === null) return;
  const ended = current.slice(performance.now() + SLICE);
  if (ended && work === current) work = null;
  schedule();
}

function machine(): Engine {
  if (engine === null) throw new Error("No program is loaded.");
  return engine;
}

function json<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** The moment where the machine is, as an answer has it. */
function moment(): Moment {
  return json<Moment>(machine().moment(false));
}

/** Output that has not been told yet, and how fast the machine is. */
class News {
  #output = "";
  #told = performance.now();
  #moment = performance.now();
  #cycle: number;

  constructor(cycle: number) {
    this.#cycle = cycle;
  }

  /** Tells how far a run is, if it is time. */
  tell(): void {
    const now = performance.now();
    this.#collect();
    if (now - this.#told < NEWS) return;
    const { cycle, frontier } = machine();
    const cyclesPerSecond = (Math.abs(cycle - this.#cycle) * 1000) / (now - this.#told);
    let shown: Moment | null = null;
    if (now - this.#moment >= MOMENT) {
      shown = json<Moment>(machine().moment(true));
      this.#moment = performance.now();
    }
    send({ type: "progress", cycle, frontier, cyclesPerSecond, moment: shown, output: this.#output });
    this.#output = "";
    this.#told = performance.now();
    this.#cycle = cycle;
  }

  /** Tells what is left. */
  flush(): void {
    this.#collect();
    if (this.#output !== "") send({ type: "output", text: this.#output });
    this.#output = "";
  }

  #collect(): void {
    const bytes = machine().output();
    if (bytes.length === 0) return;
    this.#output += decoder.decode(bytes, { stream: true });
    if (this.#output.length > 2 * OUTPUT) this.#output = this.#output.slice(-OUTPUT);
  }
}

/** How many cycles go into the time that is left of a slice, as the last ones have gone. */
class Pace {
  #cycles = LEAST * 16;

  /** Calls `step` with numbers of cycles until it says that it has ended, or the time is over. */
  use(until: number, step: (cycles: number) => boolean, most = Infinity): boolean {
    let left = most;
    for (;;) {
      const begin = performance.now();
      const cycles = Math.min(this.#cycles, left);
      if (step(cycles)) return true;
      const end = performance.now();
      left -= cycles;
      if (end - begin < SLICE / 4) this.#cycles = Math.min(MOST, this.#cycles * 2);
      else if (end - begin > SLICE / 2) this.#cycles = Math.max(LEAST, this.#cycles / 2);
      if (end >= until || left <= 0) return false;
    }
  }
}

function begin(next: Work): void {
  work?.pause?.();
  work = next;
  schedule();
}

/** A run, or a jump. */
function runWork(id: number, speed: number | null, told: (stop: Stop, moment: Moment) => unknown): Work {
  const news = new News(machine().cycle);
  const pace = new Pace();
  const started = performance.now();
  let done = 0;
  const finish = (text: string): void => {
    news.flush();
    answer(id, told(json<Stop>(text), moment()));
  };
  const self: Work = {
    wait: 0,
    slice(until) {
      try {
        let stop = "";
        let most = Infinity;
        if (speed !== null) {
          // As many cycles as should have been by now.
          const due = Math.floor(((performance.now() - started) * speed) / 1000) - done;
          if (due < 1) {
            self.wait = Math.min(50, 1000 / speed);
            return false;
          }
          most = Math.min(due, Math.max(1, speed));
          self.wait = Math.max(1, Math.min(50, 1000 / speed));
          if (due > most) done += due - most;
          done += most;
        }
        const ended = pace.use(until, (cycles) => (stop = machine().goOn(cycles)) !== "", most);
        if (ended) finish(stop);
        else if (speed !== null && speed < 20) tellEach(news);
        else news.tell();
        return ended;
      } catch (error) {
        fail(id, error);
        return true;
      }
    },
    pause() {
      finish(machine().pause());
    },
  };
  return self;
}

/** A slow run shows every step. */
function tellEach(news: News): void {
  news.flush();
  const { cycle, frontier } = machine();
  send({ type: "progress", cycle, frontier, cyclesPerSecond: 0, moment: moment(), output: "" });
}

/** Where a word has come from, or goes. A search that takes longer than it was given is made again with more time, after
 * the messages that have come. */
function followWork(id: number, place: string, forwards: boolean): Work {
  let patience = PATIENCE;
  return {
    slice() {
      try {
        const until = performance.now() + patience;
        const found = machine().follow(place, forwards, () => performance.now() < until);
        if (found === "") {
          patience *= 2;
          return false;
        }
        answer(id, json(found));
      } catch (error) {
        fail(id, error);
      }
      return true;
    },
    pause() {
      fail(id, new Error("interrupted"));
    },
  };
}

/** A file, for which a part of the history is run again. */
function exportWork(id: number): Work {
  const pace = new Pace();
  return {
    slice(until) {
      try {
        let made = "";
        if (!pace.use(until, (cycles) => (made = machine().exportOn(cycles)) !== "")) return false;
        answerFile(id, made);
      } catch (error) {
        fail(id, error);
      }
      return true;
    },
    pause() {
      fail(id, new Error("interrupted"));
    },
  };
}

function answerFile(id: number, made: string): void {
  const bytes = machine().bytes();
  answer(id, { ...json<{ name: string }>(made), bytes }, [bytes.buffer]);
}

function load(id: number, program: Program): void {
  try {
    engine = Engine.load(JSON.stringify(program));
    answer(id, json(decoder.decode(engine.bytes())));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    // A program that cannot run has notices instead of a machine.
    if (text.startsWith("{")) answer(id, json(text));
    else fail(id, error);
  }
}

function run(id: number, direction: Direction, goal: Goal, speed: number | null): void {
  work?.pause?.();
  work = null;
  machine().start(JSON.stringify(goal), direction === "forward");
  begin(runWork(id, direction === "forward" ? speed : null, (stop, moment) => ({ stop, moment })));
}

/** Figures that are not known are NaN. */
function figures(values: (number | null)[]): Float32Array {
  return Float32Array.from(values, (value) => value ?? Number.NaN);
}

/** Answers a request that takes a moment. */
function ask(id: number, request: Request): void {
  const text = machine().answer(JSON.stringify(request));
  switch (request.type) {
    case "heap": {
      const cells = machine().bytes();
      answer(id, { ...json<object>(text), cells }, [cells.buffer]);
      return;
    }
    case "wave": {
      const wave = json<Omit<Answers["wave"], "signals"> & { signals: { cycles: number[] }[] }>(text);
      const signals = wave.signals.map((signal) => ({ ...signal, cycles: Float64Array.from(signal.cycles) }));
      answer(id, { ...wave, signals });
      return;
    }
    case "timeline": {
      type Told = Record<"depth" | "collecting" | "calls", (number | null)[]>;
      const told = json<Told>(text);
      const { depth, collecting, calls } = told;
      answer(id, { ...told, depth: figures(depth), collecting: figures(collecting), calls: figures(calls) });
      return;
    }
    default:
      answer(id, json(text));
  }
}

function handle(id: number, request: Request): void {
  switch (request.type) {
    case "check":
      return answer(id, json(check(JSON.stringify(request.program))));
    case "load":
      return load(id, request.program);
    case "run":
      return run(id, request.direction, request.goal, request.speed);
    case "pause":
      work?.pause?.();
      work = null;
      return answer(id, null);
    case "goto":
      work?.pause?.();
      work = null;
      machine().jump(request.cycle);
      return begin(runWork(id, null, (_, moment) => ({ moment })));
    case "whence":
    case "whither":
      return begin(followWork(id, request.place, request.type === "whither"));
    case "export": {
      const made = machine().export(JSON.stringify(request));
      return made === "" ? begin(exportWork(id)) : answerFile(id, made);
    }
    case "input":
      return ask(id, { ...request, text: request.text.endsWith("\n") ? request.text : `${request.text}\n` });
    default:
      return ask(id, request);
  }
}

/** Gets the images that a program needs. */
async function provide(program: Program): Promise<void> {
  const name = needs(JSON.stringify(program));
  if (name === "") return;
  const response = await fetch(BUNDLES[name]!);
  if (!response.ok) throw new Error(`The library cannot be fetched: ${response.status} ${response.statusText}`);
  supply(new Uint8Array(await response.arrayBuffer()));
}

/** Requests wait for one that waits for images. */
let waiting: Promise<void> | null = null;

function take(id: number, request: Request): void {
  try {
    handle(id, request);
  } catch (error) {
    fail(id, error);
  }
}

scope.onmessage = ({ data }) => {
  if ("core" in data) {
    initSync({ module: data.core });
    send({ type: "ready", catalogue: json(catalogue()) });
    return;
  }
  const { id, request } = data;
  if (request.type === "load" || request.type === "check") {
    const last = (waiting ?? Promise.resolve())
      .then(() => provide(request.program))
      .then(() => take(id, request))
      .catch((error: unknown) => fail(id, error))
      .finally(() => {
        if (waiting === last) waiting = null;
      });
    waiting = last;
  } else if (waiting) {
    waiting = waiting.then(() => take(id, request));
  } else {
    take(id, request);
  }
};
