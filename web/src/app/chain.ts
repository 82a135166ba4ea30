/** The answers about a word's past and future, read from what the engine says as JSON. */

import type { Chain, Copies } from "../protocol";

export interface WordStep {
  cycle: number;
  state: string;
  /** What happened: `apply.x <- eval_args.x`, or how the word was made. */
  what: string;
  word: string;
  value: string;
  /** The function that was being run, and the program's own one that waited for it. */
  inside: string;
  /** `fib.lisp:5:3`. */
  position: string | null;
  /** Registers of which the word was computed: each can be asked about in turn. */
  operands: { place: string; value: string }[];
}

export interface Story {
  title: string;
  steps: WordStep[];
  /** What is to be said below the steps. */
  rest: string;
}

export function storyOfChain(chain: Chain): Story {
  const steps = list(chain["steps"]).map(wordStep);
  return { title: heading(chain), steps, rest: "" };
}

export function storyOfCopies(copies: Copies): Story {
  const first = list(copies["first"]).map(wordStep);
  const last = list(copies["last"]).map(wordStep);
  const count = Number(copies["count"]);
  const hidden = count - first.length - last.length;
  const left = Array.isArray(copies["left"]) ? copies["left"].map(String) : [];
  const parts = [
    hidden > 0 ? `${hidden} copies between are not shown.` : "",
    `${count} ${count === 1 ? "copy" : "copies"}, up to cycle ${text(copies["end"])}.`,
    left.length > 0
      ? `Then it is in ${left.slice(0, 8).join(", ")}${left.length > 8 ? ", ..." : ""}.`
      : "Then nothing has it.",
  ];
  return { title: heading(copies), steps: [...first, ...last], rest: parts.filter(Boolean).join(" ") };
}

function heading(answer: Record<string, unknown>): string {
  return `${text(answer["place"])} = ${shown(answer)} in cycle ${text(answer["cycle"])}`;
}

function shown(answer: Record<string, unknown>): string {
  return [text(answer["word"]), text(answer["value"])].filter(Boolean).join("  ");
}

function wordStep(step: Record<string, unknown>): WordStep {
  const made = record(step["made"]);
  const functionName = text(step["function"]);
  const caller = text(step["caller"]);
  return {
    cycle: Number(step["cycle"]),
    state: text(step["state"]),
    what: what(step, made),
    word: text(step["word"]),
    value: text(step["value"]),
    inside: functionName === "" ? "" : caller === "" ? functionName : `${functionName}, for ${caller}`,
    position: typeof step["position"] === "string" ? step["position"] : null,
    operands: list(made?.["operands"]).map((each) => ({ place: text(each["place"]), value: shown(each) })),
  };
}

function what(step: Record<string, unknown>, made: Record<string, unknown> | null): string {
  const place = text(step["place"]);
  const from = text(step["copied_from"]);
  if (from !== "") return `${place} ← ${from}`;
  if (typeof step["moved_from"] === "string")
    return `${place}: the collector moves its object from ${step["moved_from"]}`;
  return made ? `${place}, made: ${making(made)}` : place;
}

function making(made: Record<string, unknown>): string {
  switch (made["by"]) {
    case "image":
      return made["text"] === null ? "it stands in the image" : `it stands in the program, ${text(made["text"])}`;
    case "reset":
      return "it was there at reset";
    case "allocation":
      return `a new ${text(made["type"])}`;
    case "read":
      return `read from the ${text(made["channel"])}`;
    default:
      return text(made["primitive"]) || (list(made["operands"]).length > 0 ? "computed" : "a constant");
  }
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record).filter((each) => each !== null) : [];
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
