/** Does what the steps of experiments say, with the means of the page. */

import type { Action, Check } from "../experiments/experiment";
import type { Moment } from "../protocol";
import type { Conductor } from "./conductor";
import type { Page } from "./pane";

/** Stops at other points on the way to the one that is meant. */
const STOPS = 10_000;

export async function perform(actions: readonly Action[], page: Page, conductor: Conductor): Promise<void> {
  for (const action of actions) await performOne(action, page, conductor);
}

async function performOne(action: Action, page: Page, conductor: Conductor): Promise<void> {
  switch (action.do) {
    case "run":
      return page.run(action.direction, action.goal);
    case "goto":
      return page.goTo(action.cycle);
    case "runTo":
      return runTo(action, conductor);
    case "show":
      return page.show(action.pane);
    case "colour":
      return page.colourHeap(action.colour);
    case "point":
      return page.addPoint(action.kind, action.text);
    case "deletePoints":
      for (const { id } of [...conductor.points]) await conductor.deletePoint(id);
      return;
    case "whence":
      return page.whence(action.place);
    case "whither":
      return page.whither(action.place);
    case "address":
      return page.showAddress(action.address);
    case "signals":
      return page.chooseSignals(action.paths);
    case "input":
      return conductor.input(action.text);
    case "load":
      await conductor.load({ ...conductor.program, machine: action.machine }, []);
      return;
  }
}

/** Runs to a point that stands for as long as this takes; stops at others do not count. */
async function runTo(action: Extract<Action, { do: "runTo" }>, conductor: Conductor): Promise<void> {
  const id = await conductor.addPoint(action.kind, action.text);
  if (id === null) return;
  let hits = 0;
  for (let stops = 0; stops < STOPS && hits < (action.count ?? 1); stops += 1) {
    const generation = conductor.moment;
    await conductor.run(action.direction ?? "forward", { kind: "points" });
    const stop = conductor.lastStop;
    if (conductor.moment === generation || stop?.why !== "point") break;
    if (stop.point === id) hits += 1;
  }
  await conductor.deletePoint(id);
}

/** Is the moment what a step says that it must be? What is not, in words. */
export function misses(check: Check, moment: Moment | null): string[] {
  if (moment === null) return ["no program is loaded"];
  const wrong: string[] = [];
  const want = (what: string, wanted: unknown, is: unknown): void => {
    if (wanted !== undefined && wanted !== is) wrong.push(`${what} is ${String(is)}, not ${String(wanted)}`);
  };
  want("the state", check.state, moment.state);
  want("the unit", check.unit, moment.unit);
  want("the line", check.line, moment.place?.line);
  want("the number of frames", check.depth, moment.depth);
  want("the number of collections", check.collections, moment.collections);
  want("the halt", check.halt, moment.halt?.kind ?? null);
  const { least = 0, most = Infinity } = check.cycles ?? {};
  if (moment.cycle < least || moment.cycle > most) wrong.push(`the cycle is ${moment.cycle}, not ${least} to ${most}`);
  if (check.doing !== undefined && !moment.doing.includes(check.doing)) {
    wrong.push(`what is being done is ${moment.doing}, without ${check.doing}`);
  }
  if (check.console !== undefined && !moment.console.endsWith(check.console)) {
    wrong.push(`the console ends with ${JSON.stringify(moment.console.slice(-40))}`);
  }
  for (const [path, wanted] of Object.entries(check.registers ?? {})) want(path, wanted, valueOf(path, moment));
  for (const [name, wanted] of Object.entries(check.locals ?? {})) {
    want(name, wanted, moment.locals.find((each) => each.name === name)?.value);
  }
  return wrong;
}

/** A register's value: as Lisp, if it holds a word. */
function valueOf(path: string, moment: Moment): string | undefined {
  for (const { registers } of moment.units) {
    const register = registers.find((each) => each.path === path);
    if (register) return register.lisp ?? register.value;
  }
  return undefined;
}
