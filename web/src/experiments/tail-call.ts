import type { Experiment } from "./experiment";

export const tailCall: Experiment = {
  id: "tail-call",
  title: "Why a tail call pushes nothing",
  about: "The same sum with and without something left to be done after the call.",
  program: {
    name: "sums.lisp",
    dialect: "core",
    text: `;; The same sum twice: something is left to be done after the call, or nothing is.
(define (sum n)
  (if (= n 0)
      0
      (+ n (sum (- n 1)))))

(define (sum-to n so-far)
  (if (= n 0)
      so-far
      (sum-to (- n 1) (+ so-far n))))

(print (sum 8))
(print (sum-to 8 0))
`,
  },
  machine: {},
  panes: ["editor", "frames", "diagram", "registers"],
  start: [],
  steps: [
    {
      title: "The first call",
      text: "`sum` adds `n` to the sum of the smaller numbers: after the inner call, a `+` remains to be done.",
      button: "Go to (sum 8)",
      actions: [{ do: "runTo", kind: "break", text: "sum" }],
      watch: "See what waits, in the pane of frames: `print`, and the rest of the program.",
      check: { doing: "(sum 8)" },
    },
    {
      title: "Four calls later",
      text: "Each of these calls has left a sum behind that waits.",
      button: "Go to (sum 4)",
      actions: [{ do: "runTo", kind: "break", text: "sum", count: 4 }],
      watch: "Four frames more, each `(+ 8 _)`, `(+ 7 _)`, and so on. All but the newest are lists in memory.",
      check: { doing: "(sum 4)", registers: { "apply.x": "4" } },
    },
    {
      title: "The bottom",
      text: "`(sum 0)` is 0 at once.",
      button: "Go to (sum 0)",
      actions: [{ do: "runTo", kind: "break", text: "sum", count: 4 }],
      watch: "Eight sums wait. Press the button for *out* some times: each time one of them gets its value and is made.",
      check: { doing: "(sum 0)" },
    },
    {
      title: "The other way to add",
      text:
        "`sum-to` carries the sum along as an operand. When it calls itself, nothing is left to be done: whoever waits for " +
        "its value waits for the value of the inner call as well.",
      button: "Go to (sum-to 8 0)",
      actions: [{ do: "runTo", kind: "break", text: "sum-to" }],
      watch: "The frames: only `print` waits.",
      check: { doing: "(sum-to 8 0)", console: "36\n" },
    },
    {
      title: "Eight calls later",
      text: "The machine does not know what a loop is. It pushes a frame when an operand has to be evaluated, and only then.",
      button: "Go to (sum-to 0 36)",
      actions: [{ do: "runTo", kind: "break", text: "sum-to", count: 8 }],
      watch:
        "Still only `print`. After the `if` there is nothing more to do in the body, so `special` hands the branch to `eval` " +
        "without a frame: the states `IfElse` and `EvalDispatch`, and no `Spill` before the call.",
      check: { doing: "(sum-to 0 36)", registers: { "apply.x": "0", "apply.y": "36" } },
    },
  ],
};
