//! The texts that recordings show beside signals, a lane each: those of the scope `lisp`, and the
//! companions of registers that hold words.

use super::text::Text;
use conscycle_machine::signals::{Kind, REGISTERS, SIGNALS};

/// The scope.
pub const LISP: &str = "lisp";

/// Its number: the cycle's.
pub const CYCLE: &str = "cycle";

/// Its texts, in the order of their lanes.
pub const NAMES: [&str; 6] = ["function", "call", "expression", "line", "value", "collection"];

/// The function that is being run.
pub const FUNCTION: usize = 0;
/// Its call, with the operands.
pub const CALL: usize = 1;
/// The expression that is being evaluated.
pub const EXPRESSION: usize = 2;
/// Where that stands: file, number and text of the line.
pub const LINE: usize = 3;
/// The call that has returned last, with its value.
pub const VALUE: usize = 4;
/// Why there is a collection, as long as it goes on.
pub const COLLECTION: usize = 5;

/// Registers that hold words, by their numbers among [`SIGNALS`].
pub const WORDS: [usize; WORD_COUNT] = {
    let (mut words, mut at, mut count) = ([0; WORD_COUNT], 0, 0);
    while at < REGISTERS {
        if let Kind::Word = SIGNALS[at].kind {
            words[count] = at;
            count += 1;
        }
        at += 1;
    }
    words
};

const WORD_COUNT: usize = {
    let (mut at, mut count) = (0, 0);
    while at < REGISTERS {
        if let Kind::Word = SIGNALS[at].kind {
            count += 1;
        }
        at += 1;
    }
    count
};

/// How many lanes there are.
pub const LANES: usize = NAMES.len() + WORDS.len();

/// The lane of a register's companion.
pub fn companion(signal: usize) -> Option<usize> {
    Some(NAMES.len() + WORDS.iter().position(|&word| word == signal)?)
}

/// The scope and the name of a lane's text.
pub fn name(lane: usize) -> (&'static str, String) {
    match NAMES.get(lane) {
        Some(name) => (LISP, (*name).to_string()),
        None => {
            let word = WORDS.get(lane - NAMES.len()).copied().unwrap_or_default();
            (SIGNALS[word].scope, format!("{}_text", SIGNALS[word].name))
        }
    }
}

/// The texts of a cycle.
#[derive(Debug, Clone)]
pub struct Lanes {
    texts: Vec<Text>,
    /// Of a text that comes again and again, what tells it from all others of its lane; 0 of others.
    numbers: [u32; LANES],
    /// Goes up with each change.
    version: u64,
    /// What it was when each text came.
    stamps: [u64; LANES],
    /// The lanes that have changed since it was this.
    changed: u128,
    since: u64,
}

const _: () = assert!(LANES <= 128, "a bit for each lane");

impl Lanes {
    /// Empty texts for the first so many lanes.
    pub fn new(count: usize) -> Lanes {
        let (texts, numbers, stamps) = (vec![Text::EMPTY; count], [0; LANES], [0; LANES]);
        Lanes { texts, numbers, version: 0, stamps, changed: 0, since: 0 }
    }

    /// A cycle begins, or ends: who looks at every cycle will want to know what changes from here on.
    #[inline(always)]
    pub const fn turn(&mut self) {
        self.since = self.version;
        self.changed = 0;
    }

    /// Of the same texts it is the same, of later ones another.
    #[inline(always)]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The text of a lane.
    #[inline(always)]
    pub fn text(&self, lane: usize) -> &Text {
        self.texts.get(lane).unwrap_or(&Text::EMPTY)
    }

    /// The number of a lane's text if it has one: another text of the lane has another. 0 if it has none.
    #[inline(always)]
    pub fn number(&self, lane: usize) -> u32 {
        self.numbers.get(lane).copied().unwrap_or_default()
    }

    /// A lane has this text from now on.
    #[inline]
    pub fn set(&mut self, lane: usize, text: &Text) {
        if self.texts.get(lane).is_some_and(|here| here != text) {
            self.change(lane, 0, text);
        }
    }

    /// A lane has this text from now on, which will come again, with a number that no other text of this
    /// lane has, and that is not 0.
    #[inline]
    pub fn set_known(&mut self, lane: usize, number: u32, text: &Text) {
        match self.number(lane) {
            0 => {
                self.set(lane, text);
                if let Some(here) = self.numbers.get_mut(lane) {
                    *here = number;
                }
            }
            here if here != number => self.change(lane, number, text),
            _ => {}
        }
    }

    /// A lane has the text that it has in `others`.
    pub fn set_as(&mut self, lane: usize, others: &Lanes) {
        match others.number(lane) {
            0 => self.set(lane, others.text(lane)),
            number => self.set_known(lane, number, others.text(lane)),
        }
    }

