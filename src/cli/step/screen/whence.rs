//! What a person may want to follow that is to be seen in a pane: registers, words of the heap, variables.

use super::draw::Choice;
use super::pane::Pane;
use super::registers::Register;
use super::source::Source;
use super::view::View;

/// The command that follows it.
const COMMAND: &str = "whence ";

/// Puts the command with the next word that is to be seen on the command line; if one is there already, the one
/// after it. `back` is the other way round.
pub fn begin(choice: &mut Choice, view: &View, back: bool) {
    let places = places(choice, view);
    let line = choice.prompt.text();
    let shown = line.strip_prefix(COMMAND).map(str::trim);
    let at = shown.and_then(|shown| places.iter().position(|place| place == shown));
    let next = match (at, back) {
        (None, false) => 0,
        (None, true) => places.len().saturating_sub(1),
        (Some(at), false) => (at + 1) % places.len(),
        (Some(at), true) => (at + places.len() - 1) % places.len(),
    };
    let place = places.get(next).map_or("", String::as_str);
    choice.prompt.set(&format!("{COMMAND}{place}"));
}

/// The places in the pane with the focus, or of the registers from the command line: those that have changed
/// first, then from the first line that is seen on.
fn places(choice: &Choice, view: &View) -> Vec<String> {
    let pane = if choice.in_pane { choice.pane } else { Pane::Registers };
    let down = choice.scrolls[pane as usize].down.max(0) as usize;
    match pane {
        Pane::Source => variables(&view.source),
        Pane::Heap => {
            let objects = view.heap.objects.iter().map(|(object, _)| object);
            let address = view.heap.address;
            let here =
                |address: u32, words: u32| (address..address + words).contains(&view.heap.address);
            let (first, others): (Vec<_>, Vec<_>) =
                objects.partition(|object| here(object.address, object.words));
            let after = others.iter().filter(|object| object.address > address);
            let before = others.iter().rev().filter(|object| object.address < address);
            let all = first.iter().chain(after).chain(before);
            let used = all.filter(|object| object.kind != "unused");
            used.flat_map(|object| (1..object.words.min(4)).map(|i| object.address + i))
                .map(|address| format!("{address:#x}"))
                .collect()
        }
        _ => {
            let registers =
                view.registers.iter().skip(down).chain(view.registers.iter().take(down));
            let (changed, others): (Vec<&Register>, Vec<&Register>) = registers
                .filter(|register| register.is_word)
                .partition(|register| register.changed);
            changed
                .into_iter()
                .chain(others)
                .map(|register| format!("{}.{}", register.unit, register.name))
                .collect()
        }
    }
}

/// The names in the current expression, each once, in order.
fn variables(source: &Source) -> Vec<String> {
    let Some(((first, from), (last, to))) = source.here else { return Vec::new() };
    let mut text = String::new();
    for (number, line) in source.lines.iter().enumerate().take(last + 1).skip(first) {
        let start = if number == first { from } else { 0 };
        let end = if number == last { to } else { usize::MAX };
        text.extend(line.chars().take(end).skip(start));
        text.push(' ');
    }
    // What is applied is rarely what is wrong: operands first.
    let (mut operators, mut names): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut before = ' ';
    let divides = |letter: char| letter.is_whitespace() || "()'`,\"".contains(letter);
    for name in text.split_inclusive(divides) {
        let (name, end) = match name.char_indices().next_back() {
            Some((at, last)) if divides(last) => (&name[..at], last),
            _ => (name, ' '),
        };
        let is_number = name.starts_with(|letter: char| letter.is_ascii_digit());
        if !name.is_empty() && !is_number {
            let names = if before == '(' { &mut operators } else { &mut names };
            if !names.iter().any(|known| known == name) {
                names.push(name.to_string());
            }
        }
        before = end;
    }
    operators.retain(|name| !names.contains(name));
    names.extend(operators);
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn the_names_of_an_expression_are_its_operands_then_its_operator() {
        let lines = Arc::new(vec!["(define (f n)".to_string(), "  (+ n (g 12 n) m))".to_string()]);
        let source = Source { lines, here: Some(((1, 2), (1, 18))), ..Source::default() };
        assert_eq!(variables(&source), ["n", "m", "+", "g"]);
        assert!(variables(&Source::default()).is_empty());
    }

    #[test]
    fn the_key_goes_through_what_is_to_be_seen_and_begins_again() {
        let lines = Arc::new(vec!["(+ a b)".to_string()]);
        let source = Source { lines, here: Some(((0, 0), (0, 7))), ..Source::default() };
        let view = View { source, ..View::default() };
        let mut choice = Choice { in_pane: true, pane: Pane::Source, ..Choice::default() };
        let mut seen = Vec::new();
        for back in [false, false, false, false, true, true] {
            begin(&mut choice, &view, back);
            seen.push(choice.prompt.text());
        }
        assert_eq!(seen, ["a", "b", "+", "a", "+", "b"].map(|name| format!("whence {name}")));
        let mut choice = Choice::default();
        begin(&mut choice, &View::default(), false);
        assert_eq!(choice.prompt.text(), "whence ");
    }
}
