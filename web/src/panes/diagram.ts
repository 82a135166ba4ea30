/**
 * The states of all units and the transitions between them, laid out when the page was built: the current state, the
 * way just come, breakpoints on states.
 */

import "./units.css";
import "./bars.css";
import "./diagram.css";
import picture from "../generated/diagram.svg?raw";
import { h, svg as draw } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { Moment, Point } from "../protocol";
import { Units } from "./palette";
import { button, setText } from "./parts";
import { type Box, View } from "./view";

/** How many transitions of the way are shown. */
const WAY = 8;
const HELP = "Arrow keys go from state to state, Enter sets or clears a breakpoint, plus and minus zoom.";

interface State {
  name: string;
  scope: string;
  element: SVGGElement;
  box: Box;
}

const center = ({ x, y, width, height }: Box): [number, number] => [x + width / 2, y + height / 2];

/** The states of the picture, with their places in its coordinates: groups are moved, never turned or scaled. */
function findStates(svg: SVGSVGElement): Map<string, State> {
  const states = new Map<string, State>();
  for (const element of svg.querySelectorAll<SVGGElement>(".state")) {
    const [scope = "", name = ""] = element.id.slice("state-".length).split(".");
    const rect = element.querySelector("rect");
    const number = (attribute: string) => Number(rect?.getAttribute(attribute));
    const box = { x: number("x"), y: number("y"), width: number("width"), height: number("height") };
    for (let group = element.parentElement; group; group = group.parentElement) {
      const moved = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(group.getAttribute("transform") ?? "");
      box.x += Number(moved?.[1] ?? 0);
      box.y += Number(moved?.[2] ?? 0);
    }
    states.set(name, { name, scope, element, box });
  }
  return states;
}

function unitBox(unit: SVGGElement): Box {
  const [, x = "0", y = "0"] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(unit.getAttribute("transform") ?? "") ?? [];
  const frame = unit.querySelector(".frame");
  return { x: Number(x), y: Number(y), width: Number(frame?.getAttribute("width")), height: Number(frame?.getAttribute("height")) };
}

