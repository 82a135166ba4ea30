import type { Experiment } from "./experiment";

export const bignum: Experiment = {
  id: "bignum",
  title: "A number larger than a word",
  about: "What happens when a product does not fit: from the wires to the library, to rows of digits.",
  program: {
    name: "factorial.lisp",
    dialect: "core",
    text: `;; Products that soon have more digits than a word has bits.
(define (factorial n)
  (if (= n 0)
      1
      (* n (factorial (- n 1)))))

(print (factorial 25))
`,
  },
  machine: { word: "32", memory: "256K" },
  panes: ["registers", "diagram", "frames", "heap"],
  start: [],
  steps: [
    {
      title: "While it fits",
      text: "An integer is a word whose lowest bit is 1. At 32 bits it can be about a thousand million.",
      button: "To the first product",
      actions: [
        { do: "runTo", kind: "break", text: "primitive *" },
        { do: "show", pane: "frames" },
      ],
      watch: "The innermost product is made first: `(* 1 1)`, in the unit `apply`, by wires. Twenty-four others wait for it, in the frames.",
      check: { doing: "(* 1 1)" },
    },
    {
      title: "It does not fit any more",
      text: "The wires notice when a product needs more bits than there are.",
      button: "To the first product that is too large",
      actions: [
        { do: "runTo", kind: "break", text: "state Fallback" },
        { do: "show", pane: "registers" },
      ],
      watch:
        "`apply.x` is 13, `apply.y` is 479001600, the factorial of 12. State `Fallback`: the machine does not give up, it looks " +
        "for a function of the library that can do it.",
      check: { state: "Fallback", registers: { "apply.x": "13", "apply.y": "479001600" } },
    },
    {
      title: "A function instead",
      text: "That function is written in Lisp. It gets the same two operands.",
      button: "To its application",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "application", count: 1 } },
        { do: "show", pane: "frames" },
      ],
      watch: "The program's frames are as they were: for the program this is still its `*`.",
      check: { state: "ApplyDispatch", doing: "13 479001600" },
    },
    {
      title: "Rows of digits",
      text:
        "It makes an object of type BIGNUM: a row of digits, each as large as a word. For work on rows the machine has a " +
        "unit, `digits`, that takes four of them at a time.",
      button: "To the unit digits",
      actions: [
        { do: "runTo", kind: "break", text: "state Digits" },
        { do: "show", pane: "registers" },
      ],
      watch:
        "`apply.x` is the row that the product goes to; click its bits to see it in the heap. Then step on by states: the operands' " +
        "objects are read, then row after row is multiplied, and written.",
      check: { state: "Digits", unit: "Digits" },
    },
    {
      title: "The product",
      text: "When it is done, the value goes to whoever waits for the product.",
      button: "To the next product of the program",
      actions: [{ do: "runTo", kind: "break", text: "primitive *" }],
      watch: "`(* 14 6227020800)`: the second operand is a pointer to a BIGNUM. From now on each product takes this way.",
      check: { doing: "(* 14 6227020800)" },
    },
    {
      title: "The end",
      text: "The last number has 26 digits. Printing it is a program, too: divisions by ten.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "15511210043330985984000000.",
      check: { halt: "done", console: "15511210043330985984000000\n" },
    },
  ],
};
