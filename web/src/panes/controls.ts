/** The bar that is always there: run and pause, steps both ways, the speed, the cycle. */

import type { Conductor } from "../app/conductor";
import { count, h, parseCount, svg } from "../app/dom";
import { describe, keyOf, MOVES, SPEEDS, type Move } from "../app/moves";
import type { Page } from "../app/pane";
import type { Direction } from "../protocol";

export interface Controls {
  element: HTMLElement;
  /** Puts the focus into the field of the cycle. */
  askCycle(): void;
  toggleRun(): void;
}

export function createControls(page: Page, conductor: Conductor): Controls {
  const runLabel = h("span", {}, "Run");
  const runIcon = h("span", { class: "icon", "aria-hidden": "true" });
  const run = h("button", { type: "button", class: "primary run", title: "Run or pause (Space)" }, runIcon, runLabel);
  run.addEventListener("click", toggleRun);

  const buttons: HTMLButtonElement[] = [];
  const groups = h("div", { class: "moves", role: "group", "aria-label": "Steps, back and forward" });
  for (const move of MOVES) groups.append(group(move));
  const kind = h(
    "select",
    { "aria-label": "Size of a step" },
    ...MOVES.map(({ name }) => h("option", { value: name }, name)),
  );
  const chosen = (): Move => MOVES.find(({ name }) => name === kind.value) ?? MOVES[0]!;
  const small = h(
    "div",
    { class: "moves small", role: "group", "aria-label": "Step" },
    arrow("back", () => chosen(), "Step back"),
    kind,
    arrow("forward", () => chosen(), "Step on"),
  );

  const speed = h("input", {
    type: "range",
    min: 0,
    max: SPEEDS.length - 1,
    step: 1,
    value: SPEEDS.length - 1,
    "aria-label": "Speed of runs",
  });
  const speedText = h("output", { class: "speed-text" });
  speed.addEventListener("input", () => {
    showSpeed();
    void chooseSpeed();
  });

  const cycle = h("input", {
    type: "text",
    class: "mono cycle-input",
    inputmode: "numeric",
    "aria-label": "Cycle; Enter goes there",
    title: "The cycle: type another and press Enter (g)",
    autocomplete: "off",
    value: "0",
  });
  const frontier = h("span", { class: "frontier", title: "The end of what has been" }, "of 0");
  const form = h(
    "form",
    { class: "cycle-form" },
    h("label", { class: "cycle-label", "aria-hidden": "true" }, "cycle"),
    cycle,
    frontier,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = parseCount(cycle.value);
    if (wanted === null) {
      page.fail(new Error(`${cycle.value.trim() || "Nothing"} is no cycle: digits are expected, such as 1249.`));
      return;
    }
    cycle.blur();
    void page.goTo(wanted);
  });
  cycle.addEventListener("focus", () => cycle.select());
  cycle.addEventListener("blur", showCycle);
  cycle.addEventListener("keydown", (event) => {
    if (event.key === "Escape") cycle.blur();
  });

  function group(move: Move): HTMLElement {
    return h(
      "div",
      { class: "move", role: "group", "aria-label": move.name },
      arrow("back", () => move, describe(move, "back"), keyOf(move, "back")),
      h("span", { class: "move-name", "aria-hidden": "true" }, move.name),
      arrow("forward", () => move, describe(move, "forward"), keyOf(move, "forward")),
    );
  }

  function arrow(direction: Direction, move: () => Move, label: string, key?: string): HTMLButtonElement {
    const button = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, title: key ? `${label} (${key})` : label },
      triangle(direction),
    );
    button.addEventListener("click", () => void page.run(direction, move().goal));
    buttons.push(button);
    return button;
  }

  function toggleRun(): void {
    if (conductor.running) void page.pause();
    else void page.run("forward", { kind: "points" });
  }

  async function chooseSpeed(): Promise<void> {
    conductor.speed = SPEEDS[Number(speed.value)] ?? null;
    if (!conductor.running) return;
    // A run keeps its speed: it is ended, and goes on with the new one.
    await page.pause();
    await conductor.run("forward", { kind: "points" });
  }

  function showSpeed(): void {
    const value = SPEEDS[Number(speed.value)] ?? null;
    speedText.textContent = value === null ? "full speed" : `${count(value)}/s`;
    speed.setAttribute("aria-valuetext", value === null ? "full speed" : `${count(value)} cycles a second`);
  }

  function showCycle(): void {
    showNumbers(conductor.moment?.cycle ?? 0, conductor.moment?.frontier ?? 0);
  }

  function showNumbers(at: number, end: number): void {
    if (document.activeElement !== cycle) cycle.value = count(at);
    frontier.textContent = `of ${count(end)}`;
  }

  function enable(): void {
    const { moment, running } = conductor;
    const none = moment === null;
    run.disabled = cycle.disabled = none;
    runLabel.textContent = running ? "Pause" : "Run";
    runIcon.replaceChildren(running ? bars() : triangle("forward"));
    run.classList.toggle("running", running);
    for (const button of buttons) button.disabled = none;
  }

  conductor.moved.on(({ cycle: at, frontier: end }) => {
    showNumbers(at, end);
    if (run.disabled) enable();
  });
  conductor.progressed.on((progress) => showNumbers(progress.cycle, progress.frontier));
  conductor.ran.on(enable);
  conductor.loaded.on(() => {
    enable();
    showCycle();
  });
  showSpeed();
  enable();

  const element = h(
    "div",
    { class: "controls", role: "toolbar", "aria-label": "Time" },
    run,
    groups,
    small,
    h("div", { class: "speed" }, speed, speedText),
    form,
  );
  return {
    element,
    askCycle: () => cycle.focus(),
    toggleRun,
  };
}

function triangle(direction: Direction): SVGSVGElement {
  const points = direction === "forward" ? "3,1 11,6 3,11" : "9,1 1,6 9,11";
  return svg("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("polygon", { points }));
}

function bars(): SVGSVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 12 12", "aria-hidden": "true" },
    svg("rect", { x: 2, y: 1, width: 3, height: 10 }),
    svg("rect", { x: 7, y: 1, width: 3, height: 10 }),
  );
}
