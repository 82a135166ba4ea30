/**
 * A moment as a link. Everything is in the fragment, which no browser sends anywhere: what is short stands there to be
 * read, the program's text (if it is no example) and what the panes show are compressed.
 */

import type { MachineChoice } from "../protocol";
import { examples, exampleAt } from "./examples";

export interface Linked {
  name: string;
  text: string;
  dialect: string;
  machine: MachineChoice;
  shell: boolean;
  cycle: number;
  points: { kind: "break" | "watch"; text: string }[];
  experiment: { id: string; step: number } | null;
  /** What panes keep of themselves, by their names. */
  view: Record<string, unknown>;
}

/** A link that has been read, and what of it could not be: each in a few words. */
export interface Reading {
  linked: Linked;
  leftOut: string[];
}

const VERSION = "1";

/** What stands in a link once, and what may stand in it several times. */
const ONCE = ["v", "example", "name", "dialect", "text", "shell", "cycle", "experiment", "step", "view"];
const OFTEN = ["break", "watch"] as const;

/** Longer texts are no programs. */
const MOST = 4_000_000;

export async function linkTo(moment: Linked): Promise<string> {
  const parts = new URLSearchParams({ v: VERSION });
  const example = examples.find(
    ({ name, text, dialect }) => name === moment.name && text === moment.text && dialect === moment.dialect,
  );
  if (example) {
    parts.set("example", example.path);
  } else {
    parts.set("name", moment.name);
    parts.set("dialect", moment.dialect);
    parts.set("text", await packed(moment.text));
  }
  if (moment.shell) parts.set("shell", "1");
  for (const [name, value] of Object.entries(moment.machine)) parts.set(`m.${name}`, value);
  if (moment.cycle > 0) parts.set("cycle", String(moment.cycle));
  for (const { kind, text } of moment.points) parts.append(kind, text);
  if (moment.experiment) {
    parts.set("experiment", moment.experiment.id);
    parts.set("step", String(moment.experiment.step + 1));
  }
  if (Object.keys(moment.view).length > 0) parts.set("view", await packed(JSON.stringify(moment.view)));
  return `#${parts}`;
}

/**
 * What a fragment says; null if it says nothing. What makes no sense is left out, so that the program can be seen all
 * the same; fails with a message for people if the program itself cannot be read.
 */
export async function readLink(fragment: string): Promise<Reading | null> {
  const bare = fragment.replace(/^#/, "");
  if (bare === "") return null;
  const parts = new URLSearchParams(bare);
  const version = parts.get("v");
  if (version === null) throw new Error("This link is not one of this page's: it has no v=1.");
  if (version !== VERSION) throw new Error(`This link is of version ${version}; the page knows ${VERSION} only.`);

  const leftOut = surplus(parts);
  const machine: MachineChoice = {};
  for (const [name, value] of parts) {
    if (name.startsWith("m.")) machine[name.slice(2)] ??= value;
  }
  const experiment = parts.get("experiment");
  const linked = {
    ...(await programOf(parts)),
    machine,
    shell: parts.get("shell") === "1",
    cycle: number(parts, "cycle", 0, leftOut),
    points: pointsOf(parts, leftOut),
    experiment: experiment === null ? null : { id: experiment, step: Math.max(0, number(parts, "step", 1, leftOut) - 1) },
    view: await viewOf(parts, leftOut),
  };
  return { linked, leftOut };
}

/** What no link has, or has once only: the first of several counts. */
function surplus(parts: URLSearchParams): string[] {
  const seen = new Set<string>();
  const leftOut: string[] = [];
  for (const [name, value] of parts) {
    if (OFTEN.some((each) => each === name)) continue;
    if (!ONCE.includes(name) && !name.startsWith("m.")) leftOut.push(`${name}, which means nothing here`);
    else if (seen.has(name)) leftOut.push(`a second ${name}, ${JSON.stringify(brief(value))}`);
    else if (name === "shell" && value !== "1") leftOut.push(`shell=${brief(value)}, which would be shell=1`);
    seen.add(name);
  }
  if (seen.has("example") && seen.has("text")) leftOut.push("text, as there is an example");
  if (seen.has("step") && !seen.has("experiment")) leftOut.push("step, as there is no experiment");
  return leftOut;
}

function pointsOf(parts: URLSearchParams, leftOut: string[]): Linked["points"] {
  const points = OFTEN.flatMap((kind) => parts.getAll(kind).map((text) => ({ kind, text: text.trim() })));
  for (const { kind, text } of points) if (text === "") leftOut.push(`a ${kind} that says nothing`);
  return points.filter(({ text }) => text !== "");
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

async function programOf(parts: URLSearchParams): Promise<{ name: string; text: string; dialect: string }> {
  const path = parts.get("example");
  if (path !== null) {
    const example = exampleAt(path);
    if (!example) throw new Error(`This link is about the example ${path}, which is not here.`);
    return example;
  }
  const text = parts.get("text");
  return {
    name: parts.get("name") ?? "program.lisp",
    dialect: parts.get("dialect") ?? "core",
    text: text === null ? "" : await unpacked(text, "program"),
  };
}

async function viewOf(parts: URLSearchParams, leftOut: string[]): Promise<Record<string, unknown>> {
  const text = parts.get("view");
  if (text === null) return {};
  let view: unknown = null;
  try {
    view = JSON.parse(await unpacked(text, "view"));
  } catch {
    // It is told below, as what is no view is.
  }
  if (typeof view !== "object" || view === null || Array.isArray(view)) {
    leftOut.push("the view, which cannot be read: it may have been cut off");
    return {};
  }
  return view as Record<string, unknown>;
}

function number(parts: URLSearchParams, name: string, missing: number, leftOut: string[]): number {
  const text = parts.get(name);
  if (text === null) return missing;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  leftOut.push(`the ${name} ${JSON.stringify(brief(text))}, which is no number of at most 15 digits`);
  return missing;
}

async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

async function unpacked(text: string, what: string): Promise<string> {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await limited(stream);
  } catch (error) {
    throw new Error(`The ${what} in this link cannot be read; it may have been cut off.`, { cause: error });
  }
}

/** The text of a stream, as long as it is not longer than a text may be. */
async function limited(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = stream.getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MOST) {
      await reader.cancel();
      throw new Error("too long");
    }
  }
}
