//! The RTL agrees with the model: every signal in every cycle, and memory at the end.
//!
//! Every program and example, in both codes, on every word size, number of banks, and with latency 1
//! and 3; on one number of banks under every collector, with and without torture; then random programs.
//! `CONSCYCLE_LOCKSTEP_CYCLES=100000000` asks for more random cycles,
//! `CONSCYCLE_LOCKSTEP_LIMIT=18446744073709551615` for longer runs, with all of this on every number of
//! banks, `CONSCYCLE_LOCKSTEP_SEED` for other programs.
//!
//! Verilator is installed by `rtl-model/install.sh` if it is missing. The simulators are kept: see
//! `src/cli/lockstep/simulator.rs`.

use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use conscycle::cli::host::Host;
use conscycle::cli::lockstep::{
    Campaign, Flavour, Job, Simulator, Verdict, default_sources, describe,
};
use conscycle::firmware::{self, Dialect};
use conscycle::image::Image;
use conscycle::machine::config::{Barrier, Code, Collector, Config, Given};
use conscycle::machine::ports::Halt;
use conscycle::machine::probe::NoProbe;
use conscycle::machine::word::WordSize;

use crate::setting;
use crate::support::programs::{Case, examples, programs};
use crate::support::{config, in_parallel, install_verilator};

/// Cycles of a program that are compared, and of all random programs together.
const LIMIT: u64 = 100_000;
const RANDOM_CYCLES: u64 = 5_000_000;

/// Cycles of a tortured program that are compared, and collections that are to pass in so many cycles of its own. Its
/// image has only what it reaches, so that collections are short.
const TORTURED: u64 = 40_000;
const COLLECTIONS: u64 = 12;

/// Installs the tools once; a missing tool is a failure, not a test that is skipped.
static TOOLS: LazyLock<()> = LazyLock::new(install_verilator);

