//! The pictures of the units' FSMs, `docs/fsm/UNIT.svg`: what they show is read from their identifiers.
//! Graphviz lays a picture out, when it is drawn anew.
//!
//! A state is the group `UNIT.State`, of the class `entry` if others set the unit going in it; a transition
//! is the group `UNIT.State-State`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use conscycle::machine::ports::Unit;
use conscycle::machine::units::table::Table;
use conscycle::observe::gtkw::colour;

use crate::support::conversation;

/// What a picture shows, by the numbers of the unit's states.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// The states in which others set the unit going.
    pub entries: BTreeSet<usize>,
    /// The transitions.
    pub edges: BTreeSet<(usize, usize)>,
}

/// Where the picture of a unit is.
pub fn path(table: &Table) -> PathBuf {
    PathBuf::from("docs/fsm").join(format!("{}.svg", table.name))
}

/// How the manual shows it.
pub fn link(table: &Table) -> String {
    format!("![The states of {0} and the transitions between them](fsm/{0}.svg)", table.name)
}

impl Picture {
    /// Draws it: an SVG.
    pub fn draw(&self, table: &Table, unit: Unit) -> String {
        assert!(
            Command::new("dot").arg("-V").output().is_ok(),
            "Graphviz draws the units' FSMs anew: its command dot is not installed"
        );
        let svg = conversation(Command::new("dot").arg("-Tsvg"), &self.graph(table, unit));
        // Without the version of Graphviz and the title that a browser would show everywhere.
        let mut lines: Vec<&str> = Vec::new();
        let mut is_comment = false;
        for line in svg.lines() {
            is_comment |= line.starts_with("<!--");
            if !is_comment && line != format!("<title>{}</title>", table.name) {
                lines.push(line);
            }
            is_comment &= !line.ends_with("-->");
        }
        lines.join("\n") + "\n"
    }

    /// The same in Graphviz's language.
    fn graph(&self, table: &Table, unit: Unit) -> String {
        let (name, colour) = (table.name, colour(unit));
        let mut text = format!(
            "digraph \"{name}\" {{\n\
             bgcolor=white; ranksep=0.35; nodesep=0.22;\n\
             node [shape=box, style=\"filled,rounded\", fillcolor={colour}, color={colour}, \
             fontcolor=white, fontname=Helvetica, fontsize=11, height=0.32, margin=\"0.12,0.05\"];\n\
             edge [color=gray25, arrowsize=0.6, penwidth=0.9];\n"
        );
        for (number, state) in table.states.iter().enumerate() {
            let entry = if self.entries.contains(&number) {
                ", class=entry, color=black, penwidth=3"
            } else {
                ""
            };
            let state = state.name;
            let _ = writeln!(text, "{state} [id=\"{name}.{state}\"{entry}];");
        }
        for &(from, to) in &self.edges {
            let [from, to] = [from, to].map(|state| table.states[state].name);
            let _ = writeln!(text, "{from} -> {to} [id=\"{name}.{from}-{to}\"];");
        }
        text + "}\n"
    }

    /// Reads what an SVG shows, which must have all of the unit's states, and nothing else.
    pub fn read(svg: &str, table: &Table) -> Picture {
        let number = |name: &str| {
            let state = table.states.iter().position(|state| state.name == name);
            state.unwrap_or_else(|| panic!("{} has no state {name}", table.name))
        };
        let mut picture = Picture::default();
        let mut states = BTreeSet::new();
        for group in svg.split("<g id=\"").skip(1) {
            let (id, rest) = group.split_once('"').expect("an identifier");
            let id = id.replace("&#45;", "-");
            let Some(id) = id.strip_prefix(&format!("{}.", table.name)) else { continue };
            if let Some((from, to)) = id.split_once('-') {
                picture.edges.insert((number(from), number(to)));
            } else {
                states.insert(number(id));
                if rest.starts_with(" class=\"node entry\"") {
                    picture.entries.insert(number(id));
                }
            }
        }
        assert_eq!(
            states.len(),
            table.states.len(),
            "the picture of {} has all states",
            table.name
        );
        picture
    }
}
