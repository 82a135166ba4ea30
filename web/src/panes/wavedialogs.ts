/** What of a waveform is chosen in dialogs: its signals, and what is exported of it. */

import { h } from "../app/dom";
import type { Engine, Page } from "../app/pane";
import type { Format } from "../protocol";
import { button } from "./parts";

export interface Dialog {
  readonly element: HTMLDialogElement;
  open(): void;
}

/** Chooses signals; `changed` gets their paths in the order of the catalogue, after those that were there before. */
export function signalPicker(engine: Engine, chosen: () => string[], changed: (paths: string[]) => void): Dialog {
  const filter = h("input", { type: "search", placeholder: "Filter: unit or signal", "aria-label": "Signals whose names have this in them" });
  const boxes = engine.catalogue.signals.map(({ path, kind, width }) => {
    const box = h("input", { type: "checkbox", value: path });
    const about = kind === "bits" ? `${width} bits` : kind;
    const label = h("label", { title: about }, box, ` ${path}`);
    box.addEventListener("change", () => {
      const others = chosen().filter((other) => other !== path);
      changed(box.checked ? [...others, path] : others);
    });
    return { path, box, label };
  });
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const { path, label } of boxes) label.hidden = !words.every((word) => path.toLowerCase().includes(word));
  });
  const dialog = h(
    "dialog",
    { "aria-label": "Signals of the waveform" },
    h("h2", {}, "Signals"),
    h("div", { class: "row" }, filter, button("First choice", "The signals that are shown if nobody chooses", () => first()), button("Close", null, () => dialog.close())),
    h("div", { class: "wave-picker" }, ...boxes.map(({ label }) => label)),
  );
  const tick = () => {
    const now = new Set(chosen());
    for (const { path, box } of boxes) box.checked = now.has(path);
  };
  const first = () => {
    changed([...engine.catalogue.firstSignals]);
    tick();
  };
  const open = () => {
    tick();
    dialog.showModal();
  };
  return { element: dialog, open };
}

const FORMATS: [Format, string][] = [
  ["vcd", "VCD: for every viewer"],
  ["fst", "FST: small, for GTKWave and Surfer"],
  ["gtkw", "Savefile for GTKWave: rows and names"],
  ["sucl", "Savefile for Surfer: rows and names"],
  ["trace", "Trace: a line of JSON for each cycle"],
];

/** Exports a window of the run; `seen` is what the pane shows. */
export function exporter(engine: Engine, page: Page, seen: () => { from: number; to: number }, chosen: () => string[]): Dialog {
  const format = h("select", { "aria-label": "Format" }, ...FORMATS.map(([value, name]) => h("option", { value }, name)));
  const part = h(
    "select",
    { "aria-label": "Cycles" },
    h("option", { value: "seen" }, "The cycles in view"),
    h("option", { value: "all" }, "The whole run so far"),
    h("option", { value: "chosen" }, "From … to …"),
  );
  const [from, to] = ["From cycle", "To cycle"].map((label) => h("input", { type: "number", min: 0, step: 1, "aria-label": label })) as [
    HTMLInputElement,
    HTMLInputElement,
  ];
  const only = h("input", { type: "checkbox" });
  const go = button("Export", null, () => void save(), "primary");
  const status = h("p", { role: "status" });
  const dialog = h(
    "dialog",
    { "aria-label": "Export the waveform" },
    h("h2", {}, "Export the waveform"),
    h("div", { class: "row" }, format),
    h("div", { class: "row" }, part, from, to),
    h("div", { class: "row" }, h("label", {}, only, " Only the signals that are shown")),
    status,
    h("div", { class: "row" }, go, button("Close", null, () => dialog.close())),
  );

  function fill(): void {
    const window = part.value === "all" ? { from: 0, to: (page.moment?.frontier ?? 0) + 1 } : seen();
    if (part.value !== "chosen" || from.value === "") [from.value, to.value] = [String(window.from), String(window.to)];
    from.disabled = to.disabled = part.value !== "chosen";
  }

  async function save(): Promise<void> {
    const [begin, end] = [Number(from.value), Number(to.value)];
    if (!Number.isSafeInteger(begin) || !Number.isSafeInteger(end) || begin < 0 || end <= begin) {
      status.textContent = "The first cycle must be a whole number, and below the second.";
      return;
    }
    go.disabled = true;
    status.textContent = "Recording…";
    try {
      const signals = only.checked ? chosen() : null;
      const made = await engine.ask({ type: "export", format: format.value as Format, from: begin, to: end, signals });
      page.download(made.bytes, made.name);
      status.textContent = `${made.name}: ${made.bytes.length.toLocaleString("en-US")} bytes`;
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      go.disabled = false;
    }
  }

  part.addEventListener("change", fill);
  const open = () => {
    status.textContent = "";
    fill();
    dialog.showModal();
  };
  return { element: dialog, open };
}
