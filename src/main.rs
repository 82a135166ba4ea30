//! The command `conscycle`: see `conscycle::tools`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(conscycle::tools::main())
}
