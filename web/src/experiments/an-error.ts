import type { Experiment } from "./experiment";

export const anError: Experiment = {
  id: "an-error",
  title: "An error and its handler",
  about: "A fault either unwinds what waits, or is answered as if nothing had happened.",
  program: {
    name: "share.lisp",
    dialect: "core",
    text: `;; A fault unwinds to a catch, or a handler answers for it.
(define (share total people)
  (quotient total people))

(define (report total people)
  (+ 1000 (share total people)))

(print (catch (lambda (cause culprit) (list 'cause cause))
         (report 12 0)))

(set-trap-handler! (lambda (cause culprit) 0))
(print (report 12 0))
`,
  },
  machine: {},
  panes: ["editor", "frames", "diagram", "registers"],
  start: [],
  steps: [
    {
      title: "What waits",
      text: "`share` is called with nobody to share with. Before it comes to that: who waits for its value?",
      button: "Go to (share 12 0)",
      actions: [
        { do: "runTo", kind: "break", text: "share" },
        { do: "show", pane: "frames" },
      ],
      watch: "In the frames: the sum of `report`, then a `catch`, then `print`. A `catch` is a frame like any other.",
      check: { doing: "(share 12 0)" },
    },
    {
      title: "The fault",
      text: "A division by zero has no value. The unit that divides says so, and the unit `trap` gets the token.",
      button: "To the trap",
      actions: [
        { do: "runTo", kind: "break", text: "trap" },
        { do: "show", pane: "registers" },
      ],
      watch:
        "`trap.cause` is DivideByZero, `trap.culprit` the number that was to be divided. The frames are untouched, and the editor " +
        "marks the place.",
      check: { state: "Trap", unit: "Trap", registers: { "trap.cause": "DivideByZero", "trap.culprit": "12" } },
    },
    {
      title: "Looking for a catch",
      text: "No handler has been set. So `trap` goes along the frames, from the inside out, and looks for a `catch`.",
      button: "Until it has been found",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "application", count: 1 } },
        { do: "show", pane: "frames" },
      ],
      watch:
        "The function of the `catch` is applied to the cause, 6, and the culprit. The sum that waited in `report` is gone from " +
        "the frames, and so is the `catch`: nobody will ever add to 1000.",
      check: { state: "ApplyDispatch", doing: "6 12)" },
    },
    {
      title: "A second time, with a handler",
      text:
        "That function's list, `(cause 6)`, is printed. Then the program sets a trap handler, a function that is called at " +
        "every fault, and calls `report` again.",
      button: "To the second trap",
      actions: [
        { do: "runTo", kind: "break", text: "trap" },
        { do: "show", pane: "registers" },
      ],
      watch: "The console has `(cause 6)`, and `trap.vector` has the handler this time.",
      check: { state: "Trap", console: "(cause 6)\n", registers: { "trap.cause": "DivideByZero" } },
    },
    {
      title: "The handler answers",
      text: "It is called with the cause and the culprit, and returns 0. What becomes of that value?",
      button: "To where it returns",
      actions: [
        { do: "runTo", kind: "break", text: "state ResumeTrap" },
        { do: "show", pane: "frames" },
      ],
      watch:
        "The frames are those that there were at the fault. `clink.value`, among the registers, is 0, and will be the value of `(quotient total people)`. " +
        "The program has been spared the error.",
      check: { state: "ResumeTrap", registers: { "clink.value": "0" } },
    },
    {
      title: "The end",
      text: "The sum that waits in `report` gets its 0.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "1000. Without a `catch` and without a handler the machine would have stopped, with the place of the fault.",
      check: { halt: "done", console: "1000\n" },
    },
  ],
};
