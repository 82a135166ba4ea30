//! The SystemVerilog package with the model's numbers: units, straps, states, types, primitives, traps.
//!
//! An enumeration's values have the numbers of the model, and names with a prefix of their own, so
//! that none of them collide in one package.

use std::fmt::Write as _;

use conscycle_machine::config::{RESERVE_LEAST, RESERVE_PART};
use conscycle_machine::frame::ReturnState;
use conscycle_machine::layout::PAGES;
use conscycle_machine::notes;
use conscycle_machine::object::{self, FunctionKind, OBJECTS, SymbolKind, Type, fixed};
use conscycle_machine::ports::{Halt, Unit};
use conscycle_machine::primitives::{
    Class, Fault, Operand, PRIMITIVES, PrimitiveInfo, SPECIAL_FORMS,
};
use conscycle_machine::signals::{STATES, TABLES, UNIT_STATES};
use conscycle_machine::units::{eval, eval_args, fpu, memory, note, sweeper};
use conscycle_machine::word::{Word, WordSize};
use conscycle_machine::{ROOTS, root_names};

use crate::straps;

/// The name of a generated file's maker, for its first lines.
pub(super) const NOTICE: &str = "Generated from the model's tables: cargo xtask bless rtl";

/// The units' module names, by number; the first is the arbiter's own state.
pub const UNIT_MODULES: [&str; Unit::ALL.len()] = {
    let mut modules = [""; Unit::ALL.len()];
    let mut unit = 0;
    while unit < modules.len() {
        modules[unit] = TABLES[unit].name;
        unit += 1;
    }
    modules
};

/// An enumeration that registers are of.
pub struct Enumeration {
    /// The names of its values, from 0 on.
    pub names: &'static [&'static str],
    /// Its type.
    pub kind: &'static str,
    /// What stands before a value's name.
    pub prefix: &'static str,
    about: &'static str,
}

/// The enumerations that registers are of, but for their states.
pub const ENUMERATIONS: [Enumeration; 15] = [
    of(&Unit::NAMES, "unit_e", "Unit", "Who holds the token."),
    of(&Halt::NAMES, "halt_e", "Halt", "Why the machine has stopped."),
    of(&eval::Sink::NAMES, "sink_e", "Sink", "What eval does with a value."),
    of(&eval_args::Purpose::NAMES, "purpose_e", "Purpose", "What follows when operands are saved."),
    of(&sweeper::Cause::NAMES, "cause_e", "Cause", "Why a collection began."),
    of(&sweeper::Kind::NAMES, "kind_e", "Kind", "What a collection collects."),
    of(&sweeper::Source::NAMES, "source_e", "Source", "Where the sweeper looks for pointers."),
    of(&memory::Operation::NAMES, "memory_op_e", "Mem", "A request on the memory port."),
    of(&ReturnState::NAMES, "return_state_e", "Ret", "Where evaluation goes on."),
    of(&Fault::NAMES, "trap_e", "Trap", "A fault's code."),
    of(&notes::NoteKind::NAMES, "note_kind_e", "Note", "What is noted in a CONS."),
    of(&notes::Operation::NAMES, "operation_e", "Op", "What is computed without a frame."),
    of(&notes::Role::NAMES, "role_e", "Role", "What a cell is looked at as."),
    of(&note::Place::NAMES, "place_e", "Place", "Which operand is being looked at."),
    of(&fpu::Operation::NAMES, "float_operation_e", "Float", "What fpu computes."),
];

const fn of(
    names: &'static [&'static str],
    kind: &'static str,
    prefix: &'static str,
    about: &'static str,
) -> Enumeration {
    Enumeration { names, kind, prefix, about }
}

/// The package's text.
pub fn text() -> String {
    let mut text = format!(
        "// {NOTICE}\n\
         //\n\
         // The numbers that the machine's two descriptions share.\n\
         package conscycle_gen_pkg;\n\n  import cc_config_pkg::*;\n"
    );
    machine(&mut text);
    states(&mut text);
    floats(&mut text);
    objects(&mut text);
    tables(&mut text);
    roots(&mut text);
    text.push_str("\nendpackage\n");
    text
}

/// Bits that hold every number below `count`.
pub fn width_of(count: usize) -> u32 {
    (count as u32 - 1).max(1).ilog2() + 1
}

/// An enumeration whose values are `prefix` and a name, numbered from 0.
pub(super) fn enumeration(
    text: &mut String,
    about: &str,
    kind: &str,
    prefix: &str,
    names: &[&str],
) {
    enumeration_of(text, about, kind, width_of(names.len()), prefix, names);
}

/// As [`enumeration`], in the width of a header's subtype.
fn subtypes(text: &mut String, about: &str, kind: &str, prefix: &str, names: &[&str]) {
    enumeration_of(text, about, kind, 3, prefix, names);
}

