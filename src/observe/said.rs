//! The texts of a recording, cycle by cycle: those of the scope `lisp`, and the companions of registers
//! that hold words.

use crate::lanes::{Lanes, NO_LANES};
use crate::lisp::Follower;
use crate::lisp::bookmarks::Bookmarks;
use crate::lisp::code::EXPRESSION;
use crate::lisp::excerpt::Excerpt;
use crate::lisp::lanes::{LANES, Lanes as Texts, NAMES, companion};
use crate::lisp::text::Writer;
use crate::selection::Selection;
use conscycle_machine::Machine;
use conscycle_machine::word::Word;

/// Tells the texts of each cycle.
#[derive(Debug)]
pub struct Said<'a> {
    follower: Option<Box<Follower<'a>>>,
    /// Of recordings with companions.
    words: Option<Box<Words>>,
    none: Texts,
}

/// The companions, and the texts of `lisp` before them.
#[derive(Debug)]
struct Words {
    registers: Vec<usize>,
    /// The words whose texts these are.
    last: Lanes,
    fresh: bool,
    version: Option<u64>,
    texts: Texts,
}

impl<'a> Said<'a> {
    /// The texts of a selection.
    pub fn new(selection: &Selection, follower: Option<Follower<'a>>) -> Said<'a> {
        let registers = selection.companions();
        let words = (!registers.is_empty()).then(|| {
            let texts = Texts::new(LANES);
            Box::new(Words { registers, last: NO_LANES, fresh: true, version: None, texts })
        });
        let follower = follower.filter(|_| selection.has_lisp()).map(Box::new);
        Said { follower, words, none: Texts::new(0) }
    }

    /// At the beginning of a cycle.
    #[inline(always)]
    pub fn before(&mut self, machine: &Machine) {
        if let Some(follower) = &mut self.follower {
            follower.before(machine);
        }
    }

    /// At its end.
    #[inline(always)]
    pub fn after(&mut self, machine: &Machine) {
        if let Some(follower) = &mut self.follower {
            follower.after(machine);
        }
    }

    /// From this cycle on texts are wanted, or no longer.
    pub fn speak(&mut self, speaks: bool, machine: &Machine) {
        if let Some(follower) = &mut self.follower {
            follower.speak(speaks, machine);
        }
    }

    /// A cycle with these values begins. A companion is written when its word changes.
    #[inline(always)]
    pub fn sample(&mut self, machine: &Machine, now: &Lanes) {
        if let Some(words) = &mut self.words {
            words.sample(self.follower.as_deref(), machine, now);
        }
    }

    /// The texts of the cycle.
    #[inline(always)]
    pub fn texts(&self) -> &Texts {
        match (&self.words, &self.follower) {
            (Some(words), _) => &words.texts,
            (None, Some(follower)) => follower.lanes(),
            (None, None) => &self.none,
        }
    }

    /// Where one may want to go.
    pub fn bookmarks(&self) -> Bookmarks {
        self.follower.as_ref().map_or_else(Bookmarks::default, |it| it.bookmarks().clone())
    }
}

impl Words {
    #[inline(never)]
    fn sample(&mut self, follower: Option<&Follower>, machine: &Machine, now: &Lanes) {
        let excerpt = Excerpt::new(&machine.memory, machine.config());
        let fresh = std::mem::replace(&mut self.fresh, false);
        self.texts.turn();
        for &register in &self.registers {
            if fresh || self.last[register] != now[register] {
                self.last[register] = now[register];
                let mut writer = Writer::new(EXPRESSION);
                excerpt.write(Word(now[register]), &mut writer, &mut |_, _| {});
                if let Some(lane) = companion(register) {
                    self.texts.set(lane, &writer.finish());
                }
            }
        }
        if let Some(lanes) = follower.map(Follower::lanes)
            && self.version != Some(lanes.version())
        {
            self.version = Some(lanes.version());
            (0..NAMES.len()).for_each(|lane| self.texts.set_as(lane, lanes));
        }
    }
}
