/** The timeline's picture: lanes from top to bottom are collections, depth of frames, calls, and the axis. */

import { count } from "../app/dom";
import { token } from "../app/theme";
import type { Timeline } from "../protocol";

/** Heights of the lanes in pixels; depth has the rest. */
const COLLECTIONS = 9;
const CALLS = 7;
export const AXIS = 14;

export interface TimelineState {
  data: Timeline | null;
  cursor: number;
  frontier: number;
  /** The cycle under the pointer. */
  hover: number | null;
}

export function drawTimeline(canvas: HTMLCanvasElement, state: TimelineState): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0 || height === 0) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(scale, scale);
  const frontier = Math.max(1, state.frontier);
  const x = (cycle: number): number => (cycle / frontier) * (width - 1);

  context.fillStyle = token("--surface");
  context.fillRect(0, 0, width, height);
  if (state.data) {
    drawCollections(context, state.data, x, height);
    drawDepth(context, state.data, x, height);
    drawCalls(context, state.data, x, height);
  }
  drawAxis(context, frontier, x, width, height);
  drawNames(context, width, height);
  if (state.hover !== null) line(context, x(state.hover), height, token("--muted"), 1, [2, 3]);
  drawCursor(context, x(state.cursor), height);
}

type Scale = (cycle: number) => number;

function drawCollections(context: CanvasRenderingContext2D, data: Timeline, x: Scale, height: number): void {
  const bottom = height - AXIS;
  context.fillStyle = token("--collector-soft");
  eachBucket(data, data.collecting, x, (left, width, share) => {
    if (share <= 0) return;
    context.globalAlpha = 0.35 + 0.65 * share;
    context.fillRect(left, 0, width, bottom);
  });
  context.globalAlpha = 1;
  // A triangle where each begins, so that none is known by its colour alone.
  context.fillStyle = token("--collector");
  let last = -Infinity;
  for (const { begin, kind } of data.collections) {
    const at = x(begin);
    if (at - last < 3) continue;
    last = at;
    const depth = /minor|nursery|young/i.test(kind) ? COLLECTIONS * 0.6 : COLLECTIONS;
    context.beginPath();
    context.moveTo(at - 4, 0);
    context.lineTo(at + 4, 0);
    context.lineTo(at, depth);
    context.fill();
  }
}

function drawDepth(context: CanvasRenderingContext2D, data: Timeline, x: Scale, height: number): void {
  const top = COLLECTIONS + 2;
  const bottom = height - AXIS - CALLS - 2;
  let most = 1;
  for (const depth of data.depth) if (depth > most) most = depth;
  const y = (depth: number): number => bottom - (depth / most) * (bottom - top);
  context.fillStyle = token("--accent-soft");
  eachBucket(data, data.depth, x, (left, width, depth) => context.fillRect(left, y(depth), width, bottom - y(depth)));
  context.strokeStyle = token("--accent");
  context.lineWidth = 1;
  context.beginPath();
  let drawn = false;
  eachBucket(data, data.depth, x, (left, width, depth) => {
    if (drawn) context.lineTo(left, y(depth));
    else context.moveTo(left, y(depth));
    context.lineTo(left + width, y(depth));
    drawn = true;
  });
  context.stroke();
}

function drawCalls(context: CanvasRenderingContext2D, data: Timeline, x: Scale, height: number): void {
  const bottom = height - AXIS;
  let most = 1;
  for (const calls of data.calls) if (calls > most) most = calls;
  context.fillStyle = token("--good");
  eachBucket(data, data.calls, x, (left, width, calls) => {
    const tall = (calls / most) * CALLS;
    if (tall > 0) context.fillRect(left, bottom - tall, Math.max(1, width - 0.5), tall);
  });
}

/** The parts of which something is known. */
function eachBucket(
  data: Timeline,
  values: Float32Array,
  x: Scale,
  draw: (left: number, width: number, value: number) => void,
): void {
  const size = (data.to - data.from) / Math.max(1, values.length);
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const left = x(data.from + index * size);
    draw(left, x(data.from + (index + 1) * size) - left, value);
  });
}

function drawAxis(context: CanvasRenderingContext2D, frontier: number, x: Scale, width: number, height: number): void {
  const y = height - AXIS;
  context.strokeStyle = token("--line");
  context.beginPath();
  context.moveTo(0, y + 0.5);
  context.lineTo(width, y + 0.5);
  context.stroke();
  context.fillStyle = token("--muted");
  context.font = `10px ${token("--mono")}`;
  context.textBaseline = "bottom";
  const step = tick(frontier, Math.max(1, Math.floor(width / 90)));
  for (let cycle = 0; cycle <= frontier; cycle += step) {
    const at = x(cycle);
    context.fillRect(at, y, 1, 3);
    const label = count(cycle);
    if (at + context.measureText(label).width < width) context.fillText(label, at + 3, height - 1);
  }
}

/** What the lanes are, at the right, where the picture is seldom looked at. */
function drawNames(context: CanvasRenderingContext2D, width: number, height: number): void {
  context.save();
  context.font = `10px ${token("--sans")}`;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = token("--surface");
  context.fillStyle = token("--muted");
  const lanes: [string, number][] = [
    ["collections", COLLECTIONS / 2 + 2],
    ["frames", (height - AXIS) / 2 + 2],
    ["calls", height - AXIS - CALLS / 2],
  ];
  for (const [name, y] of lanes) {
    context.strokeText(name, width - 4, y);
    context.fillText(name, width - 4, y);
  }
  context.restore();
}

/** 1, 2 or 5 times a power of ten, so that there are at most so many ticks. */
function tick(range: number, most: number): number {
  const rough = Math.max(1, range / most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}

function drawCursor(context: CanvasRenderingContext2D, x: number, height: number): void {
  line(context, x, height, token("--bad"), 2, []);
  context.fillStyle = token("--bad");
  context.beginPath();
  context.moveTo(x - 6, height);
  context.lineTo(x + 6, height);
  context.lineTo(x, height - 8);
  context.fill();
}

function line(
  context: CanvasRenderingContext2D,
  x: number,
  height: number,
  colour: string,
  width: number,
  dash: number[],
): void {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, height);
  context.stroke();
  context.restore();
}
