import type { Experiment } from "./experiment";
import { fib12 } from "./fib12";

export const banks: Experiment = {
  id: "banks",
  title: "One bank against four",
  about: "What it is worth that memory answers with four words at a time.",
  program: fib12,
  machine: { banks: "4" },
  panes: ["wave", "port", "diagram", "registers"],
  start: [{ do: "signals", paths: ["arbiter.state", "memory.operation", "memory.address", "eval.expr", "clink.value"] }],
  steps: [
    {
      title: "Four words in a cycle",
      text:
        "A cell has four words: a header, the car, the cdr, and a note. This machine's memory has four *banks*, so that a " +
        "whole cell is read or written in one cycle.",
      button: "Go to the call (fib 2)",
      actions: [{ do: "runTo", kind: "break", text: "fib if n = 2", count: 3 }],
      watch: "In the waveform each state lasts one cycle, and most of them read: `memory.operation` is Read, cycle after cycle.",
      check: { state: "ApplyDispatch", doing: "(fib 2)" },
    },
    {
      title: "How long is the run?",
      text: "Let it run to its end, and remember the number of the cycle.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "Some ten thousand cycles, for 465 applications of functions.",
      check: { halt: "done", cycles: { most: 20_000 } },
    },
    {
      title: "One word in a cycle",
      text: "The same program on a machine with one bank. Who wants an object waits until `fetch_object` has gathered its words.",
      button: "The same call, with one bank",
      actions: [
        { do: "load", machine: { banks: "1" } },
        { do: "runTo", kind: "break", text: "fib if n = 2", count: 3 },
        { do: "run", direction: "forward", goal: { kind: "until", condition: "state = FetchObject" } },
        { do: "run", direction: "forward", goal: { kind: "cycles", count: 24 } },
      ],
      watch:
        "Between two states of the other units there are now up to four cycles of `FetchObject`. They are the time in which " +
        "nothing happens but reading.",
      check: { cycles: { least: 1_000 } },
    },
    {
      title: "What it costs",
      text: "Let it run to its end again, and compare.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch:
        "Four times as many cycles, of which two thirds are `FetchObject`'s. The value is the same, and so is every step; there " +
        "is only more waiting. A machine with two banks is between the two: try it in the options.",
      check: { halt: "done", cycles: { least: 30_000 } },
    },
  ],
};
