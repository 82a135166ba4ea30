//! Cycles as a waveform: a column for each, a row for a signal.

use conscycle::machine::ports::Unit;
use conscycle::machine::units::memory::Operation;
use conscycle::observe::gtkw::colour;
use conscycle::observe::picture::svg::{Anchor, Svg};

use super::Cycle;

/// The pictures of the page.
pub const PICTURES: [&str; 3] = ["call", "operands", "sum"];

const LEFT: f64 = 96.0;
const COLUMN: f64 = 44.0;
const ROW: f64 = 28.0;
/// A state's name is written at a slant above its column.
const HEAD: f64 = 104.0;

/// What a row shows of a cycle.
type Shown = fn(&Cycle) -> String;

const ROWS: [(&str, Shown); 5] = [
    ("eval.expr", |cycle| cycle.expression.clone()),
    ("apply.x", |cycle| cycle.operand.clone()),
    ("eval.local0", |cycle| cycle.local.clone()),
    ("clink.value", |cycle| cycle.value.clone()),
    ("memory", |cycle| match cycle.operation {
        Operation::None => String::new(),
        Operation::Read => "read".to_string(),
        Operation::Write => "write".to_string(),
        Operation::Allocate => "alloc".to_string(),
    }),
];

fn style() -> String {
    let mut style = "text { font: 11px sans-serif; fill: #222 }
.paper { fill: #fff }
.name { font-weight: bold }
.number { fill: #666; font-size: 10px }
.lane { fill: #f3f3f3; stroke: #999 }
.read { fill: #dce6fa; stroke: #999 }
.alloc, .write { fill: #fadcd2; stroke: #999 }
.grid { stroke: #ddd }"
        .to_string();
    for unit in Unit::ALL {
        // SVG has the X11 names without numbers; those with one are darker or lighter.
        style += &format!("\n.{} {{ fill: {} }}", unit.name(), rgb(colour(unit)));
    }
    style
}

/// The colours that the filters of waveforms use.
fn rgb(name: &str) -> &'static str {
    match name {
        "RoyalBlue3" => "#3a5fcd",
        "gray35" => "#595959",
        "SeaGreen" => "#2e8b57",
        "OrangeRed3" => "#cd3700",
        "maroon" => "#b03060",
        "DarkOrchid3" => "#9a32cd",
        "DeepPink3" => "#cd1076",
        "goldenrod4" => "#8b6914",
        "cyan4" => "#008b8b",
        "red" => "#ff0000",
        "DarkGreen" => "#006400",
        "DarkOliveGreen" => "#556b2f",
        "sienna4" => "#8b4726",
        "VioletRed4" => "#8b2252",
        "SteelBlue4" => "#36648b",
        _ => "#000000",
    }
}

/// The cycles, one beside the other.
pub fn draw(cycles: &[&Cycle]) -> String {
    let width = LEFT + COLUMN * cycles.len() as f64 + 76.0;
    let height = HEAD + ROW * (ROWS.len() + 1) as f64 + 24.0;
    let (first, last) = (cycles[0].number, cycles[cycles.len() - 1].number);
    let title = format!("Cycles {first} to {last}");
    let about = "A waveform: the state of the machine, registers as Lisp, and the memory port.";
    let mut svg = Svg::new(width, height, &title, about, &style());
    let x = |at: usize| LEFT + COLUMN * at as f64;
    for (at, cycle) in cycles.iter().enumerate() {
        svg.line("grid", (x(at), HEAD - 4.0), (x(at), height - 20.0));
        svg.text("number", Anchor::Start, x(at) + 2.0, height - 8.0, &cycle.number.to_string());
        svg.rect(cycle.unit.name(), x(at) + 1.0, HEAD, COLUMN - 2.0, ROW - 8.0);
        svg.slanted(cycle.unit.name(), (x(at) + 14.0, HEAD - 6.0), -45.0, cycle.state);
    }
    svg.text("name", Anchor::End, LEFT - 8.0, HEAD + 14.0, "state");
    for (row, (name, shown)) in ROWS.iter().enumerate() {
        let y = HEAD + ROW * (row + 1) as f64;
        svg.text("name", Anchor::End, LEFT - 8.0, y + 14.0, name);
        let mut at = 0;
        while at < cycles.len() {
            let value = shown(cycles[at]);
            let mut end = at + 1;
            // What the port does is a matter of each cycle.
            while *name != "memory" && end < cycles.len() && shown(cycles[end]) == value {
                end += 1;
            }
            if !value.is_empty() {
                let class = if *name == "memory" { value.as_str() } else { "lane" };
                let length = COLUMN * (end - at) as f64;
                svg.with_hint(&value, |svg| {
                    svg.rect(class, x(at) + 1.0, y, length - 2.0, ROW - 8.0);
                    let text = short(&value, length);
                    svg.text("value", Anchor::Start, x(at) + 5.0, y + 14.0, &text);
                });
            }
            at = end;
        }
    }
    svg.finish()
}

/// As much of a text as there is room for.
fn short(text: &str, length: f64) -> String {
    let room = ((length - 10.0) / 6.2) as usize;
    if text.chars().count() <= room {
        return text.to_string();
    }
    let begin: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{begin}…")
}
