//! Pictures of runs, as SVG.

pub mod heap_picture;
mod panels;
pub mod scale;
pub mod svg;
