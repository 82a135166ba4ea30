/** The registers of all units, as bits and as Lisp: the unit that acts is marked, and so are those that have changed. */

import "./units.css";
import "./bars.css";
import "./values.css";
import { h } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { Moment, Register } from "../protocol";
import { Units } from "./palette";
import { digits, setText } from "./parts";

/** Open at the beginning: those in which a call can be followed. */
const FIRST = ["eval", "eval_args", "apply", "clink"];

/** A register's row: made once, filled at each moment. */
class Row {
  readonly element = h("tr", {});
  readonly #bits = h("td", { class: "bits" });
  readonly #lisp = h("td", {});
  readonly #mark = h("td", { class: "mark" });
  readonly #page: Page;
  readonly #path: string;
  #address: number | null = null;

  constructor(page: Page, register: Register) {
    this.#page = page;
    this.#path = register.path;
    const name = register.path.slice(register.path.indexOf(".") + 1);
    this.element.append(h("th", { scope: "row", title: register.path }, name), this.#mark, this.#bits, this.#lisp);
    if (["word", "raw", "address"].includes(register.kind)) {
      this.#bits.append(this.#button("to the heap", () => this.#address !== null && page.showAddress(this.#address)));
    }
    if (register.kind === "word") {
      this.#lisp.append(this.#button("whence; with Shift, whither", (shift) => this.#ask(shift)));
    }
  }

  #button(tip: string, act: (shift: boolean) => void): HTMLButtonElement {
    const made = h("button", { type: "button", class: "value", tabindex: -1, title: `${this.#path}: ${tip}` });
    made.addEventListener("click", (event) => act(event.shiftKey));
    return made;
  }

  #ask(shift: boolean): void {
    void (shift ? this.#page.whither(this.#path) : this.#page.whence(this.#path));
  }

