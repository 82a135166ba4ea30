/**
 * Keys. Letters work wherever no text is typed; with Alt they work everywhere, as in the debugger on a terminal. Who
 * needs letters for something else (a screen reader's) turns them off, and has those with Alt.
 */

import { h } from "./dom";
import { describe, MOVES } from "./moves";
import type { Page } from "./pane";
import { store } from "./store";

interface Shortcut {
  /** As in `event.key`; a capital is with Shift. */
  key: string;
  what: string;
  run(): void;
}

export interface KeyActions {
  toggleRun(): void;
  askCycle(): void;
  experiments(): void;
}

/** Begins to listen; returns what shows the list of keys. */
export function listenToKeys(page: Page, actions: KeyActions): () => void {
  const shortcuts: Shortcut[] = [
    { key: " ", what: "Run, or pause", run: actions.toggleRun },
    ...MOVES.flatMap((move): Shortcut[] => [
      { key: move.key, what: describe(move, "forward"), run: () => void page.run("forward", move.goal) },
      { key: move.key.toUpperCase(), what: describe(move, "back"), run: () => void page.run("back", move.goal) },
    ]),
    { key: "g", what: "Go to a cycle", run: actions.askCycle },
    { key: "b", what: "Breakpoints and watchpoints", run: () => page.show("points", true) },
    { key: "h", what: "Where has a word come from?", run: () => page.show("whence", true) },
    { key: "e", what: "To the program's text", run: () => page.show("editor", true) },
    { key: "i", what: "To the console", run: () => page.show("console", true) },
    { key: "m", what: "To the heap", run: () => page.show("heap", true) },
    { key: "w", what: "To the waveform", run: () => page.show("wave", true) },
    { key: "x", what: "Experiments", run: actions.experiments },
    { key: "?", what: "These keys", run: () => showHelp() },
  ];
  const byKey = new Map(shortcuts.map((each) => [each.key, each]));

  const letters = h("input", { type: "checkbox" });
  letters.checked = store.get("letters") !== "off";
  letters.addEventListener("change", () => store.set("letters", letters.checked ? null : "off"));
  const sheet = helpSheet(shortcuts, letters);
  const showHelp = (): void => {
    if (!sheet.isConnected) document.body.append(sheet);
    if (!sheet.open) sheet.showModal();
  };

  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || sheet.open) return;
    const key = event.altKey ? letterOf(event) : event.key;
    const shortcut = byKey.get(key);
    if (!shortcut) return;
    if (!event.altKey && (!letters.checked || takesKey(event.target, key))) return;
    event.preventDefault();
    shortcut.run();
  });
  return showHelp;
}

/** The letter of a key that Alt may have made another sign of. */
function letterOf(event: KeyboardEvent): string {
  const match = /^Key([A-Z])$/.exec(event.code);
  if (!match) return event.key;
  return event.shiftKey ? match[1]! : match[1]!.toLowerCase();
}

/** Does what has the focus take the key for itself? */
function takesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("select, textarea, input:not([type=checkbox], [type=range])"))
    return true;
  return key === " " && target.closest("button, a, input, summary, [role=button], [role=tab], [tabindex='0']") !== null;
}

function helpSheet(shortcuts: readonly Shortcut[], letters: HTMLInputElement): HTMLDialogElement {
  const close = h("button", { type: "button", class: "primary", autofocus: true }, "Close");
  const rows = shortcuts.map(({ key, what }) => h("tr", {}, h("td", {}, ...keyNames(key)), h("td", {}, what)));
  const more: [string, string][] = [
    ["Ctrl+Enter", "In the program: load and run; with Shift, load only"],
    ["F9", "In the program: a breakpoint on the line, or none"],
    ["← →", "On the timeline: a cycle; with Shift a hundredth, PgUp and PgDn a tenth of the history"],
    ["← →", "On tabs: the next pane. On the bars between panes: their sizes"],
  ];
  const sheet = h(
    "dialog",
    { class: "sheet", "aria-labelledby": "help-title" },
    h("h2", { id: "help-title" }, "Keys"),
    h(
      "p",
      { class: "hint" },
      "Where text is typed, hold Alt. The letters are those of the debugger in the terminal; capitals go back.",
    ),
    h(
      "table",
      {},
      h(
        "tbody",
        {},
        ...rows,
        ...more.map(([key, what]) => h("tr", {}, h("td", {}, h("kbd", {}, key)), h("td", {}, what))),
      ),
    ),
    h(
      "div",
      { class: "bar" },
      h("label", { class: "check" }, letters, "letters without Alt"),
      h("span", { class: "spring" }),
      close,
    ),
  );
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  return sheet;
}

function keyNames(key: string): HTMLElement[] {
  if (key === " ") return [h("kbd", {}, "Space")];
  if (/^[A-Z]$/.test(key)) return [h("kbd", {}, "Shift"), h("kbd", {}, key)];
  return [h("kbd", {}, key)];
}
