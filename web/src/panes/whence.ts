/** Where a word has come from and where it has gone: a chain of steps, each a way to its cycle and its line. */

import { storyOfChain, storyOfCopies, type Story, type WordStep } from "../app/chain";
import type { Conductor } from "../app/conductor";
import { count, h } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { Moment, SourcePlace } from "../protocol";

export interface WhencePane extends Pane {
  ask(question: "whence" | "whither", place: string): Promise<void>;
}

export function createWhencePane(engine: Engine, page: Page, conductor: Conductor): WhencePane {
  const place = h("input", {
    type: "text",
    class: "mono",
    "aria-label": "A register, an address, a variable, or a part of one",
    placeholder: "apply.x, 0x3774, n, (car items)",
    autocomplete: "off",
    spellcheck: "false",
  });
  const whence = h("button", { type: "submit", title: "Where has this word come from?" }, "Whence");
  const whither = h("button", { type: "button", title: "Where has this word gone?" }, "Whither");
  const form = h("form", { class: "bar" }, place, whence, whither);
  const title = h("h2", { class: "story-title" });
  const steps = h("ol", { class: "story" });
  const rest = h(
    "p",
    { class: "hint" },
    "Ask for the past of a word: type its place, or click a value in the registers.",
  );
  const element = h(
    "div",
    { class: "whence" },
    form,
    h("div", { class: "scroll", "aria-live": "polite" }, title, steps, rest),
  );

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask("whence", place.value);
  });
  whither.addEventListener("click", () => void ask("whither", place.value));
  conductor.loaded.on(() => show({ title: "", steps: [], rest: "" }));

  async function ask(question: "whence" | "whither", what: string): Promise<void> {
    const wanted = what.trim();
    if (wanted === "" || conductor.moment === null) return;
    place.value = wanted;
    show({ title: `${question} ${wanted} ...`, steps: [], rest: "" });
    try {
      show(
        question === "whence"
          ? storyOfChain(await engine.ask({ type: "whence", place: wanted }))
          : storyOfCopies(await engine.ask({ type: "whither", place: wanted })),
      );
    } catch (error) {
      show({ title: "", steps: [], rest: "" });
      page.fail(error);
    }
  }

  function show(story: Story): void {
    title.textContent = story.title;
    title.hidden = story.title === "";
    rest.textContent = story.rest;
    steps.replaceChildren(...story.steps.map(item));
    if (conductor.moment) mark(conductor.moment);
  }

  function item(step: WordStep): HTMLElement {
    const source = step.position === null ? null : sourcePlace(step.position);
    const go = h(
      "button",
      { type: "button", class: "row", "aria-label": `Go to cycle ${step.cycle}, ${step.state}: ${step.what}` },
      h("span", { class: "cycle" }, count(step.cycle)),
      h("span", { class: "state" }, step.state),
      h("span", { class: "what" }, step.what),
      h("span", { class: "value" }, [step.word, step.value].filter(Boolean).join("  ")),
    );
    go.addEventListener("click", () => {
      void page.goTo(step.cycle).then(() => page.highlight(source));
    });
    const details = h("span", { class: "details" }, step.inside === "" ? null : `in ${step.inside} `);
    if (source) {
      const line = h("button", { type: "button", class: "link" }, step.position);
      line.addEventListener("click", () => {
        page.show("editor");
        page.highlight(source);
      });
      details.append(line);
    } else if (step.position !== null) {
      details.append(step.position);
    }
    for (const operand of step.operands) details.append(" ", operandButton(step.cycle, operand));
    return h("li", { "data-cycle": step.cycle }, go, details);
  }

  /** What a word was computed of is asked about in the cycle in which it was. */
  function operandButton(cycle: number, operand: { place: string; value: string }): HTMLElement {
    const button = h("button", { type: "button", class: "link" }, `${operand.place} = ${operand.value}`);
    button.addEventListener("click", () => void page.goTo(cycle).then(() => ask("whence", operand.place)));
    return button;
  }

  /** `fib.lisp:5:10` in the program's own text. */
  function sourcePlace(position: string): SourcePlace | null {
    const { name, text } = conductor.program;
    const match = /^(.*):(\d+):(\d+)$/.exec(position);
    if (!match || match[1] !== name) return null;
    const [line, column] = [Number(match[2]), Number(match[3])];
    const before = text.split("\n").slice(0, line - 1);
    const from = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    return { source: name, line, column, from, to: from, text: "", own: true };
  }

  function mark({ cycle }: Moment): void {
    for (const each of steps.children) {
      if (Number((each as HTMLElement).dataset["cycle"]) === cycle) each.setAttribute("aria-current", "step");
      else each.removeAttribute("aria-current");
    }
  }

  return { name: "whence", title: "Whence", element, update: mark, ask };
}
