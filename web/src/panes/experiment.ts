/** Guided experiments: the list, and the steps of the one that is open. */

import { sameMachine, sameProgram } from "../app/choice";
import type { Conductor } from "../app/conductor";
import { Course, sameStanding, type Standing } from "../app/course";
import { count, h } from "../app/dom";
import type { Page, Pane } from "../app/pane";
import { misses, perform } from "../app/player";
import { experiments } from "../experiments";
import type { Experiment } from "../experiments/experiment";
import type { Program } from "../protocol";

export interface ExperimentPane extends Pane {
  /** What is open, for a link. */
  readonly open: { id: string; step: number } | null;
  /** Opens an experiment at a step; with `begin`, loads its program and goes to where the step begins. */
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
  let course = new Course();
  /** The step that a link has opened together with a moment: that is taken to be a moment of it. */
  let linked: number | null = null;
  /** Says that the machine stands elsewhere than the step begins, and leads there. */
  const elsewhere = h("div", { class: "elsewhere", role: "status" });

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
    course = new Course();
    linked = begin ? null : step;
    opened(true);
    for (const pane of [...found.panes].reverse()) page.show(pane);
    page.show("experiment");
    show();
    if (begin) await work(() => begun(found));
  }

  /** Loads the program, and does what comes before the present step. */
  async function begun(found: Experiment): Promise<void> {
    if (!(await conductor.load(programOf(found), []))) return;
    await perform(found.start, page, conductor);
    const first = standing();
    if (first) course.begin(first);
    for (let before = 0; before < step; before += 1) await doStep(found, before);
  }

  async function doStep({ steps }: Experiment, number: number): Promise<void> {
    const { actions = [], check = {} } = steps[number]!;
    await perform(actions, page, conductor);
    const here = standing();
    if (here) course.ended(number, here, misses(check, conductor.moment));
  }

  function standing(): Standing | null {
    const { moment, program } = conductor;
    return moment && { cycle: moment.cycle, program };
  }

  async function act(): Promise<void> {
    const present = experiment;
    if (!present) return;
    await work(() => doStep(present, step));
    // Where one pane is seen at a time, the step goes on in this one.
    page.show("experiment");
  }

  /** To where the present step begins. */
  async function goToBegin(): Promise<void> {
    const present = experiment;
    if (!present) return;
    await work(async () => {
      course.forget(step);
      const begin = course.beginOf(step);
      if (!begin) return begun(present);
      if (!sameMachine(page.engine.catalogue, begin.program, conductor.program)) {
        if (!(await conductor.load(begin.program, []))) return;
      }
      await conductor.goTo(begin.cycle);
    });
  }

  function showElsewhere(): void {
    const said = experiment && !busy && !conductor.running ? whereElse() : null;
    if (said === null) {
      elsewhere.replaceChildren();
      return;
    }
    if (elsewhere.firstElementChild?.textContent === said.text) return;
    const go = h("button", { type: "button", "data-act": "go" }, said.button);
    go.addEventListener("click", () => void goToBegin());
    elsewhere.replaceChildren(h("p", {}, said.text), go);
  }

  /** What is to be said of where the machine stands; null if it stands where the step begins, or the step is done. */
  function whereElse(): { text: string; button: string } | null {
    const here = standing();
    if (!here || !experiment!.steps[step]!.actions || course.isDone(step)) return null;
    const wrong = course.wrongIn(step);
    const begin = course.beginOf(step);
    if (begin ? sameStanding(page.engine.catalogue, begin, here) : step === linked && wrong.length === 0) return null;
    const led = wrong.length === 0 ? "" : `This has led elsewhere: ${wrong.join("; ")}. `;
    if (!begin) {
      const from = step === 0 ? "at the beginning of the experiment" : "where the one before it ends";
      return { text: `${led}This step begins ${from}.`, button: step === 0 ? "Go there" : "Do the steps before it" };
    }
    const onOther = sameMachine(page.engine.catalogue, begin.program, here.program) ? "" : ", on another machine";
    return {
      text: `${led}This step begins at cycle ${count(begin.cycle)}; you are at cycle ${count(here.cycle)}${onOther}.`,
      button: `Go to cycle ${count(begin.cycle)}`,
    };
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
    const done = course.isDone(step);
    element.replaceChildren(
      head(title, `${step + 1} of ${steps.length}`),
      h(
        "div",
        { class: "experiment-step", tabindex: -1, "aria-live": "polite", "aria-busy": String(busy) },
        h("h3", {}, name),
        ...paragraphs(text),
        elsewhere,
        h("p", { class: "watch" }, h("strong", {}, acts && !done ? "Then watch: " : "Watch: "), ...inline(watch)),
      ),
      h(
        "div",
        { class: "bar" },
        control("list", "All", true, false, list),
        control("again", "Begin again", true, false, () => void start(experiment!.id, 0, true)),
        h("span", { class: "spring" }),
        control("back", "Previous", step > 0, false, () => move(-1)),
        acts
          ? control("act", `${done ? "✓ " : ""}${button ?? "Do it"}`, true, !done, () => void act())
          : null,
        last
          ? control("list-end", "Another one", true, !acts || done, list)
          : control("next", "Next", true, !acts || done, () => move(1)),
      ),
    );
    showElsewhere();
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
      showElsewhere();
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
