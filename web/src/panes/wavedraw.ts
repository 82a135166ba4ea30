/** How a waveform is drawn: a row for each signal, boxes with names for states, boxes with texts for words, lines for bits. */

import type { Wave } from "../protocol";
import type { Palette, Units } from "./palette";
import { digits } from "./parts";

export const ROW = 22;
export const AXIS = 22;
const PADDING = 3;
/** Narrower changes are drawn as one block. */
const NARROW = 2.5;
/** Room that a text needs at least. */
const TEXT = 14;
/** Pixels between two marks of the axis at least. */
const NARROWEST_MARK = 70;

/** What is seen: from a cycle on, so many cycles; both may be fractions while it is zoomed. */
export interface Span {
  from: number;
  cycles: number;
}

export type Trace = Wave["signals"][number];

/** The position of the change that a cycle's value is of; -1 if none is known. */
export function changeAt(trace: Trace, cycle: number): number {
  let [low, high] = [0, trace.cycles.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace.cycles[middle] ?? Infinity) <= cycle) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A value as it is shown: bits without zeros in front. */
export function shown(trace: Trace, at: number): string {
  const value = trace.values[at] ?? "";
  const isNumber = trace.kind !== "enum" && trace.kind !== "text";
  return isNumber ? digits(value) : value;
}

/**
 * Distances of marks on the axis: 1, 2 or 5 times a power of ten, never less than a cycle, and with so much room, in
 * pixels, that their labels do not touch.
 */
export function tick(cycles: number, width: number, room: number): number {
  const least = Math.max(1, (cycles / width) * room);
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((times) => times * power).find((distance) => distance >= least) ?? least;
}

export interface Picture {
  span: Span;
  /** In the order of the rows; null for a signal that is not yet known. */
  traces: (Trace | null)[];
  /** The cycle at which nothing is known any more. */
  end: number;
  cursor: number | null;
  chosen: number | null;
}

export class Painter {
  readonly #palette: Palette;
  readonly #units: Units;
  readonly #bits: Set<string>;

