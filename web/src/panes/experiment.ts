/** Guided experiments: the list, and the steps of the one that is open. */

import { sameProgram } from "../app/choice";
import type { Conductor } from "../app/conductor";
import { h } from "../app/dom";
import type { Page, Pane } from "../app/pane";
import { misses, perform } from "../app/player";
import { experiments } from "../experiments";
import type { Experiment } from "../experiments/experiment";
import type { Program } from "../protocol";

export interface ExperimentPane extends Pane {
  /** What is open, for a link. */
  readonly open: { id: string; step: number } | null;
  /** Opens an experiment at a step; with `begin`, loads its program and goes to where it begins. */
  start(id: string, step: number, begin: boolean): Promise<void>;
  /** Shows the list. */
  list(): void;
}

export function createExperimentPane(
  page: Page,
  conductor: Conductor,
  opened: (open: boolean) => void,
): ExperimentPane {
  const element = h("div", { class: "experiment" });
  let experiment: Experiment | null = null;
  let step = 0;
  let busy = false;
  /** Steps whose actions have been done. */
  let done = new Set<number>();

  function list(): void {
    showList();
    opened(true);
  }

  function close(): void {
    showList();
    opened(false);
  }

  function showList(): void {
    experiment = null;
    const items = experiments.map(({ id, title, about }, index) => {
      const begin = h(
        "button",
        { type: "button", class: "row" },
        h("strong", {}, `${index + 1}. ${title}`),
        h("span", {}, about),
      );
      begin.addEventListener("click", () => void start(id, 0, true));
      return h("li", {}, begin);
    });
    element.replaceChildren(
      head("Experiments", "Each takes a few minutes."),
      h("ol", { class: "experiments" }, ...items),
    );
  }

  function head(title: string, about: string): HTMLElement {
    const shut = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Close the experiments", title: "Close" },
      "×",
    );
    shut.addEventListener("click", close);
    return h(
      "header",
      { class: "experiment-head" },
      h("h2", {}, title),
      h("span", { class: "hint" }, about),
      h("span", { class: "spring" }),
      shut,
    );
  }

  async function start(id: string, at: number, begin: boolean): Promise<void> {
    const found = experiments.find((each) => each.id === id);
    if (!found) {
      page.fail(new Error(`There is no experiment ${id}.`));
      return;
    }
    experiment = found;
    step = Math.min(at, found.steps.length - 1);
    done = new Set();
    opened(true);
    for (const pane of [...found.panes].reverse()) page.show(pane);
    page.show("experiment");
    show();
    if (begin) {
      await work(async () => {
        if (await conductor.load(programOf(found), [])) await perform(found.start, page, conductor);
      });
    }
  }

  async function act(): Promise<void> {
    const present = experiment?.steps[step];
    if (!present?.actions) return;
    await work(() => perform(present.actions!, page, conductor));
    done.add(step);
    show();
    if (present.check) {
      const wrong = misses(present.check, conductor.moment);
      if (wrong.length > 0)
        page.fail(new Error(`The experiment is not where it should be: ${wrong.join("; ")}. Begin it again.`));
    }
  }

  /** One thing at a time: meanwhile the buttons are off. */
  async function work(what: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    show();
    try {
      await what();
    } finally {
      busy = false;
      show();
    }
  }

  function move(by: number): void {
    if (!experiment) return;
    step = Math.min(experiment.steps.length - 1, Math.max(0, step + by));
    show();
    element.querySelector<HTMLElement>(".experiment-step")?.focus();
  }

  function show(): void {
    if (!experiment) return;
    const { title, steps } = experiment;
    const { title: name, text, watch, button, actions } = steps[step]!;
    const restore = element.contains(document.activeElement) ? document.activeElement?.getAttribute("data-act") : null;
    const control = (
      act: string,
      label: string,
      enabled: boolean,
      primary: boolean,
      go: () => void,
    ): HTMLButtonElement => {
      const made = h(
        "button",
        { type: "button", "data-act": act, class: primary ? "primary" : null, disabled: !enabled || busy },
        label,
      );
      made.addEventListener("click", go);
      return made;
    };
    const acts = actions !== undefined && actions.length > 0;
    const last = step === steps.length - 1;
    element.replaceChildren(
      head(title, `${step + 1} of ${steps.length}`),
      h(
        "div",
        { class: "experiment-step", tabindex: -1, "aria-live": "polite", "aria-busy": String(busy) },
        h("h3", {}, name),
        ...paragraphs(text),
        h("p", { class: "watch" }, h("strong", {}, "Watch: "), ...inline(watch)),
      ),
      h(
        "div",
        { class: "bar" },
        control("list", "All", true, false, list),
        control("again", "Begin again", true, false, () => void start(experiment!.id, 0, true)),
        h("span", { class: "spring" }),
        control("back", "Previous", step > 0, false, () => move(-1)),
        acts
          ? control("act", `${done.has(step) ? "✓ " : ""}${button ?? "Do it"}`, true, !done.has(step), () => void act())
          : null,
        last
          ? control("list-end", "Another one", true, !acts || done.has(step), list)
          : control("next", "Next", true, !acts || done.has(step), () => move(1)),
      ),
    );
    if (restore) element.querySelector<HTMLElement>(`[data-act=${restore}]`)?.focus();
  }

  showList();
  return {
    name: "experiment",
    title: "Experiment",
    element,
    get open() {
      return experiment ? { id: experiment.id, step } : null;
    },
    start,
    list,
    update() {
      // A step's text does not depend on where the machine is.
    },
    loaded(program) {
      // Whoever loads another program has left the experiment.
      if (experiment && !busy && !isOf(page, program, experiment)) close();
    },
  };
}

function programOf({ program, machine }: Experiment): Program {
  return { ...program, machine, shell: false };
}

/** Is it the experiment's program? Its machine may be another: some compare two. */
function isOf({ engine }: Page, program: Program, experiment: Experiment): boolean {
  const own = programOf(experiment);
  return sameProgram(engine.catalogue, { ...program, machine: own.machine }, own);
}

function paragraphs(text: string): HTMLElement[] {
  return text.split(/\n\s*\n/).map((each) => h("p", {}, ...inline(each.replace(/\s+/g, " ").trim())));
}

/** What stands between backticks is code, between asterisks it is stressed. */
function inline(text: string): (HTMLElement | string)[] {
  return text.split(/(`[^`]+`|\*[^*`]+\*)/).map((part) => {
    if (part.startsWith("`") && part.length > 1) return h("code", {}, part.slice(1, -1));
    if (part.startsWith("*") && part.length > 1) return h("em", {}, part.slice(1, -1));
    return part;
  });
}
