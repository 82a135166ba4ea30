//! Random programs on random machines, compared with the RTL: reproducible from a number.

use std::path::PathBuf;

use super::compare::Verdict;
use super::job::Job;
use super::locate::Divergence;
use super::simulator::{Flavour, Simulator, design};
use crate::cli::failure::Failure;
use crate::cli::host::Host;
use crate::cli::interrupt::Interrupt;
use crate::cli::load::build;
use crate::cli::options::{MachineOptions, Parameters};
use conscycle_firmware::Dialect;
use conscycle_image::random::{self, Numbers};
use conscycle_machine::config::{Barrier, Collector, Config, Given, PARAMETERS};
use conscycle_machine::parameter::Parameter;
use conscycle_machine::word::WordSize;

/// No random program is followed for longer.
const LONGEST: u64 = 50_000;

/// Banks, and a small memory or none. It is filled without torture, and its parts have other sizes; a
/// program that does not fit it gets the large one.
const SHAPES: [(u32, Option<u32>); 4] = [(1, None), (2, None), (4, None), (4, Some(1 << 13))];

/// The large memory: one for each word size, as other tests have it, so that few simulators are built.
fn large(word: WordSize) -> u32 {
    if word == WordSize::W16 { 1 << 16 } else { 1 << 17 }
}

/// The options of machines for random programs, which may ask for no library.
///
/// # Errors
/// A [`Failure`] if they do.
pub fn without_library(machine: MachineOptions) -> Result<MachineOptions, Failure> {
    match machine.dialect.filter(|dialect| *dialect != Dialect::Bare) {
        None => Ok(machine),
        Some(dialect) => Err(Failure::Plain(format!(
            "--dialect {}: random programs know no library; leave it out",
            dialect.name()
        ))),
    }
}

/// A random program and its machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The number that it is made from.
    pub seed: u64,
    /// Its text.
    pub text: String,
    /// The machine.
    pub config: Config,
    /// The cycles at whose beginning it is interrupted.
    pub interrupts: Vec<u64>,
}

impl Program {
    /// The program of a number, on a machine with these options where there are any.
    ///
    /// # Errors
    /// A [`Failure`] if the machine's options do not fit together.
    pub fn new(seed: u64, machine: &MachineOptions) -> Result<Program, Failure> {
        let mut numbers = Numbers::new(seed);
        let (banks, small) = numbers.pick(&SHAPES);
        let drawn = draw(&mut numbers);
        let memory = large(drawn.word);
        let base = Config { banks, memory, barrier: Barrier::default(), ..drawn };
        let memory = small.unwrap_or(memory);
        let base = Config { collector: machine.fitting(drawn.collector), ..base };
        let config = machine.apply(Config { memory, ..base })?;
        let tape = numbers.tape();
        let text = if seed.is_multiple_of(3) {
            random::program_with_rows(&tape, config.word)
        } else {
            random::program_for(&tape, config.word)
        };
        let fits = memory == base.memory || build("", &text, config, Dialect::Bare).is_ok();
        let config = if fits { config } else { machine.apply(base)? };
        let config = match config.collector {
            Collector::Generational => {
                Config { barrier: machine.barrier().unwrap_or(drawn.barrier), ..config }
            }
            _ => config,
        };
        let interrupts = interrupts(&mut Numbers::new(!seed));
        Ok(Program { seed, text, config, interrupts })
    }

    /// What a report calls it.
    pub fn name(&self) -> String {
        format!("random program {}", self.seed)
    }
}

/// The parameters that are chosen one by one. The barrier comes first, so that the programs keep their
/// numbers.
fn draw(numbers: &mut Numbers) -> Config {
    let (barrier, rest): (Vec<&Parameter>, Vec<&Parameter>) = PARAMETERS
        .iter()
        .filter(|parameter| !parameter.tried.is_empty())
        .partition(|parameter| parameter.name == "barrier");
    let mut given = Given::default();
    for parameter in barrier.into_iter().chain(rest) {
        (parameter.give)(&mut given, numbers.pick(parameter.tried));
    }
    given.over(Config::default())
}

/// The sizes of words that are drawn.
fn words() -> impl Iterator<Item = WordSize> {
    let row = PARAMETERS.iter().find(|parameter| parameter.name == "word");
    let mut numbers = row.map_or(Vec::new(), |row| row.tried.to_vec());
    numbers.dedup();
    numbers.into_iter().map(move |number| {
        let mut given = Given::default();
        if let Some(row) = row {
            (row.give)(&mut given, number);
        }
        given.over(Config::default()).word
    })
}

/// Some programs are interrupted, early enough for most of them.
fn interrupts(numbers: &mut Numbers) -> Vec<u64> {
    let count = numbers.pick(&[0, 0, 1, 2]);
    (0..count).map(|_| 1 + numbers.pick(&[0, 500, 2_000]) + numbers.below(500)).collect()
}

