//! Colours: a state has the one that GTKWave's filters give to its unit.

use ratatui::style::{Color, Modifier, Style};

use conscycle_machine::ports::Unit;
use conscycle_machine::signals::{STATES, UNIT_STATES};
use conscycle_observe::gtkw::colour;

/// The nearest of the terminal's 256 colours to a colour that the filters use.
fn nearest(name: &str) -> Color {
    Color::Indexed(match name {
        "RoyalBlue3" => 62,
        "gray35" => 240,
        "SeaGreen" => 29,
        "OrangeRed3" => 166,
        "maroon" => 125,
        "DarkOrchid3" => 92,
        "DeepPink3" => 162,
        "goldenrod4" => 94,
        "cyan4" => 30,
        "red" => 160,
        "SteelBlue4" => 24,
        "DarkGreen" => 22,
        "DarkOliveGreen" => 58,
        "sienna4" => 95,
        "VioletRed4" => 89,
        _ => 236,
    })
}

/// White on the colour of a unit.
pub fn unit(unit: Unit) -> Style {
    Style::new().fg(Color::White).bg(nearest(colour(unit)))
}

/// The unit that a state belongs to, by the state's number.
pub fn unit_of_state(state: u32) -> Option<Unit> {
    let name = STATES.get(state as usize)?;
    let mut units = Unit::ALL.into_iter().zip(UNIT_STATES);
    units.find(|(_, states)| states.contains(name)).map(|(unit, _)| unit)
}

/// What is not the matter now.
pub fn dim() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}

/// What is to be seen first.
pub fn strong() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// The expression being evaluated.
pub fn current() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

/// A Lisp value, by what it is.
pub fn value(tag: &str) -> Style {
    match tag {
        "int" => Style::new().fg(Color::Cyan),
        "nil" => dim(),
        "CONS" => Style::new().fg(Color::Green),
        "SYMBOL" | "SYMBOL_OBJECT" => Style::new().fg(Color::Yellow),
        "FUNCTION" => Style::new().fg(Color::Magenta),
        "STRING" | "CHAR" => Style::new().fg(Color::LightRed),
        _ => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_unit_has_a_colour_of_its_own() {
        let colours: HashSet<_> = Unit::ALL.into_iter().map(|one| unit(one).bg).collect();
        assert_eq!(colours.len(), Unit::ALL.len());
        assert_eq!(unit_of_state(0), Some(Unit::Halted));
        assert_eq!(unit_of_state(1), Some(Unit::Eval));
        assert_eq!(unit_of_state(STATES.len() as u32 - 1), Some(Unit::Sweeper));
    }
}
