import type { Experiment } from "./experiment";

export const aCall: Experiment = {
  id: "a-call",
  title: "A call, step by step",
  about: "What one call of a function is, in the registers and in memory.",
  program: {
    name: "fib.lisp",
    dialect: "core",
    text: `;; The Fibonacci numbers, the slow way: two calls for each.
(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(print (fib 6))
`,
  },
  machine: {},
  panes: ["editor", "diagram", "registers", "frames"],
  start: [],
  steps: [
    {
      title: "The machine before the program",
      text:
        "This machine has no instructions. Your program stands in its memory as lists, just as you typed it, and small " +
        "state machines, the *units*, walk along these lists. In each cycle one unit acts.\n\n" +
        "A program begins in cycle 0. Let it run to the first call of `fib` whose `n` is 2.",
      button: "Go to (fib 2)",
      actions: [{ do: "runTo", kind: "break", text: "fib if n = 2" }],
      watch:
        "The line above says `(fib 2)`, and the diagram shows where that is: the unit `apply` is in its state " +
        "`ApplyDispatch`. Among the registers, `apply.x` holds the operand: 2. The function is in `apply.function`.",
      check: { state: "ApplyDispatch", doing: "(fib 2)", registers: { "apply.x": "2" } },
    },
    {
      title: "The operand gets its name",
      text:
        "`apply` reads the function from memory: it has one parameter, `n`. One operand, one parameter: they are bound " +
        "in a single cycle.",
      button: "One state on",
      actions: [{ do: "run", direction: "forward", goal: { kind: "state", count: 1 } }],
      watch:
        "`eval.local0` has changed, which is marked: it is 2 now, and `eval.parameters` says that its name is `n`. The pane " +
        "of frames has the same under *Locals*. Nothing was written to memory for it.",
      check: { state: "EvalDispatch", doing: "(if (< n 2)", registers: { "eval.local0": "2" } },
    },
    {
      title: "The test",
      text:
        "The body is an `if`. The unit `special` looks at its test, `(< n 2)`. A comparison of a local with a constant is " +
        "made by wires, without a call.",
      button: "To the test",
      actions: [{ do: "run", direction: "forward", goal: { kind: "until", condition: "state = IfComputed" } }],
      watch:
        "The token has passed from `eval` to `special`: the dashed line in the diagram. 2 < 2 is false, so the next state " +
        "will be `IfElse`.",
      check: { state: "IfComputed", unit: "Special" },
    },
    {
      title: "Something must wait",
      text:
        "The second branch is a sum, and its first operand is a call: `(fib (- n 1))`. The sum has to wait for the value, " +
        "and what waits is kept in a *frame*. The newest frame is in the registers of the unit `clink`. But one is there " +
        "already, of the call before, so that one has to go to memory first.",
      button: "To where the frame is written",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "until", condition: "state = SpillEnvironment" } },
        { do: "show", pane: "port" },
      ],
      watch:
        "Five states of `clink` follow, `SpillEnvironment` to `SpillReturn`. Step through them with the button for one " +
        "state, and see the memory port: each allocates one cell. There is no stack; a frame is a list of five cells.",
      check: { state: "SpillEnvironment", unit: "Clink" },
    },
    {
      title: "The call in the call",
      text: "Now the operand `(- n 1)` is computed, and `fib` is applied to it.",
      button: "To the next application",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "application", count: 1 } },
        { do: "show", pane: "diagram" },
        { do: "show", pane: "frames" },
      ],
      watch:
        "`(fib 1)`. The frames have one more on top: `(+ _ (fib (- n 2)))`. The hole is where the value of `(fib 1)` will " +
        "go. Below it wait the sums of the calls before, and last of all `print`.",
      check: { state: "ApplyDispatch", doing: "(fib 1)", registers: { "apply.x": "1" } },
    },
    {
      title: "The value comes back",
      text: "1 < 2, so `(fib 1)` is 1. Who gets it? The frame on top says so.",
      button: "Out of the call",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "out" } },
        { do: "show", pane: "frames" },
      ],
      watch:
        "The frame is gone from the list, and the sum goes on with its next operand: `NextArgument`. The value, 1, is in " +
        "`clink.value`, among the registers.",
      check: { unit: "EvalArgs", state: "NextArgument", registers: { "clink.value": "1" } },
    },
    {
      title: "The sum",
      text: "The second operand, `(fib 0)`, is a call of the same kind. When both are there, `+` is applied.",
      button: "To the sum",
      actions: [
        { do: "runTo", kind: "break", text: "primitive +" },
        { do: "show", pane: "registers" },
      ],
      watch:
        "`(+ 1 0)`: both values are in `apply.x` and `apply.y`. In the same cycle the sum is made, and the frame of the sum " +
        "that waits further out is read back. Now go back, cycle by cycle, and see it all again: every cycle is exact.",
      check: { doing: "(+ 1 0)", registers: { "apply.x": "1", "apply.y": "0" } },
    },
  ],
};
