//! The transitions of the units' FSMs in the manual's own words: a row of a state's table, and the
//! terms that it uses, name the states that may follow.

use std::collections::{BTreeMap, BTreeSet};

use conscycle::machine::units::table::Table;

use super::text::cycle;

/// The transitions that the manual allows a unit's FSM, by the positions of the states.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Diagram {
    /// From a state to the one that the unit goes on in.
    pub edges: BTreeSet<(usize, usize)>,
    /// States in which others set the unit going.
    pub entries: BTreeSet<usize>,
}

/// Reads a unit's section of the manual, and its table.
pub fn diagram(table: &Table, manual: &str) -> Diagram {
    let heading = format!("\n### unit: {}\n", table.name);
    let (_, section) = manual.split_once(&heading).expect("the unit has a section");
    let section = section.split("\n##").next().unwrap_or_default();
    let terms = terms(section);
    let further = further_rows(section);
    let mut diagram = Diagram::default();
    for (from, state) in table.states.iter().enumerate() {
        let mut text = cycle(state.text);
        text += further.get(state.name).map_or("", String::as_str);
        let text = expanded(text, &terms);
        for (to, next) in table.states.iter().enumerate() {
            if follows(&text, next.name) && from != to {
                diagram.edges.insert((from, to));
            }
        }
    }
    let reached: BTreeSet<usize> = diagram.edges.iter().map(|&(_, to)| to).collect();
    let commands = commands(manual);
    diagram.entries = (0..table.states.len())
        .filter(|&state| {
            state == 0 || !reached.contains(&state) || uses(commands, table.states[state].name)
        })
        .collect();
    diagram
}

/// What the manual says of commands and of the resuming of frames, which set units going.
fn commands(manual: &str) -> &str {
    let (_, rest) = manual.split_once("\n### 5.3 ").expect("a section on commands");
    rest.split_once("\n### 5.5 ").expect("a section after them").0
}

/// Does the text say that the unit goes on in this state?
fn follows(text: &str, state: &str) -> bool {
    ["-> ", "`state` := ", "fetch_list "].iter().any(|before| {
        text.match_indices(&format!("{before}{state}")).any(|(at, found)| {
            !text[at + found.len()..].starts_with(|next: char| next.is_alphanumeric())
        })
    })
}

/// The terms that a section defines in the items of its lists, with what they stand for.
fn terms(section: &str) -> BTreeMap<String, String> {
    let mut items: Vec<String> = Vec::new();
    for line in section.lines() {
        if let Some(item) = line.strip_prefix("- ") {
            items.push(item.to_string());
        } else if let (true, Some(item)) = (line.starts_with("  "), items.last_mut()) {
            *item += " ";
            *item += line.trim();
        } else {
            items.push(String::new());
        }
    }
    let named = items.into_iter().filter_map(|item| {
        let name = match item.strip_prefix("**") {
            Some(bold) => bold.split("**").next()?.to_lowercase(),
            None => {
                let name = item.trim_start_matches('"');
                name.split(['(', ':', ',', ' ']).next()?.to_string()
            }
        };
        (!name.is_empty()).then_some((name, item))
    });
    named.collect()
}

/// What further tables say of a state: those whose last column's heading ends in its name.
fn further_rows(section: &str) -> BTreeMap<&str, String> {
    let mut rows: BTreeMap<&str, String> = BTreeMap::new();
    let mut state = "";
    for line in section.lines() {
        let Some(row) = line.strip_prefix("| ") else {
            if !line.starts_with("|-") {
                state = "";
            }
            continue;
        };
        let last = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        if state.is_empty() {
            state = last.rsplit(' ').next().unwrap_or_default();
        } else {
            let text = rows.entry(state).or_default();
            *text += " ";
            *text += last;
        }
    }
    rows.remove("cycle");
    rows
}

/// The text with what its terms stand for behind it, and what theirs do.
fn expanded(mut text: String, terms: &BTreeMap<String, String>) -> String {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    loop {
        let lower = text.to_lowercase();
        let next =
            terms.iter().find(|(name, _)| !used.contains(name.as_str()) && uses(&lower, name));
        let Some((name, meaning)) = next else { return text };
        used.insert(name);
        text += " ";
        text += meaning;
    }
}

/// Does the text have the term as words of its own?
fn uses(text: &str, term: &str) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '`');
    text.match_indices(term).any(|(at, found)| {
        !text[..at].ends_with(is_word) && !text[at + found.len()..].starts_with(is_word)
    })
}
