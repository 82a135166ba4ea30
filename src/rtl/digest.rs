//! A fingerprint of all signals over a stretch of cycles, which both twins compute.
//!
//! Comparing a fingerprint every some thousand cycles costs less than carrying every value from one
//! process to the other. Where two fingerprints differ, the stretch is run again and compared value
//! by value.
//!
//! A cycle's sum is NH (J. Black et al., "UMAC", CRYPTO 1999): signals in pairs, a random key added
//! to each, multiplied to 64 bits, added up. A signal of 64 bits is folded to 32 before that. The sums are
//! chained in the order of the cycles. Two
//! stretches that differ have the same fingerprint with a chance of about 2^-32 for one cycle that
//! differs; a difference in a register stays for many.

use conscycle_image::random::Numbers;
use conscycle_machine::signals::{SIGNALS, STATE, Values};
use conscycle_machine::word::WordSize;

/// Cycles from one fingerprint to the next.
pub const STRETCH: u64 = 4096;

/// A key for each signal, and one more if their number is odd.
pub const KEYS: [u32; SIGNALS.len().next_multiple_of(2)] = {
    let mut keys = [0; SIGNALS.len().next_multiple_of(2)];
    let mut numbers = Numbers::new(0x636F_6E73);
    let mut i = 0;
    while i < keys.len() {
        keys[i] = numbers.next() as u32;
        i += 1;
    }
    keys
};

/// What the upper half of a signal of 64 bits is multiplied by, before its lower half is added: odd.
pub const FOLD: u32 = 0x9E37_79B1;

/// What the chain is multiplied by at every cycle: odd.
pub const CHAIN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A fingerprint in the making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digest(pub u64);

impl Digest {
    /// Takes the values of a cycle. `arbiter.state`, which is a function of other signals, does
    /// not count.
    #[inline(always)]
    pub fn cycle(&mut self, values: &Values, size: WordSize) {
        if size.bits() > u32::BITS {
            self.take(values, |value| {
                (value as u32).wrapping_add(FOLD.wrapping_mul((value >> 32) as u32))
            });
        } else {
            self.take(values, |value| value as u32);
        }
    }

    /// The same, with what 32 bits are made of a value.
    #[inline(always)]
    fn take(&mut self, values: &Values, bits: impl Fn(u64) -> u32) {
        const { assert!(STATE == 0) };
        let product = |a: u64, b: u64, keys: &[u32; 2]| {
            u64::from(bits(a).wrapping_add(keys[0])) * u64::from(bits(b).wrapping_add(keys[1]))
        };
        let keys = KEYS.as_chunks().0;
        let (pairs, odd) = values.as_chunks::<2>();
        let mut sum = product(0, values[1], &keys[0]);
        for (pair, keys) in pairs.iter().zip(keys).skip(1) {
            sum = sum.wrapping_add(product(pair[0], pair[1], keys));
        }
        if let (&[last], Some(keys)) = (odd, keys.last()) {
            sum = sum.wrapping_add(product(last, 0, keys));
        }
        self.0 = self.0.wrapping_mul(CHAIN).rotate_left(23).wrapping_add(sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_but_the_state_counts_and_so_does_the_order() {
        let zero: Values = [0; SIGNALS.len()];
        let digest = |cycles: &[Values]| {
            let mut digest = Digest::default();
            cycles.iter().for_each(|values| digest.cycle(values, WordSize::W64));
            digest
        };
        for i in 0..SIGNALS.len() {
            let mut other = zero;
            other[i] = 1 << (i % 64);
            assert_eq!(digest(&[zero]) == digest(&[other]), i == STATE, "{}", SIGNALS[i].path());
            if i != STATE {
                assert_ne!(digest(&[zero, other]), digest(&[other, zero]));
            }
        }
    }
}
