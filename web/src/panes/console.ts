/** What the program writes, and the line that it reads. */

import type { Conductor } from "../app/conductor";
import { h } from "../app/dom";
import type { Pane } from "../app/pane";

/** Lines that Up brings back. */
const HISTORY = 200;

export function createConsolePane(conductor: Conductor): Pane {
  const written = h("span", { role: "log" });
  const ending = h("span", { class: "ending" });
  const output = h(
    "pre",
    { class: "console-text", role: "group", "aria-label": "What the program has written", tabindex: 0 },
    written,
    ending,
  );
  const line = h("input", {
    type: "text",
    class: "mono",
    "aria-label": "A line for the program",
    placeholder: "The machine reads nothing now",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    disabled: true,
  });
  const send = h("button", { type: "submit", disabled: true }, "Send");
  const end = h("button", { type: "button", disabled: true, title: "Tell the program that no more lines come" }, "End");
  const form = h("form", { class: "bar" }, line, send, end);
  const element = h("div", { class: "console" }, output, form);

  const history: string[] = [];
  let at = 0;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = line.value;
    if (text !== "" && history.at(-1) !== text) history.push(text);
    if (history.length > HISTORY) history.shift();
    at = history.length;
    line.value = "";
    void conductor.input(text);
  });
  end.addEventListener("click", () => void conductor.input(null));
  line.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    at = Math.min(history.length, Math.max(0, at + (event.key === "ArrowUp" ? -1 : 1)));
    line.value = history[at] ?? "";
  });

  conductor.consoleChanged.on(({ text, cut }) => {
    keepEnd(() => (written.textContent = cut ? `(the beginning is left out)\n${text}` : text));
  });
  conductor.moved.on(({ halt, console: text }) => {
    const end = halt === null ? "" : `${text === "" || text.endsWith("\n") ? "" : "\n"}${halt.text}`;
    if (ending.textContent === end) return;
    ending.classList.toggle("trap", halt?.kind === "trap");
    keepEnd(() => (ending.textContent = end));
  });
  conductor.ran.on(enable);
  conductor.moved.on(enable);
  conductor.loaded.on(() => {
    line.value = "";
    ending.textContent = "";
    enable();
  });

  /** Changes the text; whoever was at its end stays there. */
  function keepEnd(change: () => void): void {
    const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 30;
    change();
    if (atEnd) output.scrollTop = output.scrollHeight;
  }

  /** Lines are taken when the machine waits for one, at the end of what has been: the past is as it was. */
  function enable(): void {
    const { moment, running } = conductor;
    const waits = !running && moment !== null && moment.waits && moment.cycle === moment.frontier;
    const before = !line.disabled;
    for (const each of [line, send, end]) each.disabled = !waits;
    line.placeholder = waits
      ? "The machine reads a line"
      : running
        ? "The machine runs"
        : "The machine reads nothing now";
    if (waits && !before && (document.activeElement === document.body || document.activeElement === output))
      line.focus();
  }

  return {
    name: "console",
    title: "Console",
    element,
    update() {
      // Told by the conductor: output comes between moments too.
    },
    visible(shown) {
      if (shown) output.scrollTop = output.scrollHeight;
    },
  };
}
