//! From a program's text to a machine that is ready to run it, and what is said of a machine when it has ended.
//!
//! All that command lines, pages and other programs have in common is here, so that they say the same by
//! construction: what a text is built into, what is wrong with it and where, why a trap came and what would
//! mend it, and the account of a run as JSON. There are no files here, no terminals and no colours.

pub mod account;
pub mod advice;
pub mod backtrace;
pub mod brief;
pub mod choice;
pub mod count;
pub mod end;
pub mod euler;
pub mod excerpt;
pub mod features;
pub mod forms;
pub mod input;
pub mod load;
pub mod prepare;
pub mod problem;
pub mod trap;

pub use end::End;
pub use excerpt::Excerpt;
pub use load::{Loaded, Origin};
pub use problem::Problem;
