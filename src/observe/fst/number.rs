//! The numbers of the FST format: LEB128, and 64 bits with the most significant byte first.

/// Appends an unsigned number in LEB128.
pub fn push_unsigned(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Appends a signed number in LEB128.
pub fn push_signed(bytes: &mut Vec<u8>, mut value: i64) {
    while !(-0x40..0x40).contains(&value) {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8 & 0x7F);
}

/// Appends 64 bits.
pub fn push_u64(bytes: &mut Vec<u8>, value: u64) {
    bytes.extend_from_slice(&value.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_the_reference(unsigned: u64, signed: i64, shift in 0..63_u32) {
            let (unsigned, signed) = (unsigned >> shift, signed >> shift);
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            push_unsigned(&mut ours, unsigned);
            leb128::write::unsigned(&mut theirs, unsigned).expect("memory");
            prop_assert_eq!(&ours, &theirs);
            ours.clear();
            theirs.clear();
            push_signed(&mut ours, signed);
            leb128::write::signed(&mut theirs, signed).expect("memory");
            prop_assert_eq!(&ours, &theirs);
        }
    }
}
