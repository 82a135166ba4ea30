//! The lines of a VCD with numbers in binary. A number is stored straight into the buffer, and what stands
//! behind it over what it has stored too much.

use vcd::IdCode;

use crate::lanes::put;

/// What stands behind a value: a space, the identifier, a newline; zeros behind it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Suffix {
    bytes: [u8; 4],
    length: u32,
}

impl Suffix {
    /// That of a variable with an identifier of at most two characters.
    pub fn new(id: IdCode) -> Suffix {
        let text = format!(" {id}\n");
        let mut suffix = Suffix::default();
        let length = text.len().min(suffix.bytes.len());
        suffix.bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        suffix.length = length as u32;
        suffix
    }

    /// How many bytes it has.
    pub const fn length(&self) -> usize {
        self.length as usize
    }

    /// Stores it; answers where it ends.
    #[inline(always)]
    pub fn put(&self, buffer: &mut [u8], at: usize) -> usize {
        put(buffer, at, &self.bytes);
        at + self.length()
    }
}

/// The eight bits of each byte as characters, the most significant first.
static BINARY: [[u8; 8]; 256] = {
    let mut table = [[b'0'; 8]; 256];
    let mut i = 0;
    while i < 8 * 256 {
        table[i / 8][i % 8] += ((i / 8) >> (7 - i % 8) & 1) as u8;
        i += 1;
    }
    table
};

/// The bits of a byte as characters.
#[inline(always)]
pub fn binary(byte: u8) -> &'static [u8; 8] {
    &BINARY[usize::from(byte)]
}

/// Stores the line for a wide signal's value of 16 bits; answers where it ends.
#[inline(always)]
pub fn short_value(buffer: &mut [u8], at: usize, suffix: &Suffix, value: u16) -> usize {
    let digits = 16 - (value | 1).leading_zeros();
    let [a, b] = (value << (16 - digits)).to_be_bytes().map(binary);
    if let Some(line) = buffer.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<21>()) {
        line[0] = b'b';
        line[1..9].copy_from_slice(a);
        line[9..17].copy_from_slice(b);
        put(line, 1 + digits as usize, &suffix.bytes);
    }
    at + 1 + (digits + suffix.length) as usize
}

/// Stores the line for a wide signal's value; answers where it ends.
#[inline(always)]
pub fn wide_value(buffer: &mut [u8], at: usize, suffix: &Suffix, value: u64) -> usize {
    let Ok(value) = u32::try_from(value) else { return widest_value(buffer, at, suffix, value) };
    let digits = 32 - (value | 1).leading_zeros();
    let [a, b, c, d] = (value << (32 - digits)).to_be_bytes().map(|byte| BINARY[usize::from(byte)]);
    // Straight into the buffer: a record put together from pieces is slow to be read as a whole.
    if let Some(line) = buffer.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<37>()) {
        line[0] = b'b';
        line[1..9].copy_from_slice(&a);
        line[9..17].copy_from_slice(&b);
        line[17..25].copy_from_slice(&c);
        line[25..33].copy_from_slice(&d);
        put(line, 1 + digits as usize, &suffix.bytes);
    }
    at + 1 + (digits + suffix.length) as usize
}

/// The same of a value that has more than 32 bits.
#[inline(never)]
fn widest_value(buffer: &mut [u8], at: usize, suffix: &Suffix, value: u64) -> usize {
    let digits = 64 - value.leading_zeros();
    let bytes = (value << (64 - digits)).to_be_bytes();
    put(buffer, at, b"b");
    for (place, byte) in bytes.into_iter().enumerate() {
        put(buffer, at + 1 + 8 * place, &BINARY[usize::from(byte)]);
    }
    put(buffer, at + 1 + digits as usize, &suffix.bytes);
    at + 1 + (digits + suffix.length) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_binary_whatever_its_length() {
        let suffix = Suffix::new(IdCode::FIRST);
        let powers = (0..64).map(|bit| 1u64 << bit);
        let values = powers.flat_map(|power| [power - 1, power, power | 0x55]).chain([u64::MAX]);
        for value in values {
            let mut buffer = [b'?'; 96];
            let text = format!("?b{value:b} {}\n", IdCode::FIRST);
            let end = wide_value(&mut buffer, 1, &suffix, value);
            assert_eq!(std::str::from_utf8(&buffer[..end]), Ok(text.as_str()));
            if let Ok(value) = u16::try_from(value) {
                let mut buffer = [b'?'; 96];
                let end = short_value(&mut buffer, 1, &suffix, value);
                assert_eq!(std::str::from_utf8(&buffer[..end]), Ok(text.as_str()));
            }
        }
    }
}
