//! A Lisp machine for the browser: the engine behind the page.
//!
//! A [`session::Session`] has one program under the debugger and answers the page's requests, a slice of work at a
//! time. All of it is plain Rust, and tested as such; `bindings` is what WebAssembly shows of it. What goes between is
//! JSON, as `web/src/protocol.ts` has it, and bytes.

pub mod answer;
#[cfg(target_family = "wasm")]
mod bindings;
#[cfg(target_family = "wasm")]
pub mod bundle;
pub mod calls;
pub mod catalogue;
pub mod export;
pub mod heap;
pub mod host;
pub mod moment;
pub mod notices;
pub mod places;
pub mod program;
pub mod registers;
pub mod run;
pub mod session;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod wave;
