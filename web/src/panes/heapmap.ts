/** The picture of the heap's words: which word is where on the canvas, and how it is drawn. */

import type { HeapMap } from "../protocol";
import type { Palette } from "./palette";
import { hex } from "./parts";

/** Sides of a square in pixels: smaller ones are hard to hit, larger ones say no more. */
const LEAST = 5;
const MOST = 22;
/** Objects begin at even addresses and most have four words: rows of whole objects make columns of them. */
const TOGETHER = 4;
const LABEL_HEIGHT = 13;

/** What is seen of memory. */
export interface Range {
  from: number;
  words: number;
}

export interface Grid {
  columns: number;
  rows: number;
  /** The side of a square in pixels. */
  side: number;
  wordsPerCell: number;
}

/** How so many words are laid out in a box. */
export function grid(words: number, width: number, height: number): Grid {
  const side = Math.max(LEAST, Math.min(MOST, Math.floor(Math.sqrt((width * height) / words))));
  const columns = Math.max(TOGETHER, Math.floor(width / side / TOGETHER) * TOGETHER);
  const rows = Math.max(1, Math.floor(height / side));
  return { columns, rows, side, wordsPerCell: Math.max(1, Math.ceil(words / (columns * rows))) };
}

/** The word at a point of the canvas. */
export function wordAt(map: HeapMap, { columns, side }: Grid, x: number, y: number): number | null {
  const column = Math.floor(x / side);
  const cell = Math.floor(y / side) * columns + column;
  return column < columns && x >= 0 && y >= 0 && cell < map.cells.length ? map.from + cell * map.wordsPerCell : null;
}

/** A class's colour: those that the style sheet knows by their name, others by their number. */
export function classColour(palette: Palette, name: string, at: number): string {
  const variable = `--cell-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const declared = getComputedStyle(document.documentElement).getPropertyValue(variable);
  return palette.get(declared ? variable : `--class-${at % 8}`);
}

/** The name of the class of a word that the map has. */
export function classAt(map: HeapMap, address: number): string | null {
  const cell = map.cells[Math.floor((address - map.from) / map.wordsPerCell)];
  return cell === undefined ? null : (map.classes[cell] ?? null);
}

export interface Marks {
  /** The word under the cursor, and the words of the object that is shown. */
  cursor: number | null;
  object: { address: number; words: number } | null;
  /** Addresses of what points to it. */
  pointing: number[];
}

export function drawMap(context: CanvasRenderingContext2D, map: HeapMap, shape: Grid, palette: Palette, marks: Marks): void {
  const { columns, side } = shape;
  const colours = map.classes.map((name, at) => classColour(palette, name, at));
  const gap = side > 7 ? 1 : 0;
  map.cells.forEach((cell, at) => {
    context.fillStyle = colours[cell] ?? "transparent";
    context.fillRect((at % columns) * side, Math.floor(at / columns) * side, side - gap, side - gap);
  });
  const corner = (address: number): [number, number] | null => {
    const cell = Math.floor((address - map.from) / map.wordsPerCell);
    return cell < 0 || cell >= map.cells.length ? null : [(cell % columns) * side, Math.floor(cell / columns) * side];
  };
  const frame = (address: number, colour: string, line: number) => {
    const at = corner(address);
    if (!at) return;
    context.strokeStyle = palette.get(colour);
    context.lineWidth = line;
    context.strokeRect(at[0] + 0.5, at[1] + 0.5, side - 1, side - 1);
  };
  if (marks.object) {
    const { address, words } = marks.object;
    const shown = Math.min(words, map.cells.length * map.wordsPerCell);
    for (let word = 0; word < shown; word += map.wordsPerCell) frame(address + word, "--text", 2);
  }
  for (const address of marks.pointing) frame(address, "--bad", 2);
  if (marks.cursor !== null) frame(marks.cursor, "--focus", 3);
  drawPointers(context, map, shape, palette, corner);
}

/** A flag at each word that a register of the allocator or of the collector points to. */
function drawPointers(
  context: CanvasRenderingContext2D,
  map: HeapMap,
  { columns, side }: Grid,
  palette: Palette,
  corner: (address: number) => [number, number] | null,
): void {
  context.font = `10px ${getComputedStyle(document.documentElement).getPropertyValue("--mono")}`;
  context.textBaseline = "middle";
  const flags = new Map<string, { at: [number, number]; names: string[] }>();
  for (const { name, address } of map.pointers) {
    const at = corner(address);
    if (!at) continue;
    const flag = flags.get(at.join());
    if (flag) flag.names.push(name);
    else flags.set(at.join(), { at, names: [name] });
  }
  for (const { at, names } of flags.values()) {
    const [x, y] = at;
    const text = names.join(" ");
    const width = context.measureText(text).width + 8;
    const left = x + side + width + 4 > columns * side ? x - width - 4 : x + side + 4;
    context.fillStyle = palette.get("--text");
    context.fillRect(left, y + side / 2 - LABEL_HEIGHT / 2, width, LABEL_HEIGHT);
    const tip = left < x ? left + width : left;
    context.beginPath();
    context.moveTo(left < x ? x : x + side, y + side / 2);
    context.lineTo(tip, y + side / 2 - 4);
    context.lineTo(tip, y + side / 2 + 4);
    context.fill();
    context.fillStyle = palette.get("--surface");
    context.fillText(text, left + 4, y + side / 2 + 0.5);
    context.strokeStyle = palette.get("--text");
    context.lineWidth = 1.5;
    context.strokeRect(x, y, side, side);
  }
}

/** A word in a sentence: its address, what it is, its region, and who points there. */
export function describeWord(map: HeapMap, address: number): string {
  const region = map.regions.find(({ from, to }) => address >= from && address < to)?.name;
  const names = map.pointers.filter((pointer) => pointer.address === address).map((pointer) => pointer.name);
  const words = map.wordsPerCell > 1 ? ` to ${hex(address + map.wordsPerCell - 1)}, mostly` : "";
  return [
    `${hex(address)}${words}: ${classAt(map, address) ?? "outside"}`,
    region,
    names.length > 0 ? `pointed to by ${names.join(", ")}` : null,
  ]
    .filter((part) => !!part)
    .join(" · ");
}
