//! The machine's units, one file each; `rtl-model/` has one module of the same name for each.
//!
//! A unit is its registers and one `step` function, which reads the old registers of this unit and
//! the inputs it is given, and ends in a [`Command`](crate::ports::Command). Units import words,
//! objects, ports and the primitive table, never each other. No unit does I/O, traces or allocates
//! host memory.

/// Defines an FSM's state register: the enum, and the names of its values in their order.
macro_rules! states {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $state:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize,
        )]
        #[repr(u32)]
        pub enum $name { #[default] $($(#[$doc])* $state),+ }

        impl $name {
            /// The states' names in the order of their numbers.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($state)),+];
        }
    };
}

pub mod alu;
pub mod apply;
pub mod arbiter;
pub mod clink;
pub mod console;
pub mod define;
pub mod eval;
pub mod eval_args;
pub mod fetch_object;
pub mod memory;
pub mod primitive;
pub mod special;
pub mod sweeper;
pub mod trap;
