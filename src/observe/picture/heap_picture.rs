//! The picture of a run's heap and its pauses: words in use over time, each collection with its
//! length, how long the pauses were, and what they left to the program.

use super::panels::{Lower, TimeAxis, whose};
use super::scale::{Scale, group};
use super::svg::{Anchor, Svg};
use crate::heap_probe::{HeapProbe, Sample};
use crate::statistics::Statistics;
use conscycle_machine::config::{Collector, Config, PARAMETERS};
use conscycle_machine::parameter::Caption;
use conscycle_machine::ports::Halt;
use conscycle_machine::primitives::Fault;
use conscycle_machine::units::sweeper::{Cause, Kind};
use conscycle_machine::{Collection, Machine};

/// The size of the picture, and the place of its panels.
pub const WIDTH: f64 = 1000.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 28.0;
const HEAP_TOP: f64 = 136.0;
const HEAP_BOTTOM: f64 = 376.0;
const PAUSE_TOP: f64 = 420.0;
const PAUSE_BOTTOM: f64 = 530.0;
const LOWER_TOP: f64 = 624.0;
const LOWER_BOTTOM: f64 = 754.0;
const HEIGHT: f64 = 808.0;
const HEIGHT_WITHOUT_PAUSES: f64 = 428.0;

/// Collections beyond which each is no mark of its own in the panel of the heap, but one in the
/// panel of the pauses only.
const MANY: usize = 250;

