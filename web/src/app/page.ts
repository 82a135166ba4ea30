/** The page: puts the panes together, and is what they ask. */

import { createConsolePane } from "../panes/console";
import { createControls } from "../panes/controls";
import { createDiagramPane } from "../panes/diagram";
import { createEditorPane } from "../panes/editor";
import { createExperimentPane } from "../panes/experiment";
import { createFramesPane } from "../panes/frames";
import { createHeapPane } from "../panes/heap";
import { createOptionsPane } from "../panes/options";
import { createPointsPane } from "../panes/points";
import { createPortPane } from "../panes/port";
import { createRegistersPane } from "../panes/registers";
import { createTimeline } from "../panes/timeline";
import { createWavePane } from "../panes/wave";
import { createWhencePane } from "../panes/whence";
import { experiments } from "../experiments";
import type { Catalogue, HeapColour, Moment, Stop } from "../protocol";
import { Conductor, pointText } from "./conductor";
import { count, h } from "./dom";
import { Draft } from "./draft";
import { createHeader } from "./header";
import { listenToKeys } from "./keyboard";
import { Layout } from "./layout";
import { linkTo, type Linked, type Reading } from "./link";
import { Messages } from "./messages";
import type { Engine, Page, Pane } from "./pane";
import { Signal } from "./signal";
import { onTheme } from "./theme";

export interface WholePage {
  element: HTMLElement;
  conductor: Conductor;
  draft: Draft;
  messages: Messages;
  /** The present moment as a fragment. */
  link(): Promise<string>;
  /** Opens what a link says, and tells what of it is left out. */
  open(reading: Reading): Promise<void>;
  experiments(): void;
}

