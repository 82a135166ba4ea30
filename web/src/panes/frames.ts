/** What waits for a value, the innermost first: CLINK frames as expressions with a hole; and the locals. */

import "./values.css";
import { count, h } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { Frame, Moment, SourcePlace } from "../protocol";
import { hex } from "./parts";

/** A name of the program's can begin or end with `_`; the hole stands alone. */
const HOLE = /(?<=^|[\s('`,])_(?=$|[\s)])/;

export function createFramesPane(_engine: Engine, page: Page): Pane {
  const heading = h("h3", {});
  const locals = h("tbody", {});
  const localsTable = h("table", { "aria-label": "Locals" }, locals);
  const noLocals = h("p", { class: "none" });
  const framesHeading = h("h3", {});
  const frames = h("ol", { class: "frames", "aria-label": "What waits for a value, the innermost first" });
  const element = h("div", { class: "values" }, heading, localsTable, noLocals, framesHeading, frames);
  let shown = "";

  function link(text: string, tip: string, act: (shift: boolean) => void, kind = "value place"): HTMLButtonElement {
    const made = h("button", { type: "button", class: kind, title: tip }, text);
    made.addEventListener("click", (event) => act(event.shiftKey));
    return made;
  }

  function placeLink(place: SourcePlace): HTMLButtonElement {
    const made = link(`${place.source}:${place.line}:${place.column}`, "Show it in the source", () => {
      page.highlight(place);
      if (place.own) page.show("editor");
    });
    made.addEventListener("pointerenter", () => page.highlight(place));
    made.addEventListener("focus", () => page.highlight(place));
    for (const leaving of ["pointerleave", "blur"]) made.addEventListener(leaving, () => page.highlight(null));
    return made;
  }

  function expression(frame: Frame): HTMLElement {
    const text = frame.expression || frame.text;
    const hole = frame.expression ? HOLE.exec(text) : null;
    if (!hole) return h("span", { class: "waits" }, text);
    return h(
      "span",
      { class: "waits" },
      text.slice(0, hole.index),
      h("span", { class: "hole", title: "The value goes here" }, "_"),
      text.slice(hole.index + 1),
    );
  }

  function item(frame: Frame, at: number): HTMLElement {
    const address = frame.address === null ? null : Number.parseInt(frame.address, 16);
    return h(
      "li",
      { "data-at": at + 1, class: frame.own ? null : "library" },
      expression(frame),
      h(
        "span",
        { class: "about" },
        frame.expression ? h("span", {}, frame.text) : null,
        frame.place ? placeLink(frame.place) : null,
        address === null
          ? h("span", { title: "The newest frame is in the registers of clink" }, "in registers")
          : link(hex(address), "Show its cells in the heap", () => page.showAddress(address)),
      ),
    );
  }

  function update(moment: Moment): void {
    // Most cycles change neither; what is not made anew keeps the focus.
    const key = JSON.stringify([moment.frames, moment.depth, moment.locals, moment.function]);
    if (key === shown) return;
    shown = key;
    heading.textContent = moment.function === null ? "Locals" : `Locals of ${moment.function}`;
    locals.replaceChildren(
      ...moment.locals.map(({ name, value, place }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, name),
          h(
            "td",
            {},
            place === null
              ? value
              : link(value, "whence; with Shift, whither", (shift) => void (shift ? page.whither(place) : page.whence(place)), "value"),
          ),
        ),
      ),
    );
    localsTable.hidden = moment.locals.length === 0;
    noLocals.hidden = moment.locals.length > 0;
    noLocals.textContent = "No variable is bound here but the global ones.";
    const more = moment.depth - moment.frames.length;
    framesHeading.textContent =
      moment.depth === 0
        ? "Nothing waits for the value"
        : `${count(moment.depth)} ${moment.depth === 1 ? "expression waits" : "expressions wait"} for a value`;
    frames.replaceChildren(
      ...moment.frames.map(item),
      ...(more > 0 ? [h("li", { class: "library", "data-at": "…" }, `and ${count(more)} further out`)] : []),
    );
  }

  function loaded(): void {
    shown = "";
    if (page.moment !== null) return;
    heading.textContent = "No program is loaded";
    framesHeading.textContent = "";
    localsTable.hidden = noLocals.hidden = true;
    frames.replaceChildren();
  }

  return { name: "frames", title: "Frames", element, update, loaded };
}
