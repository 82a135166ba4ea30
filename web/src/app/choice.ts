/** What is chosen of a machine: only what differs from the dialect's own machine is ever kept or sent. */

import type { Catalogue, MachineChoice, Parameter, Program } from "../protocol";

/** A dialect's value of a parameter, if nobody chooses. */
export function usual(catalogue: Catalogue, dialect: string, parameter: Parameter): string {
  const machine = catalogue.dialects.find(({ name }) => name === dialect)?.machine;
  return machine?.[parameter.name] ?? parameter.initial;
}

/** The choice without what the dialect has anyway. */
export function reduced(catalogue: Catalogue, dialect: string, machine: MachineChoice): MachineChoice {
  const different: MachineChoice = {};
  for (const parameter of catalogue.parameters) {
    const value = machine[parameter.name];
    if (value !== undefined && value !== usual(catalogue, dialect, parameter)) different[parameter.name] = value;
  }
  return different;
}

/** The values of all parameters. */
export function effective(catalogue: Catalogue, dialect: string, machine: MachineChoice): MachineChoice {
  const all: MachineChoice = {};
  for (const parameter of catalogue.parameters) {
    all[parameter.name] = machine[parameter.name] ?? usual(catalogue, dialect, parameter);
  }
  return all;
}

export function sameChoice(a: MachineChoice, b: MachineChoice): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** The preset that a program's dialect and machine are, if they are one. */
export function presetOf(catalogue: Catalogue, dialect: string, machine: MachineChoice): string | null {
  const chosen = reduced(catalogue, dialect, machine);
  const preset = catalogue.presets.find(
    (each) => each.dialect === dialect && sameChoice(reduced(catalogue, dialect, each.machine), chosen),
  );
  return preset?.name ?? null;
}

/** A machine in a few words, for where there is room for a few: what is not as usual. */
export function inWords(machine: MachineChoice): string {
  return Object.entries(machine)
    .map(([name, value]) => `${name.replaceAll("_", "-")} ${value}`)
    .join(", ");
}

/** Is it the same program, on the same machine? What is chosen as the dialect has it anyway is no difference. */
export function sameProgram(catalogue: Catalogue, a: Program, b: Program): boolean {
  const sameText = a.text === b.text && a.dialect === b.dialect && a.shell === b.shell;
  return sameText && sameMachine(catalogue, a, b);
}

export function sameMachine(catalogue: Catalogue, a: Program, b: Program): boolean {
  return sameChoice(reduced(catalogue, a.dialect, a.machine), reduced(catalogue, b.dialect, b.machine));
}
