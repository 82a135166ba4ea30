/** The few lines that stand for a framework. */

type Attributes = Record<string, string | number | boolean | null | undefined | EventListener>;
type Child = Node | string | null | undefined;

/**
 * An element: `h("button", { type: "button", onclick: go }, "Go")`. Names that begin with `on` are listeners, `true`
 * is an attribute without a value, `false`, null and undefined leave it out.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  set(element, attributes);
  append(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for a drawing. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  append(element, children);
  return element;
}

export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value === false || value === null || value === undefined) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, String(value));
    }
  }
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined) element.append(child);
  }
}

/** A number as it is shown: 1,234,567. */
export function count(number: number): string {
  return NUMBER.format(number);
}

const NUMBER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A number as it is typed, with or without separators; null if it is none. */
export function parseCount(text: string): number | null {
  const digits = text.replace(/[,_\s]/g, "");
  if (!/^\d{1,15}$/.test(digits)) return null;
  return Number(digits);
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