fn enumeration_of(
    text: &mut String,
    about: &str,
    kind: &str,
    width: u32,
    prefix: &str,
    names: &[&str],
) {
    let _ = writeln!(text, "\n  // {about}");
    let _ = writeln!(text, "  typedef enum logic [{}:0] {{", width - 1);
    for (number, name) in names.iter().enumerate() {
        let comma = if number + 1 == names.len() { "" } else { "," };
        let _ = writeln!(text, "    {prefix}{name} = {width}'d{number}{comma}");
    }
    let _ = writeln!(text, "  }} {kind};");
}

/// A constant of the machine; its user chooses the width.
fn constant(text: &mut String, name: &str, value: u32) {
    let _ = writeln!(text, "  localparam int {name} = {value};");
}

/// A constant that the word size decides.
fn by_word(text: &mut String, name: &str, value: fn(WordSize) -> u32) {
    let [at16, at32, at64] = WordSize::ALL.map(value);
    let _ = writeln!(
        text,
        "  localparam int {name} = (WordBits == 16) ? {at16} : (WordBits == 32) ? {at32} : {at64};"
    );
}

/// Where a field of a header stands, and its width, which the word size decides.
fn field(text: &mut String, name: &str, place: fn(WordSize) -> (u32, u32)) {
    let [(at16, bits16), (at32, bits32)] = [WordSize::W16, WordSize::W32].map(place);
    let _ = writeln!(text, "  localparam int {name}At = (WordBits == 16) ? {at16} : {at32};");
    let _ = writeln!(text, "  localparam int {name}Bits = (WordBits == 16) ? {bits16} : {bits32};");
}

fn machine(text: &mut String) {
    for known in &ENUMERATIONS {
        enumeration(text, known.about, known.kind, known.prefix, known.names);
    }
    straps::declarations(text);
    text.push_str("\n  // The multiplier and the divider.\n");
    by_word(text, "ProductCycles", WordSize::product_cycles);
    by_word(text, "SkipsZeros", |size| size.skips_zeros().into());
    text.push_str("\n  // Pages of memory, of the barrier that protects them.\n");
    constant(text, "NumPages", PAGES);
    text.push_str("\n  // Words that are kept for the handler of an out-of-memory trap.\n");
    let _ = writeln!(
        text,
        "  localparam int Reserve = (2**AddressBits > {}) ? 2**AddressBits / {RESERVE_PART} : {RESERVE_LEAST};",
        RESERVE_PART * RESERVE_LEAST
    );
}

fn states(text: &mut String) {
    for (unit, names) in UNIT_MODULES.iter().zip(UNIT_STATES) {
        if names.len() > 1 {
            enumeration(
                text,
                &format!("The FSM of {unit}."),
                &format!("{unit}_state_e"),
                "St",
                names,
            );
        }
    }
    text.push_str("\n  // The number of each unit's first state among the states of all units.\n");
    let mut first = 0;
    for (unit, names) in UNIT_MODULES.iter().zip(UNIT_STATES) {
        constant(text, &format!("FirstState{}", camel(unit)), first);
        first += names.len() as u32;
    }
    constant(text, "NumStates", STATES.len() as u32);
}

fn floats(text: &mut String) {
    text.push_str("\n  // Bits of a quotient or a root of floats, in all and in a cycle.\n");
    constant(text, "FloatDigits", fpu::DIGITS);
    constant(text, "FloatDigitsAtOnce", fpu::DIGITS_AT_ONCE);
    text.push_str(
        "\n  // Words of a float, of its object, of a BIGNUM with its bits; none if a fetch has no room.\n  \
         localparam int FloatWords = 64 / WordBits;\n  \
         localparam int FloatObjectWords = (FloatWords + 2) / 2 * 2;\n  \
         localparam int FloatDigitsWords = (FloatWords + 3) / 2 * 2;\n  \
         localparam bit HasFloats = FloatWords < 4;\n",
    );
}

