//! The values of a cycle in lanes, so that many are compared at once.

use crate::selection::Selection;
use conscycle_machine::signals::{ROW, Rows, SIGNALS};

/// Lanes that are compared at once.
pub const GROUP: usize = 64;

/// A value for each of [`SIGNALS`], and zeros up to a whole number of groups.
pub type Lanes = [u64; SIGNALS.len().next_multiple_of(GROUP)];

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
    let both = now.as_chunks::<ROW>().0.iter().zip(last.as_chunks::<ROW>().0);
    let mut bits = [0; NO_LANES.len() / GROUP];
    for (row, (now, last)) in both.enumerate() {
        if rows >> row & 1 == 1 {
            bits[row * ROW / GROUP] |= u64::from(row_differences(now, last)) << (row * ROW % GROUP);
        }
    }
    for (bits, selected) in bits.iter_mut().zip(selected) {
        *bits &= selected;
    }
    bits
}

/// A bit for each lane of a row that differs. The processor has an instruction that gathers bits, which
/// compilers do not find.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn row_differences(now: &[u64; ROW], last: &[u64; ROW]) -> u16 {
    use safe_arch::{
        cmp_eq_mask_i32_m128i, m128i, move_mask_i8_m128i, pack_i16_to_i8_m128i,
        pack_i32_to_i16_m128i,
    };
    let (now, last) = (now.as_chunks::<2>().0, last.as_chunks::<2>().0);
    let same = |at: usize| cmp_eq_mask_i32_m128i(m128i::from(now[at]), m128i::from(last[at]));
    let ones = m128i::from(u128::MAX);
    // Halves of a lane that are the same are all ones, and stay so when they are made narrower; a lane is
    // the same if both of its halves are.
    let [a, b, c, d] = std::array::from_fn(|at| {
        let halves = pack_i32_to_i16_m128i(same(2 * at), same(2 * at + 1));
        cmp_eq_mask_i32_m128i(halves, ones)
    });
    let (low, high) = (pack_i32_to_i16_m128i(a, b), pack_i32_to_i16_m128i(c, d));
    !move_mask_i8_m128i(pack_i16_to_i8_m128i(low, high)) as u16
}

/// A bit for each lane of a row that differs.
#[cfg(not(target_arch = "x86_64"))]
use portable::row_differences;

/// For all other processors.
#[cfg(any(test, not(target_arch = "x86_64")))]
mod portable {
    use super::ROW;

    /// A bit for each lane of a row that differs.
    #[inline(always)]
    pub fn row_differences(now: &[u64; ROW], last: &[u64; ROW]) -> u16 {
        let flags = flags(now, last);
        // The product has the lowest bits of eight bytes in its highest byte.
        let gather =
            |bytes: &[u8; 8]| u64::from_le_bytes(*bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        let bytes = flags.as_chunks().0.iter().enumerate();
        bytes.fold(0, |all, (at, bytes)| all | (gather(bytes) as u16) << (8 * at))
    }

    /// A flag for each lane that differs. Not inlined: only flags that are stored are found out a row
    /// at a time.
    #[inline(never)]
    fn flags(now: &[u64; ROW], last: &[u64; ROW]) -> [u8; ROW] {
        std::array::from_fn(|at| u8::from(now[at] != last[at]))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a lane is combined with: nothing, one bit, any.
    fn change() -> impl Strategy<Value = u64> {
        prop_oneof![Just(0), (0..64u32).prop_map(|bit| 1 << bit), any::<u64>()]
    }

    proptest! {
        #[test]
        fn a_lane_differs_on_every_processor_or_on_none(
            now in proptest::array::uniform16(any::<u64>()),
            changes in proptest::array::uniform16(change()),
        ) {
            let last = std::array::from_fn(|at| now[at] ^ changes[at]);
            let expected = (0..ROW).fold(0, |all, at| all | u16::from(changes[at] != 0) << at);
            prop_assert_eq!(row_differences(&now, &last), expected);
            prop_assert_eq!(portable::row_differences(&now, &last), expected);
        }
    }

    #[test]
    fn differences_are_those_of_selected_lanes_in_the_rows_that_are_named() {
        let now: Lanes = std::array::from_fn(|at| at as u64);
        let (all, none) = ([u64::MAX; NO_LANES.len() / GROUP], [0; NO_LANES.len() / GROUP]);
        for at in 0..now.len() {
            let mut last = now;
            last[at] += 1 << if at % 2 == 0 { 16 } else { 48 };
            let mut expected = none;
            expected[at / GROUP] = 1 << (at % GROUP);
            let row = 1 << (at / ROW);
            assert_eq!(differences(&now, &last, row, &all), expected);
            assert_eq!(differences(&now, &last, row, &expected), expected);
            assert_eq!(differences(&now, &last, row, &none), none);
            assert_eq!(differences(&now, &last, !row, &all), none);
        }
    }
}
