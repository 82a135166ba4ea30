/** The machine: presets, and each parameter with what it means. */

import { effective, presetOf, usual } from "../app/choice";
import type { Conductor } from "../app/conductor";
import { h } from "../app/dom";
import type { Draft } from "../app/draft";
import type { Engine, Page, Pane } from "../app/pane";
import type { Parameter } from "../protocol";

/** A parameter's field: how it shows a value. */
interface Field {
  parameter: Parameter;
  row: HTMLElement;
  control: HTMLInputElement | HTMLSelectElement;
  about: HTMLElement;
  reset: HTMLButtonElement;
}

export function createOptionsPane(engine: Engine, page: Page, conductor: Conductor, draft: Draft): Pane {
  const { catalogue } = engine;
  const preset = h("select", { id: "preset" }, h("option", { value: "" }, "(a machine of its own)"));
  for (const each of catalogue.presets) preset.append(h("option", { value: each.name }, each.name));
  const aboutPreset = h("p", { class: "hint" });
  const fields = catalogue.parameters.map(field);
  const rare = h("details", { class: "rare" }, h("summary", {}, "Rarely changed"));
  const common = h("div", { class: "parameters" });
  const rareOnes = h("div", { class: "parameters" });
  for (const each of fields) (each.parameter.rare ? rareOnes : common).append(each.row);
  rare.append(rareOnes);
  const load = h("button", { type: "button", class: "primary" }, "Load on this machine");
  load.addEventListener("click", () => void page.load(draft.program));

  preset.addEventListener("change", () => {
    const chosen = catalogue.presets.find(({ name }) => name === preset.value);
    if (chosen) draft.setDialect(chosen.dialect, chosen.machine);
    else show();
  });
  draft.changed.on(show);
  conductor.loaded.on(show);

  function field(parameter: Parameter): Field {
    const id = `parameter-${parameter.name}`;
    const control = parameter.values.length > 0 ? choices(parameter, id) : number(parameter, id);
    const about = h("span", { class: "hint", id: `${id}-about` });
    control.setAttribute("aria-describedby", about.id);
    control.addEventListener("change", () => choose(parameter, control.value.trim()));
    const reset = h(
      "button",
      { type: "button", class: "icon-button", "aria-label": `${label(parameter)} as usual` },
      "↺",
    );
    reset.addEventListener("click", () => choose(parameter, ""));
    const row = h(
      "div",
      { class: "parameter" },
      h("label", { for: id }, label(parameter)),
      h("span", { class: "field" }, control, reset),
      h("span", { class: "help" }, parameter.help.endsWith(".") ? `${parameter.help} ` : `${parameter.help}. `, about),
    );
    return { parameter, row, control, about, reset };
  }

  function choices(parameter: Parameter, id: string): HTMLSelectElement {
    return h("select", { id }, ...parameter.values.map(({ value }) => h("option", { value }, value)));
  }

  function number(parameter: Parameter, id: string): HTMLInputElement {
    const what = parameter.kind === "words" ? "words: 64K, 1M" : "a count";
    return h("input", { id, type: "text", class: "mono", placeholder: what, autocomplete: "off", spellcheck: "false" });
  }

  /** An empty value is the usual one. */
  function choose(parameter: Parameter, value: string): void {
    const machine = effective(catalogue, draft.program.dialect, draft.program.machine);
    machine[parameter.name] = value === "" ? usual(catalogue, draft.program.dialect, parameter) : value;
    draft.setMachine(machine);
  }

  function show(): void {
    const { dialect, machine } = draft.program;
    const name = presetOf(catalogue, dialect, machine);
    preset.value = name ?? "";
    aboutPreset.textContent =
      catalogue.presets.find((each) => each.name === name)?.help ??
      `The machine of the dialect ${dialect}, but for what is marked.`;
    const values = effective(catalogue, dialect, machine);
    for (const { parameter, row, control, about, reset } of fields) {
      const value = values[parameter.name] ?? "";
      control.value = value;
      about.textContent = parameter.values.find((each) => each.value === value)?.help ?? "";
      const different = machine[parameter.name] !== undefined;
      row.classList.toggle("different", different);
      reset.hidden = !different;
      reset.title = `Back to ${usual(catalogue, dialect, parameter) || "none"}`;
    }
  }

  show();
  return {
    name: "options",
    title: "Machine",
    element: h(
      "div",
      { class: "options" },
      h(
        "div",
        { class: "parameter" },
        h("label", { for: "preset" }, "Preset"),
        h("span", { class: "field" }, preset),
        aboutPreset,
      ),
      common,
      rare,
      h(
        "div",
        { class: "bar" },
        load,
        h("span", { class: "hint" }, "A machine is chosen before it runs: the program begins at cycle 0."),
      ),
    ),
    update() {
      // The machine that runs does not change.
    },
  };
}

function label({ name }: Parameter): string {
  return name.replaceAll("_", "-");
}