fn objects(text: &mut String) {
    let types = Type::ALL.map(|kind| format!("{kind:?}"));
    let names = types.each_ref().map(String::as_str);
    enumeration(text, "Bits 4:1 of a header.", "type_e", "Type", &names);
    text.push_str("\n  // Headers.\n");
    let types = Type::ALL.into_iter().zip(OBJECTS);
    let (alone, divided): (Vec<_>, Vec<_>) =
        types.partition(|(_, object)| object.subtypes.is_empty());
    for (kind, _) in alone {
        constant(text, &format!("Header{kind:?}"), object::header(kind, 0).low());
    }
    for (kind, object) in divided {
        for (subtype, name) in object.subtypes.iter().enumerate() {
            let head = object::header(kind, subtype as u32);
            constant(text, &format!("Header{kind:?}{}", camel(name)), head.low());
        }
    }
    let kinds = SymbolKind::ALL.map(|kind| format!("{kind:?}"));
    let names = kinds.each_ref().map(String::as_str);
    subtypes(text, "The subtype of a SYMBOL.", "symbol_kind_e", "Sym", &names);
    let kinds = FunctionKind::ALL.map(|kind| format!("{kind:?}"));
    let names = kinds.each_ref().map(String::as_str);
    subtypes(text, "The subtype of a FUNCTION.", "function_kind_e", "Fun", &names);
    text.push_str("\n  // Objects at fixed addresses.\n");
    let fixed = [
        ("AddrNil", 0),
        ("AddrFalse", fixed::FALSE.address()),
        ("AddrTrue", fixed::TRUE.address()),
        ("AddrUnbound", fixed::UNBOUND.address()),
        ("AddrBegin", fixed::BEGIN.address()),
        ("AddrRib", fixed::RIB.address()),
        ("AddrChars", fixed::CHARS.address()),
        ("AddrEnd", fixed::END),
    ];
    for (name, value) in fixed {
        constant(text, name, value);
    }
    text.push_str(
        "\n  // Words that fetch_object gathers for an object with this type number.\n  \
         function automatic logic [2:0] fetched_words(logic [3:0] type_number);\n    \
         unique case (type_number)\n",
    );
    for number in 0..16 {
        let header = Word(number << 1 | 1);
        let words = WordSize::ALL.map(|size| format!("3'd{}", object::fetched_words(header, size)));
        let [at_16, at_32, at_64] = &words;
        let words = if words.iter().all(|words| words == at_16) {
            at_16.clone()
        } else {
            format!("(WordBits == 16) ? {at_16} : (WordBits == 32) ? {at_32} : {at_64}")
        };
        let _ = writeln!(text, "      4'd{number}: fetched_words = {words};");
    }
    text.push_str("      default: fetched_words = 3'd4;\n    endcase\n  endfunction\n");
    text.push_str(
        "\n  // How many words of an object, with its header, are looked at for pointers; not of a \
         VECTOR.\n  function automatic logic [2:0] tagged_fields(type_e kind);\n    \
         unique case (kind)\n",
    );
    for kind in Type::ALL {
        let fields = object::tagged_fields(object::header(kind, 0));
        let _ = writeln!(text, "      Type{kind:?}: tagged_fields = 3'd{fields};");
    }
    text.push_str("      default: tagged_fields = 3'd0;\n    endcase\n  endfunction\n");
    text.push_str("\n  // The collectors' bits of a header.\n");
    constant(text, "BitRemembered", sweeper::REMEMBERED.ilog2());
    constant(text, "BitMark", sweeper::MARK.ilog2());
    constant(text, "BitField", sweeper::FIELD);
    constant(text, "CollectorBits", sweeper::COLLECTOR as u32);
    text.push_str(
        "\n  // Of notes, in the header of a CONS; of a FUNCTION; the last four in that of a SYMBOL_OBJECT.\n",
    );
    constant(text, "BitPart", notes::PART.ilog2());
    constant(text, "NoteAt", notes::KIND);
    field(text, "Epoch", notes::epoch_field);
    field(text, "ArityEpoch", notes::arity_epoch_field);
    constant(text, "BitCallable", notes::CALLABLE.ilog2());
    constant(text, "BitPinned", notes::PINNED.ilog2());
    constant(text, "BitVolatile", notes::VOLATILE.ilog2());
    constant(text, "BitBound", notes::BOUND.ilog2());
    text.push_str(
        "\n  // Of what is computed: from below its operation and its operands, after the tag.\n",
    );
    constant(text, "OperationBits", notes::OPERATION_BITS);
}

