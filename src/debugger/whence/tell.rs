//! Chains and copies in words, and as JSON.

use super::Place;
use super::chain::{Chain, Making, Origin, Step};
use super::moment::Moment;
use super::whither::{Copies, Copy};
use conscycle_machine::ports::{Channel, Unit};
use conscycle_machine::word::Word;
use serde_json::{Value, json};

/// Lines shown at either end of a long answer.
const SHOWN: usize = 20;

/// Places named in a line.
const LEFT: usize = 8;

impl Chain {
    /// The chain as lines: a line for each step, one for those of a collection together.
    pub fn lines(&self) -> Vec<String> {
        let name = self.place.name();
        let first = format!("{name} = {} in cycle {}", shown(self.word, &self.text), self.cycle);
        let mut lines = Vec::new();
        for group in self.steps.chunk_by(|a, b| is_collector(a) && is_collector(b)) {
            match group {
                [step] => lines.push(step.line()),
                steps => lines.push(collected(steps)),
            }
        }
        let mut lines = shorten(lines);
        lines.insert(0, first);
        lines
    }

    /// The chain as JSON, with all of its steps.
    pub fn json(&self) -> Value {
        let steps: Vec<Value> = self.steps.iter().map(Step::json).collect();
        json!({
            "place": self.place.name(),
            "cycle": self.cycle,
            "word": word(self.word),
            "value": self.text,
            "steps": steps,
        })
    }
}

fn is_collector(step: &Step) -> bool {
    step.moment.unit == Unit::Sweeper && !matches!(step.origin, Origin::Made(_))
}

/// The line about the steps of one collection, of which the last comes first.
fn collected(steps: &[Step]) -> String {
    let (last, first) = (&steps[0], &steps[steps.len() - 1]);
    let from = match first.origin {
        Origin::Copied(from) => from,
        _ => first.place,
    };
    let moved = steps.iter().filter_map(|step| match step.origin {
        Origin::Moved(before) => Some((before, step.word)),
        _ => None,
    });
    // More than once only if there were several collections without a cycle between them.
    let moved = moved.reduce(|later, earlier| (earlier.0, later.1));
    let object = moved.map_or(String::new(), |(before, after)| {
        format!("; its object moves from {:#x} to {:#x}", before.0, after.0)
    });
    let range = format!("{}..{}", first.moment.cycle, last.moment.cycle);
    let copies = steps.len();
    format!(
        "{range} Sweeper  {} <- {}  {:#x}  the collector, {copies} steps{object}",
        last.place.name(),
        from.name(),
        last.word.0,
    )
}

impl Step {
    /// The step as a line.
    pub fn line(&self) -> String {
        let place = self.place.name();
        let what = match &self.origin {
            Origin::Copied(from) => format!("{place} <- {}", from.name()),
            Origin::Moved(before) => {
                format!("{place}, whose object the collector moves from {:#x}", before.0)
            }
            Origin::Made(making) => format!("{place}, made: {}", making.text()),
        };
        let value = shown(self.word, &self.text);
        let Moment { cycle, state, .. } = self.moment;
        format!("{cycle} {state}  {what}  {value}{}", self.moment.whereabouts())
    }

    /// The step as JSON.
    pub fn json(&self) -> Value {
        let Moment { cycle, unit, state, function, caller, position } = &self.moment;
        let mut step = json!({
            "cycle": cycle,
            "state": state,
            "unit": unit.name(),
            "place": self.place.name(),
            "word": word(self.word),
            "value": self.text,
            "function": function,
            "caller": caller,
            "position": position,
        });
        let (key, origin) = match &self.origin {
            Origin::Copied(from) => ("copied_from", json!(from.name())),
            Origin::Moved(before) => ("moved_from", json!(word(*before))),
            Origin::Made(making) => ("made", making.json()),
        };
        step[key] = origin;
        step
    }
}

impl Making {
    /// How the word was made, in words.
    pub fn text(&self) -> String {
        match self {
            Making::Image(Some(text)) => format!("it stands in the program, {text}"),
            Making::Image(None) => "it stands in the image".to_string(),
            Making::Reset => "it was there at reset".to_string(),
            Making::Allocated(kind) => format!("a new {kind}"),
            Making::Read(Channel::Console) => "read from the console".to_string(),
            Making::Read(Channel::Host) => "read from the host".to_string(),
            Making::Computed { primitive, operands } => {
                let operands: Vec<String> = operands
                    .iter()
                    .map(|(place, word, text)| format!("{} = {}", place.name(), shown(*word, text)))
                    .collect();
                let of = if operands.is_empty() { "" } else { " of " };
                let name = primitive.unwrap_or(if operands.is_empty() {
                    "a constant"
                } else {
                    "computed"
                });
                format!("{name}{of}{}", operands.join(", "))
            }
        }
    }

