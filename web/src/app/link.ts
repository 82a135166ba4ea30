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

const VERSION = "1";

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

/** What a fragment says; null if it says nothing. Fails with a message for people. */
export async function readLink(fragment: string): Promise<Linked | null> {
  const bare = fragment.replace(/^#/, "");
  if (bare === "") return null;
  const parts = new URLSearchParams(bare);
  const version = parts.get("v");
  if (version === null) throw new Error("This link is not one of this page's: it has no v=1.");
  if (version !== VERSION) throw new Error(`This link is of version ${version}; the page knows ${VERSION} only.`);

  const machine: MachineChoice = {};
  for (const [name, value] of parts) {
    if (name.startsWith("m.")) machine[name.slice(2)] = value;
  }
  const experiment = parts.get("experiment");
  return {
    ...(await programOf(parts)),
    machine,
    shell: parts.get("shell") === "1",
    cycle: number(parts, "cycle", 0),
    points: (["break", "watch"] as const).flatMap((kind) => parts.getAll(kind).map((text) => ({ kind, text }))),
    experiment: experiment === null ? null : { id: experiment, step: Math.max(0, number(parts, "step", 1) - 1) },
    view: await viewOf(parts),
  };
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

async function viewOf(parts: URLSearchParams): Promise<Record<string, unknown>> {
  const text = parts.get("view");
  if (text === null) return {};
  let view: unknown;
  try {
    view = JSON.parse(await unpacked(text, "view"));
  } catch (error) {
    throw new Error("The view in this link cannot be read; it may have been cut off.", { cause: error });
  }
  if (typeof view !== "object" || view === null || Array.isArray(view)) {
    throw new Error("The view in this link is none.");
  }
  return view as Record<string, unknown>;
}

function number(parts: URLSearchParams, name: string, missing: number): number {
  const text = parts.get(name);
  if (text === null) return missing;
  if (!/^\d{1,15}$/.test(text))
    throw new Error(`This link has the ${name} ${JSON.stringify(text)}, which is no number.`);
  return Number(text);
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
