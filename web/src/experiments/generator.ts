import type { Experiment } from "./experiment";

export const generator: Experiment = {
  id: "generator",
  title: "A generator by call/cc",
  about: "A loop is left in the middle and entered again, because its frames are still in memory.",
  program: {
    name: "generator.lisp",
    dialect: "core",
    text: `;; A generator: each call goes back into a loop that has been left.
(define back nil)

(define (each visit items)
  (if (null? items)
      nil
      (begin (funcall visit (car items))
             (each visit (cdr items)))))

;; Gives an item to whoever has asked, and keeps where the loop was.
(define (give item)
  (call/cc (lambda (here)
             (set! resume here)
             (funcall back item))))

(define (resume ignored)
  (each give '(10 20 30))
  (funcall back 'end))

(define (next)
  (call/cc (lambda (return)
             (set! back return)
             (resume nil))))

(print (next))
(print (next))
(print (next))
(print (next))
`,
  },
  machine: {},
  panes: ["editor", "frames", "console", "diagram"],
  start: [],
  steps: [
    {
      title: "Who asks",
      text:
        "`(next)` is to give the next item of a list. The loop over the list is an ordinary function, `each`; it knows " +
        "nothing of being interrupted.",
      button: "Go to the first (next)",
      actions: [{ do: "runTo", kind: "break", text: "next" }],
      watch: "In the frames, `print` of line 25 waits for the item.",
      check: { doing: "(next)", line: 25 },
    },
    {
      title: "Taking hold of what waits",
      text:
        "`call/cc` makes an object of the frames: a *continuation*. They are a list in memory already, and nobody will " +
        "write over them, so a pointer to that list is enough.",
      button: "To the capture",
      actions: [
        { do: "run", direction: "forward", goal: { kind: "until", condition: "state = Capture" } },
        { do: "show", pane: "port" },
      ],
      watch: "One cell is allocated in this cycle, see the memory port: four words, however many frames there are.",
      check: { state: "Capture", line: 21 },
    },
    {
      title: "Out of the middle of the loop",
      text: "`each` has called `give` with 10. A second `call/cc` takes hold of where the loop is; then 10 goes to who has asked.",
      button: "To the second capture",
      actions: [
        { do: "runTo", kind: "break", text: "state Capture" },
        { do: "show", pane: "diagram" },
      ],
      watch: "The frames: the body of `each`, line 7, that of `resume`, and `print` of line 25.",
      check: { state: "Capture", line: 12 },
    },
    {
      title: "The next question",
      text: "10 goes to `print`, by throwing the frames of the loop away. Then line 26 asks for the next item.",
      button: "Go to the second (next)",
      actions: [{ do: "runTo", kind: "break", text: "next" }],
      watch: "The console has 10. Only `print` of line 26 waits: the loop is in no frame now. It is in the continuation that `resume` is set to.",
      check: { doing: "(next)", line: 26, console: "10\n" },
    },
    {
      title: "Back into the loop",
      text: "`resume` is applied: a continuation. Its frames become the machine's frames again.",
      button: "To the loop, with what is left",
      actions: [{ do: "runTo", kind: "break", text: "each" }],
      watch:
        "`(each … (20 30))`. And look at the frames: `print` of line 25 is there once more, from the first question. It will " +
        "not get a value: `back`, which `give` calls, is the continuation of line 26.",
      check: { doing: "(20 30)" },
    },
    {
      title: "To the end",
      text: "The other items come in the same way.",
      button: "Run to the end",
      actions: [{ do: "run", direction: "forward", goal: { kind: "points" } }],
      watch: "The console has 10, 20, 30 and end.",
      check: { halt: "done", console: "10\n20\n30\nend\n" },
    },
  ],
};
