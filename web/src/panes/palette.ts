/** Colours of the style sheet for what is drawn on a canvas, and the units' colours. */

import type { Catalogue } from "../protocol";

/** Colours by the names of the style sheet's variables, as they are now: a theme may have changed. */
export class Palette {
  readonly #probe: HTMLElement;
  readonly #known = new Map<string, string>();

  constructor(host: HTMLElement) {
    this.#probe = document.createElement("span");
    this.#probe.hidden = true;
    host.append(this.#probe);
  }

  /** Forgets the colours of the other theme. */
  forget(): void {
    this.#known.clear();
  }

  get(variable: string): string {
    let colour = this.#known.get(variable);
    if (colour === undefined) {
      // A variable may say `light-dark(...)`; a property's computed value has decided.
      this.#probe.style.color = `var(${variable})`;
      colour = getComputedStyle(this.#probe).color;
      this.#known.set(variable, colour);
    }
    return colour;
  }
}

/** The scopes of units and of their states, by name. */
export class Units {
  readonly #scopes = new Map<string, string>();
  readonly #states = new Map<string, string>();

  constructor(catalogue: Catalogue) {
    for (const unit of catalogue.units) {
      this.#scopes.set(unit.name, unit.scope);
      for (const state of unit.states) this.#states.set(state, unit.scope);
    }
  }

  /** The scope of a unit, in which its signals and its states are; of a scope, itself. */
  scope(unit: string): string {
    return this.#scopes.get(unit) ?? unit;
  }

  /** The scope of the unit that has a state. */
  ofState(state: string): string | null {
    return this.#states.get(state) ?? null;
  }

  /** Is there a state of that name? */
  has(state: string): boolean {
    return this.#states.has(state);
  }
}
