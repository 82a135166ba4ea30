//! Lisp text to a machine's memory image, and back.
//!
//! [`reader`] makes data of text, [`builder`] words of data, and the [`Image`] is what a machine starts
//! with. [`printer`] makes text of words again, with [`names`] for people.

pub mod arity;
pub mod builder;
pub mod compact;
pub mod fnv;
mod formats;
mod labels;
mod memory_image;
pub mod names;
pub mod near;
pub mod printer;
pub mod random;
pub mod reader;
pub mod seal;
pub mod symbol_table;

pub use formats::{HEX_PREFIX, VERSION};
pub use memory_image::{Image, ImageError, Place, Source};
