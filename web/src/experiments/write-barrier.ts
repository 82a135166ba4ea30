import type { Experiment } from "./experiment";

export const writeBarrier: Experiment = {
  id: "write-barrier",
  title: "A write barrier at work",
  about: "A collector that looks at young objects only must be told when an old one points to them.",
  program: {
    name: "box.lisp",
    dialect: "core",
    text: `;; An old cell gets a new item: the collector of young objects must know.
(define box (list 'empty))

(define (waste n)
  (if (= n 0)
      'done
      (begin (list n n n n)
             (waste (- n 1)))))

(waste 400)
(set-car! box (list 'a 'new 'item))
(waste 400)
(print box)
`,
  },
  machine: { collector: "generational", barrier: "remember" },
  panes: ["heap", "editor", "registers", "port"],
  start: [{ do: "colour", colour: "space" }],
  steps: [
    {
      title: "Most objects die young",
      text:
        "This collector has a small space for new objects, the *nursery*. When it is full, what is still needed goes to the " +
        "old space, and the nursery is empty again. The old space is not looked at, which is why this is quick.",
      button: "To the first collection",
      actions: [{ do: "runTo", kind: "break", text: "collection" }],
      watch: "State `Flip`, and the line above says that it is a minor collection. The cell of `box` will now move to the old space.",
      check: { state: "Flip", doing: "Minor" },
    },
    {
      title: "An old cell, a new item",
      text:
        "Line 11 stores a new list into the old cell. The next minor collection would not look into that cell, would not find " +
        "the list, and would throw it away. So each store into an old object is noticed: the *barrier*.",
      button: "To the barrier",
      actions: [{ do: "runTo", kind: "break", text: "state Remember" }],
      watch:
        "The store has not been made yet. The sweeper has got the token first: it looks whether the object is remembered " +
        "already, by a mark in its header.",
      check: { state: "Remember", unit: "Sweeper" },
    },
    {
      title: "It is remembered",
      text: "A cell with the object is put in front of a list, and the object is marked. This takes three cycles. Then the store goes on.",
      button: "To the store",
      actions: [{ do: "run", direction: "forward", goal: { kind: "until", condition: "state = Store" } }],
      watch: "`memory.remembered` is the list. The memory port is about to write the new item into the old cell.",
      check: { state: "Store", doing: "(set-car!" },
    },
    {
      title: "The list is used",
      text: "At the next minor collection the objects in that list are looked at as if they were registers.",
      button: "To the list, in the next collection",
      actions: [{ do: "runTo", kind: "break", text: "state ListCell" }],
      watch: "`sweeper.source` is List: the objects whose fields are looked at come from the list of remembered ones.",
      check: { state: "ListCell", registers: { "sweeper.source": "List" } },
    },
    {
      title: "The item is alive",
      text: "Let the collection end, and ask for the past of the item.",
      button: "Whence (car box)",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "until", condition: "unit != Sweeper" } },
        { do: "whence", place: "(car box)" },
        { do: "show", pane: "whence" },
      ],
      watch:
        "The collector has moved the list of three from the nursery to the old space, and mended the cell of `box`. Then try the " +
        "other barriers, `collect` and `protect`, in the options of the machine.",
      check: { unit: "Apply" },
    },
    {
      title: "The end",
      text: "The program prints what is in the box.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "The console has `((a new item))`: the new list has survived.",
      check: { halt: "done", console: "((a new item))\n" },
    },
  ],
};
