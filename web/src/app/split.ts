/** Two elements beside or above each other, with a bar between them that is dragged or moved by arrow keys. */

import { h } from "./dom";
import { store } from "./store";

const LEAST = 12;
const MOST = 88;
const KEY_STEP = 2;

/** `name` is under what the share of the first one is kept; `label` is for those who do not see the bar. */
export function split(
  way: "beside" | "above",
  name: string,
  label: string,
  percent: number,
  first: HTMLElement,
  second: HTMLElement,
): HTMLElement {
  const bar = h("div", {
    class: "split-bar",
    role: "separator",
    tabindex: 0,
    "aria-label": label,
    "aria-orientation": way === "beside" ? "vertical" : "horizontal",
    "aria-valuemin": LEAST,
    "aria-valuemax": MOST,
  });
  const element = h("div", { class: `split ${way}` }, first, bar, second);
  let share = percent;

  const place = (wanted: number): void => {
    share = Math.min(MOST, Math.max(LEAST, wanted));
    element.style.setProperty("--share", `${share}fr`);
    element.style.setProperty("--rest", `${100 - share}fr`);
    bar.setAttribute("aria-valuenow", String(Math.round(share)));
  };
  const keep = (): void => void store.set(`split.${name}`, String(Math.round(share)));

  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const box = element.getBoundingClientRect();
    place(
      way === "beside"
        ? ((event.clientX - box.left) / box.width) * 100
        : ((event.clientY - box.top) / box.height) * 100,
    );
  });
  bar.addEventListener("pointerup", keep);
  bar.addEventListener("dblclick", () => {
    place(percent);
    keep();
  });
  bar.addEventListener("keydown", (event) => {
    const less = way === "beside" ? "ArrowLeft" : "ArrowUp";
    const more = way === "beside" ? "ArrowRight" : "ArrowDown";
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    place(share + (event.key === less ? -KEY_STEP : KEY_STEP));
    keep();
  });

  const kept = Number(store.get(`split.${name}`) ?? percent);
  place(Number.isFinite(kept) ? kept : percent);
  return element;
}
