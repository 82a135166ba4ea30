//! Lisp text to a machine's memory image, and back.
//!
//! [`reader`] makes data of text, [`builder`] words of data, and the [`Image`] is what a machine starts
//! with. [`printer`] makes text of words again, with [`names`] for people.

#![warn(missing_docs)]

pub mod arity;
pub mod builder;
pub mod compact;
pub mod hash;
mod image;
mod labels;
pub mod names;
pub mod near;
pub mod printer;
pub mod random;
pub mod reader;
pub mod seal;
pub mod symbol_table;

pub use image::{HEX_PREFIX, Image, ImageError, Place, Source, VERSION};
