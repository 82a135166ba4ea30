/** The memory port in the cycle that begins here: who drives it, what is asked, and what memory answers. */

import "./units.css";
import "./values.css";
import { h } from "../app/dom";
import type { Engine, Page, Pane } from "../app/pane";
import type { MemoryPort, Moment } from "../protocol";
import { Units } from "./palette";
import { digits, hex } from "./parts";

const value = (text: string): number => Number.parseInt(text, 16);

export function createPortPane(engine: Engine, page: Page): Pane {
  const units = new Units(engine.catalogue);
  const element = h("div", { class: "values port" });

  function addressButton(address: number): HTMLButtonElement {
    const made = h("button", { type: "button", class: "value place", title: "Show it in the heap" }, hex(address));
    made.addEventListener("click", () => page.showAddress(address));
    return made;
  }

  function picture(port: MemoryPort, driver: string | null): HTMLElement {
    const idle = driver === null || port.operation === "None";
    const wire = idle ? "no request" : `${port.operation} ${hex(value(port.address))}`;
    return h(
      "div",
      { class: `port-picture${idle ? " idle" : ""}`, "aria-hidden": "true" },
      h("span", { class: "end", style: driver ? `--unit: var(--unit-${driver})` : null }, driver ?? "nobody"),
      h("span", { class: "wire" }, port.operation === "Read" ? `◀ ${wire} ◀` : idle ? wire : `▶ ${wire} ▶`),
      h("span", { class: "end" }, "memory"),
    );
  }

  function update({ port }: Moment): void {
    const driver = port.driver === null ? null : units.scope(port.driver);
    if (driver === null || port.operation === "None") {
      element.replaceChildren(picture(port, driver), h("p", { class: "none" }, "Nothing is asked of memory in this cycle."));
      return;
    }
    const address = value(port.address);
    const words = port.words.map((word, at) =>
      h("li", {}, h("small", {}, hex(address + at)), digits(word)),
    );
    element.replaceChildren(
      picture(port, driver),
      h(
        "p",
        { class: "sentence" },
        `${driver} asks for `,
        h("b", {}, port.operation),
        ` of ${port.count === 1 ? "one word" : `${port.count} words`} at `,
        addressButton(address),
        ".",
      ),
      words.length > 0 ? h("ul", { class: "port-words", "aria-label": "The words" }, ...words) : "",
      h("p", { class: "sentence" }, "Memory answers: ", h("b", {}, port.answer), "."),
    );
  }

  function loaded(): void {
    if (page.moment === null) element.replaceChildren(h("p", { class: "none" }, "No program is loaded."));
  }

  return { name: "port", title: "Memory port", element, update, loaded };
}