export function createDiagramPane(engine: Engine, page: Page): Pane {
  const units = new Units(engine.catalogue);
  const parsed = new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
  const svg = document.importNode(parsed, true) as unknown as SVGSVGElement;
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `The states of all units. ${HELP}`);
  const states = findStates(svg);
  const boxes = new Map<string, Box>();
  for (const unit of svg.querySelectorAll<SVGGElement>(".unit")) {
    const scope = unit.id.slice("unit-".length);
    unit.style.setProperty("--unit", `var(--unit-${scope})`);
    boxes.set(scope, unitBox(unit));
  }
  const passings = draw("g", { "aria-hidden": "true" });
  svg.append(passings);

  const now = h("output", { class: "diagram-now", "aria-live": "off" });
  const holder = h("div", { class: "diagram-view" }, svg);
  const view = new View(svg, holder);
  const choice = h(
    "select",
    { "aria-label": "What the diagram shows", onchange: () => choose() },
    h("option", { value: "follow" }, "Follow"),
    h("option", { value: "all" }, "All units"),
    ...[...boxes.keys()].map((scope) => h("option", { value: scope }, scope)),
    h("option", { value: "free", hidden: true }, "As moved by hand"),
  );
  const element = h(
    "div",
    { class: "diagram" },
    h(
      "div",
      { class: "diagram-bar" },
      choice,
      button("+", "Zoom in", () => view.zoom(1.3)),
      button("−", "Zoom out", () => view.zoom(1 / 1.3)),
      now,
    ),
    holder,
  );

  let current: State | null = null;
  let lit: Element[] = [];
  /** The one state that the Tab key reaches. */
  let reachable: State | null = null;

  function choose(): void {
    if (choice.value === "all") view.showAll();
    else if (choice.value === "follow") follow();
    else {
      const box = boxes.get(choice.value);
      if (box) view.showBox(box, center(box));
    }
  }

  function follow(): void {
    const box = current && boxes.get(current.scope);
    if (current && box) view.follow(current.box, box);
  }

  function reach(state: State, focus: boolean): void {
    reachable?.element.setAttribute("tabindex", "-1");
    state.element.setAttribute("tabindex", "0");
    reachable = state;
    if (focus) {
      state.element.focus();
      view.reveal(state.box);
    }
  }

  function describe(state: State): void {
    const point = pointAt(state.name);
    const marks = `${state === current ? ", the current state" : ""}${point ? ", breakpoint" : ""}`;
    state.element.setAttribute("aria-label", `${state.name} of ${state.scope}${marks}`);
    state.element.setAttribute("aria-pressed", String(point !== null));
  }

  function pointAt(state: string): Point | null {
    return page.points.find((point) => point.text.match(/^break (?:state )?(\S+)$/)?.[1] === state) ?? null;
  }

  function toggle(state: State): void {
    const point = pointAt(state.name);
    void (point ? page.deletePoint(point.id) : page.addPoint("break", `state ${state.name}`));
  }

  /** The nearest state in a direction. */
  function neighbour(from: State, dx: number, dy: number): State | null {
    const [x, y] = center(from.box);
    let [best, least]: [State | null, number] = [null, Infinity];
    for (const state of states.values()) {
      const [sx, sy] = center(state.box);
      const along = (sx - x) * dx + (sy - y) * dy;
      const beside = Math.abs((sx - x) * dy) + Math.abs((sy - y) * dx);
      const distance = along + 2.5 * beside;
      if (along > 8 && distance < least) [best, least] = [state, distance];
    }
    return best;
  }

  for (const state of states.values()) {
    state.element.setAttribute("role", "button");
    state.element.setAttribute("tabindex", "-1");
    state.element.addEventListener("click", () => {
      if (view.wasDragged) return;
      reach(state, true);
      toggle(state);
    });
    describe(state);
  }
  const first = states.values().next().value;
  if (first) reach(first, false);

  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (step && reachable) {
      const next = neighbour(reachable, step[0] ?? 0, step[1] ?? 0);
      if (next) reach(next, true);
    } else if ((event.key === "Enter" || event.key === " ") && reachable) toggle(reachable);
    else if (event.key === "+" || event.key === "=") view.zoom(1.3);
    else if (event.key === "-") view.zoom(1 / 1.3);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  view.onMovedByHand = () => (choice.value = "free");
  view.onResize = choose;

  function light(element: Element | null, late: number, kind: string): void {
    if (!element) return;
    element.classList.add(kind);
    (element as SVGElement).style.setProperty("--late", late.toFixed(2));
    lit.push(element);
  }

  function darken(): void {
    for (const old of lit) old.classList.remove("way", "now", "acting");
    lit = [];
    passings.replaceChildren();
  }

  /** A transition of the way: an edge of the diagram, or the token that went from unit to unit. */
  function lightTransition(from: State, to: State, late: number): void {
    if (from.scope === to.scope) {
      light(svg.querySelector(`[id="edge-${from.scope}.${from.name}-${to.name}"]`), late, "way");
      return;
    }
    const [[x1, y1], [x2, y2]] = [center(from.box), center(to.box)];
    const [mx, my] = [(x1 + x2) / 2 + (y2 - y1) * 0.1, (y1 + y2) / 2 - (x2 - x1) * 0.1];
    const end = y2 > y1 ? to.box.y : to.box.y + to.box.height;
    const path = draw("path", { class: "passing", d: `M${x1},${y1}Q${mx},${my} ${x2},${end}` });
    path.style.setProperty("--late", late.toFixed(2));
    path.style.setProperty("--unit", `var(--unit-${to.scope})`);
    passings.append(path);
  }

  return {
    name: "diagram",
    title: "States",
    element,
    update(moment: Moment) {
      darken();
      const before = current;
      current = states.get(moment.state) ?? null;
      if (before) describe(before);
      const way = moment.way.slice(-WAY).flatMap((entry) => states.get(entry.state) ?? []);
      if (current && way.at(-1) !== current) way.push(current);
      way.forEach((state, index) => {
        const late = (index + 1) / way.length;
        const next = way[index + 1];
        if (state !== current) light(state.element, late, "way");
        if (next) lightTransition(state, next, (index + 2) / way.length);
      });
      if (current) {
        light(current.element, 1, "now");
        light(svg.querySelector(`[id="unit-${current.scope}"]`), 1, "acting");
        describe(current);
        if (document.activeElement !== reachable?.element) reach(current, false);
      }
      const path = way.slice(-4).map((state) => `${state.name}`);
      setText(now, `${units.scope(moment.unit)}: ${path.join(" → ")}`);
      now.title = `The last states, the current one at the end: ${path.join(", ")}`;
      if (choice.value === "follow") follow();
    },
    loaded() {
      if (page.moment !== null) return;
      darken();
      const before = current;
      current = null;
      if (before) describe(before);
      setText(now, "No program is loaded");
    },
    visible(shown) {
      if (shown) choose();
    },
    pointsChanged() {
      for (const mark of svg.querySelectorAll(".stop")) mark.remove();
      for (const state of states.values()) {
        describe(state);
        const rect = state.element.querySelector("rect");
        if (!pointAt(state.name) || !rect) continue;
        state.element.append(draw("circle", { class: "stop", cx: rect.getAttribute("x"), cy: rect.getAttribute("y"), r: 5.5 }));
      }
    },
    save: () => (choice.value === "free" ? null : choice.value),
    restore(saved) {
      if (typeof saved === "string" && [...choice.options].some((option) => option.value === saved)) choice.value = saved;
      choose();
    },
  };
}
