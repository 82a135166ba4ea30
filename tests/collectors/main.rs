//! The collectors: programs and random heaps under each of them.

#[path = "../support/mod.rs"]
mod support;

mod exhaustion;
mod generations;
mod legality;
mod mutations;
mod reachable;
mod torture;
