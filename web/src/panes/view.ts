/** The part of a large picture that is seen: zoomed and moved by hand, or following something in it. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Pixels for a unit of the picture: smaller its words cannot be read, larger is of no use. */
const LEAST = 0.9;
const MOST = 1.5;
const FARTHEST = 0.12;
const NEAREST = 3;
const MOVE_MS = 140;

export class View {
  readonly #svg: SVGSVGElement;
  readonly #holder: HTMLElement;
  readonly #whole: Box;
  #box: Box;
  #moving = 0;
  /** Was the last press of the pointer a drag, and so no click? */
  wasDragged = false;
  onMovedByHand: () => void = () => {};
  onResize: () => void = () => {};

  constructor(svg: SVGSVGElement, holder: HTMLElement) {
    this.#svg = svg;
    this.#holder = holder;
    const { x, y, width, height } = svg.viewBox.baseVal;
    this.#whole = { x, y, width, height };
    this.#box = { ...this.#whole };
    holder.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    holder.addEventListener("pointerdown", (event) => this.#press(event));
    new ResizeObserver(() => this.onResize()).observe(holder);
  }

  showAll(): void {
    this.#moveTo(this.#whole);
  }

  /** Shows a part, as large as is legible, around a point if not all of it can be seen. */
  showBox(part: Box, [x, y]: readonly [number, number]): void {
    const [w, h] = this.#size();
    if (w === 0) return;
    const fit = Math.min(w / (part.width + 20), h / (part.height + 20));
    const scale = Math.min(MOST, Math.max(LEAST, fit));
    const [width, height] = [w / scale, h / scale];
    const along = (at: number, start: number, length: number, seen: number) =>
      length + 20 <= seen ? start + length / 2 - seen / 2 : Math.min(Math.max(at - seen / 2, start - 10), start + length + 10 - seen);
    this.#moveTo({ x: along(x, part.x, part.width, width), y: along(y, part.y, part.height, height), width, height });
  }

  /** Goes to where a small box is, in a part, unless it is well in sight already. */
  follow(small: Box, part: Box): void {
    const [w] = this.#size();
    if (w === 0) return;
    const { x, y, width, height } = this.#box;
    const legible = w / width >= LEAST * 0.95 && w / width <= MOST * 1.05;
    const inside =
      small.x >= x + 4 && small.y >= y + 4 && small.x + small.width <= x + width - 4 && small.y + small.height <= y + height - 4;
    if (!legible || !inside) this.showBox(part, [small.x + small.width / 2, small.y + small.height / 2]);
  }

  /** Moves as little as is needed to see a box. */
  reveal(small: Box): void {
    const box = { ...this.#box };
    box.x = Math.min(small.x - 10, Math.max(box.x, small.x + small.width + 10 - box.width));
    box.y = Math.min(small.y - 10, Math.max(box.y, small.y + small.height + 10 - box.height));
    if (box.x !== this.#box.x || box.y !== this.#box.y) {
      this.onMovedByHand();
      this.#moveTo(box);
    }
  }

  zoom(factor: number, at?: readonly [number, number]): void {
    const [w] = this.#size();
    if (w === 0) return;
    const before = w / this.#box.width;
    const scale = Math.min(NEAREST, Math.max(FARTHEST, before * factor));
    const ratio = before / scale;
    const [cx, cy] = at ?? [this.#box.x + this.#box.width / 2, this.#box.y + this.#box.height / 2];
    this.onMovedByHand();
    this.#set({
      x: cx - (cx - this.#box.x) * ratio,
      y: cy - (cy - this.#box.y) * ratio,
      width: this.#box.width * ratio,
      height: this.#box.height * ratio,
    });
  }

  #size(): [number, number] {
    return [this.#holder.clientWidth, this.#holder.clientHeight];
  }

  /** Units of the picture for a pixel, and where it begins: the picture is in the middle of its holder. */
  #metrics(): { unit: number; left: number; top: number } {
    const [w, h] = this.#size();
    const unit = Math.max(this.#box.width / w, this.#box.height / h);
    return {
      unit,
      left: this.#box.x - (w * unit - this.#box.width) / 2,
      top: this.#box.y - (h * unit - this.#box.height) / 2,
    };
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { unit, left, top } = this.#metrics();
    const bounds = this.#holder.getBoundingClientRect();
    const at = [left + (event.clientX - bounds.left) * unit, top + (event.clientY - bounds.top) * unit] as const;
    this.zoom(Math.exp(-event.deltaY / 400), at);
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.wasDragged = false;
    const begin = { ...this.#box };
    const { unit } = this.#metrics();
    const [x, y] = [event.clientX, event.clientY];
    const move = (to: PointerEvent) => {
      const [dx, dy] = [to.clientX - x, to.clientY - y];
      if (!this.wasDragged && Math.hypot(dx, dy) < 5) return;
      if (!this.wasDragged) this.onMovedByHand();
      this.wasDragged = true;
      this.#holder.classList.add("dragged");
      this.#set({ ...begin, x: begin.x - dx * unit, y: begin.y - dy * unit });
    };
    const end = () => {
      removeEventListener("pointermove", move);
      this.#holder.classList.remove("dragged");
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", end, { once: true });
  }

  #set(box: Box): void {
    cancelAnimationFrame(this.#moving);
    this.#box = box;
    const [width, height] = this.#size();
    if (width > 0 && height > 0) this.#svg.style.setProperty("--unit-of-pixel", Math.max(box.width / width, box.height / height).toFixed(3));
    this.#svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  }

  /** Moves there, visibly, unless the user's system asks for less motion. */
  #moveTo(to: Box): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.#set(to);
    const from = { ...this.#box };
    const begin = performance.now();
    const frame = (time: number) => {
      const part = Math.min(1, Math.max(0, (time - begin) / MOVE_MS));
      const eased = part * (2 - part);
      const between = (key: keyof Box) => from[key] + (to[key] - from[key]) * eased;
      this.#set({ x: between("x"), y: between("y"), width: between("width"), height: between("height") });
      if (part < 1) this.#moving = requestAnimationFrame(frame);
    };
    cancelAnimationFrame(this.#moving);
    this.#moving = requestAnimationFrame(frame);
  }
}
