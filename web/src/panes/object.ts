/** An object of the heap: its fields, what points to it, and what can be asked about its words. */

import { h } from "../app/dom";
import type { Engine, Page } from "../app/pane";
import type { Answer, HeapObject, Pointer } from "../protocol";
import { button, digits, hex } from "./parts";

/** So many of what points to it are listed. */
const MOST_POINTERS = 40;

export class ObjectView {
  readonly element = h("section", { class: "heap-object values", "aria-label": "The object" });
  readonly #engine: Engine;
  readonly #page: Page;
  readonly #changed: () => void;
  /** The object shown, and the addresses of what points to it. */
  object: HeapObject | null = null;
  pointing: number[] = [];
  #asked = 0;

  constructor(engine: Engine, page: Page, changed: () => void) {
    this.#engine = engine;
    this.#page = page;
    this.#changed = changed;
    this.clear();
  }

  clear(): void {
    this.#asked += 1;
    this.object = null;
    this.pointing = [];
    this.element.hidden = true;
  }

  /** Shows the object that a word belongs to; false if a later one has been asked for meanwhile, or none is there. */
  async show(address: number): Promise<boolean> {
    const number = ++this.#asked;
    let answer: Answer<"object">;
    try {
      answer = await this.#engine.ask({ type: "object", address });
    } catch (error) {
      if (number === this.#asked) this.#page.fail(error);
      return false;
    }
    if (number !== this.#asked) return false;
    this.element.hidden = false;
    const found = answer.objects.find((object) => address >= object.address && address < object.address + object.words);
    this.object = found ?? null;
    this.pointing = answer.pointers.flatMap((pointer) => pointer.address ?? []);
    if (found) this.#fill(found, answer.pointers);
    else this.element.replaceChildren(h("p", { class: "none" }, `No object is at ${hex(address)}.`));
    this.#changed();
    return found !== undefined;
  }

  #fill(object: HeapObject, pointers: Pointer[]): void {
    const rows = object.fields.map((field) => this.#field(field));
    const more = pointers.length - MOST_POINTERS;
    this.element.replaceChildren(
      button("×", "Close the object", () => this.#close(), "close"),
      h("h3", {}, `${object.type} at ${hex(object.address)}, ${object.words} words`),
      h("p", {}, object.lisp),
      object.place ? this.#place(object) : "",
      h("table", { "aria-label": "Its words" }, h("tbody", {}, ...rows)),
      h("p", { class: "label" }, pointers.length === 0 ? "Nothing points to it." : "What points to it:"),
      h(
        "ul",
        {},
        ...pointers.slice(0, MOST_POINTERS).map((pointer) => this.#pointer(pointer)),
        more > 0 ? h("li", {}, `and ${more} more`) : null,
      ),
    );
  }

  #close(): void {
    this.clear();
    this.#changed();
  }

  #place({ place }: HeapObject): HTMLElement {
    const face = place ? `${place.source}:${place.line}` : "";
    const go = button(face, "Show it in the source", () => {
      this.#page.highlight(place);
      if (place?.own) this.#page.show("editor");
    });
    go.className = "value place";
    return h("p", {}, "in the program at ", go);
  }

  #field(field: HeapObject["fields"][number]): HTMLElement {
    const { pointsTo } = field;
    const bits = digits(field.value);
    const value =
      pointsTo === null ? bits : button(bits, `Show the object at ${hex(pointsTo)}`, () => this.#page.showAddress(pointsTo), "value place");
    return h(
      "tr",
      {},
      h("th", { scope: "row", title: field.place }, field.name),
      h("td", {}, value),
      h("td", { title: field.lisp }, field.lisp),
      h(
        "td",
        { class: "tools" },
        button("whence", `Where ${field.name} has come from`, () => void this.#page.whence(field.place)),
        button("watch", `Stop when the word at ${field.place} changes`, () => void this.#page.addPoint("watch", field.place)),
      ),
    );
  }

  #pointer({ place, lisp, address }: Pointer): HTMLElement {
    const act = () => (address === null ? void this.#page.whence(place) : this.#page.showAddress(address));
    const tip = address === null ? "A register: whence does it have this" : "Show the object that it belongs to";
    return h("li", { title: lisp }, button(place, tip, act, "value place"), ` ${lisp}`);
  }
}