  /** `bits` are the paths of the signals that are a single bit. */
  constructor(palette: Palette, units: Units, bits: Set<string>) {
    [this.#palette, this.#units, this.#bits] = [palette, units, bits];
  }

  draw(context: CanvasRenderingContext2D, width: number, height: number, picture: Picture): void {
    const { span, traces, cursor, chosen } = picture;
    const scale = width / span.cycles;
    context.clearRect(0, 0, width, height);
    context.font = `11px ${getComputedStyle(document.documentElement).getPropertyValue("--mono")}`;
    context.textBaseline = "middle";
    if (chosen !== null) {
      context.fillStyle = this.#palette.get("--accent-soft");
      context.fillRect(0, AXIS + chosen * ROW, width, ROW);
    }
    this.#axis(context, width, height, span, scale);
    if (cursor !== null) {
      context.fillStyle = this.#palette.get("--here");
      context.fillRect((cursor - span.from) * scale, AXIS, Math.max(2, scale), height - AXIS);
    }
    traces.forEach((trace, row) => {
      context.strokeStyle = this.#palette.get("--line");
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(0, AXIS + (row + 1) * ROW - 0.5);
      context.lineTo(width, AXIS + (row + 1) * ROW - 0.5);
      context.stroke();
      if (trace) this.#trace(context, width, AXIS + row * ROW, trace, picture, scale);
    });
    if (cursor !== null) this.#cursor(context, width, height, (cursor - span.from) * scale, cursor);
  }

  #axis(context: CanvasRenderingContext2D, width: number, height: number, span: Span, scale: number): void {
    const widest = Math.ceil(span.from + span.cycles).toLocaleString("en-US");
    const step = tick(span.cycles, width, Math.max(NARROWEST_MARK, context.measureText(widest).width + 12));
    context.fillStyle = this.#palette.get("--muted");
    context.strokeStyle = this.#palette.get("--line");
    context.lineWidth = 1;
    context.textAlign = "left";
    // Before the first cycle there is nothing to mark.
    for (let cycle = Math.max(0, Math.ceil(span.from / step)) * step; cycle < span.from + span.cycles; cycle += step) {
      const x = Math.round((cycle - span.from) * scale) + 0.5;
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x, height);
      context.stroke();
      context.fillText(cycle.toLocaleString("en-US"), x + 3, AXIS / 2);
    }
  }

  #cursor(context: CanvasRenderingContext2D, width: number, height: number, x: number, cycle: number): void {
    if (x < -1 || x > width) return;
    context.strokeStyle = this.#palette.get("--here-line");
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
    const text = cycle.toLocaleString("en-US");
    const room = context.measureText(text).width + 8;
    const left = Math.max(0, Math.min(x, width - room));
    context.fillStyle = this.#palette.get("--here-line");
    context.fillRect(left, 2, room, AXIS - 5);
    context.fillStyle = this.#palette.get("--surface");
    context.fillText(text, left + 4, AXIS / 2);
  }

  #trace(context: CanvasRenderingContext2D, width: number, top: number, trace: Trace, { span, end }: Picture, scale: number): void {
    const [first, last] = [span.from, Math.min(end, span.from + span.cycles)];
    let blockUntil = -1;
    for (let at = Math.max(0, changeAt(trace, first)); at < trace.cycles.length; at += 1) {
      const begin = trace.cycles[at] ?? 0;
      if (begin >= last) break;
      const x = Math.max(-2, (begin - span.from) * scale);
      const to = Math.min(width + 2, (Math.min(last, trace.cycles[at + 1] ?? last) - span.from) * scale);
      if (to <= blockUntil) continue;
      if (to - x < NARROW) {
        blockUntil = x + NARROW;
        context.fillStyle = this.#colour(trace, at);
        context.globalAlpha = 0.45;
        context.fillRect(x, top + PADDING, NARROW, ROW - 2 * PADDING);
        context.globalAlpha = 1;
      } else if (this.#bits.has(trace.path)) this.#bit(context, top, trace, at, x, to);
      else this.#box(context, top, trace, at, x, to);
    }
  }

  /** A level, and the edge that leads to it. */
  #bit(context: CanvasRenderingContext2D, top: number, trace: Trace, at: number, x: number, to: number): void {
    const isHigh = shown(trace, at) !== "0";
    const y = top + (isHigh ? PADDING + 1 : ROW - PADDING - 1);
    context.strokeStyle = this.#colour(trace, at);
    context.lineWidth = 1.5;
    context.beginPath();
    if (at > 0) context.moveTo(x, top + (isHigh ? ROW - PADDING - 1 : PADDING + 1));
    else context.moveTo(x, y);
    context.lineTo(x, y);
    context.lineTo(to, y);
    context.stroke();
    if (!isHigh) return;
    context.globalAlpha = 0.12;
    context.fillStyle = this.#colour(trace, at);
    context.fillRect(x, y, to - x, ROW - 2 * PADDING - 2);
    context.globalAlpha = 1;
  }

  #box(context: CanvasRenderingContext2D, top: number, trace: Trace, at: number, x: number, to: number): void {
    const text = shown(trace, at);
    if (text === "") return;
    const colour = this.#colour(trace, at);
    const [y, height] = [top + PADDING, ROW - 2 * PADDING];
    context.fillStyle = colour;
    context.globalAlpha = trace.kind === "enum" ? 0.22 : 0.08;
    context.fillRect(x + 1, y, to - x - 1.5, height);
    context.globalAlpha = 1;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, to - x - 1, height - 1);
    const left = Math.max(x, 0) + 4;
    const room = to - left - 3;
    if (room < TEXT) return;
    context.fillStyle = this.#palette.get("--text");
    context.fillText(fit(context, text, room), left, top + ROW / 2 + 0.5);
  }

  #colour(trace: Trace, at: number): string {
    if (trace.kind === "text") return this.#palette.get("--string");
    const scope = trace.kind === "enum" ? this.#units.ofState(trace.values[at] ?? "") : null;
    return this.#palette.get(scope ? `--unit-${scope}` : trace.kind === "word" ? "--accent" : "--muted");
  }
}

/** A text cut to the room that there is. */
function fit(context: CanvasRenderingContext2D, text: string, room: number): string {
  // The font has one width for all characters.
  const most = Math.floor(room / context.measureText("0").width);
  return text.length <= most ? text : most <= 1 ? text.slice(0, 1) : `${text.slice(0, most - 1)}…`;
}
