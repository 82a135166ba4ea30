import type { Experiment } from "./experiment";

export const markSweep: Experiment = {
  id: "mark-sweep",
  title: "The way back in the pointers",
  about: "How a tree is marked without a stack: the pointers on the way are turned around.",
  program: {
    name: "tree.lisp",
    dialect: "core",
    text: `;; A tree that is made while the program runs, and much garbage.
(define tree (list (list 1 2) (list 3 (list 4 5)) 6))

(define (waste n)
  (if (= n 0)
      tree
      (begin (list n n n n)
             (waste (- n 1)))))

(print (waste 400))
`,
  },
  machine: { collector: "mark-sweep", memory: "32K" },
  panes: ["heap", "registers", "diagram", "port"],
  start: [{ do: "colour", colour: "type" }],
  steps: [
    {
      title: "A full memory",
      text:
        "The collector *mark-sweep* moves nothing. It marks what can be reached, then goes through all of memory and makes " +
        "free blocks of what has no mark.",
      button: "To the collection",
      actions: [{ do: "runTo", kind: "break", text: "collection" }],
      watch: "State `Retire` of the sweeper. All of the heap is full; there is no second space.",
      check: { state: "Retire", unit: "Sweeper" },
    },
    {
      title: "Down into the tree",
      text:
        "To mark a tree one goes down from cell to cell, and must find the way back up. A stack for this could need as much room as " +
        "the heap, just when there is none. The trick: when the sweeper goes down by a pointer, it writes the address of the cell " +
        "*above* in place of it. When it comes back, it knows which pointer that was, and restores it.",
      button: "To the bottom of the tree",
      // The first field of the cell (4 5), which is where the way is the longest.
      actions: [{ do: "runTo", kind: "break", text: "state MarkUp if sweeper.field1 = 9" }],
      watch:
        "The sweeper has just marked the cell `(4 5)` and turns round: `MarkUp`. `sweeper.back` is the cell above. Click its bits: in the " +
        "heap, that cell's car should be the list `(4 5)`, but it is the address of the cell above it. Follow it: each " +
        "cell on the way has such a pointer, and the uppermost has nil.",
      check: { state: "MarkUp", unit: "Sweeper" },
    },
    {
      title: "Up again",
      text: "On the way up each pointer is put back.",
      button: "To the end of this tree",
      actions: [{ do: "run", direction: "forward", goal: { kind: "until", condition: "state = MarkFixed" } }],
      watch:
        "`sweeper.back` is nil again. Follow the object in the heap once more: it is the tree that it was, but each header " +
        "has a mark.",
      check: { state: "MarkFixed" },
    },
    {
      title: "The sweep",
      text: "Then the heap is gone through from its beginning to its end. What has no mark becomes free; marks are taken away.",
      button: "Let it finish",
      actions: [
        { do: "runTo", kind: "break", text: "state SweepNext" },
        { do: "run", direction: "forward", goal: { kind: "until", condition: "unit != Sweeper" } },
      ],
      watch: "Free blocks between what is alive, which stands where it stood. Go back some cycles and see them being made.",
      check: { collections: 1, unit: "EvalArgs" },
    },
    {
      title: "The end",
      text: "Is the tree still whole?",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "The console has `((1 2) (3 (4 5)) 6)`.",
      check: { halt: "done", console: "((1 2) (3 (4 5)) 6)\n" },
    },
  ],
};
