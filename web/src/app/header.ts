/** The first line of the page: its name, experiments, the link, light and dark, help. */

import { h } from "./dom";
import { chooseTheme, themeChoice, type Choice } from "./theme";

export interface HeaderActions {
  experiments(): void;
  copyLink(): Promise<string>;
  help(): void;
}

const NEXT: Record<Choice, Choice> = { auto: "light", light: "dark", dark: "auto" };
const SIGNS: Record<Choice, string> = { auto: "◐", light: "☀", dark: "☾" };
const THEMES: Record<Choice, string> = { auto: "as the system has it", light: "light", dark: "dark" };

/** Milliseconds for which a button says that it has worked. */
const SAID = 1600;

export function createHeader(actions: HeaderActions): { brand: HTMLElement; buttons: HTMLElement } {
  const experiments = h("button", { type: "button", title: "Guided experiments (x)" }, "Experiments");
  experiments.addEventListener("click", actions.experiments);

  const link = h("button", { type: "button", title: "A link to this program, machine and cycle" }, "Copy link");
  link.addEventListener("click", () => {
    void actions.copyLink().then((said) => {
      link.textContent = said;
      setTimeout(() => (link.textContent = "Copy link"), SAID);
    });
  });

  const theme = h("button", { type: "button", class: "icon-button" });
  const showTheme = (): void => {
    const choice = themeChoice();
    theme.textContent = SIGNS[choice];
    theme.setAttribute("aria-label", `Colours: ${THEMES[choice]}; press for ${THEMES[NEXT[choice]]}`);
    theme.title = `Colours: ${THEMES[choice]}`;
  };
  theme.addEventListener("click", () => {
    chooseTheme(NEXT[themeChoice()]);
    showTheme();
  });
  showTheme();

  const help = h("button", { type: "button", class: "icon-button", "aria-label": "Keys", title: "Keys (?)" }, "?");
  help.addEventListener("click", actions.help);

  return {
    brand: h("h1", { class: "brand", title: "A Lisp machine, cycle by cycle" }, "conscycle"),
    buttons: h("div", { class: "header-buttons" }, experiments, link, theme, help),
  };
}
