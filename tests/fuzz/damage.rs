//! What can happen to a valid input.

use std::fmt;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// Texts that stand for much in some format, or are at the end of what a number can be.
const TOKENS: &[&str] = &[
    "0",
    "-1",
    "32768",
    "65536",
    "4294967295",
    "18446744073709551616",
    "1e400",
    "99999999999999999999999999999999",
    "\0",
    "\u{fffd}",
    "é",
    "\n",
    "\"",
    "\\",
    "#",
    "(",
    ")",
    "[",
    "}",
    "{\"\":",
    ";",
    "'",
    ".",
    "null",
    "#\\",
    "$",
];

/// One change; what it is about is at a place in the input, and of a length.
#[derive(Debug, Clone)]
enum Damage {
    Flip {
        at: Index,
        bit: u8,
    },
    Cut {
        at: Index,
        length: usize,
    },
    End {
        at: Index,
    },
    Repeat {
        at: Index,
        length: usize,
        times: usize,
    },
    /// Of an input, this one or another, a part is put somewhere.
    Splice {
        from: Index,
        at: Index,
        length: usize,
        to: Index,
    },
    Insert {
        at: Index,
        token: &'static str,
    },
    /// A run of digits, the next behind this place, is another number.
    Number {
        at: Index,
        token: &'static str,
    },
}

/// Mostly a few bytes, sometimes many.
fn length() -> impl Strategy<Value = usize> {
    prop_oneof![4 => 1..8usize, 2 => 8..100usize, 1 => 100..5000usize]
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    let token = || prop::sample::select(TOKENS);
    // Nesting that is deep, not an input that is large.
    let times = prop_oneof![8 => 1..10usize, 1 => 1000..20_000usize];
    prop_oneof![
        (at(), 0..8u8).prop_map(|(at, bit)| Damage::Flip { at, bit }),
        (at(), length()).prop_map(|(at, length)| Damage::Cut { at, length }),
        at().prop_map(|at| Damage::End { at }),
        (at(), length(), times).prop_map(|(at, length, times)| Damage::Repeat {
            at,
            length,
            times: if length < 8 { times } else { times.min(10) },
        }),
        (at(), at(), length(), at()).prop_map(|(from, at, length, to)| Damage::Splice {
            from,
            at,
            length,
            to
        }),
        (at(), token()).prop_map(|(at, token)| Damage::Insert { at, token }),
        (at(), token()).prop_map(|(at, token)| Damage::Number { at, token }),
    ]
}

impl Damage {
    fn apply(&self, input: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        let size = input.len();
        let within = |at: &Index| at.index(size + 1);
        match self {
            Damage::Flip { at, bit } => {
                if let Some(byte) = input.get_mut(within(at)) {
                    *byte ^= 1 << bit;
                }
            }
            Damage::Cut { at, length } => {
                let at = within(at);
                input.drain(at..size.min(at + length));
            }
            Damage::End { at } => input.truncate(within(at)),
            Damage::Repeat { at, length, times } => {
                let at = within(at);
                let part = input[at..size.min(at + length)].repeat(*times);
                input.splice(at..at, part);
            }
            Damage::Splice { from, at, length, to } => {
                let seed = &seeds[from.index(seeds.len())];
                let at = at.index(seed.len() + 1);
                let part = seed[at..seed.len().min(at + length)].to_vec();
                let to = within(to);
                input.splice(to..to, part);
            }
            Damage::Insert { at, token } => {
                let at = within(at);
                input.splice(at..at, token.bytes());
            }
            Damage::Number { at, token } => {
                let at = within(at);
                let is_digit = |byte: &u8| byte.is_ascii_digit();
                let Some(start) = input[at..].iter().position(is_digit) else { return };
                let start = at + start;
                let digits = input[start..].iter().take_while(|byte| is_digit(byte)).count();
                input.splice(start..start + digits, token.bytes());
            }
        }
    }
}

/// What is read; shown as text.
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "\"{}\"", self.0.escape_ascii())
    }
}

/// One of these inputs, damaged.
pub fn damaged(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Bytes> {
    assert!(!seeds.is_empty(), "there is something to damage");
    (any::<Index>(), prop::collection::vec(damage(), 1..6)).prop_map(move |(seed, damages)| {
        let mut input = seeds[seed.index(seeds.len())].clone();
        damages.iter().for_each(|damage| damage.apply(&mut input, &seeds));
        Bytes(input)
    })
}

/// Numbers at the ends of what a field may have.
const NUMBERS: &[u64] =
    &[0, 1, 2, 3, 255, 256, 0x7fff, 0x8000, 0xffff, 1 << 16, 1 << 24, u32::MAX as u64, u64::MAX];

/// Of a long list, that of memory before all, only so many items are looked at.
const SOME: usize = 32;

/// A JSON value in which some numbers are others, and lists are shorter: all else is as it was.
pub fn altered(value: Value) -> impl Strategy<Value = Value> {
    let number = prop_oneof![prop::sample::select(NUMBERS), 0..2048u64];
    prop::collection::vec((any::<Index>(), number), 1..5).prop_map(move |changes| {
        let mut value = value.clone();
        for (at, number) in changes {
            let mut left = at.index(leaves(&value).max(1));
            alter(&mut value, &mut left, number);
        }
        value
    })
}

/// How many numbers there are, and lists.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Number(_) => 1,
        Value::Array(items) => 1 + items.iter().take(SOME).map(leaves).sum::<usize>(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 0,
    }
}

/// Changes the number or the list behind so many others. Has it been found?
fn alter(value: &mut Value, left: &mut usize, number: u64) -> bool {
    match value {
        Value::Number(_) | Value::Array(_) if *left == 0 => {
            match value {
                Value::Array(items) => items.truncate(items.len().min(number as usize)),
                _ => *value = number.into(),
            }
            true
        }
        Value::Number(_) => {
            *left -= 1;
            false
        }
        Value::Array(items) => {
            *left -= 1;
            items.iter_mut().take(SOME).any(|item| alter(item, left, number))
        }
        Value::Object(fields) => fields.values_mut().any(|field| alter(field, left, number)),
        _ => false,
    }
}

/// The files of a folder with this ending, none of them longer than `most` bytes.
pub fn files(folder: &str, ending: &str, most: usize) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of the seeds")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    let files = paths.iter().map(|path| std::fs::read(path).expect("a readable file"));
    let files: Vec<Vec<u8>> = files.filter(|file| file.len() <= most).collect();
    assert!(files.len() > 1, "the seeds are where they were");
    files
}
