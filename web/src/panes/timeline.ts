/** The whole history: depth, collections, calls, and the cycle at which the machine stands, which can be dragged. */

import type { Conductor } from "../app/conductor";
import { count, h } from "../app/dom";
import type { Engine } from "../app/pane";
import { Latest } from "../app/signal";
import { onTheme } from "../app/theme";
import type { Timeline } from "../protocol";
import { AXIS, drawTimeline } from "./timeline-picture";

/** Milliseconds between two looks at the history while the machine runs. */
const PAUSE = 250;

export interface TimelineBar {
  element: HTMLElement;
}

export function createTimeline(engine: Engine, conductor: Conductor): TimelineBar {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const tip = h("span", { class: "tip", hidden: true });
  const element = h(
    "div",
    { class: "timeline", role: "slider", tabindex: 0, "aria-label": "Cycle in the history", "aria-valuemin": 0 },
    canvas,
    tip,
  );

  let data: Timeline | null = null;
  let cursor = 0;
  let frontier = 0;
  let hover: number | null = null;
  let drawing = 0;
  let asked = 0;
  let known = -1;

  const fetch = new Latest<number>(async (program) => {
    const wait = conductor.running ? PAUSE - (performance.now() - asked) : 0;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (program !== generation) return;
    asked = performance.now();
    const to = Math.max(1, conductor.moment?.frontier ?? 1, frontier);
    try {
      const answer = await engine.ask({
        type: "timeline",
        from: 0,
        to,
        buckets: Math.max(16, Math.round(width() / 2)),
      });
      if (program !== generation) return;
      data = answer;
      known = to;
      draw();
    } catch (error) {
      if (program === generation) conductor.fail(error);
    }
  });
  let generation = 0;

  conductor.loaded.on(() => {
    generation += 1;
    data = null;
    known = -1;
    cursor = frontier = 0;
    draw();
  });
  conductor.moved.on((moment) => advance(moment.cycle, moment.frontier));
  conductor.progressed.on((progress) => advance(progress.cycle, progress.frontier));
  onTheme(draw);
  new ResizeObserver(() => {
    known = -1;
    advance(cursor, frontier);
  }).observe(element);

  function advance(cycle: number, end: number): void {
    cursor = cycle;
    frontier = Math.max(end, cycle);
    element.setAttribute("aria-valuemax", String(frontier));
    element.setAttribute("aria-valuenow", String(cycle));
    element.setAttribute("aria-valuetext", `cycle ${count(cycle)} of ${count(frontier)}`);
    if (conductor.moment !== null && frontier !== known && width() > 0) void fetch.wish(generation);
    draw();
  }

  function width(): number {
    return element.clientWidth;
  }

  function draw(): void {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(() => drawTimeline(canvas, { data, cursor, frontier, hover }));
  }

  function cycleAt(event: PointerEvent): number {
    const box = canvas.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
    return Math.round(share * frontier);
  }

  function seek(cycle: number): void {
    if (conductor.moment === null) return;
    cursor = Math.min(frontier, Math.max(0, cycle));
    draw();
    void conductor.goTo(cursor);
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    seek(cycleAt(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    hover = cycleAt(event);
    showTip(event);
    if (canvas.hasPointerCapture(event.pointerId)) seek(hover);
    else draw();
  });
  canvas.addEventListener("pointerleave", () => {
    hover = null;
    tip.hidden = true;
    draw();
  });
  element.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.round(frontier / 10));
    const little = event.shiftKey ? Math.max(1, Math.round(frontier / 100)) : 1;
    const to = {
      ArrowLeft: cursor - little,
      ArrowDown: cursor - little,
      ArrowRight: cursor + little,
      ArrowUp: cursor + little,
      PageDown: cursor - page,
      PageUp: cursor + page,
      Home: 0,
      End: frontier,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    seek(to);
  });

  function showTip(event: PointerEvent): void {
    if (hover === null || conductor.moment === null) return;
    const collection = data?.collections.find(({ begin, end }) => begin <= hover! && hover! <= end) ?? null;
    const more = collection ? `, ${collection.kind} collection (${collection.cause})` : "";
    tip.textContent = `${count(hover)}${more}`;
    tip.hidden = false;
    const box = element.getBoundingClientRect();
    const left = Math.min(box.width - tip.offsetWidth - 2, Math.max(2, event.clientX - box.left + 8));
    tip.style.left = `${left}px`;
    tip.style.bottom = `${AXIS + 2}px`;
  }

  return { element };
}
