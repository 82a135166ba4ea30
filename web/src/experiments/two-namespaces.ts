import type { Experiment } from "./experiment";

export const twoNamespaces: Experiment = {
  id: "two-namespaces",
  title: "One name, two meanings",
  about: "A Lisp-2 keeps a name's function and its value in two cells, and a Lisp-1 does not.",
  program: {
    name: "names.lisp",
    dialect: "core",
    text: `;; One name, two cells: a value and a function.
(define list '(4 5 6))
(print (list 1 2 3 list))
`,
  },
  machine: { namespace: "lisp2" },
  panes: ["editor", "registers", "port", "heap"],
  start: [],
  steps: [
    {
      title: "A name that is taken",
      text:
        "`list` is the name of a function of the library. The program defines it as the list `(4 5 6)`. Is the function " +
        "gone?\n\nA symbol has an object in memory with two cells: one for its value, one for its function.",
      button: "To the definition",
      actions: [{ do: "runTo", kind: "break", text: "2" }],
      watch: "The editor marks line 2. Nothing is defined yet.",
      check: { line: 2, doing: "(define list" },
    },
    {
      title: "One cell is written",
      text: "Set a watchpoint on the symbol: the machine stops when one of its cells changes.",
      button: "Run until list changes",
      actions: [{ do: "runTo", kind: "watch", text: "list" }],
      watch:
        "The machine has stopped right after the write; the line above names the watchpoint, `watch list`. One cycle back, in " +
        "`StoreOne`, the memory port shows a write of one word: the value's cell. The function's cell is the word after it, and still has the library's function.",
      check: { doing: "'(4 5 6)" },
    },
    {
      title: "In front: the function",
      text: "Line 3 has the name twice. In front of its operands it is looked up as a function.",
      button: "To the call of list",
      actions: [{ do: "runTo", kind: "break", text: "function list" }],
      watch:
        "`apply.function` is the library's function, and `apply.list` has its operands, `(1 2 3 (4 5 6))`: the last of them " +
        "is the same name's value. A symbol has two cells, and where a name stands says which is meant.",
      check: { doing: "(list", line: 3, registers: { "apply.list": "(1 2 3 (4 5 6))" } },
    },
    {
      title: "The output",
      text: "Both cells have been read. Let the program end.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "The console has `(1 2 3 (4 5 6))`.",
      check: { halt: "done", console: "(1 2 3 (4 5 6))\n" },
    },
    {
      title: "A Lisp-1",
      text: "The same machine can be set to one namespace, as Scheme has it: one parameter, no other program.",
      button: "The same with namespace lisp1",
      actions: [
        { do: "load", machine: { namespace: "lisp1" } },
        { do: "run", direction: "forward", goal: { kind: "points" } },
      ],
      watch:
        "Now the definition has replaced the function, and the machine has trapped: not a function: (4 5 6). The place of " +
        "the error is marked in the editor.",
      check: { halt: "trap" },
    },
  ],
};
