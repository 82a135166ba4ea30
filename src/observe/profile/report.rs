//! The counts of a run, ready to be shown. Every list of cycles has all cycles of the run in it, and
//! every list of words all words that it has allocated.

use serde::Serialize;

use super::ProfileProbe;
use super::tree::Cost;
use crate::functions::SourcePlace;
use conscycle_machine::Machine;
use conscycle_machine::object::Type;
use conscycle_machine::ports::Unit;
use conscycle_machine::primitives::PRIMITIVES;
use conscycle_machine::signals::{STATES, UNIT_STATES};

/// The name that stands for the sweeper on top of a stack.
pub const SWEEPER: &str = "(sweeper)";

/// Where a run's cycles and words went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Cycles of the run.
    pub cycles: u64,
    /// Words allocated.
    pub words: u64,
    /// By function, the most cycles first. Their own cycles and those of the sweeper are all.
    pub functions: Vec<FunctionRow>,
    /// By what the machine did.
    pub activities: Vec<Row>,
    /// By unit.
    pub units: Vec<UnitRow>,
    /// By state.
    pub states: Vec<Row>,
    /// By primitive; not all cycles, but those from the dispatch of a primitive to its value.
    pub primitives: Vec<PrimitiveRow>,
    /// By type, and the unit that asked.
    pub allocations: Vec<AllocationRow>,
    /// By stack, in the order in which they were first seen.
    #[serde(skip)]
    pub stacks: Vec<Stack>,
}

/// A function's part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FunctionRow {
    /// What it is called: a symbol that it is bound to, or what it is.
    pub name: String,
    /// Where its body stands in its source, if it comes from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<SourcePlace>,
    /// How often its body was entered.
    pub calls: u64,
    /// Cycles in its own code, primitives included.
    pub self_cycles: u64,
    /// Cycles of the sweeper, which its own code asked for.
    pub sweeper_cycles: u64,
    /// The two, and those of all functions that it called.
    pub total_cycles: u64,
    /// Words that its own code has allocated, primitives included.
    pub self_words: u64,
    /// The same, and those of all functions that it called.
    pub total_words: u64,
}

/// Cycles by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The state, or the activity.
    pub name: &'static str,
    /// The cycles that it took.
    pub cycles: u64,
}

/// A unit's cycles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitRow {
    /// The unit.
    pub name: &'static str,
    /// Cycles in which it held the token.
    pub cycles: u64,
    /// Those of them in which its write or allocation was not granted.
    pub stalled_cycles: u64,
}

/// A primitive's applications.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrimitiveRow {
    /// Its name in the core dialect.
    pub name: &'static str,
    /// How often it was applied.
    pub applications: u64,
    /// The cycles of all applications, each from its dispatch to its value.
    pub cycles: u64,
}

/// Objects of a type that a unit has allocated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AllocationRow {
    /// The objects' type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The unit that asked for them.
    pub unit: &'static str,
    /// How many objects.
    pub objects: u64,
    /// The words of all of them.
    pub words: u64,
}

/// Functions that wait for each other, the top level first.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// Numbers in `functions` of [`Profile`].
    pub functions: Vec<usize>,
    /// What the last of them has cost there.
    pub cost: Cost,
}

/// Drops what has no cycles, and puts the most first.
fn sorted<T>(rows: impl Iterator<Item = T>, cycles: impl Fn(&T) -> u64) -> Vec<T> {
    let mut rows: Vec<T> = rows.filter(|row| cycles(row) > 0).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(cycles(row)));
    rows
}

impl ProfileProbe<'_> {
    /// The profile of the run up to now.
    pub fn report(&mut self, machine: &Machine) -> Profile {
        self.settle(machine.cycle);
        let (functions, stacks) = self.functions();
        let units = self.units();
        Profile {
            cycles: self.states.iter().sum(),
            words: self.allocated.iter().flatten().map(|allocated| allocated.words).sum(),
            functions,
            activities: self.activities(machine, &units),
            states: sorted(
                STATES.into_iter().zip(self.states).map(|(name, cycles)| Row { name, cycles }),
                |row| row.cycles,
            ),
            primitives: sorted(
                PRIMITIVES.iter().zip(&self.primitives).map(|(info, applied)| PrimitiveRow {
                    name: info.names[0],
                    applications: applied.count,
                    cycles: applied.cycles,
                }),
                |row| row.cycles,
            ),
            units: sorted(units.into_iter(), |row| row.cycles),
            allocations: self.allocations(),
            stacks,
        }
    }

    fn functions(&self) -> (Vec<FunctionRow>, Vec<Stack>) {
        let all = self.calls.functions.all();
        let costs = self.tree.by_function(all.len());
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse((costs[i].0.cycles, costs[i].1.cycles)));
        let rows = order.iter().map(|&i| {
            let (own, total) = &costs[i];
            FunctionRow {
                name: all[i].name.clone(),
                place: all[i].place.clone(),
                calls: own.calls,
                self_cycles: own.cycles,
                sweeper_cycles: own.sweeper_cycles,
                total_cycles: total.cycles + total.sweeper_cycles,
                self_words: own.words,
                total_words: total.words,
            }
        });
        let mut row_of = vec![0; all.len()];
        for (row, &function) in order.iter().enumerate() {
            row_of[function] = row;
        }
        let stacks = self.tree.nodes().iter().enumerate().map(|(node, seen)| Stack {
            functions: self.tree.path(node as u32).iter().map(|&i| row_of[i as usize]).collect(),
            cost: seen.cost,
        });
        (rows.collect(), stacks.collect())
    }

    /// Every unit, in the order of the numbers.
    fn units(&self) -> Vec<UnitRow> {
        let mut first = 0;
        let units = Unit::NAMES.into_iter().zip(UNIT_STATES).zip(self.stalls);
        units
            .map(|((name, states), stalled_cycles)| {
                let states = first..first + states.len();
                first = states.end;
                UnitRow { name, cycles: self.states[states].iter().sum(), stalled_cycles }
            })
            .collect()
    }

    fn activities(&self, machine: &Machine, units: &[UnitRow]) -> Vec<Row> {
        let swept = units[Unit::Sweeper as usize].cycles;
        let read = units[Unit::FetchObject as usize].cycles;
        let stalls: u64 = units.iter().map(|unit| unit.stalled_cycles).sum();
        let stalls = stalls - units[Unit::Sweeper as usize].stalled_cycles;
        let collected = machine.collections.figures(machine.cycle).cycles;
        let all: u64 = self.states.iter().sum();
        let rows = [
            ("reading memory", read),
            ("stalls: a write or an allocation not granted", stalls),
            ("collections", collected),
            ("the sweeper outside collections", swept - collected),
            ("steps of the evaluator", all - read - stalls - swept),
        ];
        sorted(rows.map(|(name, cycles)| Row { name, cycles }).into_iter(), |row| row.cycles)
    }

    fn allocations(&self) -> Vec<AllocationRow> {
        let rows = Unit::NAMES.into_iter().zip(&self.allocated).flat_map(|(unit, types)| {
            types.iter().enumerate().map(move |(number, allocated)| AllocationRow {
                kind: Type::from_number(number as u32).map_or("?", Type::name),
                unit,
                objects: allocated.objects,
                words: allocated.words,
            })
        });
        sorted(rows, |row| row.words)
    }
}