export function createPage(engine: Engine): WholePage {
  const conductor = new Conductor(engine);
  const draft = new Draft(engine.catalogue);
  const messages = new Messages();
  const addresses = new Signal<number>();
  const heapColours = new Signal<HeapColour>();
  const signals = new Signal<string[]>();

  const page: Page = {
    engine,
    get moment() {
      return conductor.moment;
    },
    get points() {
      return conductor.points;
    },
    get program() {
      return conductor.program;
    },
    get running() {
      return conductor.running;
    },
    goTo: (cycle) => conductor.goTo(cycle),
    run: (direction, goal) => conductor.run(direction, goal),
    pause: () => conductor.pause(),
    load: async (program) => void (await conductor.load(program)),
    addPoint: async (kind, text) => {
      if ((await conductor.addPoint(kind, text)) !== null) messages.mention(`${kind} ${text}: set.`);
    },
    deletePoint: (id) => conductor.deletePoint(id),
    whence: async (place) => {
      layout.show("whence");
      await whence.ask("whence", place);
    },
    whither: async (place) => {
      layout.show("whence");
      await whence.ask("whither", place);
    },
    showAddress: (address) => {
      layout.show("heap");
      addresses.send(address);
    },
    onAddress: (listener) => addresses.on(listener),
    colourHeap: (colour) => heapColours.send(colour),
    onHeapColour: (listener) => heapColours.on(listener),
    chooseSignals: (paths) => signals.send(paths),
    onSignals: (listener) => signals.on(listener),
    highlight: (place) => editor.highlight(place),
    show: (pane, focus) => layout.show(pane, focus),
    say: (text) => {
      // Where the machine is stays to be read, if it is anywhere.
      if (conductor.moment) messages.mention(text);
      else messages.say(text);
    },
    fail: (error) => messages.fail(error),
    download,
  };

  const editor = createEditorPane(engine, page, conductor, draft);
  const whence = createWhencePane(engine, page, conductor);
  const experiment = createExperimentPane(page, conductor, (open) => {
    messages.clearHint();
    layout.guide(open);
  });
  const panes: Pane[] = [
    experiment,
    editor,
    createOptionsPane(engine, page, conductor, draft),
    createConsolePane(conductor),
    createPointsPane(engine, conductor),
    createDiagramPane(engine, page),
    createPortPane(engine, page),
    createRegistersPane(engine, page),
    createFramesPane(engine, page),
    createWavePane(engine, page),
    whence,
    createHeapPane(engine, page),
  ];
  // What nobody has changed of a pane does not go into links.
  const untouched = new Map(panes.map(({ name, save }) => [name, JSON.stringify(save?.())]));
  const layout: Layout = new Layout(panes, (pane) => {
    if (conductor.moment) pane.update(conductor.moment);
  });

  const controls = createControls(page, conductor);
  const timeline = createTimeline(engine, conductor);
  const showExperiments = (): void => {
    if (experiment.open === null) experiment.list();
    layout.show("experiment", true);
  };
  const help = listenToKeys(page, {
    toggleRun: controls.toggleRun,
    askCycle: controls.askCycle,
    experiments: showExperiments,
  });
  const { brand, buttons } = createHeader({ experiments: showExperiments, copyLink, help });

  conductor.moved.on((moment) => {
    editor.highlight(null);
    for (const pane of panes) if (layout.isVisible(pane.name)) pane.update(moment);
    if (!conductor.running) describe(moment, conductor.lastStop);
  });
  conductor.stopped.on((stop) => {
    messages.clearErrors();
    if (conductor.moment) describe(conductor.moment, stop);
  });
  conductor.progressed.on(({ cycle, cyclesPerSecond }) => {
    // A slow run shows each state; of a fast one only the speed can be read.
    if (conductor.moment && conductor.speed !== null && conductor.speed <= LEGIBLE) describe(conductor.moment, null);
    else messages.say(`${count(cycle)} running, ${speed(cyclesPerSecond)} cycles a second`);
  });
  conductor.ran.on((running) => messages.aloud(!running));
  conductor.loaded.on(({ program }) => {
    messages.clearErrors();
    messages.clearHint();
    for (const pane of panes) pane.loaded?.(program);
  });
  conductor.pointsChanged.on((points) => {
    for (const pane of panes) pane.pointsChanged?.(points);
  });
  conductor.failed.on(({ message, place }) => {
    messages.fail(new Error(place ? `${message} (${place.source}:${place.line}:${place.column})` : message));
  });
  onTheme(() => {
    for (const pane of panes) pane.themed?.();
  });

  function describe(moment: Moment, stop: Stop | null): void {
    const { cycle, state, doing, halt } = moment;
    const point = stop?.point == null ? null : conductor.points.find(({ id }) => id === stop.point);
    messages.stop({
      cycle: count(cycle),
      state,
      doing: halt?.text ?? doing,
      why: point ? `[${point.id}: ${point.text}]` : stop ? why(stop, moment) : "",
    });
  }

  async function link(): Promise<string> {
    const view: Record<string, unknown> = {};
    for (const { name, save } of panes) {
      const saved = save?.();
      if (JSON.stringify(saved) !== untouched.get(name)) view[name] = saved;
    }
    const { name, text, dialect, machine, shell } = conductor.program;
    return linkTo({
      name,
      text,
      dialect,
      machine,
      shell,
      cycle: conductor.moment?.cycle ?? 0,
      points: conductor.points.flatMap((point) => pointText(point.text) ?? []),
      experiment: experiment.open,
      view,
    });
  }

  async function copyLink(): Promise<string> {
    const fragment = await link();
    history.replaceState(null, "", fragment);
    try {
      await navigator.clipboard.writeText(location.href);
      return "Copied";
    } catch {
      // Without leave to write there the link stands in the address bar.
      return "It is in the address bar";
    }
  }

  async function open({ linked, leftOut: unread }: Reading): Promise<void> {
    const { cycle, points, view, experiment: guided, ...program } = linked;
    const known = engine.catalogue.dialects.some(({ name }) => name === program.dialect);
    if (!known) throw new Error(`This link is about the dialect ${program.dialect}, which is not here.`);
    const leftOut = [...unread, ...unfit(linked, engine.catalogue)];
    draft.replace(program);
    // An experiment's link without a program of its own begins at the beginning of the step.
    const begins = guided !== null && program.text === "";
    if (guided) await experiment.start(guided.id, guided.step, begins);
    if (begins ? conductor.moment !== null : await conductor.load(draft.program, [])) {
      if (cycle > 0) await conductor.goTo(cycle);
      const reached = conductor.moment?.cycle ?? 0;
      if (reached < cycle) leftOut.push(`cycle ${count(cycle)}: the machine has come to cycle ${count(reached)} only`);
      for (const { kind, text } of points) {
        if ((await conductor.addPoint(kind, text)) === null) leftOut.push(`${kind} ${text}, which cannot be set`);
      }
    }
    for (const pane of panes) if (view[pane.name] !== undefined) pane.restore?.(view[pane.name]);
    if (leftOut.length > 0) messages.fail(new Error(`Left out of this link: ${leftOut.join("; ")}.`));
  }

  const element = h(
    "div",
    { class: "page" },
    h("header", { class: "top" }, brand, controls.element, buttons),
    h(
      "section",
      { "aria-label": "Timeline and messages" },
      timeline.element,
      h("div", { class: "status-line" }, messages.line, messages.note),
      messages.banner,
    ),
    layout.element,
  );
  return { element, conductor, draft, messages, link, open, experiments: showExperiments };
}

/** What a link asks for that is not here: it is left out. Fails if that is all that the link is about. */
function unfit({ text, machine, experiment }: Linked, { parameters }: Catalogue): string[] {
  const leftOut = Object.keys(machine)
    .filter((key) => parameters.every(({ name }) => name !== key))
    .map((key) => `m.${key}, which is no parameter of the machine`);
  if (experiment === null) return leftOut;
  const found = experiments.find(({ id }) => id === experiment.id);
  if (!found) {
    const missing = `the experiment ${experiment.id}, which is not here`;
    if (text === "") throw new Error(`This link is about ${missing}.`);
    return [...leftOut, missing];
  }
  if (experiment.step >= found.steps.length) {
    leftOut.push(`step ${experiment.step + 1}: the experiment has ${found.steps.length}, and the last one is shown`);
  }
  if (text === "" && Object.keys(machine).length > 0) leftOut.push("the machine, as the experiment has its own");
  return leftOut;
}

/** Cycles a second up to which the line about the state can be followed. */
const LEGIBLE = 100;

function why({ why }: Stop, { waits }: Moment): string {
  switch (why) {
    case "halted":
      return "[ended]";
    case "input":
      return waits ? "[waits for input]" : "[its input has ended]";
    case "paused":
      return "[paused]";
    case "beginning":
      return "[the beginning]";
    default:
      return "";
  }
}

function speed(cyclesPerSecond: number): string {
  return cyclesPerSecond >= 1e6 ? `${(cyclesPerSecond / 1e6).toFixed(1)} million` : count(cyclesPerSecond);
}

function download(bytes: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