/// A sequence of random programs, one after the other.
#[derive(Debug)]
pub struct Campaign {
    sources: PathBuf,
    next: u64,
    /// Cycles that were the same.
    pub cycles: u64,
    /// Programs compared.
    pub programs: u64,
    /// What is the same on every machine.
    machine: MachineOptions,
    /// The simulators built so far.
    simulators: Vec<(Config, Simulator)>,
    interrupt: Interrupt,
}

impl Campaign {
    /// The programs from this number on.
    pub fn new(sources: PathBuf, seed: u64) -> Campaign {
        Campaign {
            sources,
            next: seed,
            cycles: 0,
            programs: 0,
            machine: MachineOptions::default(),
            simulators: Vec::new(),
            interrupt: Interrupt::never(),
        }
    }

    /// The same, whose building of simulators ends at Ctrl-C.
    pub fn until(self, interrupt: Interrupt) -> Campaign {
        Campaign { interrupt, ..self }
    }

    /// The same programs, on machines that have these options where there are any.
    pub fn on(self, machine: MachineOptions) -> Campaign {
        Campaign { machine, ..self }
    }

    /// On machines with these parameters.
    pub fn with(self, given: Given) -> Campaign {
        self.on(MachineOptions { parameters: Parameters(given), ..MachineOptions::default() })
    }

    /// The next program.
    ///
    /// # Errors
    /// A [`Failure`] if the machine's options do not fit together.
    pub fn next_program(&mut self) -> Result<Program, Failure> {
        self.next += 1;
        Program::new(self.next - 1, &self.machine)
    }

    /// Compares a program's run; the first difference, if there is one.
    ///
    /// # Errors
    /// A [`Failure`] if the RTL cannot be built or run.
    pub fn compare(&mut self, program: &Program) -> Result<Option<Box<Divergence>>, Failure> {
        let image = build(&program.name(), &program.text, program.config, Dialect::Bare)?;
        let job = Job {
            simulator: self.simulator(&program.config)?,
            image: &image,
            cycles: Some(LONGEST),
            interrupts: &program.interrupts,
        };
        match job.run(&mut Host::ready(&[], &[]))? {
            Verdict::Equal(machine) => {
                self.cycles += machine.cycle;
                self.programs += 1;
                Ok(None)
            }
            Verdict::Diverged(divergence) => Ok(Some(divergence)),
        }
    }

    /// A machine for each simulator that a program can need.
    ///
    /// # Errors
    /// A [`Failure`] if the machine's options do not fit together.
    pub fn machines(&self) -> Result<Vec<Config>, Failure> {
        let collector = self.machine.fitting(Config::default().collector);
        let mut machines: Vec<Config> = Vec::new();
        for word in words() {
            for (banks, small) in SHAPES {
                for memory in [Some(large(word)), small].into_iter().flatten() {
                    let base = Config { word, banks, memory, collector, ..Config::default() };
                    let config = self.machine.apply(base)?;
                    if machines.iter().all(|other| design(other) != design(&config)) {
                        machines.push(config);
                    }
                }
            }
        }
        Ok(machines)
    }

    /// Builds the simulator of a machine, if it is not kept yet.
    ///
    /// # Errors
    /// A [`Failure`] if the RTL cannot be built.
    pub fn build(&mut self, config: &Config) -> Result<(), Failure> {
        self.simulator(config).map(|_| ())
    }

    /// Is there a simulator for this machine already?
    pub fn is_ready(&self, config: &Config) -> bool {
        self.known(config).is_some()
    }

    fn known(&self, config: &Config) -> Option<usize> {
        self.simulators.iter().position(|(built, _)| design(built) == design(config))
    }

    fn simulator(&mut self, config: &Config) -> Result<&Simulator, Failure> {
        let known = match self.known(config) {
            Some(known) => known,
            None => {
                let (sources, flavour) = (&self.sources, Flavour::Lockstep);
                let simulator = Simulator::build_until(sources, config, flavour, &self.interrupt)?;
                self.simulators.push((*config, simulator));
                self.simulators.len() - 1
            }
        };
        Ok(&self.simulators[known].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_needs_a_simulator_that_is_not_among_all() {
        let mut presets = vec![MachineOptions::default()];
        for (name, text) in
            [("word", "64"), ("banks", "2"), ("memory", "16K"), ("barrier", "collect")]
        {
            let mut options = MachineOptions::default();
            options.set(name, text).expect("an option");
            presets.push(options);
        }
        for options in presets {
            let campaign = Campaign::new(PathBuf::new(), 1).on(options.clone());
            let mut unused = campaign.machines().expect("they fit");
            let all: Vec<_> = unused.iter().map(design).collect();
            for seed in 1..200 {
                let config = Program::new(seed, &options).expect("it fits").config;
                assert!(all.contains(&design(&config)), "{options:?}: seed {seed}: {config:?}");
                unused.retain(|other| design(other) != design(&config));
            }
            assert!(unused.is_empty(), "{options:?}: nobody needs {unused:?}");
        }
    }
}
