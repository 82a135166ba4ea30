//! Labels for circular data, as R7RS writes them: an object that leads back to itself is written once,
//! behind `#0=`, and then as `#0#`.

use std::collections::HashMap;

use conscycle_machine::object::{Type, type_number};
use conscycle_machine::units::memory::Memory;
use conscycle_machine::word::{Word, WordSize};

/// The objects that get labels, and those that have got one.
#[derive(Debug, Default)]
pub struct Labels {
    numbers: HashMap<u32, Option<usize>>,
    given: usize,
}

/// What is written in the place of an object.
#[derive(Debug, PartialEq, Eq)]
pub enum Label {
    /// The object, without a label.
    None,
    /// The object behind its label.
    First(usize),
    /// The label.
    Again(usize),
}

enum Step {
    Enter(Word),
    /// The elements of the VECTOR at an address, from one on.
    Elements(u32, u32),
    Leave(u32),
}

impl Labels {
    /// Follows cars before cdrs, and elements in their order, down to `most` objects: whatever leads to
    /// an object on the way to it makes that object have a label.
    pub fn find(memory: &Memory, size: WordSize, word: Word, most: usize) -> Labels {
        let mut labels = Labels::default();
        // Is the object on the way?
        let mut met: HashMap<u32, bool> = HashMap::new();
        let mut steps = vec![Step::Enter(word)];
        // No word of memory is an element twice, unless lengths in it are wrong.
        let mut elements = memory.words().len();
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(address) => {
                    met.insert(address, false);
                }
                Step::Elements(address, index) => {
                    let length = size.integer(memory.read(address.wrapping_add(1)));
                    if i64::from(index) < length && met.len() <= most && elements > 0 {
                        elements -= 1;
                        steps.push(Step::Elements(address, index + 1));
                        let element = memory.read(address.wrapping_add(2).wrapping_add(index));
                        steps.push(Step::Enter(element));
                    }
                }
                Step::Enter(word) => {
                    let Some(kind) = compound(memory, word) else { continue };
                    match met.get(&word.address()) {
                        Some(true) => {
                            labels.numbers.insert(word.address(), None);
                            continue;
                        }
                        Some(false) => continue,
                        None if met.len() >= most => continue,
                        None => met.insert(word.address(), true),
                    };
                    steps.push(Step::Leave(word.address()));
                    if kind == Type::Vector {
                        steps.push(Step::Elements(word.address(), 0));
                    } else {
                        steps.push(Step::Enter(memory.read(word.address().wrapping_add(2))));
                        steps.push(Step::Enter(memory.read(word.address().wrapping_add(1))));
                    }
                }
            }
        }
        labels
    }

    /// Is the object to be written with a label?
    pub fn has(&self, word: Word) -> bool {
        self.numbers.contains_key(&word.address())
    }

    /// What is to be written here, the next number given if it is the first time.
    pub fn next(&mut self, word: Word) -> Label {
        match self.numbers.get_mut(&word.address()) {
            None => Label::None,
            Some(Some(number)) => Label::Again(*number),
            Some(number) => {
                *number = Some(self.given);
                self.given += 1;
                Label::First(self.given - 1)
            }
        }
    }
}

/// Is this a CONS or a VECTOR?
fn compound(memory: &Memory, word: Word) -> Option<Type> {
    let header = if word.is_pointer() { memory.read(word.address()) } else { return None };
    let kind = Type::from_number(type_number(header)).filter(|_| header.is_immediate());
    kind.filter(|kind| matches!(kind, Type::Cons | Type::Vector))
}
