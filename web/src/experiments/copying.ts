import type { Experiment } from "./experiment";

export const copying: Experiment = {
  id: "copying",
  title: "A copying collection",
  about: "How memory is emptied by keeping what is needed, and nothing else.",
  program: {
    name: "waste.lisp",
    dialect: "core",
    text: `;; Three items are kept; everything else that the loop makes is garbage.
(define kept (list 1 2 3))

(define (waste n)
  (if (= n 0)
      kept
      (begin (list n n n n)
             (waste (- n 1)))))

(print (waste 1200))
`,
  },
  machine: { collector: "copying" },
  panes: ["heap", "editor", "registers", "whence"],
  start: [{ do: "colour", colour: "type" }],
  steps: [
    {
      title: "Memory fills up",
      text:
        "The map shows every word of memory. At its beginning are the library and the program; then come two *spaces*, of " +
        "which one is used. The loop makes a list of four numbers again and again, and nobody keeps it.\n\n" +
        "An allocation is a write to where `memory.free` points, and moves that pointer on. Nothing is ever given back.",
      button: "Run until it is full",
      actions: [{ do: "runTo", kind: "break", text: "collection" }],
      watch:
        "The space is full of cells, and `memory.free` is at its end. The unit `sweeper` has the token: state `Flip`. The " +
        "program waits, in the middle of an allocation.",
      check: { state: "Flip", unit: "Sweeper" },
    },
    {
      title: "An object is copied",
      text:
        "What can the program still reach? Only what a register points to, and what that points to, and so on. The sweeper " +
        "begins with the registers, one by one, and copies what it finds to the other space.",
      button: "To the first copy",
      actions: [{ do: "run", direction: "forward", goal: { kind: "until", condition: "state = Forward" } }],
      watch:
        "A cell has just been written to the other space. In this state the memory port gives the old cell the new address " +
        "in place of its header: whoever comes to it later will find where it has gone.",
      check: { state: "Forward", unit: "Sweeper" },
    },
    {
      title: "To the end of the collection",
      text:
        "Copies contain pointers to what has not been copied yet. The pointer `sweeper.scan` goes through the copies and " +
        "mends them; what it finds is copied behind them, to `sweeper.free`. When `scan` has caught up with `free`, all is done.",
      button: "Let it finish",
      actions: [{ do: "run", direction: "forward", goal: { kind: "until", condition: "unit != Sweeper" } }],
      watch:
        "A few cells at the beginning of the other space: that is all that the program needs. Colour the map by space to see " +
        "which is in use now. The time that it took did not depend on the garbage.",
      check: { collections: 1, unit: "EvalArgs" },
    },
    {
      title: "An object that has moved",
      text: "The list that is kept has another address now. Does it have another history?",
      button: "Whence kept",
      actions: [
        { do: "whence", place: "kept" },
        { do: "show", pane: "whence" },
      ],
      watch:
        "The line of the collector says from where to where the list has moved, between which cycles. Below it the history " +
        "goes on to line 2 of the program, where the list was made.",
      check: { collections: 1 },
    },
  ],
};
