/** What the panes that show the machine have in common. */

import { h } from "../app/dom";

/** A button; `label` is what a screen reader says, and a tip, if the face is a sign. */
export function button(
  face: string,
  label: string | null,
  onclick: (event: MouseEvent) => void,
  kind: string | null = null,
): HTMLButtonElement {
  const made = h("button", { type: "button", class: kind, "aria-label": label, title: label }, face);
  made.addEventListener("click", onclick);
  return made;
}

/** Sets a text if it is another one, so that nothing is laid out again, nor read out, for nothing. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Does something at most once a frame, however often it is asked for. */
export function oncePerFrame(task: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      task();
    });
  };
}

/** Fits a canvas to its box in the pixels of the screen; the context counts in CSS pixels. Null while it has no size. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
): { context: CanvasRenderingContext2D; width: number; height: number } | null {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const context = canvas.getContext("2d");
  if (!context || width === 0 || height === 0) return null;
  const ratio = devicePixelRatio;
  const [pixels, lines] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels || canvas.height !== lines) [canvas.width, canvas.height] = [pixels, lines];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height };
}

/** An address as the debugger writes it. */
export function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

/** A word as it is shown: its hexadecimal digits, from the first that is no zero. */
export function digits(word: string): string {
  return word.replace(/^0x/, "").replace(/^0+(?=.)/, "");
}

/**
 * A question that is asked again and again, one at a time and not too often: while one is being answered, only the
 * latest wish is kept.
 */
export class Asker {
  readonly #ask: () => Promise<void>;
  readonly #pause: number;
  #busy = false;
  #again = false;

  /** `ask` does not fail; between two of them at least `pause` milliseconds pass. */
  constructor(ask: () => Promise<void>, pause: number) {
    this.#ask = ask;
    this.#pause = pause;
  }

  wish(): void {
    if (this.#busy) this.#again = true;
    else void this.#go();
  }

  async #go(): Promise<void> {
    this.#busy = true;
    const begin = performance.now();
    await this.#ask();
    const rest = begin + this.#pause - performance.now();
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    this.#busy = false;
    if (!this.#again) return;
    this.#again = false;
    void this.#go();
  }
}
