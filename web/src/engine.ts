/**
 * The page's side of the worker: promises by number, and what happens meanwhile.
 *
 * A worker lives for one program, so that its memory is given back; the next one gets the core that is compiled
 * already. The first message to a worker is that core, all others are requests.
 */

import type { Engine } from "./app/pane";
import { Signal } from "./app/signal";
import type { Answer, Catalogue, Message, Request, SourcePlace } from "./protocol";

/** The first message to a worker. */
export interface Begin {
  core: WebAssembly.Module;
}

/** All other messages to it. */
export interface Numbered {
  id: number;
  request: Request;
}

/** What the engine says no to, with the place in the program that is to blame, if it is one. */
export class EngineError extends Error {
  readonly place: SourcePlace | null;

  constructor(message: string, place: SourcePlace | null) {
    super(message);
    this.place = place;
  }
}

/** What a worker says without having been asked. */
export type News = Extract<Message, { type: "progress" | "output" }>;

export class WorkerEngine implements Engine {
  readonly catalogue: Catalogue;
  readonly news = new Signal<News>();
  /** The worker has ended by itself; another one is there, which has no program yet. */
  readonly died = new Signal<string>();

  readonly #core: WebAssembly.Module;
  #worker: Promise<Attached>;
  /** Has the worker had a program? Then the next one needs another worker. */
  #used = false;

  private constructor(core: WebAssembly.Module, first: Worker, catalogue: Catalogue) {
    this.#core = core;
    this.catalogue = catalogue;
    this.#worker = Promise.resolve(this.#attach(first));
  }

  /** Compiles the core while it arrives, and starts the first worker. */
  static async start(address: URL): Promise<WorkerEngine> {
    const core = await compile(address);
    const { worker, catalogue } = await begin(core);
    return new WorkerEngine(core, worker, catalogue);
  }

  async ask<R extends Request>(request: R): Promise<Answer<R["type"]>> {
    if (request.type === "load") {
      if (this.#used) this.#renew("Another program has been loaded.");
      this.#used = true;
    }
    return (await (await this.#worker).ask(request)) as Answer<R["type"]>;
  }

  /** Ends the worker, and begins another one. */
  #renew(reason: string): void {
    void this.#worker.then(
      (old) => old.end(reason),
      () => undefined, // It has never begun; whoever has asked it knows.
    );
    this.#used = false;
    this.#worker = begin(this.#core).then(({ worker }) => this.#attach(worker));
    // A failure is told to whoever asks next.
    this.#worker.catch(() => undefined);
  }

  #attach(worker: Worker): Attached {
    return new Attached(worker, this.news, (reason) => {
      const text = `The machine's worker has ended: ${reason}`;
      this.#renew(text);
      this.died.send(text);
    });
  }
}

/** A worker that has begun, and what it has been asked. */
class Attached {
  readonly #worker: Worker;
  readonly #news: Signal<News>;
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #last = 0;
  #over: string | null = null;

  constructor(worker: Worker, news: Signal<News>, died: (reason: string) => void) {
    this.#worker = worker;
    this.#news = news;
    worker.onmessage = ({ data }: MessageEvent<Message>) => this.#take(data);
    worker.onmessageerror = () => died("a message could not be read");
    worker.onerror = (event) => {
      event.preventDefault();
      died(event.message || "no reason was given");
    };
  }

  ask(request: Request): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#over !== null) {
        reject(new EngineError(this.#over, null));
        return;
      }
      const id = (this.#last += 1);
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, request } satisfies Numbered);
    });
  }

  /** Nothing comes from this worker any more: whoever waits is told why. */
  end(reason: string): void {
    this.#over = reason;
    this.#worker.onmessage = this.#worker.onmessageerror = this.#worker.onerror = null;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new EngineError(reason, null));
    this.#waiting.clear();
  }

  #take(message: Message): void {
    if (message.type === "progress" || message.type === "output") {
      this.#news.send(message);
    } else if (message.type !== "ready") {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.type === "answer") waiting?.resolve(message.answer);
      else waiting?.reject(new EngineError(message.message, message.place));
    }
  }
}

async function compile(address: URL): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The machine cannot be fetched from ${address.pathname}: ${response.status}`);
  // A server that does not know the type of such files serves them all the same.
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function begin(core: WebAssembly.Module): Promise<{ worker: Worker; catalogue: Catalogue }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === "ready") resolve({ worker, catalogue: data.catalogue });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new Error(`The machine's worker does not start: ${event.message || "no reason was given"}`));
    };
    worker.postMessage({ core } satisfies Begin);
  });
}
