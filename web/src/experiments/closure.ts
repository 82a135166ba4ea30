import type { Experiment } from "./experiment";

export const closure: Experiment = {
  id: "closure",
  title: "What a closure keeps",
  about: "A function remembers the variables around it: where they are, and for how long.",
  program: {
    name: "adders.lisp",
    dialect: "core",
    text: `;; Each adder keeps the environment that it was made in.
(define (make-adder n)
  (lambda (x) (+ x n)))

(define add5 (make-adder 5))
(define add10 (make-adder 10))

(print (add5 1))
(print (add10 1))
`,
  },
  machine: {},
  panes: ["editor", "registers", "heap", "frames"],
  start: [],
  steps: [
    {
      title: "A call that makes a function",
      text: "`(make-adder 5)` returns a function that needs `n`, although the call is over when that function is used.",
      button: "Go to (make-adder 5)",
      actions: [{ do: "runTo", kind: "break", text: "make-adder" }],
      watch: "`apply.x` is 5. Soon it will be bound to `n`.",
      check: { doing: "(make-adder 5)", registers: { "apply.x": "5" } },
    },
    {
      title: "n goes to memory",
      text:
        "A local is kept in a register as long as that will do. A closure can outlive the call, so `n` has to be in memory, " +
        "in the *environment*: a list of pairs of names and values.",
      button: "To where the closure is made",
      actions: [{ do: "run", direction: "forward", goal: { kind: "until", condition: "state = MakeFunction" } }],
      watch:
        "`eval.env` shows the environment: `((n . 5))`. Click its bits to see the cell in the heap. In this cycle a FUNCTION " +
        "is allocated: its body, its parameters, and this environment.",
      check: { state: "MakeFunction", registers: { "eval.env": "((n . 5))" } },
    },
    {
      title: "Another one",
      text: "The second call makes another closure of the same body.",
      button: "To the second closure",
      actions: [{ do: "runTo", kind: "break", text: "state MakeFunction" }],
      watch: "`eval.env` is `((n . 10))`, in other cells. The body of both closures is the same list of the program.",
      check: { state: "MakeFunction", registers: { "eval.env": "((n . 10))" } },
    },
    {
      title: "Using the first one",
      text: "Now `add5` is called, from outside of everything.",
      button: "Go to (add5 1)",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "until", condition: "state = ApplyDispatch && fn = add5" } },
        { do: "show", pane: "frames" },
      ],
      watch:
        "The locals of this call are `x`, which is 1, and `n`, which is 5: it comes with the function, not from the caller. " +
        "Among the registers, `apply.function` has the closure; click its bits and follow its last word to the environment.",
      check: { doing: "(add5 1)", registers: { "apply.x": "1" } },
    },
    {
      title: "Where has the 5 come from?",
      text: "At the sum, both operands are in registers. Ask the machine for the history of the second one.",
      button: "To the sum, and whence",
      actions: [
        { do: "runTo", kind: "break", text: "primitive +" },
        { do: "whence", place: "apply.y" },
        { do: "show", pane: "whence" },
      ],
      watch:
        "The answer is read from the top, backwards: from the environment's cell, written in the call of `make-adder` some " +
        "hundred cycles ago, and at the end from the 5 in line 5 of the program.",
      check: { doing: "(+ 1 5)", registers: { "apply.y": "5" } },
    },
  ],
};
