//! The values of a cycle in lanes, so that many are compared at once.

use crate::selection::Selection;
use conscycle_machine::signals::{ROW, Rows, SIGNALS};

/// Lanes that are compared at once.
pub const GROUP: usize = 64;

/// A value for each of [`SIGNALS`], and zeros up to a whole number of groups.
pub type Lanes = [u32; SIGNALS.len().next_multiple_of(GROUP)];

/// All zero.
pub const NO_LANES: Lanes = [0; SIGNALS.len().next_multiple_of(GROUP)];

/// A bit for each lane.
pub type Bits = [u64; NO_LANES.len() / GROUP];

/// The lanes of the selected signals.
pub fn selected(selection: &Selection) -> Bits {
    bits(|at| selection.contains(at))
}

/// The lanes of the signals for which `test` is true.
pub fn bits(test: impl Fn(usize) -> bool) -> Bits {
    let mut bits = [0; NO_LANES.len() / GROUP];
    for at in (0..SIGNALS.len()).filter(|&at| test(at)) {
        bits[at / GROUP] |= 1 << (at % GROUP);
    }
    bits
}

/// A bit for each of the `selected` lanes that differs; only those in `rows` can.
#[inline(always)]
pub fn differences(now: &Lanes, last: &Lanes, rows: Rows, selected: &Bits) -> Bits {
    let flags = flags(now, last, rows);
    // The product has the lowest bits of eight bytes in its highest byte.
    let gather =
        |bytes: &[u8; 8]| u64::from_le_bytes(*bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let mut bits = *selected;
    for (bits, flags) in bits.iter_mut().zip(flags.as_flattened().as_chunks::<GROUP>().0) {
        let bytes = flags.as_chunks().0.iter().enumerate();
        *bits &= bytes.fold(0, |all, (at, bytes)| all | gather(bytes) << (8 * at));
    }
    bits
}

/// A flag for each lane that differs. Not inlined: only flags that are stored are found out a row at
/// a time.
#[inline(never)]
fn flags(now: &Lanes, last: &Lanes, rows: Rows) -> [[u8; ROW]; NO_LANES.len() / ROW] {
    let (now, last) = (now.as_chunks::<ROW>().0, last.as_chunks::<ROW>().0);
    let mut flags = [[0; ROW]; NO_LANES.len() / ROW];
    for (row, flags) in flags.iter_mut().enumerate() {
        if rows >> row & 1 == 1 {
            *flags = std::array::from_fn(|at| u8::from(now[row][at] != last[row][at]));
        }
    }
    flags
}

/// The positions of the ones, from the lowest.
#[inline(always)]
pub fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = bits.trailing_zeros() as usize;
        (bits != 0).then(|| {
            bits &= bits - 1;
            lowest % GROUP
        })
    })
}

/// Stores a record at a position; false if it does not fit.
#[inline(always)]
pub fn put<const N: usize>(buffer: &mut [u8], at: usize, record: &[u8; N]) -> bool {
    match buffer.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<N>()) {
        Some(slot) => {
            *slot = *record;
            true
        }
        None => false,
    }
}
