/** What the browser keeps for the page. Where it keeps nothing (some private windows), the page lives without. */

const PREFIX = "conscycle.";

/** What is kept while the page is open, if the browser keeps nothing beyond that. */
const meanwhile = new Map<string, string>();

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export const store = {
  get(name: string): string | null {
    return storage()?.getItem(PREFIX + name) ?? meanwhile.get(name) ?? null;
  },

  /** Keeps a text; null takes it away. Returns whether it outlasts the page: a full storage keeps nothing. */
  set(name: string, value: string | null): boolean {
    if (value === null) {
      meanwhile.delete(name);
      storage()?.removeItem(PREFIX + name);
      return true;
    }
    meanwhile.set(name, value);
    try {
      const kept = storage();
      kept?.setItem(PREFIX + name, value);
      return kept !== null;
    } catch {
      return false;
    }
  },
};
