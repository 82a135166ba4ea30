//! clink: the control stack.
//!
//! Role: holds the top frame in registers, and the frames below it in cons cells of the one heap,
//! linked from `clink`. A push takes no cycle of its own while the top register is free; if it is
//! full, the frame in it is first written to memory ("make room"), cell by cell from the back. A
//! return to a frame in the register takes no cycle of its own either; one in memory is loaded
//! back, cell by cell from the front.
//!
//! Frames in memory are never mutated, so `clink` with a free top register is a continuation.
//! While a frame is written, `clink` stays as it was: an allocation that fails loses nothing.

pub use super::tables::clink::{Clink, State};

use crate::frame::Frame;
use crate::ports::{Command, MemoryPort, Request, Stall};
use crate::word::{NIL, Word};

impl Clink {
    /// Begins to write the top frame to memory, at the clock edge.
    #[inline(always)]
    pub fn make_room(&mut self) {
        self.state = State::SpillEnvironment;
        self.cell = NIL;
    }

    /// Begins to load a frame from memory, at the clock edge.
    #[inline(always)]
    pub fn reload(&mut self, unwinding: bool) {
        self.state = State::Reload;
        self.cell = self.clink;
        self.unwinding = unwinding;
    }

    /// Begins to load a frame from memory for a value, at the clock edge: its first cell is asked for.
    #[inline(always)]
    pub fn reload_at_once(&mut self) -> Option<Request> {
        self.reload(false);
        self.state = State::ReloadReturn;
        Some(Request::pair(self.clink))
    }

    /// Takes a frame into the free top register, at the clock edge.
    #[inline(always)]
    pub fn push(&mut self, frame: Frame, environment: Word) {
        self.top = Frame { environment, ..frame };
        self.full = true;
    }

    /// One cycle.
    ///
    /// # Errors
    /// The stall of an allocation; the state is unchanged.
    #[inline(always)]
    pub fn step(
        &mut self,
        fetched: &[Word; 4],
        port: &mut impl MemoryPort,
    ) -> Result<Command, Stall> {
        let [word, next, _, _] = *fetched;
        Ok(match self.state {
            State::SpillEnvironment => {
                self.cell = port.cons(self.top.environment, self.clink)?;
                self.stay(State::SpillValues)
            }
            State::SpillValues => {
                self.cell = port.cons(self.top.values, self.cell)?;
                self.stay(State::SpillArguments)
            }
            State::SpillArguments => {
                self.cell = port.cons(self.top.arguments, self.cell)?;
                self.stay(State::SpillOperator)
            }
            State::SpillOperator => {
                self.cell = port.cons(self.top.operator, self.cell)?;
                self.stay(State::SpillReturn)
            }
            State::SpillReturn => {
                self.clink = port.cons(self.top.state, self.cell)?;
                self.full = false;
                Command::Done
            }
            State::Reload => self.fetch(self.cell, State::ReloadReturn),
            State::ReloadReturn => {
                self.top.state = word;
                self.fetch(next, State::ReloadOperator)
            }
            State::ReloadOperator => {
                self.top.operator = word;
                self.fetch(next, State::ReloadArguments)
            }
            State::ReloadArguments => {
                self.top.arguments = word;
                self.fetch(next, State::ReloadValues)
            }
            State::ReloadValues => {
                self.top.values = word;
                self.fetch(next, State::ReloadEnvironment)
            }
            State::ReloadEnvironment => {
                self.top.environment = word;
                self.clink = next;
                self.full = true;
                if self.unwinding { Command::Unwound } else { Command::Resume }
            }
        })
    }

    #[inline(always)]
    fn stay(&mut self, next: State) -> Command {
        self.state = next;
        Command::Stay
    }

    #[inline(always)]
    fn fetch(&mut self, cell: Word, next: State) -> Command {
        self.cell = cell;
        self.state = next;
        Command::fetch_pair(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::object::CONS_HEADER;
    use crate::units::memory::{Memory, Port};

    fn frame(base: u32) -> Frame {
        Frame {
            state: Word::small(base),
            operator: Word::small(base + 1),
            arguments: Word::small(base + 2),
            values: Word::small(base + 3),
            environment: Word::small(base + 4),
        }
    }

    /// Runs to the end of a spill or reload; fetches are answered at once. Cycles taken.
    fn run(unit: &mut Clink, memory: &mut Memory) -> u32 {
        let mut fetched = [NIL; 4];
        for cycle in 1..100 {
            match unit.step(&fetched, &mut Port::<false>::new(memory)) {
                Ok(Command::Fetch { address, .. }) => {
                    fetched[0] = memory.read(address.address());
                    fetched[1] = memory.read(address.address() + 1);
                }
                Ok(Command::Stay) | Err(Stall::Busy) => {}
                Ok(Command::Done | Command::Resume) => return cycle,
                other => panic!("{other:?}"),
            }
        }
        panic!("does not end");
    }

    #[test]
    fn a_frame_in_memory_is_the_plans_list_with_the_previous_clink_at_its_end() {
        let mut memory = Memory::new(&Config::default(), &[Word(0); 16]);
        let mut unit = Clink { clink: Word(8), ..Clink::default() };
        unit.push(frame(10), Word::small(99));
        unit.make_room();
        assert_eq!(run(&mut unit, &mut memory), 5);
        assert!(!unit.full);
        let mut cell = unit.clink;
        for value in [10, 11, 12, 13, 99] {
            assert_eq!(memory.read(cell.address()), CONS_HEADER);
            assert_eq!(memory.read(cell.address() + 1), Word::small(value));
            cell = memory.read(cell.address() + 2);
        }
        assert_eq!(cell, Word(8), "the previous CLINK");
    }

    #[test]
    fn reloading_undoes_spilling_and_leaves_memory_alone() {
        let mut memory = Memory::new(&Config::default(), &[Word(0); 16]);
        let mut unit = Clink::default();
        unit.push(frame(20), Word::small(5));
        let before = unit.top;
        unit.make_room();
        run(&mut unit, &mut memory);
        let copy = memory.clone();
        unit.top = Frame::default();
        unit.reload(false);
        assert_eq!(run(&mut unit, &mut memory), 6);
        assert_eq!((unit.top, unit.clink, unit.full), (before, NIL, true));
        assert_eq!(memory, copy);
    }

    #[test]
    fn a_full_memory_loses_neither_the_frame_nor_the_chain() {
        let config = Config { memory: 1024, ..Config::default() };
        let mut memory = Memory::new(&config, &[Word(0); 1000]);
        let mut unit = Clink { clink: Word(8), ..Clink::default() };
        unit.push(frame(1), NIL);
        unit.make_room();
        let mut result = Ok(Command::Stay);
        while result == Ok(Command::Stay) {
            result = unit.step(&[NIL; 4], &mut Port::<false>::new(&mut memory));
        }
        assert_eq!(result, Err(Stall::Full));
        assert_eq!((unit.clink, unit.full), (Word(8), true));
        assert_eq!(unit.top, Frame { environment: NIL, ..frame(1) });
    }
}
