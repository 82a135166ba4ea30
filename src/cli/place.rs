//! Where a file is, whatever its name; and files that are replaced as a whole.

use std::fs::File;
use std::io::{Error, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::failure::Failure;

/// Symbolic links that are followed one after the other.
const LINKS: usize = 40;

/// What a new file may be used for, before the user's mask.
const NEW: u32 = 0o666;

/// A file, however it is named.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    /// One that is there: its device and its number there. Links, hard ones too, share it.
    File(u64, u64),
    /// One that is not there yet.
    Name(PathBuf),
}

impl Identity {
    fn of(path: &Path) -> Identity {
        match path.metadata() {
            Ok(about) => Identity::File(about.dev(), about.ino()),
            Err(_) => Identity::Name(target(path)),
        }
    }
}

/// Checks that no two of the paths are one file, so that no output overwrites an input.
///
/// # Errors
/// A [`Failure`] with the path that stands twice.
pub fn distinct<'a>(paths: impl Iterator<Item = &'a Path>) -> Result<(), Failure> {
    let mut seen = Vec::new();
    for path in paths {
        seen.push(new_identity(path, &seen)?);
    }
    Ok(())
}

/// Is this where standard output goes? What goes nowhere is nobody's.
pub fn is_standard_output(path: &Path) -> bool {
    let [file, output, nowhere] =
        [path, Path::new("/dev/stdout"), Path::new("/dev/null")].map(Identity::of);
    path.as_os_str() == "-" || (file == output && file != nowhere)
}

/// Checks that files to be written are neither one file nor any of those `used`, which may be named
/// more than once.
///
/// # Errors
/// As those of [`distinct`].
pub fn apart<'a>(written: &[&Path], used: impl Iterator<Item = &'a Path>) -> Result<(), Failure> {
    let used: Vec<Identity> = used.map(Identity::of).collect();
    written.iter().try_for_each(|path| new_identity(path, &used).map(|_| ()))?;
    distinct(written.iter().copied())
}

/// A file's identity, if it is none of those `seen`. A device may be used for several things.
fn new_identity(path: &Path, seen: &[Identity]) -> Result<Identity, Failure> {
    let identity = Identity::of(path);
    if seen.contains(&identity) && (path.is_file() || !path.exists()) {
        return Err(Failure::file(path, "the same file is named twice"));
    }
    Ok(identity)
}

/// The file that is written under this name: where its links lead, also if nothing is there yet.
fn target(path: &Path) -> PathBuf {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        let Ok(link) = std::fs::read_link(&path) else { break };
        path = folder(&path).join(link);
    }
    match (folder(&path).canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file that is written beside the one that it will replace, which keeps its contents until all of
/// the new ones are there. Given up, it leaves nothing behind.
#[derive(Debug)]
pub struct Replacement {
    new: NamedTempFile,
    target: PathBuf,
}

impl Replacement {
    /// Begins a file of this name, or the contents that it is to have. Links lead to it as they did,
    /// and its permissions stay what they are.
    ///
    /// # Errors
    /// If it cannot be written, or is no regular file.
    pub fn new(path: &Path) -> std::io::Result<Replacement> {
        let target = target(path);
        let permissions = match target.metadata() {
            Ok(about) if !about.is_file() => {
                return Err(Error::new(ErrorKind::InvalidInput, "it is not a regular file"));
            }
            // Whoever must not write it must not replace it either.
            Ok(about) => {
                File::options().append(true).open(&target).map(|_| Some(about.permissions()))?
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let new = Builder::new()
            .prefix(".conscycle-")
            .suffix(".unfinished")
            .make_in(folder(&target), |path| {
                File::options().write(true).create_new(true).mode(NEW).open(path)
            })?;
        if let Some(permissions) = permissions {
            new.as_file().set_permissions(permissions)?;
        }
        Ok(Replacement { new, target })
    }

    /// What the contents are written to.
    ///
    /// # Errors
    /// If there are too many open files.
    pub fn file(&self) -> std::io::Result<File> {
        self.new.as_file().try_clone()
    }

    /// Where the new contents are meanwhile.
    pub fn path(&self) -> &Path {
        self.new.path()
    }

    /// All has been written: the file has its new contents.
    ///
    /// # Errors
    /// If they cannot be put there; then it has the old ones.
    pub fn finish(self) -> std::io::Result<()> {
        self.new.as_file().sync_all()?;
        self.new.persist(&self.target).map(|_| ()).map_err(|error| error.error)
    }
}

/// Writes a file as a whole: it has the new contents, or it is as it was.
///
/// # Errors
/// As those of [`Replacement`].
pub fn replace(path: &Path, contents: &[u8]) -> std::io::Result<()> {
    let mut replacement = Replacement::new(path)?;
    replacement.new.as_file_mut().write_all(contents)?;
    replacement.finish()
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn one_file_is_found_under_all_its_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a"), "text").expect("a file");
        std::fs::hard_link(path("a"), path("hard")).expect("a link");
        symlink("a", path("soft")).expect("a link");
        symlink("nowhere", path("dangling")).expect("a link");
        for (one, other) in [("a", "hard"), ("hard", "soft"), ("dangling", "nowhere")] {
            let both = [path(one), path(other)];
            assert!(distinct(both.iter().map(PathBuf::as_path)).is_err(), "{one} {other}");
        }
        let used = ["a", "soft", "a"].map(path);
        let apart_from = |name: &str| apart(&[&path(name)], used.iter().map(PathBuf::as_path));
        assert!(apart_from("hard").is_err() && apart_from("b").is_ok());
        assert!(apart(&[&path("b"), &path("b")], std::iter::empty()).is_err());
        let different = ["a", "b", "nowhere"].map(path);
        assert!(distinct(different.iter().map(PathBuf::as_path)).is_ok());
        assert!(distinct([Path::new("/dev/null"); 2].into_iter()).is_ok());
    }

    #[test]
    fn a_file_is_replaced_where_its_links_lead_and_keeps_its_permissions() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a"), "old").expect("a file");
        std::fs::set_permissions(path("a"), Permissions::from_mode(0o640)).expect("permissions");
        symlink("a", path("link")).expect("a link");
        symlink("new", path("dangling")).expect("a link");
        replace(&path("link"), b"more").expect("it is replaced");
        replace(&path("dangling"), b"first").expect("it is written");
        assert_eq!(std::fs::read(path("a")).expect("a file"), b"more");
        assert_eq!(std::fs::read(path("new")).expect("a file"), b"first");
        assert_eq!(names(folder.path()), ["a", "dangling", "link", "new"]);
        let mode = |name: &str| path(name).metadata().expect("a file").permissions().mode();
        assert_eq!(mode("a") & 0o777, 0o640);
        std::fs::write(path("usual"), "").expect("a file");
        assert_eq!(mode("new"), mode("usual"));
        assert!(path("link").is_symlink());
    }

    #[test]
    fn what_is_given_up_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        std::fs::write(&path, "old").expect("a file");
        let replacement = Replacement::new(&path).expect("it begins");
        replacement.file().expect("a file").write_all(b"half").expect("it is written");
        drop(replacement);
        assert_eq!(std::fs::read(&path).expect("a file"), b"old");
        assert_eq!(names(folder.path()), ["a"]);
        assert!(Replacement::new(folder.path()).is_err());
        assert!(Replacement::new(Path::new("/dev/null")).is_err());
    }
}
