//! What is told of a run: waveforms, traces, profiles, statistics and pictures.
//!
//! Most modules have a [`Probe`](conscycle_machine::probe::Probe). [`recorder`], [`window`] and
//! [`selection`] say when and what is recorded, for every format; [`condition`] is the language in which
//! people say when.

pub mod caller;
mod calls;
pub mod condition;
pub mod files;
mod frames;
pub mod fst;
pub mod functions;
pub mod gtkw;
pub mod heap_probe;
pub mod lanes;
pub mod lisp;
pub mod picture;
pub mod profile;
pub mod recorder;
mod said;
pub mod selection;
mod shown;
pub mod statistics;
pub mod surfer;
pub mod text;
pub mod trace;
pub mod transactions;
pub mod vcd;
pub mod waveform;
pub mod window;
