//! The sessions in the documents are what the commands print. A session is a block of the kind `console`:
//! lines that begin with `$ ` are commands for the shell, those after `> ` are typed into the command above
//! them, all others are what it prints. The sessions of a page are one conversation, in one folder.
//!
//! `cargo xtask bless sessions` runs them and writes them again.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::feed;

/// The pages with sessions.
const PAGES: [&str; 5] =
    ["README.md", "docs/tutorial.md", "docs/how-it-works.md", "docs/shell.md", "docs/debugger.md"];

const BEGIN: &str = "```console\n";
const END: &str = "```\n";

/// A command as it stands in a session, and what is typed into it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    command: String,
    typed: String,
}

/// The commands of a session. One with `<<'END'` goes on up to the line `END`.
fn commands(session: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    let mut lines = session.lines();
    while let Some(line) = lines.next() {
        if let Some(command) = line.strip_prefix("$ ") {
            let mut said = Said { command: command.to_string(), typed: String::new() };
            while said.command.contains("<<'END'") && !said.command.ends_with("\nEND") {
                said.command += "\n";
                said.command += lines.next().expect("the line END");
            }
            all.push(said);
        } else if let (Some(typed), Some(said)) = (line.strip_prefix("> "), all.last_mut()) {
            said.typed += typed;
            said.typed += "\n";
        }
    }
    all
}

/// What a command prints, in a folder, as on a terminal: what it has to say besides comes with the rest.
fn printed(said: &Said, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_conscycle"));
    let mut path = program.parent().expect("its folder").as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("exec 2>&1\n{}", said.command)).current_dir(folder);
    let output = feed(command.env("PATH", path), &said.typed);
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The page with what its sessions print.
fn rewritten(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for programs in ["examples", "tests"] {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join(programs);
        std::os::unix::fs::symlink(here, folder.path().join(programs)).expect("a link");
    }
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, session)) = rest.split_once(BEGIN) {
        let (session, after) = session.split_once(END).expect("the session's end");
        text += before;
        text += BEGIN;
        for said in commands(session) {
            text += &format!("$ {}\n{}", said.command, printed(&said, folder.path()));
        }
        text += END;
        rest = after;
    }
    text + rest
}

#[test]
fn sessions_in_documents_are_what_is_printed() {
    for path in PAGES {
        let page = std::fs::read_to_string(path).expect("the page");
        let sessions = page.matches(BEGIN).count();
        assert!(sessions > 0, "{path} has sessions");
        let now = rewritten(&page);
        let wrong = now.lines().find(|line| line.starts_with("error:"));
        assert_eq!(wrong, None, "{path}: what is typed is right");
        if std::env::var_os("CONSCYCLE_BLESS").is_some() {
            std::fs::write(path, now).expect("a writable page");
            continue;
        }
        for (at, (old, new)) in page.lines().zip(now.lines()).enumerate() {
            assert_eq!(old, new, "{path}:{}: cargo xtask bless sessions writes it again", at + 1);
        }
        assert_eq!(page, now, "{path}");
    }
}

/// The pages that people read, the generated ones among them.
fn all_pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in [".", "docs", "docs/library", "rtl-model", "traces"] {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a readable folder").path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages
}

/// The text without its blocks of code.
fn prose(page: &str) -> String {
    let blocks = page.split("\n```");
    blocks.step_by(2).collect::<Vec<_>>().join("\n")
}

/// What a link to a heading says behind its `#`.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|&c| c.is_alphanumeric() || " -_".contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut checked = 0;
    for page in all_pages() {
        let text = prose(&std::fs::read_to_string(&page).expect("the page"));
        for link in text.split("](").skip(1) {
            let (link, _) = link.split_once(')').expect("a link's end");
            if link.starts_with("http") {
                continue;
            }
            checked += 1;
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => page.clone(),
                file => page.parent().expect("a folder").join(file),
            };
            assert!(target.exists(), "{}: {link}", page.display());
            if !place.is_empty() {
                let text = prose(&std::fs::read_to_string(&target).expect("a page"));
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(headings.any(|line| anchor(line) == place), "{}: {link}", page.display());
            }
        }
    }
    assert!(checked > 50, "{checked} links");
}

#[test]
fn a_session_is_read_as_commands() {
    let session = "$ a <<'END'\n$ x\nEND\nout\n$ b\nout\n> c\nout\n> d\n";
    let said = |command: &str, typed: &str| Said { command: command.into(), typed: typed.into() };
    assert_eq!(commands(session), [said("a <<'END'\n$ x\nEND", ""), said("b", "c\nd\n")]);
}
