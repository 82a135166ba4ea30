/** Something that happens, and whoever is told of it. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Tells `listener` from now on; returns what ends it. */
  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}

/**
 * Wishes of which only the last one counts: while one is being answered a later one waits, and takes the place of one
 * that waits already. So a pointer that is dragged never outruns the machine.
 */
export class Latest<T> {
  readonly #answer: (wish: T) => Promise<void>;
  #waiting: { wish: T } | null = null;
  #work: Promise<void> | null = null;

  constructor(answer: (wish: T) => Promise<void>) {
    this.#answer = answer;
  }

  /** Done when nothing waits any more. */
  wish(wish: T): Promise<void> {
    this.#waiting = { wish };
    this.#work ??= this.#all().finally(() => (this.#work = null));
    return this.#work;
  }

  /** Gives up what waits; what is being answered is answered. */
  forget(): void {
    this.#waiting = null;
  }

  async #all(): Promise<void> {
    while (this.#waiting !== null) {
      const { wish } = this.#waiting;
      this.#waiting = null;
      await this.#answer(wish);
    }
  }
}
