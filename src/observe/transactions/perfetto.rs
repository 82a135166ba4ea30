//! Traces for Perfetto (`ui.perfetto.dev`): a track for the calls, one for the units, one for the sweeper,
//! and counters for the heap and for the frames that wait.
//!
//! The format is protobuf: packets of track descriptors and track events. One nanosecond stands for a
//! tenth of a cycle, as in waveforms. Packets are written whole, so that a file of a run that was killed
//! opens.

use std::io::{self, Write};

use prost::Message;

use super::{Begun, Ending, Event, Format, What};
use crate::functions::Function;
use crate::waveform::CYCLE;
use conscycle_machine::ports::Unit;
use conscycle_machine::units::sweeper::Cause;

pub mod schema;

use schema::{Counter, DebugAnnotation, Packet, Trace, TrackDescriptor, TrackEvent};

/// Bytes that are written at once.
const FULL: usize = 1 << 17;

/// The tracks: the run's, which holds the others, and those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Track {
    /// The run.
    Run = 1,
    /// Lisp calls.
    Calls,
    /// Units, as they hold the token.
    Units,
    /// Collections.
    Sweeper,
    /// Words in use.
    Heap,
    /// Frames that wait.
    Depth,
}

/// The tracks and their names.
pub const TRACKS: [(Track, &str); 5] = [
    (Track::Calls, "Lisp calls"),
    (Track::Units, "units"),
    (Track::Sweeper, "sweeper"),
    (Track::Heap, "heap in use (words)"),
    (Track::Depth, "depth of CLINK (frames)"),
];

/// The format.
#[derive(Debug)]
pub struct Perfetto<W> {
    out: W,
    buffer: Vec<u8>,
    unit: Option<Unit>,
}

impl<W: Write> Perfetto<W> {
    /// Begins a trace of the program with this name.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, name: &str) -> io::Result<Perfetto<W>> {
        let mut perfetto = Perfetto { out, buffer: Vec::new(), unit: None };
        let run = TrackDescriptor {
            uuid: Some(Track::Run as u64),
            name: Some(format!("conscycle {name}")),
            ..TrackDescriptor::default()
        };
        let tracks = TRACKS.into_iter().map(|(track, name)| TrackDescriptor {
            uuid: Some(track as u64),
            parent_uuid: Some(Track::Run as u64),
            name: Some(name.to_string()),
            counter: matches!(track, Track::Heap | Track::Depth).then(Counter::default),
        });
        for (number, track) in [run].into_iter().chain(tracks).enumerate() {
            perfetto.packet(Packet {
                // The first packet says that nothing came before it.
                sequence_flags: (number == 0).then_some(1),
                track_descriptor: Some(track),
                ..Packet::default()
            });
        }
        perfetto.write_out()?;
        Ok(perfetto)
    }

    fn packet(&mut self, packet: Packet) {
        let packet = vec![Packet { trusted_packet_sequence_id: Some(1), ..packet }];
        // A vector has room for whatever there is.
        let _ = Trace { packet }.encode(&mut self.buffer);
    }

    fn track_event(&mut self, cycle: u64, track: Track, event: TrackEvent) {
        self.packet(Packet {
            timestamp: Some(CYCLE.saturating_mul(cycle)),
            track_event: Some(TrackEvent { track_uuid: Some(track as u64), ..event }),
            ..Packet::default()
        });
    }

    fn begin(&mut self, cycle: u64, track: Track, name: &str, about: Vec<DebugAnnotation>) {
        let kind = Some(schema::Kind::SliceBegin as i32);
        let name = Some(name.to_string());
        let event = TrackEvent { kind, name, debug_annotations: about, ..TrackEvent::default() };
        self.track_event(cycle, track, event);
    }

    fn end(&mut self, cycle: u64, track: Track, about: Vec<DebugAnnotation>) {
        let kind = Some(schema::Kind::SliceEnd as i32);
        let event = TrackEvent { kind, debug_annotations: about, ..TrackEvent::default() };
        self.track_event(cycle, track, event);
    }

    fn count(&mut self, cycle: u64, track: Track, value: u64) {
        let kind = Some(schema::Kind::Counter as i32);
        let counter_value = Some(value as i64);
        self.track_event(cycle, track, TrackEvent { kind, counter_value, ..TrackEvent::default() });
    }
}

fn text(name: &str, value: &str) -> DebugAnnotation {
    let (name, string_value) = (Some(name.to_string()), Some(value.to_string()));
    DebugAnnotation { name, string_value, ..DebugAnnotation::default() }
}

fn number(name: &str, value: u64) -> DebugAnnotation {
    DebugAnnotation {
        name: Some(name.to_string()),
        uint_value: Some(value),
        ..DebugAnnotation::default()
    }
}

impl<W: Write> Format for Perfetto<W> {
    const DETAIL: bool = true;

    fn event(&mut self, event: &Event, functions: &[Function]) -> io::Result<()> {
        let cycle = event.cycle;
        match event.what {
            What::Call(Begun { serial, function, text: call, again }) => {
                let function = functions.get(function as usize);
                let mut about = vec![text("call", call.as_str()), number("number", serial)];
                if let Some(place) = function.and_then(|function| function.place.as_ref()) {
                    about.push(text("place", &place.text()));
                }
                if again {
                    about.push(text("begins", "goes on here"));
                }
                let name = function.map_or("?", |function| function.name.as_str());
                self.begin(cycle, Track::Calls, name, about);
            }
            What::Return(ending) => {
                let about = match ending {
                    Ending::Value(value) => text("value", value.as_str()),
                    Ending::TailCall => text("ends", "tail call"),
                    Ending::Left => text("ends", "left without a value"),
                    Ending::Open => text("ends", "goes on"),
                };
                self.end(cycle, Track::Calls, vec![about]);
            }
            What::Collection(cause) => {
                let cause = text("cause", Cause::NAMES[cause as usize]);
                self.begin(cycle, Track::Sweeper, "collection", vec![cause]);
            }
            What::Collected { live, freed } => {
                let about = vec![number("live", live.into()), number("freed", freed.into())];
                self.end(cycle, Track::Sweeper, about);
            }
            What::Unit(unit) => {
                if self.unit.replace(unit).is_some() {
                    self.end(cycle, Track::Units, Vec::new());
                }
                self.begin(cycle, Track::Units, Unit::NAMES[unit as usize], Vec::new());
            }
            What::Heap(words) => self.count(cycle, Track::Heap, words),
            What::Depth(frames) => self.count(cycle, Track::Depth, frames.into()),
        }
        if self.buffer.len() >= FULL { self.write_out() } else { Ok(()) }
    }

    fn write_out(&mut self) -> io::Result<()> {
        let written = self.out.write_all(&self.buffer).and_then(|()| self.out.flush());
        self.buffer.clear();
        written
    }

    fn finish(&mut self, cycle: u64) -> io::Result<()> {
        if self.unit.take().is_some() {
            self.end(cycle, Track::Units, Vec::new());
        }
        self.write_out()
    }
}
