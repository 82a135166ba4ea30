/** The program as it stands in the editor, and the machine that is chosen for it: what the next load will take. */

import type { Catalogue, MachineChoice, Program } from "../protocol";
import { reduced } from "./choice";
import { examples, type Example } from "./examples";
import { Signal } from "./signal";
import { store } from "./store";

/** Milliseconds after the last key in which a text is kept. */
const CALM = 400;

export class Draft {
  /** Another program is in the editor: its text too. */
  readonly replaced = new Signal<Program>();
  /** Some of it is different. */
  readonly changed = new Signal<Program>();

  /** The browser does not keep the text beyond this page. */
  readonly unkept = new Signal<void>();

  readonly #catalogue: Catalogue;
  #program: Program;
  /** Has a person written some of the text? Then it is kept; examples and links have theirs elsewhere. */
  #edited = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#program = { name: "program.lisp", text: "", dialect: "core", machine: {}, shell: false };
    window.addEventListener("pagehide", () => this.#keep());
  }

  get program(): Program {
    return this.#program;
  }

  /** Takes another program; a text of one's own is kept before, under `mine`. */
  replace(program: Program): void {
    this.#keep();
    this.#edited = false;
    const text = program.text.replace(/\r\n?/g, "\n");
    this.#program = { ...program, text, machine: reduced(this.#catalogue, program.dialect, program.machine) };
    this.replaced.send(this.#program);
    this.#touch();
  }

  setText(text: string): void {
    if (text === this.#program.text) return;
    this.#edited = true;
    this.#set({ text });
  }

  setMachine(machine: MachineChoice): void {
    this.#set({ machine: reduced(this.#catalogue, this.#program.dialect, machine) });
  }

  /** What is chosen of the machine and differs from the new dialect's stays chosen. */
  setDialect(dialect: string, machine: MachineChoice = this.#program.machine): void {
    this.#set({ dialect, machine: reduced(this.#catalogue, dialect, machine) });
  }

  setShell(shell: boolean): void {
    this.#set({ shell });
  }

  /** The example that the text is, if it is one unchanged. */
  get example(): Example | undefined {
    const { text, dialect } = this.#program;
    return examples.find((each) => each.text === text && each.dialect === dialect);
  }

  /** Is the text what is kept as one's own, or about to be? */
  get isMine(): boolean {
    return this.#edited || (Draft.mine()?.text ?? null) === this.#program.text;
  }

  static hasMine(): boolean {
    return store.get("mine") !== null;
  }

  /** The last text of one's own. */
  static mine(): Program | null {
    const kept = store.get("mine");
    if (kept === null) return null;
    try {
      return programIn(JSON.parse(kept));
    } catch {
      // What another version of the page has kept, or a person has edited, is no program: there is none then.
      return null;
    }
  }

  #set(part: Partial<Program>): void {
    this.#program = { ...this.#program, ...part };
    this.#touch();
  }

  #touch(): void {
    this.changed.send(this.#program);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), CALM);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    if (!this.#edited || this.#program.text.trim() === "") return;
    if (!store.set("mine", JSON.stringify(this.#program))) this.unkept.send();
  }
}

function programIn(kept: unknown): Program | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { name, text, dialect, machine, shell } = kept as Partial<Record<keyof Program, unknown>>;
  if (typeof name !== "string" || typeof text !== "string" || typeof dialect !== "string") return null;
  const choice: MachineChoice = {};
  if (typeof machine === "object" && machine !== null) {
    for (const [key, value] of Object.entries(machine)) if (typeof value === "string") choice[key] = value;
  }
  return { name, text, dialect, machine: choice, shell: shell === true };
}
