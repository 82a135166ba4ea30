//! A profile as tables on a terminal.

use std::fmt::Write as _;

use conscycle_observe::picture::scale::group;
use conscycle_observe::profile::report::{Profile, Row, SWEEPER};

/// Characters of a name; longer ones are cut.
const NAME: usize = 22;

/// Characters of a place.
const PLACE: usize = 22;

/// The tables, with so many rows of each at most.
pub fn table(profile: &Profile, program: &str, rows: usize) -> String {
    let mut text = format!(
        "\n{program}: {} cycles, {} words allocated\n",
        group(profile.cycles),
        group(profile.words)
    );
    functions(&mut text, profile, rows);
    cycles(&mut text, "What the machine did", &profile.activities, profile.cycles, rows);
    units(&mut text, profile, rows);
    cycles(&mut text, "States", &profile.states, profile.cycles, rows);
    primitives(&mut text, profile, rows);
    allocations(&mut text, profile, rows);
    text
}

fn functions(text: &mut String, profile: &Profile, rows: usize) {
    let _ = writeln!(
        text,
        "\n{:<NAME$} {:<PLACE$}{:>11}{:>14}{:>6}{:>14}{:>6}{:>13}",
        "Functions", "place", "calls", "self", "%", "total", "%", "words"
    );
    let all = &profile.functions;
    for function in all.iter().take(rows) {
        let place = function.place.as_ref().map(|place| place.text()).unwrap_or_default();
        // A function without a name is named after its place, which stands beside it here.
        let name = function.name.strip_suffix(&format!(" at {place}")).unwrap_or(&function.name);
        let line = format!(
            "{:<NAME$} {:<PLACE$}{:>11}{:>14}{:>6}{:>14}{:>6}{:>13}",
            cut(name, NAME),
            cut(&place, PLACE),
            group(function.calls),
            group(function.self_cycles),
            percent(function.self_cycles, profile.cycles),
            group(function.total_cycles),
            percent(function.total_cycles, profile.cycles),
            group(function.self_words),
        );
        let _ = writeln!(text, "{line}");
    }
    let rest = || all.iter().skip(rows);
    let (others, words): (u64, u64) = rest()
        .map(|function| (function.self_cycles, function.self_words))
        .fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    let swept: u64 = all.iter().map(|function| function.sweeper_cycles).sum();
    let sums = [(more(rest().count()), others, words), (SWEEPER.to_string(), swept, 0)];
    for (name, count, words) in sums.into_iter().filter(|row| row.1 > 0) {
        let share = percent(count, profile.cycles);
        let words = if words > 0 { group(words) } else { String::new() };
        let (blank, count) = ("", group(count));
        let line = format!(
            "{name:<NAME$} {blank:<PLACE$}{blank:>11}{count:>14}{share:>6}{blank:>20}{words:>13}"
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn cycles(text: &mut String, title: &str, list: &[Row], all: u64, rows: usize) {
    let _ = writeln!(text, "\n{title:<52}{:>15}{:>8}", "cycles", "%");
    for row in list.iter().take(rows) {
        let (count, share) = (group(row.cycles), percent(row.cycles, all));
        let _ = writeln!(text, "{:<52}{count:>15}{share:>8}", row.name);
    }
    let left = list.len().saturating_sub(rows);
    if left > 0 {
        let others = list.iter().skip(rows).map(|row| row.cycles).sum();
        let (count, share) = (group(others), percent(others, all));
        let _ = writeln!(text, "{:<52}{count:>15}{share:>8}", more(left));
    }
}

fn units(text: &mut String, profile: &Profile, rows: usize) {
    let _ = writeln!(text, "\n{:<52}{:>15}{:>8}{:>15}", "Units", "cycles", "%", "stalled");
    for unit in profile.units.iter().take(rows) {
        let (count, share) = (group(unit.cycles), percent(unit.cycles, profile.cycles));
        let stalled = group(unit.stalled_cycles);
        let _ = writeln!(text, "{:<52}{count:>15}{share:>8}{stalled:>15}", unit.name);
    }
    let left = profile.units.len().saturating_sub(rows);
    if left > 0 {
        let others = profile.units.iter().skip(rows).map(|unit| unit.cycles).sum();
        let (count, share) = (group(others), percent(others, profile.cycles));
        let _ = writeln!(text, "{:<52}{count:>15}{share:>8}", more(left));
    }
}

fn primitives(text: &mut String, profile: &Profile, rows: usize) {
    if profile.primitives.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{:<38}{:>14}{:>15}{:>8}{:>8}",
        "Primitives", "applications", "cycles", "%", "each"
    );
    for row in profile.primitives.iter().take(rows) {
        let (count, share) = (group(row.cycles), percent(row.cycles, profile.cycles));
        let each = row.cycles as f64 / row.applications.max(1) as f64;
        let applications = group(row.applications);
        let _ =
            writeln!(text, "{:<38}{applications:>14}{count:>15}{share:>8}{each:>8.1}", row.name);
    }
    let left = profile.primitives.len().saturating_sub(rows);
    if left > 0 {
        let rest = || profile.primitives.iter().skip(rows);
        let applications = group(rest().map(|row| row.applications).sum());
        let others = rest().map(|row| row.cycles).sum();
        let (count, share) = (group(others), percent(others, profile.cycles));
        let _ = writeln!(text, "{:<38}{applications:>14}{count:>15}{share:>8}", more(left));
    }
}

fn allocations(text: &mut String, profile: &Profile, rows: usize) {
    if profile.allocations.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{:<38}{:>14}{:>15}{:>8}",
        "Allocations, by type and unit", "objects", "words", "%"
    );
    for row in profile.allocations.iter().take(rows) {
        let name = format!("{} by {}", row.kind, row.unit);
        let (objects, words) = (group(row.objects), group(row.words));
        let share = percent(row.words, profile.words);
        let _ = writeln!(text, "{name:<38}{objects:>14}{words:>15}{share:>8}");
    }
    let left = profile.allocations.len().saturating_sub(rows);
    if left > 0 {
        let rest = || profile.allocations.iter().skip(rows);
        let objects = group(rest().map(|row| row.objects).sum());
        let others = rest().map(|row| row.words).sum();
        let (words, share) = (group(others), percent(others, profile.words));
        let _ = writeln!(text, "{:<38}{objects:>14}{words:>15}{share:>8}", more(left));
    }
}

fn more(left: usize) -> String {
    format!("({left} more)")
}

fn percent(part: u64, all: u64) -> String {
    format!("{:.1}", 100.0 * part as f64 / all.max(1) as f64)
}

/// A text of at most so many characters, its end cut off.
fn cut(text: &str, most: usize) -> String {
    let printable =
        text.chars().map(|character| if character.is_control() { '?' } else { character });
    if text.chars().count() <= most {
        return printable.collect();
    }
    printable.take(most - 1).chain(['…']).collect()
}