/// Type is set in one size but for the title; figures are black, words about them grey. The colours
/// can be told apart by colour-blind readers (P. Tol).
const STYLE: &str = "\
text { font: 12px 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif; fill: #222; }
.title { font-size: 20px; font-weight: bold; }
.about { fill: #666; }
.panel { font-weight: bold; }
.tick { fill: #666; font-size: 11px; }
.note { font-size: 11px; paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.paper { fill: #fff; }
.grid { stroke: #e4e4e4; }
.axis { stroke: #888; }
.used { fill: #0077bb; fill-opacity: 0.16; }
.used-line { fill: none; stroke: #0077bb; stroke-width: 1.3; stroke-linejoin: round; }
.live { fill: #004a75; }
.live-line { fill: none; stroke: #004a75; stroke-dasharray: 1 3; }
.room { stroke: #222; stroke-dasharray: 6 4; }
.band { fill: #cc3311; fill-opacity: 0.22; }
.bar { fill: #8a8a8a; }
.full { fill: #cc3311; }
.major { fill: #770022; }
.torture { fill: #ee9933; }
.store { fill: #aa4499; }
.curve { fill: none; stroke: #009988; stroke-width: 1.6; stroke-linejoin: round; }
.mark { fill: #009988; }
.end { stroke: #cc3311; stroke-width: 1.5; }
.alarm { fill: #cc3311; font-weight: bold; }";

/// What is drawn, and how it is called.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The program's name.
    pub program: &'a str,
    /// The library it was built with.
    pub dialect: &'a str,
    /// Words of the image: the fixed region.
    pub image_words: u32,
    /// The machine after its run.
    pub machine: &'a Machine,
    /// What has been seen of its heap.
    pub heap: &'a HeapProbe,
}

/// Draws the picture.
pub fn draw(subject: &Subject) -> String {
    let machine = subject.machine;
    let collected = !machine.collections.is_empty();
    let height = if collected { HEIGHT } else { HEIGHT_WITHOUT_PAUSES };
    let title = format!("{}: heap and pauses", subject.program);
    let outcome = outcome(machine);
    let mut svg = Svg::new(WIDTH, height, &title, &outcome, STYLE);
    svg.text("title", Anchor::Start, 24.0, 38.0, &title);
    svg.text("about", Anchor::Start, 24.0, 60.0, &configuration(machine.config(), subject.dialect));
    svg.text("note", Anchor::Start, 24.0, 80.0, &outcome);
    let time = TimeAxis::new(machine.cycle, LEFT, RIGHT);
    words(&mut svg, subject, &time);
    if collected {
        time.grid(&mut svg, PAUSE_TOP, PAUSE_BOTTOM);
        pauses(&mut svg, machine, &time);
        time.labels(&mut svg, PAUSE_BOTTOM);
        let lower = Lower { left: LEFT, right: RIGHT, top: LOWER_TOP, bottom: LOWER_BOTTOM };
        lower.histogram(&mut svg, &Statistics::of(machine));
        lower.utilisation(&mut svg, machine);
    } else {
        time.labels(&mut svg, HEAP_BOTTOM);
    }
    svg.finish()
}

/// The machine in a line: its parts, its language, what is tested.
fn configuration(config: &Config, dialect: &str) -> String {
    let (mut parts, mut language, mut test) = (String::new(), String::new(), String::new());
    for parameter in &PARAMETERS {
        let Some(value) = parameter.text_in(config) else { continue };
        match parameter.caption {
            Caption::Part(text) => add(&mut parts, text, &value),
            Caption::Language(text) => add(&mut language, text, &value),
            Caption::Test(text) => add(&mut test, text, &value),
        }
    }
    add(&mut language, "library {}", dialect);
    let told = [parts, language, test];
    told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Tells of a value behind others: `1 bank`, `no collector`; in brackets it belongs to the one before.
fn add(line: &mut String, text: &str, value: &str) {
    let separator = match text {
        _ if line.is_empty() => "",
        _ if text.starts_with('(') => " ",
        _ => ", ",
    };
    let text = if value == "1" { text.trim_end_matches('s') } else { text };
    let value = if value == "none" { "no" } else { value };
    *line += separator;
    *line += &text.replace("{}", value);
}

/// The run in a line.
fn outcome(machine: &Machine) -> String {
    let statistics = Statistics::of(machine);
    let mut text = format!("{} cycles", group(machine.cycle));
    text.push_str(&match statistics.collections {
        0 => ", no collection".to_string(),
        1 => {
            let share = 100.0 * statistics.share;
            format!(", of which one collection took {} ({share:.1} %)", group(statistics.cycles))
        }
        count => format!(
            ", of which {} collections took {} ({:.1} %), the longest {}",
            group(count),
            group(statistics.cycles),
            100.0 * statistics.share,
            group(statistics.longest_pause)
        ),
    });
    text.push_str(&format!("; {} words allocated; ", group(machine.memory.allocated)));
    text.push_str(&end(machine));
    text
}

/// How the run ended.
fn end(machine: &Machine) -> String {
    match machine.arbiter.halt {
        Halt::Running => "stopped".to_string(),
        Halt::Done => "done".to_string(),
        Halt::Exit => "exit".to_string(),
        Halt::Trap => format!("trap {}", Fault::NAMES[machine.trap.cause as usize]),
    }
}

/// Words that objects can have before the collector runs; of one with two spaces, one of them.
fn room(machine: &Machine) -> u64 {
    let layout = machine.memory.layout();
    u64::from(match machine.config().collector {
        Collector::Copying | Collector::Generational => layout.nursery_words + layout.space_words,
        Collector::None | Collector::MarkSweep => layout.end - layout.fixed_end,
    })
}

/// The panel of the heap.
fn words(svg: &mut Svg, subject: &Subject, time: &TimeAxis) {
    let machine = subject.machine;
    let curve = subject.heap.curve(machine);
    let room = room(machine);
    let peak = curve.iter().map(|point| point.words).max().unwrap_or(0);
    // The room is shown unless the program uses so little that its curve would be flat.
    let near = peak.saturating_mul(8) >= room;
    let scale = Scale::around(if near { room.max(peak) } else { peak }, HEAP_BOTTOM, HEAP_TOP, 5);
    let title = format!("Heap, {}words", scale.unit().name);
    svg.text("panel", Anchor::Start, 24.0, HEAP_TOP - 24.0, &title);
    for (value, label) in scale.ticks() {
        let y = scale.at(value);
        svg.line("grid", (LEFT, y), (RIGHT, y));
        svg.text("tick", Anchor::End, LEFT - 8.0, y + 4.0, &label);
    }
    time.grid(svg, HEAP_TOP, HEAP_BOTTOM);
    let collections = machine.collections.kept();
    let few = collections.len() <= MANY;
    if few {
        for collection in collections {
            let (from, to) = span(collection, machine.cycle);
            let (from, to) = (time.at(from), time.at(to));
            svg.rect("band", from, HEAP_TOP, (to - from).max(0.7), HEAP_BOTTOM - HEAP_TOP);
        }
    }
    let points = time.thin(&curve);
    let line: Vec<(f64, f64)> =
        points.iter().map(|point| (time.at(point.cycle), scale.at(point.words))).collect();
    let first = line.first().map(|point| (point.0, scale.at(0)));
    let last = line.last().map(|point| (point.0, scale.at(0)));
    svg.path("used", first.into_iter().chain(line.iter().copied()).chain(last));
    svg.path("used-line", line);
    let live = live(&curve, collections);
    svg.path("live-line", time.thin(&live).iter().map(|p| (time.at(p.cycle), scale.at(p.words))));
    if few {
        for point in &live {
            svg.dot("live", (time.at(point.cycle), scale.at(point.words)), 2.2);
        }
    }
    svg.line("axis", (LEFT, scale.at(0)), (RIGHT, scale.at(0)));
    let limit = format!(
        "room for {} words{}; library and program take {} more",
        group(room),
        match machine.config().collector {
            Collector::Copying => " in each of two spaces",
            Collector::Generational => " in the nursery and one of two old spaces",
            Collector::None | Collector::MarkSweep => "",
        },
        group(subject.image_words.into())
    );
    if near {
        let y = scale.at(room);
        svg.line("room", (LEFT, y), (RIGHT, y));
        svg.text("note", Anchor::Start, LEFT + 6.0, y - 6.0, &limit);
    } else {
        svg.text("note", Anchor::Start, LEFT + 6.0, HEAP_TOP - 6.0, &limit);
    }
    if machine.arbiter.halt == Halt::Trap {
        let x = time.at(machine.cycle);
        svg.line("end", (x, HEAP_TOP), (x, HEAP_BOTTOM));
        svg.text("alarm", Anchor::End, x - 6.0, HEAP_BOTTOM - 10.0, &end(machine));
    }
    legend(svg, !collections.is_empty(), few);
}

/// The words in use after each collection.
fn live(curve: &[Sample], collections: &[Collection]) -> Vec<Sample> {
    let ends = collections.iter().filter(|collection| collection.cycles > 0);
    let mut rest = curve;
    ends.filter_map(|collection| {
        let end = collection.begin + collection.cycles;
        let after = rest.partition_point(|point| point.cycle <= end);
        let point = after.checked_sub(1).map(|last| rest[last]);
        rest = &rest[after.saturating_sub(1)..];
        point
    })
    .collect()
}

/// A collection's first cycle, and the first after it; one that goes on ends with the run.
fn span(collection: &Collection, now: u64) -> (u64, u64) {
    let end = if collection.cycles == 0 { now } else { collection.begin + collection.cycles };
    (collection.begin, end.max(collection.begin))
}

/// A collection's colour, and what it means.
fn reason(collection: &Collection) -> (&'static str, &'static str) {
    match (collection.kind, collection.cause) {
        (Kind::Major, _) => ("major", "old space copied"),
        (Kind::Minor, Cause::Full) => ("full", "nursery was full"),
        (Kind::Full, Cause::Full) => ("full", "memory was full"),
        (_, Cause::Torture) => ("torture", "asked for by the torture setting"),
        (_, Cause::Store) => ("store", "store into an old object"),
    }
}

/// What the colours of the heap mean.
fn legend(svg: &mut Svg, collected: bool, few: bool) {
    let y = HEAP_TOP - 24.0;
    let mut x = RIGHT;
    let mut entry = |text: &str, draw: &dyn Fn(&mut Svg, f64)| {
        x -= 5.3 * text.len() as f64;
        svg.text("note", Anchor::Start, x, y, text);
        x -= 26.0;
        draw(svg, x);
        x -= 18.0;
    };
    if collected && few {
        entry("collection, as long as it took", &|svg, x| {
            svg.rect("band", x + 8.0, y - 11.0, 6.0, 14.0);
        });
    }
    if collected {
        entry("after a collection", &|svg, x| {
            svg.line("live-line", (x, y - 4.0), (x + 20.0, y - 4.0));
            svg.dot("live", (x + 10.0, y - 4.0), 2.6);
        });
    }
    entry("in use, dead words included", &|svg, x| {
        svg.rect("used", x, y - 9.0, 20.0, 11.0);
        svg.line("used-line", (x, y - 9.0), (x + 20.0, y - 9.0));
    });
}

/// The panel of the pauses: a bar for each collection, as high as it is long.
fn pauses(svg: &mut Svg, machine: &Machine, time: &TimeAxis) {
    let lengths = machine.collections.kept().iter().map(|collection| {
        let (from, to) = span(collection, machine.cycle);
        to - from
    });
    let longest = lengths.max().unwrap_or(0);
    let scale = Scale::around(longest, PAUSE_BOTTOM, PAUSE_TOP, 3);
    let title = format!("Pauses{}, {}cycles", whose(machine), scale.unit().name);
    svg.text("panel", Anchor::Start, 24.0, PAUSE_TOP - 16.0, &title);
    for (value, label) in scale.ticks() {
        let y = scale.at(value);
        svg.line("grid", (LEFT, y), (RIGHT, y));
        svg.text("tick", Anchor::End, LEFT - 8.0, y + 4.0, &label);
    }
    let hinted = machine.collections.count() <= MANY;
    let mut shown = Vec::new();
    for (i, collection) in time.longest(machine.collections.kept()) {
        let (from, to) = span(collection, machine.cycle);
        let (x, y) = (time.at(from), scale.at(to - from));
        let (class, reason) = reason(collection);
        if !shown.contains(&(class, reason)) {
            shown.push((class, reason));
        }
        let bar = |svg: &mut Svg| {
            let width = (time.at(to) - x).max(1.5);
            svg.rect(class, x.min(RIGHT - width), y, width, PAUSE_BOTTOM - y);
        };
        if hinted {
            let hint = format!(
                "collection {}: {} cycles from cycle {} on; {} words live, {} freed",
                i + 1,
                group(to - from),
                group(from),
                group(collection.live.into()),
                group(collection.freed.into())
            );
            svg.with_hint(&hint, bar);
        } else {
            bar(svg);
        }
    }
    svg.line("axis", (LEFT, PAUSE_BOTTOM), (RIGHT, PAUSE_BOTTOM));
    let mut x = RIGHT;
    for (class, text) in shown.into_iter().rev() {
        x -= 5.3 * text.len() as f64;
        svg.text("note", Anchor::Start, x, PAUSE_TOP - 16.0, text);
        x -= 14.0;
        svg.rect(class, x, PAUSE_TOP - 26.0, 6.0, 12.0);
        x -= 18.0;
    }
}