fn tables(text: &mut String) {
    let special: Vec<String> =
        SPECIAL_FORMS.iter().map(|info| format!("{:?}", info.form)).collect();
    let names: Vec<&str> = special.iter().map(String::as_str).collect();
    enumeration(text, "Special forms.", "special_e", "Spec", &names);
    text.push('\n');
    constant(text, "NumSpecials", SPECIAL_FORMS.len() as u32);
    text.push_str("\n  // Primitives.\n  typedef enum logic [7:0] {\n");
    for (number, info) in PRIMITIVES.iter().enumerate() {
        let comma = if number + 1 == PRIMITIVES.len() { "" } else { "," };
        let _ = writeln!(text, "    Prim{:?} = 8'd{number}{comma}", info.opcode);
    }
    text.push_str("  } primitive_e;\n\n");
    constant(text, "NumPrimitives", PRIMITIVES.len() as u32);
    let classes = Class::ALL.map(|class| format!("{class:?}"));
    let names = classes.each_ref().map(String::as_str);
    enumeration(text, "Where a primitive runs.", "class_e", "Class", &names);
    function(text, "Where it runs.", "class_e primitive_class", "ClassData", |info| {
        Some(format!("Class{:?}", info.class))
    });
    function(
        text,
        "The fewest operands in registers.",
        "logic [1:0] primitive_min",
        "2'd0",
        |info| Some(format!("2'd{}", info.min.min(3))),
    );
    function(
        text,
        "The most operands, if there is a most for those in registers.",
        "logic [1:0] primitive_max",
        "2'd0",
        |info| info.max.filter(|&max| max <= 3).map(|max| format!("2'd{max}")),
    );
    function(text, "Is there such a most?", "logic primitive_has_max", "1'b1", |info| {
        info.max.is_none_or(|max| max > 3).then(|| "1'b0".to_string())
    });
    let about = "Are its last operands in the operand list, as they are more than registers?";
    function(text, about, "logic primitive_listed", "1'b0", |info| {
        info.opcode.has_listed().then(|| "1'b1".to_string())
    });
    let first = |info: &PrimitiveInfo| match info.operands[0] {
        Operand::Object(kind) => Some(kind),
        Operand::Any | Operand::Integer | Operand::Number => None,
    };
    function(
        text,
        "Must the first operand be an object of one type?",
        "logic primitive_object",
        "1'b0",
        |info| first(info).map(|_| "1'b1".to_string()),
    );
    function(text, "That type.", "type_e primitive_type", "TypeNil", |info| {
        first(info).map(|kind| format!("Type{kind:?}"))
    });
    let about = "Is the object of the first operand looked into, if it is a pointer?";
    function(text, about, "logic primitive_looks", "1'b0", |info| {
        let looks = info.class == Class::Data && info.opcode.looks_into_object();
        looks.then(|| "1'b1".to_string())
    });
}

/// A function of a primitive's number: one row for each value that is not the default, with the
/// primitives that have it.
fn function(
    text: &mut String,
    about: &str,
    declaration: &str,
    default: &str,
    value: impl Fn(&PrimitiveInfo) -> Option<String>,
) {
    let name = declaration.rsplit(' ').next().unwrap_or_default();
    let _ =
        writeln!(text, "\n  // {about}\n  function automatic {declaration}(logic [7:0] number);");
    text.push_str("    unique case (number)\n");
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for info in PRIMITIVES {
        let Some(value) = value(info).filter(|value| value != default) else { continue };
        let label = format!("Prim{:?}", info.opcode);
        match rows.iter_mut().find(|(known, _)| *known == value) {
            Some((_, labels)) => labels.push(label),
            None => rows.push((value, vec![label])),
        }
    }
    for (value, labels) in rows {
        for (i, chunk) in labels.chunks(3).enumerate() {
            let start = if i == 0 { "      " } else { ",\n      " };
            let _ = write!(text, "{start}{}", chunk.join(", "));
        }
        let _ = writeln!(text, ": {name} = {value};");
    }
    let _ = writeln!(text, "      default: {name} = {default};\n    endcase\n  endfunction");
}

fn roots(text: &mut String) {
    text.push('\n');
    constant(text, "NumRoots", ROOTS);
    let names: Vec<String> = root_names().iter().map(|path| camel(path)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let about = "The registers that hold tagged words, by the number of the sweeper's root port.";
    // In the width of the sweeper's register, which counts to their number.
    let width = width_of(names.len() + 1);
    enumeration_of(text, about, "root_e", width, "Root", &names);
    let _ = writeln!(text, "\n  typedef logic [{}:0] root_t;", width - 1);
}

/// `EvalArgsX` of `eval_args.x`.
pub fn camel(path: &str) -> String {
    let parts = path.split(['.', '_', '-']).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (first, rest) = part.split_at(1);
            format!("{}{rest}", first.to_uppercase())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_machine::signals::SIGNALS;
    use std::collections::HashSet;

    #[test]
    fn every_root_is_a_signal_and_has_a_name_of_its_own() {
        let mut names = HashSet::new();
        for path in root_names() {
            assert!(SIGNALS.iter().any(|signal| signal.path() == path), "{path} is no signal");
            assert!(names.insert(camel(&path)), "{path} stands twice");
        }
        assert_eq!(names.len() as u32, ROOTS);
    }

    #[test]
    fn names_in_the_package_are_unique() {
        let text = text();
        let mut seen = HashSet::new();
        for line in text.lines() {
            let Some((name, _)) = line.trim().split_once(" = ") else { continue };
            let declares = !name.contains(['(', ',', ':']) && line.starts_with("    ");
            let name = name.rsplit(' ').next().unwrap_or_default();
            if (declares && !line.contains(';')) || line.contains("localparam") {
                assert!(seen.insert(name.to_string()), "{name} stands twice");
            }
        }
        assert!(seen.len() > 300, "{} names", seen.len());
        assert!(text.lines().all(|line| line.len() <= 100));
    }
}
