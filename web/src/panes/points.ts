/** Breakpoints and watchpoints: the list, and how one is added by its words. */

import type { Conductor } from "../app/conductor";
import { h } from "../app/dom";
import type { Engine, Pane } from "../app/pane";
import type { Point } from "../protocol";

export function createPointsPane(engine: Engine, conductor: Conductor): Pane {
  const list = h("ul", { class: "points", "aria-label": "Breakpoints and watchpoints" });
  const kind = h(
    "select",
    { "aria-label": "Kind" },
    h("option", { value: "break" }, "break"),
    h("option", { value: "watch" }, "watch"),
  );
  const hints = h("datalist", { id: "point-hints" });
  const text = h("input", {
    type: "text",
    class: "mono",
    "aria-label": "Where",
    placeholder: "fib, 5, Apply, collection, if calls = 3",
    list: "point-hints",
    autocomplete: "off",
    spellcheck: "false",
  });
  const add = h("button", { type: "submit" }, "Add");
  const form = h("form", { class: "bar" }, kind, text, add, hints);
  const help = h(
    "p",
    { class: "hint" },
    "break: a function, a line, a state, primitive P, trap, collection; then if CONDITION. " +
      "watch: an address, a signal, a symbol. Or click a line's number, a state in the diagram, a word in the heap.",
  );

  const states = engine.catalogue.units.flatMap((unit) => unit.states);
  const words = ["collection", "trap", ...new Set(states)];
  hints.append(...words.map((word) => h("option", { value: word })));
  kind.addEventListener("change", () => {
    text.placeholder = kind.value === "break" ? "fib, 5, Apply, collection, if calls = 3" : "0x3774, apply.x, fib";
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = text.value.trim();
    if (wanted === "") return;
    const chosen = kind.value === "watch" ? "watch" : "break";
    void conductor.addPoint(chosen, wanted).then((id) => {
      if (id !== null) text.value = "";
    });
  });

  function show(points: readonly Point[]): void {
    list.replaceChildren(...points.map(item));
    if (points.length === 0) list.append(h("li", { class: "hint" }, "None yet."));
    enable();
  }

  function item(point: Point): HTMLElement {
    const hit = conductor.lastStop?.point === point.id;
    const remove = h("button", { type: "button", class: "icon-button", "aria-label": `Delete ${point.text}` }, "×");
    remove.addEventListener("click", () => void conductor.deletePoint(point.id));
    return h(
      "li",
      { class: hit ? "hit" : null },
      h("span", { class: "number" }, `${point.id}`),
      h("code", {}, point.text),
      hit ? h("span", { class: "badge" }, "here") : null,
      h("span", { class: "spring" }),
      remove,
    );
  }

  function enable(): void {
    add.disabled = text.disabled = conductor.moment === null;
  }

  conductor.pointsChanged.on(show);
  conductor.moved.on(() => show(conductor.points));
  show(conductor.points);

  return {
    name: "points",
    title: "Points",
    element: h("div", { class: "points-pane" }, form, list, help),
    update() {
      show(conductor.points);
    },
  };
}
