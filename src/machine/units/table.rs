//! What a unit's table declares, and the macro that reads it.
//!
//! A unit has one table, in [`tables`](super::tables). From it come the structure of its registers,
//! its states, the list of signals, the sweeper's root port, the reference manual's tables and the
//! declarations of the RTL.

/// What a register's or a line's bits mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A tagged word.
    Word,
    /// A word without a tag.
    Raw,
    /// A word address, with one bit more than the memory needs, so that it can be its size.
    Address,
    /// A number of this many bits.
    Bits(u32),
    /// An enumeration with these names.
    Enum(&'static [&'static str]),
}

impl Kind {
    /// The word for it, in what tools tell other programs.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Raw => "raw",
            Kind::Address => "address",
            Kind::Bits(_) => "bits",
            Kind::Enum(_) => "enum",
        }
    }
}

/// A register or a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    /// Its name in the unit.
    pub name: &'static str,
    /// What its bits mean.
    pub kind: Kind,
    /// A collector finds live objects by it.
    pub is_root: bool,
    /// Its value after reset, where that is not 0.
    pub reset: Option<Reset>,
    /// What it is for: lines of text.
    pub meaning: &'static [&'static str],
}

/// A value after reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reset {
    /// For the manual.
    pub text: &'static str,
    /// The expression in the unit's module of the RTL.
    pub rtl: &'static str,
}

/// A state of a unit's FSM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateRow {
    /// Its name.
    pub name: &'static str,
    /// Lines of text: what it is for; an empty line; what happens in a cycle, in the manual's terms.
    pub text: &'static [&'static str],
}

/// A unit's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The unit's name: of its module here and in the RTL, and of its scope in waveforms.
    pub name: &'static str,
    /// A name of at most five letters, for narrow screens.
    pub short: &'static str,
    /// What it does: lines of text.
    pub role: &'static [&'static str],
    /// The states of its FSM, in the order of their numbers; of a unit without one, none.
    pub states: &'static [StateRow],
    /// Its registers. Those that stand in one field of its structure are together.
    pub registers: &'static [&'static [Register]],
    /// What it drives in a cycle, for observers.
    pub lines: &'static [Register],
    /// The names of its root registers in the order of the sweeper's root port, where that is not
    /// the order of the registers.
    pub root_order: &'static [&'static str],
}

impl Table {
    /// How many registers there are.
    pub const fn count(&self) -> usize {
        let mut count = 0;
        let mut group = 0;
        while group < self.registers.len() {
            count += self.registers[group].len();
            group += 1;
        }
        count
    }

    /// The register with this number, which is less than [`Table::count`].
    pub const fn register(&self, number: usize) -> Register {
        let mut number = number;
        let mut group = 0;
        while number >= self.registers[group].len() {
            number -= self.registers[group].len();
            group += 1;
        }
        self.registers[group][number]
    }

    /// How many of the registers are roots.
    pub const fn roots(&self) -> usize {
        let mut roots = 0;
        let mut number = 0;
        while number < self.count() {
            roots += self.register(number).is_root as usize;
            number += 1;
        }
        roots
    }

    /// The paths of its root registers, `unit.register`, in the order of the sweeper's root port.
    pub fn root_names(&self) -> Vec<String> {
        let registers = self.registers.iter().copied().flatten();
        let roots = registers.filter(|register| register.is_root).map(|register| register.name);
        let names =
            if self.root_order.is_empty() { roots.collect() } else { self.root_order.to_vec() };
        names.into_iter().map(|name| format!("{}.{name}", self.name)).collect()
    }

    /// For each number of a root port of this unit alone, the number of the root among its
    /// registers that are roots. `N` is [`Table::roots`].
    ///
    /// # Panics
    /// If the order that the table gives is not one of its roots: when the crate is compiled.
    pub const fn root_numbers<const N: usize>(&self) -> [usize; N] {
        let mut numbers = [0; N];
        let mut taken = [false; N];
        let mut at = 0;
        while at < N {
            numbers[at] = at;
            if !self.root_order.is_empty() {
                assert!(self.root_order.len() == N, "the order of the roots has them all");
                numbers[at] = self.root_number(self.root_order[at]);
            }
            assert!(!taken[numbers[at]], "a root stands in the order once");
            taken[numbers[at]] = true;
            at += 1;
        }
        numbers
    }

