/**
 * Lays the diagram of all units' states out: `npm run diagram` writes `src/generated/diagram.svg`.
 *
 * What it shows is read from the pictures in `docs/fsm/`, whose identifiers say the states and the transitions; the
 * machine's tests see to it that they are those of the machine. Graphviz lays each unit out, upright or lying,
 * whichever takes less room; the units are then set side by side in rows.
 *
 * A unit is the group `unit-SCOPE`, a state in it `state-SCOPE.State`, a transition `edge-SCOPE.State-State`.
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { instance } from "@viz-js/viz";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const pictures = join(web, "..", "docs", "fsm");
const written = join(web, "src", "generated", "diagram.svg");

/** Those that every program uses come first. */
const ORDER = [
  "eval", "eval_args", "clink", "inline", "alu", "fetch_object", "trap", "apply", "special", "define", "note",
  "digits", "sweeper", "primitive", "fpu", "halted",
];
/** Units whose only state has no transitions, and so no picture of its own; a halted machine is one, too. */
const SINGLE = { fetch_object: ["FetchObject"], halted: ["Halted"] };

/** The rows are about this wide. */
const ROW = 2800;
const MARGIN = 14;
const TITLE = 30;
const GAP = 18;

/**
 * Units that a letter of a state's name takes on average, bold, in the widest of the fonts that a browser may have for
 * it: Graphviz knows the widths of Helvetica only. A box has so many beside its name.
 */
const WIDEST = 7.6;
const PADDING = 8;

/** The states and transitions of a picture: `[states, edges]`. */
function read(svg, scope) {
  const states = [];
  const edges = [];
  for (const [, escaped, kind] of svg.matchAll(/<g id="([^"]+)" class="(node|edge)/g)) {
    const id = escaped.replaceAll("&#45;", "-");
    if (!id.startsWith(`${scope}.`)) throw new Error(`docs/fsm/${scope}.svg has a group ${id}`);
    const name = id.slice(scope.length + 1);
    if (kind === "node") states.push(name);
    else edges.push(name.split("-"));
  }
  if (states.length === 0) throw new Error(`docs/fsm/${scope}.svg has no states`);
  return [states, edges];
}

const points = (text) => text.split(" ").map((point) => point.split(",").map(Number));
const round = (value) => Math.round(value * 10) / 10;
const at = ([x, y]) => `${round(x)},${round(y)}`;

/** A unit, laid out: its extent, and what is drawn in it. */
function layOut(viz, scope, states, edges, direction) {
  const graph = JSON.parse(
    viz.renderString(
      {
        directed: true,
        graphAttributes: { rankdir: direction, ranksep: 0.3, nodesep: 0.12 },
        nodeAttributes: { shape: "box", fontname: "Helvetica", fontsize: 11, height: 0.3, margin: "0.1,0.04" },
        nodes: states.map((name) => ({ name, attributes: { width: (name.length * WIDEST + PADDING) / 72 } })),
        edges: edges.map(([tail, head]) => ({ tail, head })),
      },
      { format: "json", yInvert: true },
    ),
  );
  // With y growing downwards the box's first corner is the lower one.
  const [, height, width] = graph.bb.split(",").map(Number);
  const name = (index) => graph.objects[index].name;
  const drawn = [];
  for (const edge of graph.edges ?? []) {
    const parts = edge.pos.split(" ");
    const end = parts[0].slice(2);
    const [first, ...rest] = points(parts.slice(1).join(" "));
    drawn.push(
      `<path class="edge" id="edge-${scope}.${name(edge.tail)}-${name(edge.head)}" ` +
        `d="M${at(first)}C${rest.map(at).join(" ")}L${end.split(",").map((value) => round(Number(value)))}"/>`,
    );
  }
  for (const node of graph.objects) {
    const [[x, y]] = points(node.pos);
    const [w, h] = [node.width * 72, node.height * 72];
    drawn.push(
      `<g class="state" id="state-${scope}.${node.name}"><rect x="${round(x - w / 2)}" y="${round(y - h / 2)}" ` +
        `width="${round(w)}" height="${round(h)}" rx="4"/><text x="${round(x)}" y="${round(y + 3.8)}">${node.name}</text></g>`,
    );
  }
  return { scope, width: Math.max(width, 10 * scope.length) + 2 * MARGIN, height: height + 2 * MARGIN + TITLE, drawn };
}

const viz = await instance();
const files = (await readdir(pictures)).filter((file) => file.endsWith(".svg"));
const known = new Set(ORDER);
for (const file of files) {
  if (!known.has(file.slice(0, -4))) throw new Error(`scripts/diagram.mjs does not say where ${file} belongs`);
}
const units = [];
for (const scope of ORDER) {
  const picture = SINGLE[scope] ? null : await readFile(join(pictures, `${scope}.svg`), "utf8");
  const [states, edges] = picture === null ? [SINGLE[scope], []] : read(picture, scope);
  const [upright, lying] = ["TB", "LR"].map((direction) => layOut(viz, scope, states, edges, direction));
  const room = (unit) => unit.width * unit.height * (unit.width > ROW ? 10 : 1);
  units.push(room(lying) < room(upright) ? lying : upright);
}

// Rows of units; in a row, units that are low stand above each other.
let [x, y, rowHeight, total] = [0, 0, 0, 0];
let column = null;
const placed = [];
for (const unit of units) {
  if (column && column.y + unit.height <= y + rowHeight && column.x + unit.width <= ROW && unit.width <= column.width * 1.15) {
    placed.push({ unit, x: column.x, y: column.y });
    x = Math.max(x, column.x + unit.width + GAP);
    column = { ...column, y: column.y + unit.height + GAP };
  } else {
    if (x > 0 && x + unit.width > ROW) [x, y, rowHeight] = [0, y + rowHeight + GAP, 0];
    placed.push({ unit, x, y });
    rowHeight = Math.max(rowHeight, unit.height);
    column = { x, y: y + unit.height + GAP, width: Math.max(unit.width, 200) };
    x += unit.width + GAP;
  }
  total = Math.max(total, x - GAP);
}

const group = ({ unit, x, y }) =>
  `<g class="unit" id="unit-${unit.scope}" transform="translate(${round(x)} ${round(y)})">` +
  `<rect class="frame" width="${round(unit.width)}" height="${round(unit.height)}" rx="8"/>` +
  `<g transform="translate(${MARGIN} ${TITLE + MARGIN / 2})">${unit.drawn.join("")}</g>` +
  `<text class="title" x="${MARGIN}" y="8">${unit.scope}</text></g>`;
const svg =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(total)} ${round(y + rowHeight)}">` +
  `<defs><marker id="arrow" viewBox="0 0 6 6" refX="5" refY="3" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto">` +
  `<path d="M0,0.5L6,3L0,5.5Z"/></marker></defs>\n${placed.map(group).join("\n")}\n</svg>\n`;
await mkdir(dirname(written), { recursive: true });
await writeFile(written, svg);
