/** Light and dark: as the system has it, until somebody chooses. The effective one stands on the root element. */

import { store } from "./store";

export type Choice = "auto" | "light" | "dark";

const system = window.matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

export function themeChoice(): Choice {
  const stored = store.get("theme");
  return stored === "light" || stored === "dark" ? stored : "auto";
}

/** Chooses, and remembers it. */
export function chooseTheme(choice: Choice): void {
  store.set("theme", choice === "auto" ? null : choice);
  apply();
}

/** Begins to follow the system and the choice. */
export function followTheme(): void {
  system.addEventListener("change", apply);
  apply();
}

export function onTheme(listener: () => void): void {
  listeners.add(listener);
}

/** A colour of the present theme by its name in `style.css`, for a canvas: `token("--accent")`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function apply(): void {
  const choice = themeChoice();
  const dark = choice === "dark" || (choice === "auto" && system.matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  for (const listener of listeners) listener();
}
