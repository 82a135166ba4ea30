/**
 * What the page and the worker that has the machine say to each other.
 *
 * Each request has a number, and one answer with that number; a run besides tells of its progress until it has
 * stopped. A request that comes while the machine runs is answered between two slices of the run, so that no
 * answer waits for a program's end. Cycles are numbers (a machine that runs for a year in a browser stays below
 * 2^53); words are hexadecimal texts, as a word has up to 64 bits.
 */

/** A place in the program: lines and columns from 1 on, offsets in UTF-16 units, as editors count. */
export interface SourcePlace {
  source: string;
  line: number;
  column: number;
  from: number;
  to: number;
  /** The text of the form. */
  text: string;
  /** Is it in the program in the editor (and not in the library)? */
  own: boolean;
}

/** Something wrong in a program, or to be said of it. */
export interface Notice {
  severity: "error" | "warning" | "note";
  message: string;
  place: SourcePlace | null;
}

/** A parameter of the machine, as the table in the core declares it. */
export interface Parameter {
  name: string;
  help: string;
  /** A few words about each value; the values of a count are not enumerated. */
  values: { value: string; help: string }[];
  /** Is it a count (`gc_every`) or a number of words (`memory`)? */
  kind: "names" | "numbers" | "count" | "words";
  /** Is it left out of short forms? */
  rare: boolean;
  initial: string;
}

/** What the core can do, told once when it is ready. */
export interface Catalogue {
  version: string;
  dialects: { name: string; help: string; machine: MachineChoice }[];
  presets: { name: string; help: string; dialect: string; machine: MachineChoice }[];
  parameters: Parameter[];
  /** The units and their states, in the order of the tables. */
  units: { name: string; scope: string; states: string[] }[];
  /** All signals, and the lanes of texts about the program behind them. */
  signals: SignalInfo[];
  /** The signals that a waveform has if nobody chooses: their paths. */
  firstSignals: string[];
  /** Names and a colour class for each type of object, for the heap's legend. */
  types: string[];
}

export interface SignalInfo {
  path: string;
  scope: string;
  kind: "enum" | "word" | "raw" | "address" | "bits" | "text";
  /** Bits; of a text 0. */
  width: number;
  /** The names of an enum's values. */
  names: string[];
}

/** Parameters by name; those that are left out are as the dialect has them. */
export type MachineChoice = Record<string, string>;

export interface Program {
  name: string;
  text: string;
  dialect: string;
  machine: MachineChoice;
  /** Run the dialect's shell, which then reads what is typed, and the program, if there is one, first. */
  shell: boolean;
}

/** What a run is out for. `count` is for the how-manieth time. */
export type Goal =
  | { kind: "cycles"; count: number }
  | { kind: "state"; count: number }
  | { kind: "application"; count: number }
  | { kind: "points" }
  | { kind: "out" }
  | { kind: "until"; condition: string };

export type Direction = "forward" | "back";

export type Format = "vcd" | "fst" | "gtkw" | "sucl" | "trace";

/** How a heap map is coloured. */
export type HeapColour = "type" | "space" | "age";

export type Request =
  | { type: "check"; program: Program }
  | { type: "load"; program: Program }
  /** `speed` is in cycles of the machine a second; null is as fast as it goes. A run forwards goes on at a point only. */
  | { type: "run"; direction: Direction; goal: Goal; speed: number | null }
  | { type: "pause" }
  | { type: "goto"; cycle: number }
  | { type: "input"; text: string }
  | { type: "endInput" }
  | { type: "addPoint"; kind: "break" | "watch"; text: string }
  | { type: "deletePoint"; id: number }
  | { type: "moment"; changedSince: number | null }
  | { type: "heap"; colour: HeapColour; from: number; words: number; cells: number }
  | { type: "object"; address: number }
  | { type: "wave"; from: number; to: number; signals: string[]; most: number }
  | { type: "timeline"; from: number; to: number; buckets: number }
  | { type: "calls"; from: number; to: number; most: number }
  | { type: "whence"; place: string }
  | { type: "whither"; place: string }
  | { type: "evaluate"; text: string }
  | { type: "export"; format: Format; from: number; to: number; signals: string[] | null }
  | { type: "result" };

/** The answer to each type of request. */
export interface Answers {
  check: { notices: Notice[] };
  load: { notices: Notice[]; moment: Moment | null };
  run: { stop: Stop; moment: Moment };
  pause: null;
  goto: { moment: Moment };
  input: null;
  endInput: null;
  addPoint: { points: Point[] };
  deletePoint: { points: Point[] };
  moment: { moment: Moment };
  heap: HeapMap;
  object: { objects: HeapObject[]; pointers: Pointer[] };
  wave: Wave;
  timeline: Timeline;
  calls: { calls: Call[]; complete: boolean };
  whence: Chain;
  whither: Copies;
  evaluate: { lines: string[] };
  export: { bytes: Uint8Array; name: string };
  /** What `conscycle run --json` prints, without the times. */
  result: Record<string, unknown>;
}

