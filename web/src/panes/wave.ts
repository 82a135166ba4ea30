/** The waveform: chosen signals and the texts about the program, over time; its cursor is the machine's cycle. */

import "./units.css";
import "./bars.css";
import "./wave.css";
import { count, h } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { Moment, Wave } from "../protocol";
import { Palette, Units } from "./palette";
import { Asker, button, fitCanvas, oncePerFrame, setText } from "./parts";
import { exporter, signalPicker } from "./wavedialogs";
import { AXIS, Painter, ROW, type Span, type Trace, changeAt, shown } from "./wavedraw";

/** Changes that are asked for at once: more than are drawn. */
const MOST_CHANGES = 20_000;
const PAUSE_MS = 60;
/** At first a cycle is so wide, in pixels, that a short name can be read in it. */
const FIRST_WIDTH = 14;
const FIRST_CYCLES = 32;
const FEWEST_CYCLES = 6;
const MOST_CYCLES = 200_000;

const HELP =
  "Left and Right go a cycle back and on, with Shift to the change before and after of the chosen signal, Up and Down " +
  "choose a signal, plus and minus zoom, Page Up and Page Down move on.";

export function createWavePane(engine: Engine, page: Page): Pane {
  const canvas = h("canvas", { class: "wave-canvas", tabindex: 0, role: "application", "aria-label": `Waveform. ${HELP}`, title: HELP });
  const at = h("th", { scope: "col" }, "value");
  const rows = h("tbody", {});
  const table = h(
    "table",
    { class: "wave-names", "aria-label": "Signals and their values at the cursor" },
    h("colgroup", {}, h("col", { class: "take" }), h("col", { class: "path" }), h("col", {})),
    h("thead", {}, h("tr", {}, h("th", {}), h("th", { scope: "col" }, "signal"), at)),
    rows,
  );
  let paths = [...engine.catalogue.firstSignals];
  let span: Span = { from: 0, cycles: FIRST_CYCLES };
  let wave: Wave | null = null;
  let chosen: number | null = null;
  let isFollowing = true;
  /** Has nobody zoomed yet? */
  let isFresh = true;

  const width = () => Math.max(1, canvas.clientWidth);
  const seen = () => ({ from: Math.max(0, Math.floor(span.from)), to: Math.ceil(span.from + span.cycles) });
  const picker = signalPicker(engine, () => paths, choose);
  const exports = exporter(engine, page, seen, () => paths);
  const following = h("input", { type: "checkbox", checked: true });
  following.addEventListener("change", () => {
    isFollowing = following.checked;
    if (page.moment) update(page.moment);
  });
  const incomplete = h("span", { role: "status" });
  /** For those who do not see the canvas. */
  const said = h("span", { class: "unseen", role: "status" });
  const element = h(
    "div",
    { class: "wave" },
    h(
      "div",
      { class: "wave-bar" },
      button("Signals…", null, () => picker.open()),
      button("+", "Zoom in", () => zoom(1 / 1.6)),
      button("−", "Zoom out", () => zoom(1.6)),
      h("label", {}, following, " Follow"),
      button("Export…", null, () => exports.open()),
      incomplete,
      said,
    ),
    h("div", { class: "wave-body" }, table, canvas),
    picker.element,
    exports.element,
  );
  const palette = new Palette(document.body);
  const single = engine.catalogue.signals.filter(({ kind, width: bits }) => kind === "bits" && bits === 1);
  const painter = new Painter(palette, new Units(engine.catalogue), new Set(single.map(({ path }) => path)));
  let byPath = new Map<string, Trace>();
  /** The end of the history when the wave was asked for. */
  let askedAt = 0;
  /** The values in one cycle, for when the wave does not reach the cursor. */
  let spot: { cycle: number; byPath: Map<string, Trace> } | null = null;
  let cells: HTMLElement[] = [];

  const asker = new Asker(async () => {
    if (canvas.clientWidth === 0 || page.moment === null || paths.length === 0) return;
    // A margin on both sides, so that it can be moved at once.
    const margin = Math.ceil(span.cycles / 2);
    const from = Math.max(0, Math.floor(span.from) - margin);
    const to = Math.ceil(span.from + span.cycles) + margin;
    askedAt = page.moment.frontier;
    try {
      wave = await engine.ask({ type: "wave", from, to, signals: paths, most: MOST_CHANGES });
      byPath = new Map(wave.signals.map((signal) => [signal.path, signal]));
      setText(incomplete, wave.complete || wave.to >= span.from + span.cycles ? "" : `shown up to cycle ${count(wave.to)}: zoom in for more`);
      redraw();
      wishValues();
    } catch (error) {
      page.fail(error);
    }
  }, PAUSE_MS);

  const valuesAsker = new Asker(async () => {
    const cycle = page.moment?.cycle;
    if (cycle === undefined || paths.length === 0 || canvas.clientWidth === 0) return;
    try {
      const { signals } = await engine.ask({ type: "wave", from: cycle, to: cycle + 1, signals: paths, most: MOST_CHANGES });
      spot = { cycle, byPath: new Map(signals.map((signal) => [signal.path, signal])) };
      redraw();
    } catch (error) {
      page.fail(error);
    }
  }, PAUSE_MS);

  /** The traces that say what the values in a cycle are; null if none of what is known does. */
  function tracesAt(cycle: number): Map<string, Trace> | null {
    const has = (traces: Map<string, Trace>) => paths.every((path) => traces.has(path));
    if (wave !== null && cycle >= wave.from && cycle < wave.to && has(byPath)) return byPath;
    return spot?.cycle === cycle && has(spot.byPath) ? spot.byPath : null;
  }

  function wishValues(): void {
    if (page.moment && tracesAt(page.moment.cycle) === null) valuesAsker.wish();
  }

  const redraw = oncePerFrame(() => {
    canvas.style.height = `${AXIS + paths.length * ROW + 4}px`;
    const fitted = fitCanvas(canvas);
    const cursor = page.moment?.cycle ?? null;
    if (fitted) {
      const traces = paths.map((path) => byPath.get(path) ?? null);
      painter.draw(fitted.context, fitted.width, fitted.height, { span, traces, end: wave?.to ?? 0, cursor, chosen });
    }
    setText(at, cursor === null ? "value" : `at ${count(cursor)}`);
    const known = cursor === null ? null : tracesAt(cursor);
    paths.forEach((path, row) => {
      const trace = known?.get(path);
      const cell = cells[row];
      if (!cell) return;
      const value = trace && cursor !== null ? shown(trace, changeAt(trace, cursor)) : "";
      setText(cell, value);
      cell.title = value;
    });
  });

  /** Is all that is seen known already? What has been does not change: only what is later can be new. */
  function isKnown(): boolean {
    const frontier = page.moment?.frontier ?? 0;
    const end = span.from + span.cycles;
    if (wave === null || !paths.every((path) => byPath.has(path))) return false;
    if (wave.from > Math.max(0, Math.floor(span.from)) || frontier < askedAt) return false;
    return frontier === askedAt ? wave.to >= Math.min(end, frontier) : wave.to >= end && askedAt >= end;
  }

  function choose(next: string[]): void {
    const known = new Set(engine.catalogue.signals.map(({ path }) => path));
    paths = next.filter((path) => known.has(path));
    if (chosen !== null && chosen >= paths.length) chosen = null;
    fillRows();
    asker.wish();
    wishValues();
    redraw();
  }

  function fillRows(): void {
    cells = paths.map(() => h("td", {}));
    rows.replaceChildren(
      ...paths.map((path, row) =>
        h(
          "tr",
          { class: row === chosen ? "chosen" : null },
          h("td", {}, button("×", `Take ${path} out`, () => choose(paths.filter((other) => other !== path)), "remove")),
          h("th", { scope: "row", title: path }, path),
          cells[row],
        ),
      ),
    );
  }

  const fitting = (cycles: number) => Math.min(MOST_CYCLES, Math.max(FEWEST_CYCLES, cycles));

  function look(next: Span): void {
    isFresh = false;
    const cycles = fitting(next.cycles);
    const last = (page.moment?.frontier ?? 0) + 1;
    const from = Math.min(Math.max(next.from, -cycles * 0.1), Math.max(0, last - cycles * 0.2));
    span = { from, cycles };
    redraw();
    if (!isKnown()) asker.wish();
  }

  function zoom(factor: number, around = page.moment?.cycle ?? span.from): void {
    const inside = around >= span.from && around <= span.from + span.cycles ? around : span.from + span.cycles / 2;
    const cycles = fitting(span.cycles * factor);
    look({ from: inside - ((inside - span.from) * cycles) / span.cycles, cycles });
  }

  function update(moment: Moment): void {
    follow(moment.cycle);
    if (!isKnown()) asker.wish();
    wishValues();
    redraw();
  }

  function follow(cycle: number): void {
    const outside = cycle < span.from + 1 || cycle > span.from + span.cycles - 2;
    if (isFollowing && outside) span.from = Math.max(0, cycle - span.cycles * 0.7);
  }

  /** To the change before or after the cursor of the chosen signal, as far as it is known here. */
  function toChange(forwards: boolean): void {
    const trace = byPath.get(paths[chosen ?? 0] ?? "");
    const cycle = page.moment?.cycle;
    if (!trace || cycle === undefined) return;
    const here = changeAt(trace, cycle);
    const target = forwards ? trace.cycles[here + 1] : trace.cycles[trace.cycles[here] === cycle ? here - 1 : here];
    if (target === undefined) setText(said, `No ${forwards ? "later" : "earlier"} change of ${trace.path} is in view.`);
    else void page.goTo(target);
  }

  function select(row: number): void {
    chosen = Math.max(0, Math.min(paths.length - 1, row));
    [...rows.children].forEach((tr, number) => tr.classList.toggle("chosen", number === chosen));
    const path = paths[chosen];
    const value = cells[chosen]?.textContent;
    if (path) setText(said, `${path}: ${value === "" ? "nothing" : value}`);
    redraw();
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cycle = page.moment?.cycle ?? 0;
    const actions: Record<string, () => unknown> = {
      ArrowLeft: () => (event.shiftKey ? toChange(false) : page.goTo(Math.max(0, cycle - 1))),
      ArrowRight: () => (event.shiftKey ? toChange(true) : page.goTo(cycle + 1)),
      ArrowUp: () => select((chosen ?? 1) - 1),
      ArrowDown: () => select((chosen ?? -1) + 1),
      "+": () => zoom(1 / 1.6),
      "=": () => zoom(1 / 1.6),
      "-": () => zoom(1.6),
      PageUp: () => look({ ...span, from: span.from - span.cycles * 0.8 }),
      PageDown: () => look({ ...span, from: span.from + span.cycles * 0.8 }),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    void action();
  });

  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const pixels = event.deltaX === 0 ? event.deltaY : event.deltaX;
      look({ ...span, from: span.from + (pixels / width()) * span.cycles });
    } else zoom(Math.exp(event.deltaY / 300), span.from + (event.offsetX / width()) * span.cycles);
  }, { passive: false });

  /** A drag moves the picture; a click goes to the cycle. */
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const [x, begin] = [event.clientX, span.from];
    let isDrag = false;
    const move = (to: PointerEvent) => {
      isDrag ||= Math.abs(to.clientX - x) > 4;
      if (isDrag) look({ ...span, from: begin - ((to.clientX - x) / width()) * span.cycles });
    };
    const end = (to: PointerEvent) => {
      removeEventListener("pointermove", move);
      if (isDrag || to.type === "pointercancel") return;
      const row = Math.floor((event.offsetY - AXIS) / ROW);
      if (row >= 0 && row < paths.length) select(row);
      const cycle = Math.floor(span.from + (event.offsetX / width()) * span.cycles);
      if (cycle >= 0) void page.goTo(cycle);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", end, { once: true });
  });
  new ResizeObserver(() => {
    if (isFresh && canvas.clientWidth > 0) {
      span.cycles = Math.max(FEWEST_CYCLES, Math.round(canvas.clientWidth / FIRST_WIDTH));
      if (page.moment) follow(page.moment.cycle);
    }
    redraw();
    asker.wish();
    wishValues();
  }).observe(canvas);
  page.onSignals(choose);
  fillRows();

  return {
    name: "wave",
    title: "Waveform",
    element,
    update,
    loaded() {
      [span, wave, byPath, spot] = [{ from: 0, cycles: span.cycles }, null, new Map(), null];
      asker.wish();
      redraw();
    },
    visible(isShown) {
      if (isShown && page.moment) update(page.moment);
    },
    themed() {
      palette.forget();
      redraw();
    },
    save: () => ({ paths, cycles: isFresh ? null : Math.round(span.cycles) }),
    restore(saved) {
      const { paths: wanted, cycles } = (saved ?? {}) as { paths?: unknown; cycles?: unknown };
      if (typeof cycles === "number" && Number.isFinite(cycles)) look({ ...span, cycles });
      if (Array.isArray(wanted) && wanted.every((path) => typeof path === "string")) choose(wanted);
    },
  };
}
