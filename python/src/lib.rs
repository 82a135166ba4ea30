//! A Lisp machine for Python: the engine behind the package `conscycle`.
//!
//! A [`session::Session`] has one program under the debugger. [`engine::Engine`] is what Python sees of it: numbers,
//! texts, JSON, and tables in Arrow's layout. The package's own classes are in Python, in `python/conscycle/`; so
//! is what they promise to people. All that a session says comes from the packages below.

mod catalogue;
mod columns;
mod engine;
mod failed;
mod heap;
mod host;
mod program;
mod session;
mod table;
mod tell;
mod trace;
mod travel;

use pyo3::prelude::*;

/// The engine behind the package conscycle. Use that: this module may change with every version.
#[pymodule]
mod _conscycle {
    #[pymodule_export]
    use super::catalogue::catalogue;
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::table::{Column, Table};
}