    #[inline(always)]
    fn change(&mut self, lane: usize, number: u32, text: &Text) {
        if let Some(here) = self.texts.get_mut(lane) {
            *here = *text;
            self.numbers[lane] = number;
            self.version += 1;
            self.stamps[lane] = self.version;
            self.changed |= 1 << lane;
        }
    }

    /// The lanes that have changed since a version.
    #[inline]
    fn changed_since(&self, version: u64) -> u128 {
        if version == self.since {
            return self.changed;
        }
        let lanes = self.stamps.iter().enumerate();
        lanes.fold(0, |all, (lane, &stamp)| all | u128::from(stamp > version) << lane)
    }
}

/// Which texts have changed since they were looked at last.
#[derive(Debug, Clone)]
pub struct Changes {
    /// A bit for each lane.
    selected: u128,
    /// The version that was looked at last; of those that are older nothing is told again.
    last: u64,
    fresh: bool,
}

impl Changes {
    /// Of these lanes; at first all of them have.
    pub fn new(selected: &[usize]) -> Changes {
        let selected = selected.iter().fold(0, |all, lane| all | 1 << lane);
        Changes { selected, last: 0, fresh: true }
    }

    /// All of them have again.
    pub fn start(&mut self) {
        self.fresh = true;
    }

    /// Can any have changed?
    #[inline(always)]
    pub fn any(&self, now: &Lanes) -> bool {
        self.fresh || self.last != now.version
    }

    /// Tells those that have: the lane and the text.
    pub fn each(&mut self, now: &Lanes, mut tell: impl FnMut(usize, &Text)) {
        let fresh = std::mem::replace(&mut self.fresh, false);
        let changed = if fresh { u128::MAX } else { now.changed_since(self.last) };
        let mut rest = changed & self.selected;
        while rest != 0 {
            let lane = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            tell(lane, now.text(lane));
        }
        self.last = now.version;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_when_it_has_changed_and_only_if_it_is_selected() {
        let mut now = Lanes::new(NAMES.len());
        let mut changes = Changes::new(&[FUNCTION, VALUE]);
        let told = |now: &Lanes, changes: &mut Changes| {
            let mut all = Vec::new();
            if changes.any(now) {
                changes.each(now, |lane, text| all.push((lane, text.as_str().to_string())));
            }
            all
        };
        let empty = || String::new();
        assert_eq!(told(&now, &mut changes), [(FUNCTION, empty()), (VALUE, empty())]);
        assert_eq!(told(&now, &mut changes), []);
        now.set(CALL, &Text::new("(f 1)"));
        now.set(VALUE, &Text::new("1"));
        assert_eq!(told(&now, &mut changes), [(VALUE, "1".to_string())]);
        now.set(VALUE, &Text::new("1"));
        assert_eq!(told(&now, &mut changes), []);
        let mut late = changes.clone();
        for (lane, text) in [(FUNCTION, "f"), (VALUE, "2")] {
            now.turn();
            now.set(lane, &Text::new(text));
            assert_eq!(told(&now, &mut changes), [(lane, text.to_string())]);
        }
        assert_eq!(told(&now, &mut late).len(), 2, "who has not looked in between");
        changes.start();
        assert_eq!(told(&now, &mut changes).len(), 2);
    }

    #[test]
    fn a_text_with_a_number_is_told_when_the_number_is_another() {
        let mut now = Lanes::new(NAMES.len());
        let mut changes = Changes::new(&[FUNCTION]);
        changes.each(&now, |_, _| {});
        for (number, text, is_told) in [(1, "", false), (2, "fib", true), (2, "fib", false)] {
            now.set_known(FUNCTION, number, &Text::new(text));
            assert_eq!(changes.any(&now), is_told, "{text}");
            changes.each(&now, |lane, told| assert_eq!((lane, told.as_str()), (FUNCTION, text)));
            assert_eq!(now.number(FUNCTION), number);
        }
        let mut copy = Lanes::new(NAMES.len());
        copy.set_as(FUNCTION, &now);
        assert_eq!((copy.number(FUNCTION), copy.text(FUNCTION).as_str()), (2, "fib"));
    }

    #[test]
    fn companions_are_those_of_registers_with_words() {
        let expr = SIGNALS.iter().position(|signal| signal.path() == "eval.expr").expect("expr");
        let lane = companion(expr).expect("a companion");
        assert_eq!(name(lane), ("eval", "expr_text".to_string()));
        assert_eq!(name(LINE), (LISP, "line".to_string()));
        assert_eq!(companion(0), None, "a state is no word");
    }
}