export type Answer<T extends Request["type"]> = T extends keyof Answers ? Answers[T] : never;

export interface Point {
  id: number;
  text: string;
}

export interface Stop {
  why:
    | "goal"
    | "point"
    | "stepped"
    | "halted"
    | "input"
    | "paused"
    | "beginning";
  /** The point that has stopped it. */
  point: number | null;
  /** A line for people, as the debugger in the terminal says it. */
  text: string;
}

/** The machine between two cycles. */
export interface Moment {
  cycle: number;
  /** The last cycle that has been: the history's end. */
  frontier: number;
  unit: string;
  state: string;
  /** The states before, newest last, with the cycle in which each was entered; a state stands once while it lasts. */
  way: { unit: string; state: string; cycle: number }[];
  /** What is being done, as the debugger's line about a stop has it. */
  doing: string;
  place: SourcePlace | null;
  halt: null | { kind: "done" | "trap" | "other"; text: string; notices: Notice[] };
  /** The machine waits for input. */
  waits: boolean;
  units: { name: string; registers: Register[] }[];
  port: MemoryPort;
  frames: Frame[];
  /** How many frames there are; `frames` has the innermost ones. */
  depth: number;
  locals: { name: string; value: string; place: string | null }[];
  /** The program's function that is being run, if that is known. */
  function: string | null;
  collections: number;
  calls: number;
  allocated: number;
  /** Everything that the console has written up to this cycle, from the last line feed before 20,000 characters on. */
  console: string;
  consoleCut: boolean;
}

export interface Register {
  path: string;
  kind: SignalInfo["kind"];
  /** The bits in hexadecimal, or an enum's name. */
  value: string;
  /** As Lisp, if it holds a word. */
  lisp: string | null;
  /** Different from the moment that was asked for. */
  changed: boolean;
}

/** What is asked of memory in the cycle that begins at the moment. */
export interface MemoryPort {
  driver: string | null;
  operation: string;
  address: string;
  /** How many words are asked for; of an allocation, the size of the object. */
  count: number;
  /** The words that are written; an object's further ones follow in later cycles. */
  words: string[];
  answer: string;
}

export interface Frame {
  /** What waits, in words: "in an argument of print". */
  text: string;
  place: SourcePlace | null;
  /** The expression that waits, with `_` where the value goes, if it can be said. */
  expression: string;
  address: string | null;
  own: boolean;
}

export interface HeapMap {
  /** The first word of the map and how many words a cell stands for. */
  from: number;
  wordsPerCell: number;
  /** A class per cell: an index into `classes`. */
  cells: Uint8Array;
  classes: string[];
  /** Registers of the allocator and of the collector, and where they point. */
  pointers: { name: string; address: number }[];
  /** Regions: "image", "space 0", "nursery", ... */
  regions: { name: string; from: number; to: number }[];
  collecting: boolean;
}

export interface HeapObject {
  address: number;
  words: number;
  type: string;
  fields: { name: string; value: string; lisp: string; place: string; pointsTo: number | null }[];
  lisp: string;
  place: SourcePlace | null;
}

/** Something that points to an object: a register or a word of memory. */
export interface Pointer {
  place: string;
  lisp: string;
  address: number | null;
}

/** Changes of each signal: values in hexadecimal, names of enums, or texts. */
export interface Wave {
  from: number;
  to: number;
  signals: { path: string; kind: SignalInfo["kind"]; cycles: Float64Array; values: string[] }[];
  /** False if there were more changes than asked for: `to` is then where they end. */
  complete: boolean;
}

/** The whole history, or a part of it, in equal parts. */
export interface Timeline {
  from: number;
  to: number;
  /** Of each part, the number of frames at its begin; NaN if it is not known. */
  depth: Float32Array;
  /** Of each part, the share of its cycles that went into collections, 0 to 1. */
  collecting: Float32Array;
  collections: { cause: string; kind: string; begin: number; end: number; live: number }[];
  /** Of each part, the calls in it; NaN if it is not known. */
  calls: Float32Array;
}

export interface Call {
  name: string;
  text: string;
  begin: number;
  end: number | null;
  depth: number;
  value: string | null;
}

/** As `whence` with `--json` has it. */
export type Chain = Record<string, unknown>;
/** As `whither` with `--json` has it. */
export type Copies = Record<string, unknown>;

/** From the worker. */
export type Message =
  | { type: "ready"; catalogue: Catalogue }
  | { type: "answer"; id: number; answer: unknown }
  | { type: "failed"; id: number; message: string; place: SourcePlace | null }
  /** During a run, some times a second. */
  | { type: "progress"; cycle: number; frontier: number; cyclesPerSecond: number; moment: Moment | null; output: string }
  /** What the console has written in cycles that have not been before. */
  | { type: "output"; text: string };
