//! `cargo xtask bless` rewrites all that is generated or golden, and prints what changed.

mod bless;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask bless [WORD]...

bless  rewrites all that is generated or golden, and prints what changed;
       with words, only the steps with one of them in their name:
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, words)) if command == "bless" => bless::bless(words),
        _ => {
            eprint!("{USAGE}{}", bless::names());
            ExitCode::from(2)
        }
    }
}
