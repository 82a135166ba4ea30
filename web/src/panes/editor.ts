/** The program: its text, examples and dialect, what is wrong in it, and where the machine is in it. */

import type { Conductor } from "../app/conductor";
import { inWords, presetOf, sameProgram } from "../app/choice";
import { h } from "../app/dom";
import { Draft } from "../app/draft";
import { exampleAt, examples } from "../app/examples";
import type { Engine, Page, Pane } from "../app/pane";
import { lineOf } from "../app/points";
import { Latest } from "../app/signal";
import { Source } from "../app/source";
import type { Notice, Program, SourcePlace } from "../protocol";

export interface EditorPane extends Pane {
  highlight(place: SourcePlace | null): void;
  /** Loads what is in the editor; with `run`, runs it. */
  load(run: boolean): Promise<void>;
}

/** Milliseconds without a key after which a text is checked. */
const CALM = 350;

/** What is chosen instead of an example. */
const MINE = "(mine)";
const NEW = "(new)";
/** What has come with a link or an experiment. */
const ANOTHER = "(another)";

export function createEditorPane(engine: Engine, page: Page, conductor: Conductor, draft: Draft): EditorPane {
  const source = new Source({
    changed: (text) => draft.setText(text),
    toggleLine: (line) => void toggleLine(line),
    load: (run) => void load(run),
  });
  const chooseExample = h("select", { "aria-label": "Example" });
  const chooseDialect = h("select", { "aria-label": "Dialect" });
  const shell = h("input", { type: "checkbox" });
  const machine = h("button", { type: "button", class: "quiet", title: "Choose the machine" });
  const changed = h(
    "span",
    { class: "badge", hidden: true, title: "The machine has the text as it was loaded" },
    "edited",
  );
  const loadButton = h("button", { type: "button", title: "Ctrl+Shift+Enter" }, "Load");
  const runButton = h("button", { type: "button", class: "primary", title: "Ctrl+Enter" }, "Load and run");
  const notices = h("ul", { class: "notices", "aria-label": "Errors and warnings", hidden: true });

  for (const { name, help } of engine.catalogue.dialects) {
    // The list explains each; what is chosen stands there by its name alone.
    chooseDialect.append(h("optgroup", { label: help }, h("option", { value: name }, name)));
  }
  const another = h("option", { value: ANOTHER, hidden: true });
  const mine = h("option", { value: MINE }, "(your own text)");
  chooseExample.append(
    another,
    mine,
    h("option", { value: NEW }, "(a new one)"),
    ...exampleGroups(engine.catalogue.dialects.map(({ name }) => name)),
  );
  chooseExample.addEventListener("change", () => choose(chooseExample.value));
  chooseDialect.addEventListener("change", () => draft.setDialect(chooseDialect.value));
  shell.addEventListener("change", () => draft.setShell(shell.checked));
  machine.addEventListener("click", () => page.show("options", true));
  loadButton.addEventListener("click", () => void load(false));
  runButton.addEventListener("click", () => void load(true));

  /** What is said of the text, and what of the machine's end. */
  let said: readonly Notice[] = [];
  let halted: readonly Notice[] = [];
  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  const check = new Latest<Program>(async (program) => {
    try {
      const answer = await engine.ask({ type: "check", program });
      if (program === draft.program) showNotices(answer.notices);
    } catch (error) {
      page.fail(error);
    }
  });

  draft.replaced.on(({ text }) => {
    // The other program stands in the draft already: what the editor says of its text changes nothing.
    source.text = text;
  });
  draft.changed.on((program) => {
    showChoice();
    clearTimeout(checkTimer);
    checkTimer = setTimeout(() => void check.wish(program), CALM);
  });
  draft.unkept.on(() => {
    page.fail(new Error("This browser keeps no copy of your text: save it before you leave the page."));
  });
  conductor.loaded.on(({ program, notices, started }) => {
    if (!sameProgram(engine.catalogue, program, draft.program)) draft.replace(program);
    clearTimeout(checkTimer);
    halted = [];
    showChoice();
    showNotices(notices);
    if (!started)
      page.say(notices.length === 1 ? "Not loaded: an error." : `Not loaded: ${notices.length} errors and warnings.`);
  });
  conductor.pointsChanged.on(markPoints);
  conductor.moved.on(({ halt }) => {
    const now = halt?.notices ?? [];
    if (now.length === 0 && halted.length === 0) return;
    halted = now;
    showNotices(said);
  });

  function choose(value: string): void {
    const program = value === NEW ? emptyProgram() : value === MINE ? Draft.mine() : programAt(value);
    if (!program) return;
    draft.replace(program);
    if (value === NEW) source.view.focus();
    void load(false);
  }

  /** The machine is loaded with it, too: nothing is left of the program before. */
  function emptyProgram(): Program {
    return { name: "program.lisp", text: "", dialect: draft.program.dialect, machine: {}, shell: false };
  }

  function programAt(path: string): Program | null {
    const example = exampleAt(path);
    if (!example) return null;
    const { name, text, dialect } = example;
    const machine = dialect === draft.program.dialect ? draft.program.machine : {};
    return { name, text, dialect, machine, shell: false };
  }

  async function load(run: boolean): Promise<void> {
    if ((await conductor.load(draft.program)) && (run || draft.program.shell)) {
      await conductor.run("forward", { kind: "points" });
    }
  }

  async function toggleLine(line: number): Promise<void> {
    const { name } = conductor.program;
    const there = conductor.points.find((point) => lineOf(point, name) === line);
    if (there) {
      await conductor.deletePoint(there.id);
    } else if (conductor.moment === null) {
      page.say("A breakpoint needs a program that is loaded.");
    } else {
      await conductor.addPoint("break", String(line));
    }
  }

  function markPoints(): void {
    source.markPoints(conductor.points.flatMap((point) => lineOf(point, conductor.program.name) ?? []));
  }

  function showChoice(): void {
    const { dialect, machine: choice, shell: on } = draft.program;
    const example = draft.example;
    mine.disabled = !Draft.hasMine();
    const other = example === undefined && !draft.isMine;
    another.hidden = !other;
    another.textContent = draft.program.name;
    chooseExample.value = example?.path ?? (other ? ANOTHER : MINE);
    chooseDialect.value = dialect;
    chooseDialect.title = engine.catalogue.dialects.find(({ name }) => name === dialect)?.help ?? "";
    shell.checked = on;
    const words = inWords(choice);
    const preset = presetOf(engine.catalogue, dialect, choice);
    machine.textContent = `Machine: ${words === "" ? "as usual" : (preset ?? words)}`;
    const edited = conductor.program.name !== "" && !sameProgram(engine.catalogue, conductor.program, draft.program);
    changed.hidden = !edited;
    loadButton.classList.toggle("wanted", edited);
  }

  function showNotices(ofText: readonly Notice[]): void {
    said = ofText;
    const list = [...(isEdited() ? [] : halted), ...ofText];
    source.markNotices(list);
    notices.hidden = list.length === 0;
    notices.replaceChildren(...list.map(noticeItem));
  }

  function noticeItem({ severity, message, place }: Notice): HTMLElement {
    const where = place ? `${place.own ? "" : `${place.source}:`}${place.line}:${place.column} ` : "";
    const text = [h("strong", { class: severity }, `${severity} `), h("span", { class: "place" }, where), message];
    if (!place?.own) return h("li", {}, ...text);
    const button = h("button", { type: "button", class: "row" }, ...text);
    button.addEventListener("click", () => source.goTo(place));
    return h("li", {}, button);
  }

  const element = h(
    "div",
    { class: "editor" },
    h(
      "div",
      { class: "bar" },
      chooseExample,
      chooseDialect,
      h(
        "label",
        { class: "check", title: "Run the dialect's shell: it asks for lines in the console" },
        shell,
        "shell",
      ),
      machine,
      changed,
      h("span", { class: "bar-end" }, loadButton, runButton),
    ),
    source.view.dom,
    notices,
  );
  showChoice();

  return {
    name: "editor",
    title: "Program",
    element,
    highlight(place) {
      source.markShown(place?.own && !isEdited() ? place : null);
    },
    load,
    update({ place }) {
      source.markHere(place?.own && !isEdited() ? place : null);
    },
    visible(shown) {
      if (shown) source.view.requestMeasure();
    },
  };

  /** Places are those of the text that was loaded. */
  function isEdited(): boolean {
    return draft.program.text !== conductor.program.text;
  }
}

function exampleGroups(dialects: readonly string[]): HTMLElement[] {
  return dialects.flatMap((dialect) => {
    const options = examples
      .filter((each) => each.dialect === dialect)
      .map(({ path, name }) => h("option", { value: path }, name));
    return options.length === 0 ? [] : [h("optgroup", { label: dialect }, ...options)];
  });
}
