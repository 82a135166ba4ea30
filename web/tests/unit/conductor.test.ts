import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Conductor, pointText } from "../../src/app/conductor";
import type { Program } from "../../src/protocol";
import { FakeEngine, moment, settled, stop } from "./fake";

const PROGRAM: Program = { name: "fib.lisp", text: "(fib 10)", dialect: "core", machine: {}, shell: false };
const CYCLE = { kind: "cycles", count: 1 } as const;
const POINTS = { kind: "points" } as const;

/** A conductor with a program at cycle 0, and what it has told. */
async function loaded(): Promise<{ engine: FakeEngine; conductor: Conductor; cycles: number[]; errors: string[] }> {
  const engine = new FakeEngine();
  const conductor = new Conductor(engine);
  const cycles: number[] = [];
  const errors: string[] = [];
  conductor.moved.on(({ cycle }) => cycles.push(cycle));
  conductor.failed.on(({ message }) => errors.push(message));
  const load = conductor.load(PROGRAM);
  await engine.next("load").answer({ notices: [], moment: moment(0) });
  assert.equal(await load, true);
  return { engine, conductor, cycles, errors };
}

describe("the conductor", () => {
  it("asks for one jump at a time, and then for the last wish only", async () => {
    const { engine, conductor, cycles } = await loaded();
    for (const cycle of [10, 20, 30, 40]) void conductor.goTo(cycle);
    await settled();
    assert.equal(engine.next("goto").request.cycle, 10);
    assert.deepEqual(engine.types, ["goto"]);
    await engine.next("goto").answer({ moment: moment(10) });
    assert.equal(engine.next("goto").request.cycle, 40);
    await engine.next("goto").answer({ moment: moment(40) });
    assert.deepEqual(engine.types, []);
    assert.deepEqual(cycles, [0, 10, 40]);
  });

  it("pauses a run for a jump, which waits until the run has stopped", async () => {
    const { engine, conductor, cycles } = await loaded();
    void conductor.run("forward", POINTS);
    await settled();
    const run = engine.next("run");
    void conductor.goTo(5);
    await settled();
    assert.deepEqual(engine.types, ["run", "pause"]);
    await engine.asked[1]!.answer(null);
    assert.deepEqual(engine.types, ["run"]);
    await run.answer({ stop: stop("paused"), moment: moment(700) });
    await engine.next("goto").answer({ moment: moment(5) });
    assert.deepEqual(cycles, [0, 700, 5]);
  });

  it("goes on when runs and jumps are asked for through each other", async () => {
    const { engine, conductor, cycles } = await loaded();
    void conductor.goTo(5);
    await settled();
    void conductor.run("forward", POINTS);
    void conductor.goTo(9);
    await settled();
    for (let turns = 0; turns < 20 && engine.asked.length > 0; turns += 1) {
      const { request, answer } = engine.asked[0]!;
      if (request.type === "goto") await answer({ moment: moment(request.cycle) });
      else if (request.type === "run") await answer({ stop: stop("halted"), moment: moment(1000) });
      else await answer(null);
    }
    assert.deepEqual(engine.types, []);
    assert.equal(cycles.at(-1), conductor.moment?.cycle);
    assert.ok(cycles.includes(1000) && cycles.includes(5));
    assert.equal(conductor.running, false);
  });

  it("lets two steps wait at most, so that a key that is let go ends them", async () => {
    const { engine, conductor } = await loaded();
    for (let times = 0; times < 10; times += 1) void conductor.run("forward", CYCLE);
    let steps = 0;
    await settled();
    while (engine.asked.length > 0) {
      steps += 1;
      await engine.next("run").answer({ stop: stop("stepped"), moment: moment(steps) });
    }
    assert.equal(steps, 2);
  });

  it("forgets what is answered about a program that has been replaced", async () => {
    const { engine, conductor, cycles, errors } = await loaded();
    void conductor.run("forward", POINTS);
    await settled();
    const old = engine.next("run");
    const told: boolean[] = [];
    conductor.ran.on((running) => told.push(running));
    const load = conductor.load({ ...PROGRAM, text: "(fib 11)" });
    await settled();
    await engine.asked[1]!.answer({ notices: [], moment: moment(0) });
    assert.equal(await load, true);
    await old.fail("the worker has ended");
    assert.deepEqual(cycles, [0, 0]);
    assert.deepEqual(errors, []);
    // Nor does the run of before show, however late it is told of.
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.notEqual(told.at(-1), true);
    assert.equal(conductor.running, false);
  });

  it("tells of an error, and can be used on", async () => {
    const { engine, conductor, errors } = await loaded();
    void conductor.run("forward", { kind: "until", condition: "nonsense" });
    await settled();
    await engine.next("run").fail("nonsense is no signal");
    assert.deepEqual(errors, ["nonsense is no signal"]);
    assert.equal(conductor.running, false);
    void conductor.run("forward", CYCLE);
    await settled();
    await engine.next("run").answer({ stop: stop("stepped"), moment: moment(1) });
    assert.equal(conductor.moment?.cycle, 1);
  });

  it("runs on after a line of input if it was run, and not if it was stepped", async () => {
    const { engine, conductor } = await loaded();
    void conductor.run("forward", POINTS);
    await settled();
    await engine.next("run").answer({ stop: stop("input"), moment: moment(50, { waits: true }) });
    void conductor.input("(+ 1 2)");
    await settled();
    await engine.next("input").answer(null);
    await engine.next("run").answer({ stop: stop("input"), moment: moment(90, { waits: true }) });

    void conductor.run("forward", CYCLE);
    await settled();
    await engine.next("run").answer({ stop: stop("input"), moment: moment(91, { waits: true }) });
    void conductor.input("x");
    await settled();
    await engine.next("input").answer(null);
    assert.deepEqual(engine.types, []);
  });

  it("sets the points again when the same program is loaded again", async () => {
    const { engine, conductor } = await loaded();
    const add = conductor.addPoint("break", "fib if n = 7");
    await engine.next("addPoint").answer({ points: [{ id: 1, text: "break fib if n = 7" }] });
    assert.equal(await add, 1);
    void conductor.load(PROGRAM);
    await settled();
    await engine.next("load").answer({ notices: [], moment: moment(0) });
    const { request } = engine.next("addPoint");
    assert.deepEqual([request.kind, request.text], ["break", "fib if n = 7"]);
  });

  it("keeps the end of what is written while no moment comes", async () => {
    const { engine, conductor } = await loaded();
    const shown: { text: string; cut: boolean }[] = [];
    conductor.consoleChanged.on((console) => shown.push(console));
    void conductor.run("forward", POINTS);
    await settled();
    const speed = { cyclesPerSecond: 1e6, moment: null };
    const line = `${"x".repeat(99)}\n`;
    for (let times = 0; times < 300; times += 1) conductor.progress({ ...speed, cycle: times, frontier: times, output: line });
    const last = shown.at(-1)!;
    assert.ok(last.text.length >= 19_000 && last.text.length <= 41_000, `${last.text.length} characters`);
    assert.ok(last.text.startsWith("x") && last.cut);
    await engine.next("run").answer({ stop: stop("halted"), moment: moment(300, { console: "end\n" }) });
    assert.equal(shown.at(-1)!.text, "end\n");
  });
});

describe("a point's text", () => {
  it("comes apart into what it can be set by", () => {
    assert.deepEqual(pointText("watch 0x3774"), { kind: "watch", text: "0x3774" });
    assert.deepEqual(pointText("break fib if n = 7"), { kind: "break", text: "fib if n = 7" });
    assert.equal(pointText("elsewhere"), null);
  });
});
