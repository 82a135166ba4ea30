/** Where panes stand: a grid of areas on a screen, one pane at a time on a phone. */

import { h } from "./dom";
import type { Pane, PaneName } from "./pane";
import { split } from "./split";
import { Tabs } from "./tabs";

interface Area {
  name: string;
  label: string;
  panes: PaneName[];
}

const AREAS: readonly Area[] = [
  { name: "guide", label: "Experiments", panes: ["experiment"] },
  { name: "program", label: "Program", panes: ["editor", "options"] },
  { name: "console", label: "Console", panes: ["console", "points"] },
  { name: "machine", label: "Machine", panes: ["diagram", "port"] },
  { name: "state", label: "State", panes: ["registers", "frames"] },
  { name: "time", label: "History", panes: ["wave", "whence"] },
  { name: "memory", label: "Memory", panes: ["heap"] },
];

/** What a phone shows first. */
const ALONE: PaneName = "editor";

const PHONE = window.matchMedia("(max-width: 760px)");

export class Layout {
  readonly element = h("main", { class: "layout" });
  readonly #panes: readonly Pane[];
  /** Told of a pane that comes into view. */
  readonly #shown: (pane: Pane) => void;
  #areas = new Map<string, Tabs>();
  #visible = new Set<PaneName>();
  #guide = false;

  constructor(panes: readonly Pane[], shown: (pane: Pane) => void) {
    this.#panes = panes;
    this.#shown = shown;
    PHONE.addEventListener("change", () => this.#build());
    this.#build();
  }

  isVisible(name: PaneName): boolean {
    return this.#visible.has(name);
  }

  show(name: PaneName, focus = false): void {
    if (name === "experiment") this.guide(true);
    for (const tabs of this.#areas.values()) {
      if (!tabs.has(name)) continue;
      this.#restore(tabs);
      tabs.select(name);
      if (focus) tabs.focus();
    }
  }

  /** Makes room for the experiments, or takes it away. */
  guide(open: boolean): void {
    this.#guide = open;
    const tabs = this.#areas.get("guide");
    if (tabs) tabs.element.hidden = !open;
    this.#tell();
  }

  get guideOpen(): boolean {
    return this.#guide;
  }

  #build(): void {
    const seen = [...this.#visible];
    this.#areas = new Map();
    if (PHONE.matches) {
      this.#areas.set("all", this.#tabs("Panes", this.#panes));
      this.#areas.get("all")!.select(ALONE);
      this.element.replaceChildren(this.#areas.get("all")!.element);
    } else {
      for (const { name, label, panes } of AREAS) {
        const those = this.#panes.filter((pane) => panes.includes(pane.name));
        this.#areas.set(name, this.#tabs(label, those));
      }
      this.element.replaceChildren(this.#grid());
    }
    this.element.classList.toggle("phone", PHONE.matches);
    for (const name of seen.reverse()) {
      for (const tabs of this.#areas.values()) tabs.select(name);
    }
    this.#tell();
  }

  #tabs(label: string, panes: readonly Pane[]): Tabs {
    const whole = h(
      "button",
      { type: "button", class: "icon-button whole", "aria-pressed": "false", title: "Whole window (and back)" },
      h("span", { "aria-hidden": "true" }, "⤢"),
      h("span", { class: "unseen" }, `${label} in the whole window`),
    );
    const tabs = new Tabs(label, () => this.#tell(), whole);
    whole.addEventListener("click", () => {
      const on = tabs.element.classList.toggle("maximised");
      whole.setAttribute("aria-pressed", String(on));
      this.#tell();
    });
    for (const pane of panes) tabs.add(pane);
    return tabs;
  }

  /** Another area that has the whole window gives it back. */
  #restore(except: Tabs): void {
    for (const tabs of this.#areas.values()) {
      if (tabs === except || !tabs.element.classList.contains("maximised")) continue;
      tabs.element.classList.remove("maximised");
      tabs.element.querySelector(".whole")?.setAttribute("aria-pressed", "false");
    }
  }

  #grid(): HTMLElement {
    const area = (name: string): HTMLElement => this.#areas.get(name)!.element;
    area("guide").hidden = !this.#guide;
    const program = split("above", "program", "Program and console", 64, area("program"), area("console"));
    const left = h("div", { class: "left" }, area("guide"), program);
    const top = split("beside", "machine", "Diagram and registers", 54, area("machine"), area("state"));
    const bottom = split("beside", "time", "Waveform and heap", 54, area("time"), area("memory"));
    const right = split("above", "right", "Machine and history", 56, top, bottom);
    return split("beside", "left", "Program and machine", 32, left, right);
  }

  /** Tells panes whether they are in view. */
  #tell(): void {
    const visible = new Set<PaneName>();
    for (const tabs of this.#areas.values()) {
      if (!tabs.element.hidden && tabs.selected) visible.add(tabs.selected);
    }
    const before = this.#visible;
    this.#visible = visible;
    for (const pane of this.#panes) {
      const now = visible.has(pane.name);
      if (now === before.has(pane.name)) continue;
      pane.visible?.(now);
      if (now) this.#shown(pane);
    }
  }
}
