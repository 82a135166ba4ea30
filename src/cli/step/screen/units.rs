//! The units: the state of each FSM, who acts and who waits.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::colours::{self, dim, strong};
use super::pane::Content;
use conscycle_machine::Machine;
use conscycle_machine::ports::Channel;
use conscycle_machine::ports::{Extent, Unit};
use conscycle_machine::signals::{TABLES, unit_state};
use conscycle_machine::units::memory::{Memory, Operation};

/// What a unit does in this cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It has the token.
    Acts,
    /// It gets the token again from the one that acts.
    Waits,
    Idle,
}

/// A unit and its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: &'static str,
    pub short: &'static str,
    pub state: String,
    pub role: Role,
    /// The unit whose colour it has; memory and console have none.
    pub unit: Option<Unit>,
}

/// Looks at all of them: those that can hold the token, then memory and console.
pub fn gather(machine: &Machine) -> Vec<Row> {
    let (holders, others) = TABLES.split_at(Unit::ALL.len());
    let holders = holders.iter().zip(Unit::ALL).skip(1).map(|(table, unit)| Row {
        name: table.name,
        short: table.short,
        state: match unit {
            Unit::FetchObject => fetch(machine),
            Unit::Alu => alu(machine),
            unit => table.states[unit_state(machine, unit)].name.to_string(),
        },
        role: role(machine, unit),
        unit: Some(unit),
    });
    let others = others.iter().rev().map(|table| Row {
        name: table.name,
        short: table.short,
        state: if table.name == Memory::TABLE.name { memory(machine) } else { console(machine) },
        role: Role::Idle,
        unit: None,
    });
    holders.chain(others).collect()
}

fn role(machine: &Machine, unit: Unit) -> Role {
    let arbiter = &machine.arbiter;
    let waiting = match arbiter.owner {
        owner if owner.serves() => Some(arbiter.back),
        Unit::Sweeper => Some(arbiter.evaluator),
        _ => None,
    };
    if arbiter.owner == unit {
        Role::Acts
    } else if waiting == Some(unit) {
        Role::Waits
    } else {
        Role::Idle
    }
}

fn fetch(machine: &Machine) -> String {
    let fetch = &machine.fetch_object;
    let what = match fetch.extent {
        Extent::OBJECT => "object".to_string(),
        extent => format!("{} words", extent.words()),
    };
    format!("{:#x} {what}", fetch.address.0)
}

fn alu(machine: &Machine) -> String {
    match machine.alu.count {
        0 => "-".to_string(),
        left => format!("Divide, {left} left"),
    }
}

/// The request of the cycle before.
fn memory(machine: &Machine) -> String {
    let bus = &machine.memory.bus;
    match bus.operation {
        Operation::None => "-".to_string(),
        operation => {
            let grant = if bus.grant { "" } else { " (waits)" };
            format!("{} {:#x} {}{grant}", operation.name(), bus.address.0, bus.count)
        }
    }
}

fn console(machine: &Machine) -> String {
    let console = &machine.console;
    match (console.output, console.input) {
        (Some((Channel::Console, byte)), _) => format!("out {}", byte.escape_ascii()),
        (Some((Channel::Host, byte)), _) => format!("asks {}", byte.escape_ascii()),
        (None, Some(byte)) => format!("in {}", byte.escape_ascii()),
        _ if console.closed => "ended".to_string(),
        _ if console.waiting => "waits for input".to_string(),
        _ => "-".to_string(),
    }
}

/// The units in as few columns as the height allows: `>` acts, `.` waits for the one that acts.
pub fn content(rows: &[Row], width: usize, height: usize) -> Content {
    let columns = if height >= rows.len() || width < 30 { 1 } else { 2 };
    let column = width / columns;
    let long = column >= 32;
    let count = rows.len().div_ceil(columns);
    let lines = (0..count).map(|line| {
        let cells = (0..columns).filter_map(|at| rows.get(at * count + line));
        Line::from(cells.flat_map(|row| cell(row, column, long)).collect::<Vec<Span>>())
    });
    Content { title: "units".to_string(), lines: lines.collect(), ..Content::default() }
}

fn cell(row: &Row, width: usize, long: bool) -> [Span<'static>; 3] {
    let (mark, style) = match row.role {
        Role::Acts => ('>', strong()),
        Role::Waits => ('.', Style::new()),
        Role::Idle => (' ', dim()),
    };
    let name =
        if long { format!("{mark}{:<13}", row.name) } else { format!("{mark}{:<6}", row.short) };
    let room = width.saturating_sub(name.len() + 1);
    let state: String = row.state.chars().take(room).collect();
    let rest = " ".repeat(room - state.chars().count() + 1);
    let state_style = match (row.role, row.unit) {
        (Role::Acts, Some(unit)) => colours::unit(unit).patch(strong()),
        _ => style,
    };
    [Span::styled(name, style), Span::styled(state, state_style), Span::raw(rest)]
}