  fill(register: Register, changed: boolean): void {
    const bits = register.kind === "enum" ? register.value : digits(register.value);
    const toHeap = this.#bits.firstElementChild;
    if (toHeap instanceof HTMLButtonElement) {
      const word = Number.parseInt(bits, 16);
      // An even word points, but for nil; so may what the collector holds without a tag.
      this.#address = word !== 0 && word % 2 === 0 ? word : null;
      toHeap.disabled = this.#address === null;
    }
    setText(toHeap ?? this.#bits, bits);
    setText(this.#lisp.firstElementChild ?? this.#lisp, register.lisp ?? "");
    this.element.classList.toggle("changed", changed);
    setText(this.#mark, changed ? "●" : "");
    if (changed) this.#mark.setAttribute("aria-label", "changed");
    else this.#mark.removeAttribute("aria-label");
  }
}

/** A unit with its registers. */
class Section {
  readonly element: HTMLDetailsElement;
  readonly scope: string;
  readonly #rows: { row: Row; path: string }[];
  readonly #acts = h("span", { class: "note acts" });
  readonly #changes = h("span", { class: "note" });
  /** Opened because it acts, and so to be closed again when it does not. */
  #lent = false;

  constructor(page: Page, scope: string, registers: Register[]) {
    this.scope = scope;
    this.#rows = registers.map((register) => ({ row: new Row(page, register), path: register.path }));
    const body = h("tbody", {}, ...this.#rows.map(({ row }) => row.element));
    const summary = h("summary", {}, scope, this.#acts, this.#changes);
    summary.addEventListener("click", () => (this.#lent = false));
    this.element = h(
      "details",
      { open: FIRST.includes(scope), style: `--unit: var(--unit-${scope})` },
      summary,
      h("table", { "aria-label": `Registers of ${scope}` }, body),
    );
  }

  fill(registers: Register[], acts: boolean, hasChanged: (register: Register) => boolean): void {
    const changed = registers.filter(hasChanged).length;
    this.element.classList.toggle("acting", acts);
    setText(this.#acts, acts ? "◀ acts" : "");
    setText(this.#changes, changed > 0 ? `● ${changed} changed` : "");
    if (acts && !this.element.open) [this.element.open, this.#lent] = [true, true];
    if (!acts && this.#lent) [this.element.open, this.#lent] = [false, false];
    if (this.element.open) registers.forEach((register, at) => this.#rows[at]?.row.fill(register, hasChanged(register)));
  }

  /** Do the rows stand for these registers? */
  fits(registers: Register[]): boolean {
    return this.#rows.length === registers.length && this.#rows.every(({ path }, at) => path === registers[at]?.path);
  }

  /** Shows the rows whose path has a word in it; none hides the unit. */
  filter(word: string): void {
    let shown = 0;
    for (const { row, path } of this.#rows) {
      const fits = path.includes(word);
      row.element.hidden = !fits;
      if (fits) shown += 1;
    }
    this.element.hidden = shown === 0;
  }
}

/** What has changed between the moment that was shown before and the present one. */
class Changes {
  #cycle: number | null = null;
  #now = new Map<string, string>();
  #before = new Map<string, string>();

  /** The same cycle may be told more than once. */
  see({ cycle, units }: Moment): void {
    if (cycle === this.#cycle) return;
    [this.#cycle, this.#before] = [cycle, this.#now];
    this.#now = new Map(units.flatMap(({ registers }) => registers.map(({ path, value }) => [path, value] as const)));
  }

  has({ path, value }: Register): boolean {
    const before = this.#before.get(path);
    return before !== undefined && before !== value;
  }
}

export function createRegistersPane(engine: Engine, page: Page): Pane {
  const units = new Units(engine.catalogue);
  const filter = h("input", { type: "search", placeholder: "Filter", "aria-label": "Registers whose names have this in them", size: 12 });
  const first = h("input", { type: "checkbox", checked: true });
  const list = h("div", {});
  const element = h(
    "div",
    { class: "values registers" },
    h("div", { class: "bar" }, filter, h("label", {}, first, " The unit that acts first")),
    list,
  );
  let sections: Section[] = [];
  let last: Moment | null = null;
  let changes = new Changes();

  const applyFilter = () => sections.forEach((section) => section.filter(filter.value.trim().toLowerCase()));
  filter.addEventListener("input", applyFilter);
  first.addEventListener("change", () => last && update(last));
  list.addEventListener("toggle", () => last && update(last), true);

  /** Of hundreds of values the Tab key reaches one; arrow keys go on from there. */
  function reach(value: HTMLButtonElement, focus: boolean): void {
    for (const other of list.querySelectorAll("button[tabindex='0']")) other.setAttribute("tabindex", "-1");
    value.setAttribute("tabindex", "0");
    if (focus) value.focus();
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const here = event.target;
    if (step === undefined || !(here instanceof HTMLButtonElement)) return;
    event.preventDefault();
    // Up and down stay in the column.
    const column = event.key === "ArrowDown" || event.key === "ArrowUp" ? `td:nth-child(${(here.closest("td")?.cellIndex ?? 0) + 1}) ` : "";
    const values = [...list.querySelectorAll<HTMLButtonElement>(`details[open]:not([hidden]) tr:not([hidden]) ${column}button:enabled`)];
    const next = values[values.indexOf(here) + step];
    if (next) reach(next, true);
  });
  list.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLButtonElement) reach(target, false);
  });

  function order(acting: Section | undefined): void {
    const wanted = first.checked && acting ? [acting, ...sections.filter((section) => section !== acting)] : sections;
    if (wanted.every((section, at) => list.children[at] === section.element)) return;
    // What is moved loses the focus.
    const focused = document.activeElement;
    list.replaceChildren(...wanted.map((section) => section.element));
    if (focused instanceof HTMLElement && list.contains(focused)) focused.focus({ preventScroll: true });
  }

  function update(moment: Moment): void {
    last = moment;
    changes.see(moment);
    if (sections.length !== moment.units.length || !moment.units.every(({ registers }, at) => sections[at]?.fits(registers))) {
      sections = moment.units.map(({ name, registers }) => new Section(page, units.scope(name), registers));
      list.replaceChildren(...sections.map((section) => section.element));
      applyFilter();
    }
    const acting = units.scope(moment.unit);
    moment.units.forEach(({ registers }, at) => sections[at]?.fill(registers, sections[at]?.scope === acting, (register) => changes.has(register)));
    order(sections.find((section) => section.scope === acting));
    if (list.querySelector("details[open] button[tabindex='0']:enabled") === null) {
      const first = list.querySelector<HTMLButtonElement>("details[open] button:enabled");
      if (first) reach(first, false);
    }
  }

  function loaded(): void {
    changes = new Changes();
    if (page.moment !== null) return;
    [sections, last] = [[], null];
    list.replaceChildren(h("p", { class: "none" }, "No program is loaded."));
  }

  return { name: "registers", title: "Registers", element, update, loaded };
}
