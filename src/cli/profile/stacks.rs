//! Profiles for other tools: folded stacks and speedscope.

use serde_json::{Value, json};

use conscycle_observe::profile::report::{Profile, SWEEPER};

/// Folded stacks, as `flamegraph.pl` and `inferno` read them: a line for each stack, its functions
/// with `;` between, a space, and the cycles that its last function has spent there.
pub fn folded(profile: &Profile) -> String {
    let mut text = String::new();
    for stack in &profile.stacks {
        let names: Vec<String> = stack
            .functions
            .iter()
            .map(|&function| plain(&profile.functions[function].name))
            .collect();
        let path = names.join(";");
        if stack.cost.cycles > 0 {
            text.push_str(&format!("{path} {}\n", stack.cost.cycles));
        }
        if stack.cost.sweeper_cycles > 0 {
            text.push_str(&format!("{path};{SWEEPER} {}\n", stack.cost.sweeper_cycles));
        }
    }
    text
}

/// A name without what ends a name, or a line, in folded stacks.
fn plain(name: &str) -> String {
    let character = |character: char| match character {
        ';' => ':',
        other if other.is_control() => '?',
        other => other,
    };
    name.chars().map(character).collect()
}

/// A file for <https://www.speedscope.app>: one profile of cycles and one of words allocated. Their
/// samples are stacks, not in the order of time.
pub fn speedscope(profile: &Profile, program: &str) -> Value {
    let functions = &profile.functions;
    let frames: Vec<Value> = functions
        .iter()
        .map(|function| match &function.place {
            Some(place) => json!({
                "name": function.name,
                "file": place.file,
                "line": place.line,
                "col": place.column,
            }),
            None => json!({ "name": function.name }),
        })
        .chain([json!({ "name": SWEEPER })])
        .collect();
    let mut cycles = Samples::default();
    let mut words = Samples::default();
    for stack in &profile.stacks {
        cycles.add(&stack.functions, None, stack.cost.cycles);
        cycles.add(&stack.functions, Some(functions.len()), stack.cost.sweeper_cycles);
        words.add(&stack.functions, None, stack.cost.words);
    }
    json!({
        "$schema": "https://www.speedscope.app/file-format-schema.json",
        "shared": { "frames": frames },
        "profiles": [cycles.profile("cycles"), words.profile("words allocated")],
        "name": program,
        "activeProfileIndex": 0,
        "exporter": format!("conscycle {}", env!("CARGO_PKG_VERSION")),
    })
}

/// Stacks and their weights.
#[derive(Debug, Default)]
struct Samples {
    samples: Vec<Vec<usize>>,
    weights: Vec<u64>,
}

impl Samples {
    fn add(&mut self, stack: &[usize], top: Option<usize>, weight: u64) {
        if weight > 0 {
            self.samples.push(stack.iter().copied().chain(top).collect());
            self.weights.push(weight);
        }
    }

    fn profile(self, name: &str) -> Value {
        json!({
            "type": "sampled",
            "name": name,
            "unit": "none",
            "startValue": 0,
            "endValue": self.weights.iter().sum::<u64>(),
            "samples": self.samples,
            "weights": self.weights,
        })
    }
}
