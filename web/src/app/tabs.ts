/** A row of tabs and the panes behind them, of which one is seen. */

import { h } from "./dom";
import type { Pane, PaneName } from "./pane";

export class Tabs {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #panels: HTMLElement;
  readonly #tabs = new Map<PaneName, { tab: HTMLButtonElement; panel: HTMLElement; pane: Pane }>();
  readonly #changed: () => void;
  #selected: PaneName | null = null;

  /** `changed` is told when another pane is seen. */
  constructor(label: string, changed: () => void, ...extra: HTMLElement[]) {
    this.#changed = changed;
    this.#list = h("div", { class: "tabs", role: "tablist", "aria-label": label });
    this.#panels = h("div", { class: "panels" });
    this.element = h(
      "section",
      { class: "area", "aria-label": label },
      h("div", { class: "area-head" }, this.#list, ...extra),
      this.#panels,
    );
    this.#list.addEventListener("keydown", (event) => this.#key(event));
  }

  get selected(): PaneName | null {
    return this.#selected;
  }

  add(pane: Pane): void {
    const { name, title, element } = pane;
    const tab = h(
      "button",
      { type: "button", role: "tab", class: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` },
      title,
    );
    tab.addEventListener("click", () => this.select(name));
    const panel = h(
      "div",
      { role: "tabpanel", class: `panel panel-${name}`, id: `panel-${name}`, "aria-labelledby": `tab-${name}` },
      element,
    );
    this.#list.append(tab);
    this.#panels.append(panel);
    this.#tabs.set(name, { tab, panel, pane });
    if (this.#selected === null) this.#selected = name;
    this.#mark();
  }

  has(name: PaneName): boolean {
    return this.#tabs.has(name);
  }

  select(name: PaneName): void {
    if (!this.#tabs.has(name) || name === this.#selected) return;
    this.#selected = name;
    this.#mark();
    this.#changed();
  }

  /** Puts the focus on the first thing in the pane that takes it, or else on its tab. */
  focus(): void {
    const entry = this.#selected && this.#tabs.get(this.#selected);
    if (!entry) return;
    const target = entry.panel.querySelector<HTMLElement>(
      '.cm-content, [autofocus], button:not(:disabled), input:not(:disabled), select, [tabindex="0"], a[href]',
    );
    (target ?? entry.tab).focus();
  }

  #mark(): void {
    for (const [name, { tab, panel }] of this.#tabs) {
      const selected = name === this.#selected;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      panel.hidden = !selected;
      if (selected) tab.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    }
  }

  #key(event: KeyboardEvent): void {
    const names = [...this.#tabs.keys()];
    const at = names.indexOf(this.#selected!);
    const next = {
      ArrowLeft: (at + names.length - 1) % names.length,
      ArrowRight: (at + 1) % names.length,
      Home: 0,
      End: names.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const name = names[next]!;
    this.select(name);
    this.#tabs.get(name)!.tab.focus();
  }
}
