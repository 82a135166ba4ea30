//! The debugger's commands: their names, and what a person is told of them.

use conscycle_debugger::Problem;
use conscycle_observe::condition::suggestion;

macro_rules! commands {
    ($($verb:ident [$($name:literal),+] $usage:literal $help:literal;)+) => {
        /// What a command does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Verb { $($verb),+ }

        /// A command: its name, then its abbreviations.
        pub struct Info {
            pub verb: Verb,
            pub names: &'static [&'static str],
            pub usage: &'static str,
            pub help: &'static str,
        }

        /// All of them.
        pub const COMMANDS: &[Info] = &[
            $(Info { verb: Verb::$verb, names: &[$($name),+], usage: $usage, help: $help }),+
        ];
    };
}

commands! {
    Step ["step", "s", "stepi", "si"] "[N]" "one cycle, or N";
    Next ["next", "n"] "[N]" "to the next state";
    Apply ["apply", "a"] "[N]" "to the next application of a function";
    Out ["out", "finish", "fin"] "" "until the frame on top is gone: to whoever waits for the value";
    Continue ["continue", "c"] "[N]" "to the next breakpoint or watchpoint hit, or the N-th";
    Run ["run", "r", "start"] "" "from the beginning to the first breakpoint or watchpoint hit";
    Until ["until", "u"] "CONDITION" "until it is true: until state=ApplyDispatch && fn=fib";
    Back ["back", "reverse-step", "rs", "rsi"] "[N | COMMAND]"
        "a cycle back, or N, or the command backwards: back out, back until CONDITION";
    ReverseNext ["reverse-next", "rn"] "[N]" "back to where a state was entered";
    ReverseApply ["reverse-apply", "ra"] "[N]" "back to the application before";
    ReverseOut ["reverse-out", "reverse-finish", "ro"] "" "back to before the frame on top was pushed: to the call";
    ReverseContinue ["reverse-continue", "rc"] "[N]"
        "back to the last breakpoint or watchpoint hit, or the N-th from there";
    ReverseUntil ["reverse-until", "ru"] "CONDITION" "back to the last cycle in which it was true";
    Goto ["goto", "g"] "CYCLE" "back to a cycle, or forwards, if no breakpoint or watchpoint is hit before";
    Break ["break", "b"] "WHERE [if CONDITION]"
        "WHERE: FUNCTION, [FILE:]LINE, STATE, or function F, line L, state S, primitive P, \
         trap [CAUSE], collection [KIND]; break if CONDITION stops when it becomes true";
    TemporaryBreak ["tbreak", "tb"] "WHERE [if CONDITION]" "a breakpoint that is hit once";
    Watch ["watch", "w"] "WHAT [if CONDITION]" "stop when it changes: an address, a signal, or a symbol's cells";
    Delete ["delete", "d"] "[N]..." "take breakpoints or watchpoints away, or all";
    List ["list", "l"] "[[FILE:]LINE]" "the source around a line, or where the machine is";
    Info ["info", "i"] "WHAT" "breakpoints, registers [UNIT], frames, locals, line";
    Print ["print", "p"] "EXPR" "a variable, a symbol's cells, a signal, *ADDRESS, or a word, as Lisp; \
         the value of an expression in parentheses or quotes, computed on a copy of the machine";
    Examine ["x"] "ADDR [N]"
        "N objects of the heap from an address on, also x/N ADDR; ADDR may be a signal or a variable";
    Frames ["frames", "backtrace", "bt"] "" "what waits for a value, innermost first";
    Where ["where"] "" "the place in the source";
    Whence ["whence"] "WHAT"
        "where the word has come from that is there: a register, ADDRESS, a variable, or a part, (car ITEMS); \
         back through its copies to the cycle that has made it";
    Whither ["whither"] "WHAT [CYCLE]" "where the word has gone that was there then, up to the last cycle so far";
    Signals ["signals", "reg"] "[UNIT | NAME | all]" "signals of a unit; of the one that acts";
    Wave ["wave"] "[SIGNAL | +SIGNAL | -SIGNAL]..."
        "draw the last cycles; of other signals, one more, or one less";
    Input ["input"] "[TEXT]" "a line for the console, or that the program asks the host for; without TEXT, the end";
    Vcd ["vcd"] "FILE | off" "begin or end a waveform";
    Fst ["fst"] "FILE | off" "begin or end a waveform in a small file";
    Trace ["trace"] "FILE | off" "begin or end a trace";
    Save ["save"] "FILE" "write a snapshot of this cycle";
    Restore ["restore"] "FILE" "go to the cycle of a snapshot";
    Help ["help", "h", "?"] "[COMMAND]" "this list, or one command";
    Quit ["quit", "q", "exit"] "" "leave";
}

