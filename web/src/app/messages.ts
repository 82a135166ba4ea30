/** What the page says: the line about the last stop, and what has gone wrong, until it is dismissed. */

import { h, messageOf } from "./dom";

/** Messages that are shown at once; the oldest goes first. */
const MOST = 3;

/** Milliseconds for which something is said in passing. */
const PASSING = 6000;

export class Messages {
  /** The line about where the machine is; it is read aloud when it changes. */
  readonly line = h("div", { class: "status", role: "status", "aria-live": "polite" });
  /** What is said in passing, beside the line; it goes by itself. */
  readonly note = h("div", { class: "note", role: "status" });
  readonly banner = h("div", { class: "banner", role: "alert" });

  #noteEnds: ReturnType<typeof setTimeout> | undefined;

  /** Is the line read aloud? Not while it changes all the time. */
  aloud(on: boolean): void {
    this.line.setAttribute("aria-live", on ? "polite" : "off");
  }

  say(text: string): void {
    if (this.line.textContent !== text) this.line.textContent = text;
  }

  mention(text: string): void {
    this.note.textContent = text;
    clearTimeout(this.#noteEnds);
    this.#noteEnds = setTimeout(() => (this.note.textContent = ""), PASSING);
  }

  stop(parts: { cycle: string; state: string; doing: string; why: string }): void {
    const { cycle, state, doing, why } = parts;
    this.line.replaceChildren(
      h("span", { class: "mono strong" }, cycle),
      " ",
      h("span", { class: "state-name" }, state),
      " ",
      h("code", {}, doing),
      " ",
      h("span", { class: "why" }, why),
    );
  }

  fail(error: unknown): void {
    const text = messageOf(error);
    if ([...this.banner.children].some((each) => each.querySelector(".message")?.textContent === text)) return;
    const dismiss = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss" }, "×");
    const message = h(
      "div",
      { class: "banner-line" },
      h("strong", {}, "Error "),
      h("span", { class: "message" }, text),
      dismiss,
    );
    dismiss.addEventListener("click", () => message.remove());
    this.banner.append(message);
    while (this.banner.children.length > MOST) this.banner.firstElementChild?.remove();
  }

  /** A hint with a button, above everything until it is dismissed. */
  hint(text: string, button: string, act: () => void): void {
    const go = h("button", { type: "button", class: "primary" }, button);
    const dismiss = h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss" }, "×");
    const line = h("div", { class: "banner-line hint-line" }, h("span", {}, text), go, dismiss);
    go.addEventListener("click", () => {
      line.remove();
      act();
    });
    dismiss.addEventListener("click", () => line.remove());
    this.banner.append(line);
  }

  clearHint(): void {
    for (const each of this.banner.querySelectorAll(".hint-line")) each.remove();
  }

  /** Errors are about what was tried last: the next thing that works takes them away. */
  clearErrors(): void {
    for (const each of [...this.banner.children]) if (!each.classList.contains("hint-line")) each.remove();
  }
}
