//! Examples of command lines: one list, for the help and for the manual pages.

use std::fmt::Write as _;

use clap::Command;

/// By command: what to type, and what it does.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "run",
        &[
            ("run p.lisp", "Run a program; its value, and where the cycles went."),
            ("run p.scm --preset scheme one two", "A program written for Scheme, with arguments."),
            ("run p.lisp --memory 1M --word 32", "More memory than words of 16 bits address."),
            ("run p.lisp --vcd p.vcd", "A waveform; then gtkwave p.vcd p.gtkw."),
            (
                "run p.lisp --fst p.fst --trace-when 'state=ApplyDispatch && fn=f' --last 500",
                "A part of one: the last 500 cycles after the first call of f.",
            ),
            ("run - --json --max-cycles 1M", "A program from a pipe, one JSON object out."),
        ],
    ),
    (
        "repl",
        &[
            ("repl", "Talk to the machine, in the dialect core."),
            ("repl definitions.lisp", "Load a file first."),
            ("repl --preset mal", "The same in Make-a-Lisp."),
            ("repl --echo < session.txt", "A session from a file, its lines in the output."),
        ],
    ),
    (
        "step",
        &[
            ("step p.lisp", "The debugger on the full screen; ? lists its keys."),
            ("step p.lisp --plain", "The same, line by line."),
            ("step p.lisp --commands script.txt", "Commands from a file."),
        ],
    ),
    (
        "check",
        &[
            ("check p.lisp --golden p.jsonl --bless", "Write the golden trace of a program."),
            ("check p.lisp --golden p.jsonl", "Compare a run with it, in every cycle."),
        ],
    ),
    ("diff", &[("diff a.fst b.jsonl", "The first cycle in which two recordings differ.")]),
    (
        "lockstep",
        &[
            ("lockstep p.lisp --banks 1", "The model and the RTL on a program."),
            ("lockstep --random --seed 7 --cycles 20M", "Random programs on random machines."),
        ],
    ),
    (
        "campaign",
        &[
            ("campaign prepare", "Build the simulators that lockstep needs."),
            (
                "campaign lockstep --seed 1001 --count 1000 --json",
                "A job: a thousand random programs.",
            ),
            (
                "campaign codes --count 10000 --keep found",
                "Quick evaluation; what differs goes into found/.",
            ),
            ("campaign repeat found/codes-17.lisp", "Run a counterexample again."),
        ],
    ),
    (
        "profile",
        &[
            ("profile p.lisp --top 30", "Cycles and words by function, state and unit."),
            ("profile p.lisp --folded p.folded", "Stacks for flame graphs."),
            ("profile p.lisp --svg p.svg", "A picture of the heap and the pauses."),
        ],
    ),
    (
        "image",
        &[
            ("image p.lisp -o p.hex", "A memory image for $readmemh."),
            ("image p.lisp -o p.json", "The same with symbols and places, which run reads."),
        ],
    ),
    (
        "bench",
        &[
            ("bench --rounds 3", "Simulated cycles per second."),
            ("bench --python", "Seconds of a whole run, and Python's for the same."),
        ],
    ),
    (
        "completions",
        &[("completions bash > ~/.local/share/bash-completion/completions/conscycle", "For bash.")],
    ),
    ("man", &[("man -o ~/.local/share/man/man1", "Write the pages where man looks for them.")]),
];

/// The examples of a command.
pub fn examples(command: &str) -> &'static [(&'static str, &'static str)] {
    EXAMPLES.iter().find(|(name, _)| *name == command).map_or(&[], |(_, examples)| examples)
}

/// The command line with the examples of each command at the end of its long help.
pub fn with_examples(command: Command) -> Command {
    command.mut_subcommands(|command| {
        let examples = examples(command.get_name());
        let mut text =
            command.get_after_long_help().map_or(String::new(), |text| format!("{text}\n"));
        text.push_str("Examples:");
        for (line, what) in examples {
            let _ = write!(text, "\n  conscycle {line}\n      {what}");
        }
        if examples.is_empty() { command } else { command.after_long_help(text) }
    })
}