/// The simulator for a machine.
fn simulator(config: &Config) -> Simulator {
    LazyLock::force(&TOOLS);
    Simulator::build(&default_sources(), config, Flavour::Lockstep)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// At 64 bits, a memory that every library fits in, euler's too.
const MEMORY_64: u32 = 1 << 18;

/// A memory that the library leaves room in; one for each word size, so that few simulators are built.
fn machine(case: &Case, word: WordSize) -> Config {
    let memory = if word == WordSize::W64 { MEMORY_64 } else { config(word).memory };
    Config { memory, ..case.config(word) }
}

/// Runs a program on both; the cycles compared.
fn agree(case: &Case, config: Config) -> u64 {
    images_agree(case, &case.image(config), LIMIT)
}

/// Runs an image of a program on both, for so many cycles if nobody asks for others; the cycles compared.
fn images_agree(case: &Case, image: &Image, limit: u64) -> u64 {
    let simulator = simulator(&image.config);
    let cycles = Some(setting("CONSCYCLE_LOCKSTEP_LIMIT", limit));
    let job = Job { simulator: &simulator, image, cycles, interrupts: &case.interrupts };
    match job.run(&mut case.host()) {
        Ok(Verdict::Equal(machine)) => machine.cycle,
        Ok(Verdict::Diverged(divergence)) => panic!("{}: {}", case.name, describe(&divergence)),
        Err(error) => panic!("{}: {error}", case.name),
    }
}

/// Every program and example at one word size, on one number of banks and in one code after the other; `compare`
/// tells the cycles compared.
fn all_agree(word: WordSize, compare: impl Fn(&Case, Config) -> u64 + Sync) {
    let cycles = AtomicU64::new(0);
    let cases = programs().into_iter().chain(examples());
    let cases: Vec<Case> = cases.filter(|case| case.words().contains(&word)).collect();
    in_parallel(&cases, |case| {
        for banks in [1, 2, 4] {
            for code in Code::ALL {
                let compared = compare(case, Config { banks, code, ..machine(case, word) });
                cycles.fetch_add(compared, Ordering::Relaxed);
            }
        }
    });
    println!("{} cycles compared", cycles.into_inner());
}

/// The generational collector with every barrier.
fn generational(config: Config) -> [Config; Barrier::ALL.len()] {
    Barrier::ALL.map(|barrier| Config { collector: Collector::Generational, barrier, ..config })
}

/// Does a program run under every collector on this number of banks? On one of the three, another
/// for each program; on all of them when longer runs are asked for.
fn is_thorough(case: &Case, banks: u32) -> bool {
    let all = std::env::var_os("CONSCYCLE_LOCKSTEP_LIMIT").is_some();
    all || banks == [1, 2, 4][case.name.len() % 3]
}

/// Both latencies, and every collector.
fn memories(case: &Case, config: Config) -> u64 {
    let mut configs = vec![config, Config { latency: 3, ..config }];
    if is_thorough(case, config.banks) {
        let others = [Collector::None, Collector::MarkSweep];
        configs.extend(others.map(|collector| Config { collector, ..config }));
        configs.extend(generational(config));
    }
    configs.into_iter().map(|config| agree(case, config)).sum()
}

/// Some collections, under every collector that collects; the latency is 3 on two banks.
fn torture(case: &Case, config: Config) -> u64 {
    if !is_thorough(case, config.banks) {
        return 0;
    }
    let image = case.small_image(config);
    let mut machine = case.load(&image, Config { gc_every: u32::MAX, ..config });
    machine.run_with(&mut NoProbe, setting("CONSCYCLE_LOCKSTEP_LIMIT", TORTURED));
    let allocations = u64::from(u32::MAX - 1 - machine.memory.countdown);
    let gc_every = allocations.div_ceil(COLLECTIONS).max(1) as u32;
    let latency = if config.banks == 2 { 3 } else { 1 };
    let config = Config { gc_every, latency, ..config };
    let others = [Collector::Copying, Collector::MarkSweep];
    let others = others.map(|collector| Config { collector, ..config });
    let configs = others.into_iter().chain(generational(config));
    configs.map(|config| images_agree(case, &Image { config, ..image.clone() }, TORTURED)).sum()
}

#[test]
fn programs_agree_at_16_bits() {
    all_agree(WordSize::W16, memories);
}

#[test]
fn programs_agree_at_32_bits() {
    all_agree(WordSize::W32, memories);
}

/// On one design, as the width is all that differs: that of 32 bits is tried on others.
#[test]
fn programs_agree_at_64_bits() {
    let cases = programs().into_iter().chain(examples());
    let cases: Vec<Case> = cases.filter(|case| case.runs_at(WordSize::W64)).collect();
    in_parallel(&cases, |case| {
        for code in Code::ALL {
            agree(case, Config { code, ..machine(case, WordSize::W64) });
        }
    });
}

#[test]
fn tortured_programs_agree_at_16_bits() {
    all_agree(WordSize::W16, torture);
}

#[test]
fn tortured_programs_agree_at_32_bits() {
    all_agree(WordSize::W32, torture);
}

#[test]
fn examples_agree_in_a_larger_memory() {
    for case in examples() {
        for code in Code::ALL {
            agree(&case, Config { memory: 1 << 20, code, ..case.config(WordSize::W32) });
        }
    }
}

/// The nursery of a small heap is a quarter of it, or with pages empty; in a larger one an eighth.
#[test]
fn a_small_heap_agrees() {
    let case = Case::bare("(cons 1 (cons 2 (cons 3 nil)))");
    let config = Config { memory: 1 << 12, ..case.config(WordSize::W16) };
    let others = [Collector::None, Collector::Copying, Collector::MarkSweep];
    let others = others.map(|collector| Config { collector, ..config });
    for config in others.into_iter().chain(generational(config)) {
        agree(&case, config);
    }
}

/// The reader, the compiler and the printer of mal, with the host's answers.
#[test]
fn a_program_in_mal_agrees() {
    Code::ALL.into_iter().for_each(mal_agrees);
}

fn mal_agrees(code: Code) {
    let config = Config { memory: 1 << 17, code, ..Dialect::Mal.config() };
    let image = firmware::shell(Dialect::Mal, config).expect("the shell of mal");
    let simulator = simulator(&config);
    let job = Job { simulator: &simulator, image: &image, cycles: None, interrupts: &[] };
    let program = "examples/mal/fib.mal".to_string();
    match job.run(&mut Host::ready(&[], &[program])) {
        Ok(Verdict::Equal(machine)) => assert_eq!(machine.arbiter.halt, Halt::Done),
        Ok(Verdict::Diverged(divergence)) => panic!("{}", describe(&divergence)),
        Err(error) => panic!("{error}"),
    }
}

/// The same of euler, with its library, its compiler and numbers of all types.
#[test]
fn a_program_in_euler_agrees() {
    let config = Config { memory: MEMORY_64, ..Dialect::Euler.config() };
    let image = firmware::shell(Dialect::Euler, config).expect("the shell of euler");
    let simulator = simulator(&config);
    let job = Job { simulator: &simulator, image: &image, cycles: None, interrupts: &[] };
    let program = "tests/euler/lockstep.scm".to_string();
    match job.run(&mut Host::ready(&[], &[program])) {
        Ok(Verdict::Equal(machine)) => assert_eq!(machine.arbiter.halt, Halt::Done),
        Ok(Verdict::Diverged(divergence)) => panic!("{}", describe(&divergence)),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn random_programs_agree() {
    random_agree(1, Given::default());
}

#[test]
fn random_programs_agree_at_64_bits() {
    let (word, banks, memory) = (Some(WordSize::W64), Some(4), Some(MEMORY_64));
    random_agree(5, Given { word, banks, memory, ..Given::default() });
}

/// Random programs on machines with these parameters, a part of all cycles.
fn random_agree(part: u64, given: Given) {
    let wanted = setting("CONSCYCLE_LOCKSTEP_CYCLES", RANDOM_CYCLES) / part;
    let seed = setting("CONSCYCLE_LOCKSTEP_SEED", 1);
    LazyLock::force(&TOOLS);
    let mut campaign = Campaign::new(default_sources(), seed).with(given);
    while campaign.cycles < wanted {
        let program = campaign.next_program().unwrap_or_else(|error| panic!("{error}"));
        match campaign.compare(&program) {
            Ok(None) => {}
            Ok(Some(divergence)) => {
                panic!("{}: {}\n{}", program.name(), describe(&divergence), program.text)
            }
            Err(error) => panic!("{}: {error}", program.name()),
        }
    }
    println!("{} programs, {} cycles", campaign.programs, campaign.cycles);
}

#[test]
fn the_sources_have_no_lint() {
    LazyLock::force(&TOOLS);
    let status = Command::new("make").args(["-s", "-C", "rtl-model", "lint"]).status();
    assert!(status.expect("make can be run").success(), "make -C rtl-model lint");
}
