//! The command `conscycle`: see `conscycle::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(conscycle::cli::main())
}
