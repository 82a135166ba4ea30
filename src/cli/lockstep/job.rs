//! What is compared.

use super::process::Request;
use super::simulator::Simulator;
use conscycle_image::Image;
use conscycle_machine::Machine;
use conscycle_machine::signals::{REGISTERS, Values, sample_registers};

/// What is to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The RTL.
    pub simulator: &'a Simulator,
    /// The program, for the machine in `image.config`.
    pub image: &'a Image,
    /// The comparison ends after this many cycles.
    pub cycles: Option<u64>,
    /// The cycles at whose beginning the program is interrupted.
    pub interrupts: &'a [u64],
}

impl Job<'_> {
    /// The model after reset.
    pub fn machine(&self) -> Machine {
        let mut machine = self.image.machine(self.image.config);
        for &cycle in self.interrupts {
            machine.interrupt_at(cycle);
        }
        machine
    }

    /// What the RTL is asked for, besides the rows to report.
    pub fn request(&self) -> Request {
        Request { cycles: self.cycles, interrupts: self.interrupts.to_vec(), ..Request::default() }
    }
}

/// What a machine that has halted shows: its registers, and lines that nobody drives.
pub fn final_values(machine: &Machine, values: &mut Values) {
    sample_registers(machine, values);
    values[REGISTERS..].fill(0);
}
