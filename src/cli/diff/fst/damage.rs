//! What makes a file damaged, for all of its parts.

/// Bits of a signal at most.
pub const WIDEST: u64 = 1 << 16;

/// What is wrong.
pub type Damage = String;

/// Takes a number in LEB128 from the front.
pub fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for at in 0..10 {
        let byte = *bytes.get(at)?;
        number |= u64::from(byte & 0x7F).checked_shl(7 * at as u32)?;
        if byte & 0x80 == 0 {
            *bytes = &bytes[at + 1..];
            return Some(number);
        }
    }
    None
}
