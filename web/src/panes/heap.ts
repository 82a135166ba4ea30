/** The map of memory: every word, coloured by type, space or age, with the collector's pointers on it; and its objects. */

import "./units.css";
import "./bars.css";
import "./values.css";
import "./heap.css";
import { h } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { HeapColour, HeapMap } from "../protocol";
import { type Grid, classColour, describeWord, drawMap, grid, wordAt } from "./heapmap";
import { ObjectView } from "./object";
import { Palette } from "./palette";
import { Asker, button, fitCanvas, hex, oncePerFrame, setText } from "./parts";

/** At most ten maps a second. */
const PAUSE_MS = 100;
/** The smallest part of memory that is shown. */
const FEWEST = 64;
/** The largest memory that a machine can have: asked for before it is known how large this one is. */
const EVERYTHING = 2 ** 24;

const HELP =
  "Arrow keys go from word to word, N and P from object to object, Enter shows the object, plus and minus zoom, " +
  "Page Up and Page Down move on, 0 shows everything.";

export function createHeapPane(engine: Engine, page: Page): Pane {
  const canvas = h("canvas", { tabindex: 0, role: "application", "aria-label": `Map of the memory. ${HELP}`, title: HELP });
  const readout = h("div", { class: "heap-readout", "aria-live": "off" });
  // What is under the cursor is read aloud to whoever moves it, not whenever the machine goes on.
  canvas.addEventListener("focus", () => readout.setAttribute("aria-live", "polite"));
  canvas.addEventListener("blur", () => readout.setAttribute("aria-live", "off"));
  const legend = h("ul", { class: "heap-legend", "aria-label": "Colours" });
  const colours: [HeapColour, string][] = [["type", "Type"], ["space", "Space"], ["age", "Age"]];
  const colour = h("select", { "aria-label": "Colour by" }, ...colours.map(([value, name]) => h("option", { value }, `By ${name.toLowerCase()}`)));
  const region = h("select", { "aria-label": "Part of the memory" });
  const address = h("input", { name: "address", placeholder: "Address", "aria-label": "Go to an address, in hexadecimal", spellcheck: "false" });
  const palette = new Palette(document.body);
  const object = new ObjectView(engine, page, () => redraw());
  const element = h(
    "div",
    { class: "heap" },
    h("div", { class: "heap-bar" }, colour, region, button("+", "Zoom in", () => zoom(2)), button("−", "Zoom out", () => zoom(0.5)), address),
    legend,
    h("div", { class: "heap-body" }, h("div", { class: "heap-map" }, canvas), object.element),
    readout,
  );

  let map: HeapMap | null = null;
  let shape: Grid | null = null;
  /** What is seen; null is everything. */
  let range: { from: number; words: number } | null = null;
  let cursor: number | null = null;
  let regionsShown = "";

  const total = () => Math.max(1, ...(map?.regions ?? []).map(({ to }) => to));

  const asker = new Asker(async () => {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (width === 0 || height === 0 || page.moment === null) return;
    try {
      if (map === null) map = await engine.ask({ type: "heap", colour: colour.value as HeapColour, from: 0, words: EVERYTHING, cells: 1 });
      const { from, words } = range ?? { from: 0, words: total() };
      const wanted = grid(words, width, height);
      const cells = Math.min(wanted.columns * wanted.rows, Math.ceil(words / wanted.wordsPerCell));
      map = await engine.ask({ type: "heap", colour: colour.value as HeapColour, from, words, cells });
      shape = { ...wanted, wordsPerCell: map.wordsPerCell };
      redraw();
    } catch (error) {
      page.fail(error);
    }
  }, PAUSE_MS);

  const redraw = oncePerFrame(() => {
    const fitted = fitCanvas(canvas);
    if (!fitted) return;
    fitted.context.clearRect(0, 0, fitted.width, fitted.height);
    if (!map || !shape) return;
    drawMap(fitted.context, map, shape, palette, { cursor, object: object.object, pointing: object.pointing });
    fillLegend(map);
    fillRegions(map);
    tell();
  });

  function tell(): void {
    if (!map) return;
    const end = Math.min(total(), map.from + map.cells.length * map.wordsPerCell) - 1;
    const sweeping = map.collecting ? "collecting · " : "";
    const words = map.wordsPerCell === 1 ? "a word" : `${map.wordsPerCell} words`;
    setText(readout, cursor === null ? `${sweeping}${hex(map.from)} to ${hex(end)}, ${words} a square` : sweeping + describeWord(map, cursor));
  }

  function fillLegend({ cells, classes }: HeapMap): void {
    const there = new Set(cells);
    const shown = classes.flatMap((name, at) => (there.has(at) ? [{ name, at }] : []));
    const key = shown.map(({ name }) => name).join();
    if (legend.dataset["shown"] === key) return;
    legend.dataset["shown"] = key;
    legend.replaceChildren(
      ...shown.map(({ name, at }) => h("li", {}, h("i", { style: `background: ${classColour(palette, name, at)}` }), name)),
    );
  }

  function fillRegions({ regions }: HeapMap): void {
    const key = JSON.stringify(regions);
    if (key === regionsShown) return;
    regionsShown = key;
    const before = region.selectedOptions[0]?.textContent;
    region.replaceChildren(
      h("option", { value: "" }, "All of memory"),
      ...regions.map(({ name, from, to }) => h("option", { value: `${from},${to - from}` }, name)),
      h("option", { value: "free", hidden: true }, "As zoomed"),
    );
    const same = [...region.options].find((option) => option.textContent === before);
    if (same) region.value = same.value;
  }

  function look(from: number, words: number): void {
    const all = total();
    const seen = Math.min(all, Math.max(FEWEST, Math.round(words)));
    const start = Math.max(0, Math.min(all - seen, Math.round(from)));
    range = seen >= all ? null : { from: start - (start % 4), words: seen };
    region.value = range === null ? "" : "free";
    asker.wish();
  }

  function zoom(factor: number, around: number | null = cursor): void {
    const { from, words } = range ?? { from: 0, words: total() };
    const middle = around ?? from + words / 2;
    look(middle - (middle - from) / factor, words / factor);
  }

  /** Moves the cursor, and the picture if it is not in sight. */
  function point(at: number): void {
    cursor = Math.max(0, Math.min(total() - 1, at));
    const { from, words } = range ?? { from: 0, words: total() };
    if (cursor < from || cursor >= from + words) look(cursor - words / 2, words);
    redraw();
  }

  async function show(at: number): Promise<void> {
    point(at);
    if ((await object.show(at)) && object.object) point(object.object.address);
  }

  async function neighbour(forwards: boolean): Promise<void> {
    const here = object.object;
    if (!here) return show(cursor ?? range?.from ?? 0);
    const next = forwards ? here.address + here.words : here.address - 1;
    if (next >= 0 && next < total()) await show(next);
  }

  canvas.addEventListener("keydown", (event) => {
    if (!map || !shape || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = shape.wordsPerCell;
    const at = cursor ?? map.from;
    const page_ = (range?.words ?? total()) * 0.8;
    const actions: Record<string, () => unknown> = {
      ArrowLeft: () => point(at - step),
      ArrowRight: () => point(at + step),
      ArrowUp: () => point(at - step * (shape?.columns ?? 1)),
      ArrowDown: () => point(at + step * (shape?.columns ?? 1)),
      Enter: () => show(at),
      n: () => neighbour(true),
      p: () => neighbour(false),
      "+": () => zoom(2),
      "=": () => zoom(2),
      "-": () => zoom(0.5),
      "0": () => look(0, total()),
      PageDown: () => range && look(range.from + page_, range.words),
      PageUp: () => range && look(range.from - page_, range.words),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    void action();
  });
  const under = (event: MouseEvent) => (map && shape ? wordAt(map, shape, event.offsetX, event.offsetY) : null);
  canvas.addEventListener("pointermove", (event) => {
    const at = under(event);
    if (map && at !== null) setText(readout, describeWord(map, at));
  });
  canvas.addEventListener("pointerleave", tell);
  canvas.addEventListener("click", (event) => {
    const at = under(event);
    if (at !== null) void show(at);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.5 : 1 / 1.5, under(event));
  }, { passive: false });

  colour.addEventListener("change", () => asker.wish());
  region.addEventListener("change", () => {
    const [from, words] = region.value.split(",").map(Number);
    if (region.value === "") look(0, total());
    else if (from !== undefined && words !== undefined) {
      const chosen = region.value;
      look(from, words);
      region.value = chosen;
    }
  });
  address.addEventListener("change", () => {
    const at = Number.parseInt(address.value.replace(/^0x/i, ""), 16);
    if (/^(0x)?[0-9a-f]+$/i.test(address.value.trim()) && at < total()) void show(at);
    else page.fail(new Error(`${address.value} is no address: they are hexadecimal and below ${hex(total())}`));
  });
  new ResizeObserver(() => asker.wish()).observe(canvas);

  page.onAddress((at) => {
    page.show("heap");
    void show(at);
  });
  page.onHeapColour((wanted) => {
    colour.value = wanted;
    asker.wish();
  });

  return {
    name: "heap",
    title: "Heap",
    element,
    update() {
      asker.wish();
      // What is shown of an object is of this cycle; while the machine runs it would only flicker.
      if (object.object && !page.running) void object.show(object.object.address);
    },
    loaded() {
      [map, shape, range, cursor] = [null, null, null, null];
      object.clear();
      legend.replaceChildren();
      delete legend.dataset["shown"];
      setText(readout, "");
      redraw();
      asker.wish();
    },
    visible(shown) {
      if (shown) asker.wish();
    },
    themed() {
      palette.forget();
      delete legend.dataset["shown"];
      redraw();
    },
    save: () => ({ colour: colour.value, range }),
    restore(saved) {
      const { colour: wanted, range: seen } = (saved ?? {}) as { colour?: string; range?: { from: number; words: number } | null };
      if (colours.some(([value]) => value === wanted)) colour.value = wanted ?? "type";
      if (seen && Number.isFinite(seen.from) && Number.isFinite(seen.words)) range = seen;
      asker.wish();
    },
  };
}
