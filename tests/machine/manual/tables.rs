//! The manual's generated blocks.

use conscycle::machine::object::Type;
use conscycle::machine::ports::Halt;
use conscycle::machine::primitives::{Fault, Operand, PRIMITIVES, PrimitiveInfo, SPECIAL_FORMS};
use conscycle::machine::signals::{STATES, TABLES, state_number};
use conscycle::machine::units::memory::Operation;

use super::costs::{self, PRIMITIVE_FIGURES, SPECIAL_FIGURES};

/// The blocks' names and what they hold.
pub fn blocks() -> Vec<(String, String)> {
    [
        ("specials", specials()),
        ("primitives", primitives()),
        ("traps", traps()),
        ("example", example("(+ 1 2)")),
    ]
    .map(|(name, block)| (name.to_string(), block))
    .into()
}

fn figures(
    table: &'static [(&'static str, &'static [costs::Figure])],
    name: &str,
) -> &'static [costs::Figure] {
    let row = table.iter().find(|(known, _)| *known == name);
    row.unwrap_or_else(|| panic!("{name} has no figure")).1
}

/// `|` separates columns.
pub fn escape(text: &str) -> String {
    text.replace('|', "\\|")
}

fn primitives() -> String {
    let mut text = "| number | names | operands | class | cycles | value |\n".to_string();
    text += "|---|---|---|---|---|---|\n";
    for (number, info) in PRIMITIVES.iter().enumerate() {
        let names: Vec<String> = info.names.iter().map(|name| format!("`{name}`")).collect();
        let name = info.names[0];
        let cycles = costs::cell(figures(PRIMITIVE_FIGURES, name), |program| {
            costs::of_primitive(name, program)
        });
        let class = info.class.name();
        let (names, operands) = (names.join(", "), operands(info));
        let summary = escape(info.summary);
        text += &format!("| {number} | {names} | {operands} | {class} | {cycles} | {summary} |\n");
    }
    text
}

/// How many, and what the first must be.
fn operands(info: &PrimitiveInfo) -> String {
    let count = match info.max {
        None => format!("{} or more", info.min),
        Some(max) if max == info.min => max.to_string(),
        Some(max) => format!("{} to {max}", info.min),
    };
    let shown = &info.operands[..info.max.unwrap_or(1).min(3) as usize];
    if shown.iter().all(|&operand| operand == Operand::Any) {
        return count;
    }
    let types: Vec<&str> = shown.iter().map(|&operand| kind(operand)).collect();
    match info.max {
        None => format!("{count}, each {}", types[0]),
        Some(_) => format!("{count}: {}", types.join(", ")),
    }
}

fn kind(operand: Operand) -> &'static str {
    match operand {
        Operand::Any => "any",
        Operand::Integer => "immediate",
        Operand::Number => "number",
        Operand::Object(kind) => Type::name(kind),
    }
}

fn specials() -> String {
    let mut text =
        "| number | name | syntax | cycles | value |\n|---|---|---|---|---|\n".to_string();
    for (number, info) in SPECIAL_FORMS.iter().enumerate() {
        let cycles = costs::cell(figures(SPECIAL_FIGURES, info.name), |program| {
            costs::of_special(number as u32, program)
        });
        let syntax: Vec<String> =
            info.syntax.split(" or ").map(|form| format!("`{form}`")).collect();
        let (name, syntax, summary) = (info.name, syntax.join(" or "), escape(info.summary));
        text += &format!("| {number} | `{name}` | {syntax} | {cycles} | {summary} |\n");
    }
    text
}

fn traps() -> String {
    let mut text = "| code | cause | in words |\n|---|---|---|\n".to_string();
    for trap in &Fault::ALL[1..] {
        let code = *trap as u32;
        text += &format!("| {code} | {} | {} |\n", Fault::NAMES[code as usize], trap.message());
    }
    text
}

/// The state of every cycle, and what is on the memory port in it.
pub fn example(program: &str) -> String {
    let mut machine = costs::entered(program);
    let mut text = "```\ncycle  state                     memory port\n".to_string();
    while machine.arbiter.halt == Halt::Running {
        let unit = TABLES[machine.arbiter.owner as usize].name;
        let state = format!("{unit}.{}", STATES[state_number(&machine) as usize]);
        machine.tick();
        let bus = &machine.memory.bus;
        let port = match bus.operation {
            Operation::None => String::new(),
            operation => format!("{} of {} words", Operation::NAMES[operation as usize], bus.count),
        };
        text += format!("{:>5}  {state:<25} {port}", machine.cycle).trim_end();
        text += "\n";
    }
    text + "```\n"
}
