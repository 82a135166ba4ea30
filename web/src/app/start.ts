/** From an engine that is ready to a page that shows something. */

import type { Conductor } from "./conductor";
import { Draft } from "./draft";
import { exampleAt, FIRST } from "./examples";
import { readLink } from "./link";
import { createPage, type WholePage } from "./page";
import type { Engine } from "./pane";
import { store } from "./store";
import { followTheme } from "./theme";

/** Milliseconds of calm after which the address says where the machine is. */
const CALM = 600;

/** Characters of an address that every browser takes. */
const LONGEST = 60_000;

/** A first visit begins at this breakpoint of the first example. */
const FIRST_STOP = "fib";

/** `connect` joins what the engine says by itself to the page, before anything is asked of it. */
export async function start(
  engine: Engine,
  into: HTMLElement,
  connect: (conductor: Conductor) => void,
): Promise<WholePage> {
  followTheme();
  const page = createPage(engine);
  connect(page.conductor);
  into.replaceChildren(page.element);
  await openAddress(page);
  keepAddress(page);
  return page;
}

/** Opens what the address says; without that, the last text of one's own, or the first example. */
async function openAddress(page: WholePage): Promise<void> {
  try {
    const reading = await readLink(location.hash);
    if (reading) await page.open(reading);
    else await openUsual(page);
  } catch (error) {
    page.messages.fail(error);
  }
}

async function openUsual(page: WholePage): Promise<void> {
  const mine = Draft.mine();
  if (mine) {
    page.draft.replace(mine);
    await page.conductor.load(page.draft.program);
    return;
  }
  const example = exampleAt(FIRST);
  if (!example) throw new Error(`The example ${FIRST} is not here.`);
  const { name, text, dialect } = example;
  page.draft.replace({ name, text, dialect, machine: {}, shell: false });
  if (!(await page.conductor.load(page.draft.program))) return;
  await showSomething(page);
}

/** Runs the first example to its end, so that it has a history, and goes back to where it begins to be of interest. */
async function showSomething({ conductor, messages, experiments }: WholePage): Promise<void> {
  await conductor.run("forward", { kind: "points" });
  await conductor.goTo(0);
  await conductor.addPoint("break", FIRST_STOP);
  await conductor.run("forward", { kind: "points" });
  if (store.get("greeted") !== null) return;
  messages.hint(
    "This is fib.lisp at its first call. Drag the timeline, step with the arrows above, or begin with an experiment.",
    "Experiments",
    experiments,
  );
  store.set("greeted", "yes");
}

/** Keeps the address up to date, and opens another one that is put there by hand. */
function keepAddress(page: WholePage): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let own = location.hash;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), CALM);
  };
  const keep = async (): Promise<void> => {
    if (page.conductor.running) return later();
    if (page.conductor.moment === null) return;
    const link = await page.link();
    // A long program would make an address that browsers cut: then there is none, and the text is kept all the same.
    const fragment = link.length > LONGEST ? "" : link;
    if (fragment === location.hash) return;
    own = fragment;
    history.replaceState(null, "", fragment === "" ? location.pathname : fragment);
  };
  page.conductor.moved.on(later);
  page.conductor.pointsChanged.on(later);
  window.addEventListener("hashchange", () => {
    if (location.hash !== own) void openAddress(page);
  });
}
