//! Whatever is read: a valid input that was damaged must end in a value or in a clear error, within
//! bounds of time and of memory, and never in a panic.
//!
//! `PROPTEST_CASES=10000` before the command looks for longer than the half minute that it takes
//! otherwise.

mod bounded;
mod commands;
mod configuration;
mod damage;
mod images;
mod reading;
mod recordings;
mod snapshots;
