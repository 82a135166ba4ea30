//! The inner structure of two parts of an FST file: the names, and the places of the chains.

use super::damage::{Damage, WIDEST, varint};

/// Kinds of entries among the names; what is less is a variable.
const BEGIN_ATTRIBUTE: u8 = 252;
const END_ATTRIBUTE: u8 = 253;
const BEGIN_SCOPE: u8 = 254;
const END_SCOPE: u8 = 255;

/// Checks the entries: a variable that is another's alias follows it, and none is too wide.
///
/// # Errors
/// What is wrong.
pub fn check(mut text: &[u8]) -> Result<(), Damage> {
    let mut variables = 0;
    while let Some((&kind, rest)) = text.split_first() {
        text = rest;
        match kind {
            END_ATTRIBUTE | END_SCOPE => {}
            BEGIN_SCOPE => {
                skip(&mut text, 1)?;
                skip_name(&mut text)?;
                skip_name(&mut text)?;
            }
            BEGIN_ATTRIBUTE => {
                skip(&mut text, 2)?;
                skip_name(&mut text)?;
                varint(&mut text).ok_or("an attribute without end")?;
            }
            _ => {
                skip(&mut text, 1)?;
                skip_name(&mut text)?;
                let width = varint(&mut text).ok_or("a variable without end")?;
                let alias = varint(&mut text).ok_or("a variable without end")?;
                if width > WIDEST && width != u64::from(u32::MAX) {
                    return Err(format!("a variable of {width} bits"));
                }
                match alias {
                    0 => variables += 1,
                    alias if alias <= variables => {}
                    _ => return Err(format!("an alias of variable {alias}")),
                }
            }
        }
    }
    Ok(())
}

fn skip(text: &mut &[u8], count: usize) -> Result<(), Damage> {
    *text = text.get(count..).ok_or("names end")?;
    Ok(())
}

fn skip_name(text: &mut &[u8]) -> Result<(), Damage> {
    let end = text.iter().position(|&byte| byte == 0).ok_or("names end")?;
    skip(text, end + 1)
}

/// The places of the chains, counted from the type before the first: the table in blocks of this type
/// has how much further each is than the one before, and other entries have no place.
///
/// # Errors
/// What is wrong.
pub fn places(kind: u8, mut table: &[u8], variables: u64) -> Result<Vec<u64>, Damage> {
    const SIGNED: u8 = 8;
    let (mut places, mut place) = (Vec::new(), 0u64);
    let mut entries = 0u64;
    while let Some(&first) = table.first() {
        let signed = kind == SIGNED && first & 1 == 1;
        let length = table.iter().position(|byte| byte & 0x80 == 0).ok_or("places end")? + 1;
        let last = table[length - 1];
        let number = varint(&mut table).ok_or("places end")?;
        let (count, further) = match number {
            // An alias, by a negative number or the one before it.
            _ if signed && last & 0x40 != 0 => (1, 0),
            // An alias, whose number follows.
            0 if kind != SIGNED => {
                varint(&mut table).ok_or("places end")?;
                (1, 0)
            }
            number if number & 1 == 1 => (1, number >> 1),
            number => (number >> 1, 0),
        };
        entries = entries.saturating_add(count);
        if entries > variables {
            return Err(format!("places of {entries} variables, more than there are"));
        }
        if further > 0 {
            place = place.checked_add(further).ok_or("a place too far")?;
            places.push(place);
        }
    }
    Ok(places)
}
