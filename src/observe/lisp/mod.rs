//! What a machine does, in the words of the program that it runs: the function, the call with its
//! operands, the expression, its line, the value returned, the collection.
//!
//! The machine goes from call to call and from expression to expression; this module says when, in the
//! same way whether code is evaluated quickly or as lists:
//!
//! - A **call** begins where a function's body is entered, and ends where the frame that waits for its
//!   value is popped, as profiles have it: a tail call takes the place of its caller.
//! - An **expression** is a combination. It begins where its operator has been found and, of an
//!   application, the operands are to be evaluated; of a special form, where that begins; of a macro, where
//!   that is to be applied, and again where its expansion is evaluated. One that is computed in place
//!   begins where that is tried. When a frame is popped, the expression that waits under it goes on.
//!   `quote` is a constant, and no expression; nor are variables.
//!
//! Nothing is said of a cycle but what its registers say: texts change with them, at clock edges.

pub mod bookmarks;
pub mod code;
pub mod excerpt;
mod follower;
pub mod lanes;
mod step;
pub mod text;

pub use follower::{Call, Change, Follower, TOP_LEVEL};
