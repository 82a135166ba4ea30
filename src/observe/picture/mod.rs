//! Pictures of runs, as SVG.

pub mod heap;
mod panels;
pub mod scale;
mod svg;
