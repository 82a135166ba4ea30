/**
 * What a pane is, and what it may ask of the page around it.
 *
 * Panes do not know each other. What concerns more than one (the cycle, the points, what is shown where) goes through
 * the page, which tells all of them.
 */

import type {
  Answer,
  Catalogue,
  Direction,
  Goal,
  HeapColour,
  Moment,
  Point,
  Program,
  Request,
  SourcePlace,
} from "../protocol";

/** The machine in its worker, asked by promises. A promise fails with an `Error` whose message is for people. */
export interface Engine {
  readonly catalogue: Catalogue;
  ask<R extends Request>(request: R): Promise<Answer<R["type"]>>;
}

export type PaneName =
  | "editor"
  | "console"
  | "points"
  | "options"
  | "experiment"
  | "diagram"
  | "registers"
  | "port"
  | "frames"
  | "heap"
  | "wave"
  | "whence";

export interface Pane {
  readonly name: PaneName;
  /** Stands on the pane's tab. */
  readonly title: string;
  /** What the page puts into the layout. The page gives it a heading, a role and its size. */
  readonly element: HTMLElement;
  /** The machine is elsewhere, or the same place has more to say. Called for visible panes only, some times a second
   *  while the machine runs; called as well when a pane becomes visible. */
  update(moment: Moment): void;
  /** Another program has been loaded: whatever is known of the one before is void. */
  loaded?(program: Program): void;
  /** The pane has come into view or gone out of it. */
  visible?(shown: boolean): void;
  /** Light has become dark or the reverse: for what is drawn on a canvas. */
  themed?(): void;
  /** Points have been added or deleted. */
  pointsChanged?(points: readonly Point[]): void;
  /** What of this pane goes into a link, and comes from one. */
  save?(): unknown;
  restore?(saved: unknown): void;
}

/** What panes ask of the page. Nothing here throws: what fails is told in the page. */
export interface Page {
  readonly engine: Engine;
  /** Where the machine is; null before a program is loaded. */
  readonly moment: Moment | null;
  readonly points: readonly Point[];
  readonly program: Program;
  /** A run is under way. */
  readonly running: boolean;

  /** Goes to a cycle of the history or beyond it. While one such wish is being answered the last later one waits. */
  goTo(cycle: number): Promise<void>;
  /** Runs, at the chosen speed if the goal is not a single step. */
  run(direction: Direction, goal: Goal): Promise<void>;
  pause(): Promise<void>;
  load(program: Program): Promise<void>;

  /** `text` is what follows the debugger's command, as `fib if n = 7`, `0x3774`, `fib.lisp:5`. */
  addPoint(kind: "break" | "watch", text: string): Promise<void>;
  deletePoint(id: number): Promise<void>;

  /** Shows where the word in a place has come from, or has gone to. */
  whence(place: string): Promise<void>;
  whither(place: string): Promise<void>;

  /** Brings the object at an address into view in the heap pane. */
  showAddress(address: number): void;
  /** Told to whoever shows addresses; the heap pane listens. Returns what ends it. */
  onAddress(listener: (address: number) => void): () => void;
  /** Colours the heap; the heap pane listens. */
  colourHeap(colour: HeapColour): void;
  onHeapColour(listener: (colour: HeapColour) => void): () => void;
  /** Chooses the signals of the waveform by their paths; the wave pane listens. */
  chooseSignals(paths: string[]): void;
  onSignals(listener: (paths: string[]) => void): () => void;

  /** Marks a place in the editor beside the machine's own, until null or another. */
  highlight(place: SourcePlace | null): void;
  /** Brings a pane into view; with `focus`, puts the focus into it. */
  show(pane: PaneName, focus?: boolean): void;
  /** Says something in passing, to those who see the page and to those who listen to it. */
  say(text: string): void;
  /** Tells what has gone wrong, until it is dismissed. */
  fail(error: unknown): void;
  /** Offers bytes as a file to be saved. */
  download(bytes: Uint8Array, name: string): void;
}

/** Each module in `panes/` has one function of this type: `createHeapPane` and so on. */
export type CreatePane = (engine: Engine, page: Page) => Pane;
