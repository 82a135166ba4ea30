import type { Experiment } from "./experiment";

export const wrongPrice: Experiment = {
  id: "wrong-price",
  title: "Where a wrong value has come from",
  about: "From a wrong result back to the line that has made it, in two questions.",
  program: {
    name: "shop.lisp",
    dialect: "core",
    text: `;; The sum is wrong: one of the prices must be.
(define (cheaper price discount)
  (- price discount))

(define (price item) (cdr item))

(define (total items)
  (if (null? items)
      0
      (+ (price (car items)) (total (cdr items)))))

(define basket
  (list (cons 'bread 4)
        (cons 'tea (cheaper 3 5))
        (cons 'milk 2)))

(print (total basket))
`,
  },
  machine: {},
  panes: ["editor", "whence", "console", "frames"],
  start: [],
  steps: [
    {
      title: "A wrong result",
      text: "Bread, tea and milk: whatever the tea costs, the sum should be more than 6.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "The console says 4. The program has ended; a debugger that only goes forwards would have to begin again.",
      check: { halt: "done", console: "4\n" },
    },
    {
      title: "Ask the machine",
      text: "The price of the tea is -2. It is in a cell of the basket. Where has that word come from?",
      button: "Whence the price of the tea",
      actions: [
        { do: "whence", place: "(cdr (car (cdr basket)))" },
        { do: "show", pane: "whence" },
      ],
      watch:
        "Read from the top: the cell got it from a register, that from another one, and that was *made* by `-`, in the function " +
        "`cheaper`, line 3, of 3 and 5. Each line has the cycle in which it happened.",
      check: { halt: "done" },
    },
    {
      title: "Go there",
      text: "History is exact, so one can go to that cycle. A discount of 5 on a price of 3: who has asked for that?",
      button: "Back to the subtraction",
      actions: [{ do: "runTo", kind: "break", text: "primitive -", direction: "back" }],
      watch: "`(- 3 5)`. The frames show who has called: line 14, where the tea is put into the basket.",
      check: { doing: "(- 3 5)" },
    },
    {
      title: "And the 5?",
      text: "The same question about the second operand.",
      button: "Whence the discount",
      actions: [
        { do: "whence", place: "apply.y" },
        { do: "show", pane: "whence" },
      ],
      watch: "It stands in the program, in line 14. That is the line to be mended.",
      check: { doing: "(- 3 5)" },
    },
  ],
};
