//! Where the panes are.

use ratatui::layout::{Constraint, Layout, Rect};

use super::pane::Pane;

/// From this size on, the panes lie as on a large screen.
const LARGE: (u16, u16) = (120, 36);

/// The smallest size that has room for them all.
pub const SMALLEST: (u16, u16) = (60, 20);

/// A pane's place, and whether a line divides it from a pane to the left.
pub type Placed = (Pane, Rect, bool);

/// The parts of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    pub status: Rect,
    pub panes: Vec<Placed>,
    pub prompt: Rect,
    pub hints: Rect,
}

/// Divides the screen; a pane that is enlarged has all of the middle, and so has the focused one on a
/// screen that is too small for more.
pub fn parts(area: Rect, focus: Pane, enlarged: bool) -> Parts {
    let rows =
        [Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1), Constraint::Length(1)];
    let [status, middle, prompt, hints] = Layout::vertical(rows).areas(area);
    let panes = if enlarged || area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        vec![(focus, middle, false)]
    } else if area.width >= LARGE.0 && area.height >= LARGE.1 {
        large(middle)
    } else {
        small(middle)
    };
    Parts { status, panes, prompt, hints }
}

fn pair(area: Rect, percent: u16, left: Pane, right: Pane) -> [Placed; 2] {
    let columns = [Constraint::Percentage(percent), Constraint::Fill(1)];
    let [a, b] = Layout::horizontal(columns).areas(area);
    [(left, a, false), (right, b, true)]
}

/// Two columns: what the program does on the left, what the hardware does on the right.
fn small(area: Rect) -> Vec<Placed> {
    let rows = [
        Constraint::Length(7),
        Constraint::Fill(2),
        Constraint::Fill(2),
        Constraint::Length(area.height / 5),
    ];
    let [top, second, third, bottom] = Layout::vertical(rows).areas(area);
    let mut panes = Vec::new();
    panes.extend(pair(top, 54, Pane::Source, Pane::Units));
    panes.extend(pair(second, 54, Pane::Frames, Pane::Registers));
    panes.extend(pair(third, 54, Pane::Heap, Pane::Wave));
    panes.extend(pair(bottom, 74, Pane::Session, Pane::Console));
    panes
}

/// Three columns above, and the waveform over the whole width.
fn large(area: Rect) -> Vec<Placed> {
    // On 50 lines, 8 of what the session has said.
    let said = (area.height * 9 / 47).max(5);
    let rows = [
        Constraint::Fill(3),
        Constraint::Fill(2),
        Constraint::Length(10),
        Constraint::Length(said),
    ];
    let [top, second, wave, bottom] = Layout::vertical(rows).areas(area);
    let columns = [Constraint::Percentage(38), Constraint::Percentage(25), Constraint::Fill(1)];
    let [a, b, c] = Layout::horizontal(columns).areas(top);
    let mut panes =
        vec![(Pane::Source, a, false), (Pane::Units, b, true), (Pane::Registers, c, true)];
    panes.extend(pair(second, 38, Pane::Frames, Pane::Heap));
    panes.push((Pane::Wave, wave, false));
    panes.extend(pair(bottom, 70, Pane::Session, Pane::Console));
    panes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pane_has_room_and_none_overlap() {
        for (width, height) in [SMALLEST, (80, 24), (119, 60), (120, 36), (160, 50), (400, 100)] {
            let area = Rect::new(0, 0, width, height);
            let parts = parts(area, Pane::Source, false);
            for pane in Pane::ALL {
                let mut places = parts.panes.iter().filter(|place| place.0 == pane);
                let (_, place, _) = places.next().expect("every pane is there");
                assert!(places.next().is_none());
                assert!(
                    place.height >= 3 && place.width >= 15,
                    "{pane:?} {width}x{height} {place}"
                );
            }
            let cells: u32 = parts.panes.iter().map(|place| place.1.area()).sum();
            assert_eq!(cells, u32::from(width) * u32::from(height - 3), "{width}x{height}");
        }
        let large = parts(Rect::new(0, 0, 160, 50), Pane::Source, false);
        let session = large.panes.iter().find(|place| place.0 == Pane::Session);
        assert!(session.is_some_and(|(_, place, _)| place.height > 8), "below its title");
        let tiny = parts(Rect::new(0, 0, 40, 10), Pane::Heap, false);
        assert_eq!(tiny.panes.len(), 1);
        assert_eq!(parts(Rect::new(0, 0, 0, 0), Pane::Heap, false).panes.len(), 1);
    }
}