/// A line's command, and what follows it; `x/4` is `x` with a count.
///
/// # Errors
/// A [`Problem`] if there is no such command, or if something follows one that takes nothing.
pub fn parse(line: &str) -> Result<(&'static Info, String), Problem> {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (name, count) = match name.split_once('/') {
        Some((name, count)) => (name, Some(count)),
        None => (name, None),
    };
    let (info, rest) = (find(name)?, rest.trim());
    match count {
        None => info.check(rest).map(|()| (info, rest.to_string())),
        // A count alone is no address, and `x` says what it needs.
        Some(_) if info.verb == Verb::Examine && rest.is_empty() => Ok((info, String::new())),
        Some(count) if info.verb == Verb::Examine && !rest.contains(char::is_whitespace) => {
            Ok((info, format!("{rest} {count}")))
        }
        Some(_) if info.verb == Verb::Examine => {
            Err(Problem(format!("x takes an address and a count: {line}")))
        }
        Some(_) => Err(Problem(format!("{name} takes no count after a `/`: x/4 ADDR does"))),
    }
}

impl Info {
    /// Checks that nothing follows a command that takes nothing.
    ///
    /// # Errors
    /// A [`Problem`] if something does.
    pub fn check(&self, rest: &str) -> Result<(), Problem> {
        if self.usage.is_empty() && !rest.is_empty() {
            return Err(Problem(format!("{} takes nothing: {rest}", self.names[0])));
        }
        Ok(())
    }
}

/// The command with this name or abbreviation.
///
/// # Errors
/// A [`Problem`] that names the commands which begin like it.
pub fn find(name: &str) -> Result<&'static Info, Problem> {
    if let Some(info) = COMMANDS.iter().find(|info| info.names.contains(&name)) {
        return Ok(info);
    }
    let begin: Vec<&Info> =
        COMMANDS.iter().filter(|info| info.names[0].starts_with(name)).collect();
    match begin.as_slice() {
        [info] => Ok(info),
        [] => {
            let names = COMMANDS.iter().map(|info| info.names[0]);
            let meant = suggestion(name, names);
            Err(Problem(format!("no command is named {name}: `help` lists them{meant}")))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|info| info.names[0]).collect();
            Err(Problem(format!("{name} may be {}", names.join(" or "))))
        }
    }
}

/// The command backwards.
pub const fn backwards(verb: Verb) -> Option<Verb> {
    match verb {
        Verb::Step => Some(Verb::Back),
        Verb::Next => Some(Verb::ReverseNext),
        Verb::Apply => Some(Verb::ReverseApply),
        Verb::Out => Some(Verb::ReverseOut),
        Verb::Continue => Some(Verb::ReverseContinue),
        Verb::Until => Some(Verb::ReverseUntil),
        _ => None,
    }
}

/// Does bare Enter do it again?
pub const fn repeats(verb: Verb) -> bool {
    !matches!(
        verb,
        Verb::Break
            | Verb::TemporaryBreak
            | Verb::Run
            | Verb::Watch
            | Verb::Delete
            | Verb::Input
            | Verb::Vcd
            | Verb::Fst
            | Verb::Trace
            | Verb::Save
            | Verb::Restore
            | Verb::Help
            | Verb::Quit
    )
}

/// A line or two about a command.
pub fn help(info: &Info) -> String {
    let mut left = info.names[0].to_string();
    if !info.usage.is_empty() {
        left = format!("{left} {}", info.usage);
    }
    let others = info.names[1..].join(", ");
    let others = if others.is_empty() { String::new() } else { format!(" ({others})") };
    format!("{left}{others}\n    {}", info.help)
}

/// The list of commands.
pub fn summary() -> String {
    let lines: Vec<String> = COMMANDS.iter().map(help).collect();
    format!(
        "Commands, with their abbreviations in parentheses; bare Enter does the last one again:\n{}",
        lines.join("\n")
    )
}