    fn json(&self) -> Value {
        match self {
            Making::Image(text) => json!({ "by": "image", "text": text }),
            Making::Reset => json!({ "by": "reset" }),
            Making::Allocated(kind) => json!({ "by": "allocation", "type": kind }),
            Making::Read(channel) => json!({ "by": "read", "channel": channel.name() }),
            Making::Computed { primitive, operands } => {
                let operands: Vec<Value> = operands.iter().map(|(place, bits, text)| {
                    json!({ "place": place.name(), "word": word(*bits), "value": text })
                }).collect();
                json!({ "by": "computation", "primitive": primitive, "operands": operands })
            }
        }
    }
}

impl Copies {
    /// The copies as lines: the first and the last of many.
    pub fn lines(&self) -> Vec<String> {
        let name = self.place.name();
        let value = shown(self.word, &self.text);
        let first = format!("{name} = {value} in cycle {}", self.cycle);
        let count = self.count;
        let copies = if count == 1 { "copy" } else { "copies" };
        let collector = match self.collector {
            0 => String::new(),
            steps => format!(", and {steps} steps of the collector"),
        };
        let left = left(&self.left);
        let last = format!("{count} {copies}{collector}, up to cycle {}; {left}", self.end);
        let mut lines = vec![first];
        lines.extend(self.first.iter().map(Copy::line));
        let hidden = count - self.first.len() as u64 - self.last.len() as u64;
        if hidden > 0 {
            lines.push(format!("... {hidden} more ..."));
        }
        lines.extend(self.last.iter().map(Copy::line));
        lines.push(last);
        lines
    }

    /// The copies as JSON.
    pub fn json(&self) -> Value {
        let json =
            |copies: &mut dyn Iterator<Item = &Copy>| copies.map(Copy::json).collect::<Vec<_>>();
        json!({
            "place": self.place.name(),
            "cycle": self.cycle,
            "word": word(self.word),
            "value": self.text,
            "end": self.end,
            "count": self.count,
            "collector": self.collector,
            "left": self.left.iter().map(|place| place.name()).collect::<Vec<_>>(),
            "first": json(&mut self.first.iter()),
            "last": json(&mut self.last.iter()),
        })
    }
}

/// Places that have the word at the end.
fn left(places: &[Place]) -> String {
    let shown: Vec<String> = places.iter().take(LEFT).map(|place| place.name()).collect();
    match (places.len(), places.len().saturating_sub(LEFT)) {
        (0, _) => "nothing has it then".to_string(),
        (_, 0) => format!("then in {}", shown.join(", ")),
        (_, others) => format!("then in {} and {others} more places", shown.join(", ")),
    }
}

impl Copy {
    fn line(&self) -> String {
        let Moment { cycle, state, .. } = self.moment;
        let (place, from) = (self.place.name(), self.from.name());
        format!("{cycle} {state}  {place} <- {from}{}", self.moment.whereabouts())
    }

    fn json(&self) -> Value {
        let Moment { cycle, state, function, caller, position, .. } = &self.moment;
        json!({
            "cycle": cycle,
            "state": state,
            "place": self.place.name(),
            "copied_from": self.from.name(),
            "word": word(self.word),
            "function": function,
            "caller": caller,
            "position": position,
        })
    }
}

/// The first and the last of many lines.
fn shorten(mut lines: Vec<String>) -> Vec<String> {
    let hidden = lines.len().saturating_sub(2 * SHOWN);
    if hidden > 1 {
        let last = lines.split_off(SHOWN + hidden);
        lines.truncate(SHOWN);
        lines.push(format!("... {hidden} more ..."));
        lines.extend(last);
    }
    lines
}

fn shown(word: Word, text: &Option<String>) -> String {
    match text {
        Some(text) => format!("{:#x} {text}", word.0),
        None => format!("{:#x}", word.0),
    }
}

/// A word in JSON: a text, as numbers there have 53 bits.
fn word(word: Word) -> String {
    format!("{:#x}", word.0)
}
