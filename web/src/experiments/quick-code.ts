import type { Experiment } from "./experiment";
import { fib12 } from "./fib12";

export const quickCode: Experiment = {
  id: "quick-code",
  title: "Quick code against lists",
  about: "The machine notes in the program's own cells what it has found out about them.",
  program: fib12,
  machine: { code: "lists" },
  panes: ["diagram", "port", "heap", "editor"],
  start: [],
  steps: [
    {
      title: "To the letter",
      text:
        "With `code` set to `lists` the machine evaluates lists cell by cell. It knows nothing of what it has seen before: at " +
        "each call it looks up what `if`, `<` and `fib` mean.",
      button: "Go to (fib 2)",
      actions: [{ do: "runTo", kind: "break", text: "fib if n = 2", count: 3 }],
      watch: "The call begins in `ApplyDispatch`, in both machines. Remember the cycle.",
      check: { state: "ApplyDispatch", doing: "(fib 2)" },
    },
    {
      title: "What a call takes",
      text: "Go on to the application of `fib` that comes next, `(fib 1)`.",
      button: "Go to (fib 1)",
      actions: [{ do: "runTo", kind: "break", text: "fib" }],
      watch:
        "More than fifty cycles lie between. Go back through them: the symbol's object is read to find the function in it, for `if`, for " +
        "`<`, for `+`, for `fib` and for `-`; and `n` is looked for in the environment, pair by pair.",
      check: { doing: "(fib 1)" },
    },
    {
      title: "With notes",
      text:
        "A cell has four words, and Lisp needs three of them. With `code` set to `quick` the machine writes a *note* into the " +
        "fourth: this is an `if`; this is the first local; this operand can be computed where it stands.",
      button: "Load it with quick, to the first note",
      actions: [
        { do: "load", machine: { code: "quick" } },
        { do: "runTo", kind: "break", text: "state NoteCell" },
      ],
      watch: "The unit `note` has found out what a cell is, and is about to write that into it. It is called once for each cell of code.",
      check: { state: "NoteCell", unit: "Note" },
    },
    {
      title: "The same call",
      text: "At the third `(fib 2)` all cells of the function have their notes.",
      button: "Go to (fib 2)",
      actions: [{ do: "runTo", kind: "break", text: "fib if n = 2", count: 3 }],
      watch: "It is an earlier cycle than before. Remember it again.",
      check: { state: "ApplyDispatch", doing: "(fib 2)" },
    },
    {
      title: "What it takes now",
      text: "And from there on to `(fib 1)`, as before.",
      button: "Go to (fib 1)",
      actions: [{ do: "runTo", kind: "break", text: "fib" }],
      watch:
        "Twenty cycles. The first operand's note says that `-` of the first local and 1 is to be computed: no symbol was " +
        "looked at, and no frame pushed for it. No program can tell the difference, but by its clock.",
      check: { doing: "(fib 1)" },
    },
  ],
};
