//! Enumerations whose values are numbers: of registers, headers and the fields of words.

/// What a register holds, as its bits.
pub trait Bits {
    /// The bits, the lowest first; all higher ones are 0.
    fn bits(self) -> u64;
}

/// A type whose values have numbers.
pub trait Numbered: Sized {
    /// The value's number.
    fn number(self) -> u32;

    /// The value with this number.
    fn from_number(number: u32) -> Option<Self>;
}

impl Numbered for u32 {
    fn number(self) -> u32 {
        self
    }

    fn from_number(number: u32) -> Option<u32> {
        Some(number)
    }
}

impl Bits for u64 {
    #[inline(always)]
    fn bits(self) -> u64 {
        self
    }
}

impl Bits for u32 {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.into()
    }
}

impl Bits for u8 {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.into()
    }
}

impl Bits for bool {
    #[inline(always)]
    fn bits(self) -> u64 {
        self.into()
    }
}

/// Defines an enumeration whose items are numbered from 0.
///
/// An item has its own name, or the one given by `= "..."`. The first is the default, if `default`
/// names no other. The type has `ALL` and `NAMES`, both in the order of the numbers, `name` and
/// `from_number`.
macro_rules! numbered {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident $(default $default:ident)? {
            $($(#[$item_meta:meta])+ $item:ident $(= $label:literal)?),+ $(,)?
        }
    ) => {
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
        )]
        $(#[$meta])*
        #[repr(u64)]
        $visibility enum $name { $($(#[$item_meta])+ $item),+ }

        impl $name {
            /// All, in the order of their numbers.
            pub const ALL: [$name; [$(stringify!($item)),+].len()] = [$($name::$item),+];

            /// The names of all, in the order of their numbers.
            pub const NAMES: [&'static str; $name::ALL.len()] =
                [$($crate::numbered::label!($item $($label)?)),+];

            /// Its name.
            #[inline]
            pub const fn name(self) -> &'static str {
                $name::NAMES[self as usize]
            }

            /// The one with this number.
            #[inline(always)]
            pub fn from_number(number: u32) -> Option<$name> {
                $name::ALL.get(number as usize).copied()
            }
        }

        impl Default for $name {
            #[inline(always)]
            fn default() -> $name {
                $crate::numbered::default!($name $($default)?)
            }
        }

        impl $crate::numbered::Bits for $name {
            #[inline(always)]
            fn bits(self) -> u64 {
                self as u64
            }
        }

        impl $crate::numbered::Numbered for $name {
            fn number(self) -> u32 {
                self as u32
            }

            fn from_number(number: u32) -> Option<$name> {
                $name::from_number(number)
            }
        }
    };
}

/// An item's name.
macro_rules! label {
    ($item:ident) => {
        stringify!($item)
    };
    ($item:ident $label:literal) => {
        $label
    };
}

/// The default item.
macro_rules! default {
    ($name:ident) => {
        $name::ALL[0]
    };
    ($name:ident $default:ident) => {
        $name::$default
    };
}

pub(crate) use {default, label, numbered};
