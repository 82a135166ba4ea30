//! Help: the keys, and the commands with what they do.

use ratatui::text::Line;

use super::colours::strong;
use super::pane::{Content, wrap};
use crate::cli::step::commands;

const KEYS: &str = "\
On the command line type commands; bare Enter does the last one again.
  F2 step   F3 next   F4 apply   F5 continue   F6 out      with Shift: backwards
  F7 or Alt-z         a pane alone, and back
  F8 or Alt-f         the heap follows the machine again, after an x
  Up, Down            the lines typed before
  PgUp, PgDn          what the session has said
  Esc                 to the panes; Tab and Shift-Tab from pane to pane
  F1                  this help; ? too, if the line is empty
  Ctrl-C              stops a run; else clears the line
  Ctrl-D              leaves, if the line is empty

With Alt, letters are keys:
  s step   n next   a apply   c continue   o out           capitals: backwards
  b break, w watch, u until, p print, x examine, g goto    begin a command
  h                   whence, of what the pane shows; again: of the next; H: of the one before
  q                   quit, after Enter

In a pane:
  arrows, PgUp, PgDn, Home, End   scroll
  + -                 more or fewer columns for a cycle of the waveform
  : or Esc            to the command line; letters go there, too";

/// The text, for a window of this width.
pub fn content(width: usize) -> Content {
    let mut lines = vec![Line::styled("Keys", strong())];
    lines.extend(wrap(KEYS, width).into_iter().map(Line::raw));
    lines.push(Line::raw(""));
    for (number, text) in commands::summary().lines().enumerate() {
        let style =
            if number == 0 || !text.starts_with(' ') { strong() } else { Default::default() };
        lines.extend(wrap(text, width).into_iter().map(|line| Line::styled(line, style)));
    }
    Content {
        title: "help: arrows scroll, any other key goes on".to_string(),
        lines,
        ..Content::default()
    }
}