    /// The number of a root among the registers that are roots.
    const fn root_number(&self, name: &str) -> usize {
        let mut roots = 0;
        let mut number = 0;
        while number < self.count() {
            let register = self.register(number);
            if register.is_root {
                if is_same(register.name, name) {
                    return roots;
                }
                roots += 1;
            }
            number += 1;
        }
        panic!("a name in the order of the roots is not one of a root")
    }
}

const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// What `reads` finds in a part of a unit.
#[inline(always)]
pub fn read<T, R>(part: &T, reads: impl FnOnce(&T) -> R) -> R {
    reads(part)
}

/// Reads a unit's table.
///
/// It begins with what the unit does, its name, and in parentheses a short one if that is long. A row of
/// `registers` is `name: Kind`, and with `<- "..." ("...")` its value after reset, for the manual and in
/// the RTL. Kinds are
///
/// - `Word`, a tagged word and a root;
/// - `Immediate`, a tagged word that is never a pointer, and so no root;
/// - `Raw`, a word without a tag, never a root; `Number`, the same, counted with up to 32 bits; `Count`, with all bits
///   of a word;
/// - `Address`, a word address or the memory's size; `Bits(n)`; `Flag`, one bit;
/// - `Enum(T)`, an enumeration made by `numbered!`.
///
/// A row `field: T { ... }` is a field of type `T` that holds several registers; each is a field of
/// `T` with its name, or what `= |it| ...` reads of it. Lines are read of the whole unit. The
/// structure has the fields of `others` besides, which are no registers; with `, elsewhere` behind
/// its name it is not defined here. A unit whose one state has no register names it by `state`.
/// `roots` has the roots in the order of the root port, where that is not the order of the rows.
macro_rules! unit {
    (
        $(#[doc = $role:literal])+
        $unit:ident $(($short:ident))?: $name:ident $(, $elsewhere:ident)?
        $(states { $($(#[doc = $text:literal])+ $state:ident),+ $(,)? })?
        $(state { $(#[doc = $only_text:literal])+ $only:ident })?
        registers {
            $(
                $(#[doc = $meaning:literal])+
                $register:ident: $kind:ident $(($argument:tt))?
                $({ $(
                    $(#[doc = $part_meaning:literal])+
                    $part:ident: $part_kind:ident $(($part_argument:tt))? $(= |$it:ident| $read:expr)?
                ),+ $(,)? })?
                $(<- $reset:literal ($reset_rtl:literal))?
            ),+ $(,)?
        }
        $(lines { $(
            $(#[doc = $line_meaning:literal])+
            $line:ident: $line_kind:ident $(($line_argument:tt))? = $line_read:expr
        ),+ $(,)? })?
        $(others { $($(#[doc = $other_meaning:literal])+ $other:ident: $other_type:ty),+ $(,)? })?
        $(roots { $($root:ident),+ $(,)? })?
    ) => {
        $($crate::numbered::numbered! {
            #[doc = concat!("The states of `", stringify!($unit), "`.")]
            pub enum State { $($(#[doc = $text])+ $state),+ }
        })?

        $crate::units::table::structure! {
            [$($elsewhere)?]
            #[doc = concat!("The registers of `", stringify!($unit), "`.")]
            $name {
                $(
                    $(#[doc = $meaning])+
                    pub $register: $crate::units::table::field!($kind $($argument)?),
                )+
                $($($(#[doc = $other_meaning])+ pub $other: $other_type,)+)?
            }
        }

        impl $name {
            /// What is declared of this unit.
            pub const TABLE: $crate::units::table::Table = $crate::units::table::Table {
                name: stringify!($unit),
                short: $crate::units::table::short!($unit $($short)?),
                role: &[$($role),+],
                states: &[
                    $($($crate::units::table::StateRow {
                        name: stringify!($state),
                        text: &[$($text),+],
                    }),+)?
                    $($crate::units::table::StateRow {
                        name: stringify!($only),
                        text: &[$($only_text),+],
                    })?
                ],
                registers: &[$($crate::units::table::registers!(
                    $register [$($meaning),+] $kind ($($argument)?)
                    ($($($part [$($part_meaning),+] $part_kind ($($part_argument)?)),+)?)
                    [$($reset, $reset_rtl)?]
                )),+],
                lines: &[$($($crate::units::table::register!(
                    $line [$($line_meaning),+] $line_kind ($($line_argument)?) []
                )),+)?],
                root_order: &[$($(stringify!($root)),+)?],
            };

            /// The number of its state; 0 if it has no register for it.
            #[inline(always)]
            pub const fn state_number(&self) -> usize {
                $crate::units::table::state_number!(self $([$($state)+])?)
            }

            /// Reads the registers, in the order of the table.
            #[inline(always)]
            pub fn sample(&self) -> [u64; $name::TABLE.count()] {
                let mut values = [0; $name::TABLE.count()];
                let mut at = 0;
                $($crate::units::table::sample!(
                    self.$register, values, at $(, { $($part $(= |$it| $read)?),+ })?
                );)+
                debug_assert_eq!(at, values.len());
                values
            }

            /// The bits of the register with this number in the order of the table, if it holds a word.
            #[inline]
            pub fn word_mut(&mut self, number: usize) -> Option<&mut u64> {
                let mut left = number;
                $($crate::units::table::word_mut!(
                    self.$register, left, $kind $(, { $($part $part_kind $(= |$it| $read)?),+ })?
                );)+
                let _ = &mut left;
                None
            }

            $(
                /// Reads the lines, in the order of the table.
                #[inline(always)]
                pub fn sample_lines(&self) -> [u64; $name::TABLE.lines.len()] {
                    [$($crate::numbered::Bits::bits(
                        $crate::units::table::read(self, $line_read)
                    )),+]
                }
            )?

            /// The root register with this number on the unit's root port.
            #[inline]
            pub fn root(&mut self, number: usize) -> Option<&mut $crate::word::Word> {
                const NUMBERS: [usize; $name::TABLE.roots()] = $name::TABLE.root_numbers();
                let mut left = *NUMBERS.get(number)?;
                $($crate::units::table::root!(
                    self.$register, left, $kind $(, { $($part $part_kind),+ })?
                );)+
                let _ = &mut left;
                None
            }
        }
    };
}

/// Defines the structure of a unit's registers, unless it stands elsewhere.
macro_rules! structure {
    ([elsewhere] $($rest:tt)*) => {};
    ([] $(#[$meta:meta])+ $name:ident { $($fields:tt)+ }) => {
        $(#[$meta])+
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize,
        )]
        pub struct $name { $($fields)+ }
    };
}

macro_rules! state_number {
    ($unit:ident) => {
        0
    };
    ($unit:ident [$($state:ident)+]) => {
        $unit.state as usize
    };
}

/// The last of one or two names.
macro_rules! short {
    ($unit:ident) => {
        stringify!($unit)
    };
    ($unit:ident $short:ident) => {
        stringify!($short)
    };
}

/// The type of a register's field.
macro_rules! field {
    (Word) => {
        $crate::word::Word
    };
    (Immediate) => {
        $crate::word::Word
    };
    (Raw) => {
        $crate::word::Raw
    };
    (Number) => {
        u32
    };
    (Count) => {
        u64
    };
    (Address) => {
        u32
    };
    (Flag) => {
        bool
    };
    (Bits $bits:literal) => {
        u32
    };
    (Enum $type:ident) => {
        $type
    };
    ($type:ident) => {
        $type
    };
}

/// What a register's bits mean.
macro_rules! kind {
    (Word) => {
        $crate::units::table::Kind::Word
    };
    (Immediate) => {
        $crate::units::table::Kind::Word
    };
    (Raw) => {
        $crate::units::table::Kind::Raw
    };
    (Number) => {
        $crate::units::table::Kind::Raw
    };
    (Count) => {
        $crate::units::table::Kind::Raw
    };
    (Address) => {
        $crate::units::table::Kind::Address
    };
    (Flag) => {
        $crate::units::table::Kind::Bits(1)
    };
    (Bits $bits:literal) => {
        $crate::units::table::Kind::Bits($bits)
    };
    (Enum $type:ident) => {
        $crate::units::table::Kind::Enum(&$type::NAMES)
    };
}

macro_rules! is_root {
    (Word) => {
        true
    };
    ($other:ident) => {
        false
    };
}

macro_rules! reset {
    () => {
        None
    };
    ($text:literal, $rtl:literal) => {
        Some($crate::units::table::Reset { text: $text, rtl: $rtl })
    };
}

macro_rules! register {
    ($name:ident [$($meaning:literal),*] $kind:ident ($($argument:tt)?) [$($reset:literal, $rtl:literal)?]) => {
        $crate::units::table::Register {
            name: stringify!($name),
            kind: $crate::units::table::kind!($kind $($argument)?),
            is_root: $crate::units::table::is_root!($kind),
            reset: $crate::units::table::reset!($($reset, $rtl)?),
            meaning: &[$($meaning),*],
        }
    };
}

/// The registers of a row.
macro_rules! registers {
    ($name:ident $meaning:tt $kind:ident $argument:tt () $reset:tt) => {
        &[$crate::units::table::register!($name $meaning $kind $argument $reset)]
    };
    (
        $name:ident $meaning:tt $kind:ident $argument:tt
        ($($part:ident $part_meaning:tt $part_kind:ident $part_argument:tt),+) []
    ) => {
        &[$($crate::units::table::register!(
            $part $part_meaning $part_kind $part_argument []
        )),+]
    };
}

/// Reads the registers of a row, and counts them.
macro_rules! sample {
    ($unit:ident.$register:ident, $values:ident, $at:ident) => {
        $values[$at] = $crate::numbered::Bits::bits($unit.$register);
        $at += 1;
    };
    ($unit:ident.$register:ident, $values:ident, $at:ident, { $($part:ident $(= |$it:ident| $read:expr)?),+ }) => {
        $(
            $values[$at] = $crate::numbered::Bits::bits(
                $crate::units::table::part!($unit.$register, $part $(, |$it| $read)?)
            );
            $at += 1;
        )+
    };
}

macro_rules! part {
    ($unit:ident.$register:ident, $part:ident) => {
        $unit.$register.$part
    };
    ($unit:ident.$register:ident, $part:ident, |$it:ident| $read:expr) => {
        $crate::units::table::read(&$unit.$register, |$it| $read)
    };
}

/// Returns the root with the number that is left, if a row has it.
macro_rules! root {
    ($unit:ident.$register:ident, $left:ident, Word) => {
        if $left == 0 {
            return Some(&mut $unit.$register);
        }
        $left -= 1;
    };
    ($unit:ident.$register:ident, $left:ident, $kind:ident) => {};
    ($unit:ident.$register:ident, $left:ident, $type:ident, { $($part:ident $kind:ident),+ }) => {
        $($crate::units::table::root!(@part $unit.$register.$part, $left, $kind);)+
    };
    (@part $unit:ident.$register:ident.$part:ident, $left:ident, Word) => {
        if $left == 0 {
            return Some(&mut $unit.$register.$part);
        }
        $left -= 1;
    };
    (@part $unit:ident.$register:ident.$part:ident, $left:ident, $kind:ident) => {};
}

/// Returns the bits of the register with the number that is left, if a row has it and it holds a word.
macro_rules! word_mut {
    ($unit:ident.$register:ident, $left:ident, $kind:ident) => {
        if $left == 0 {
            return $crate::units::table::bits_mut!(&mut $unit.$register, $kind);
        }
        $left -= 1;
    };
    (
        $unit:ident.$register:ident, $left:ident, $type:ident,
        { $($part:ident $kind:ident $(= |$it:ident| $read:expr)?),+ }
    ) => {
        $(
            if $left == 0 {
                return $crate::units::table::bits_mut!(
                    @part $unit.$register, $part, $kind $(, |$it| $read)?
                );
            }
            $left -= 1;
        )+
    };
}

/// The bits of what holds a word; of anything else, nothing.
macro_rules! bits_mut {
    ($place:expr, Word) => {
        Some(&mut ($place).0)
    };
    ($place:expr, Immediate) => {
        Some(&mut ($place).0)
    };
    ($place:expr, Raw) => {
        Some(&mut ($place).0)
    };
    ($place:expr, $other:ident) => {
        None
    };
    (@part $unit:ident.$register:ident, $part:ident, $kind:ident) => {
        $crate::units::table::bits_mut!(&mut $unit.$register.$part, $kind)
    };
    (@part $unit:ident.$register:ident, $part:ident, Raw, |$it:ident| $read:expr) => {{
        let $it = &mut $unit.$register;
        Some(&mut $read.0)
    }};
    (@part $unit:ident.$register:ident, $part:ident, $kind:ident, |$it:ident| $read:expr) => {
        None
    };
}

pub(crate) use {
    bits_mut, field, is_root, kind, part, register, registers, reset, root, sample, short,
    state_number, structure, unit, word_mut,
};
