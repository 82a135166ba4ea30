//! The images that `build.rs` has made, as texts.
//!
//! With the feature `embedded` all of them are a part of the program. Without it somebody has to supply those that
//! are asked for: twenty megabytes are too much where a program comes over a network.

use conscycle_image::ImageError;
use conscycle_machine::config::Config;

/// The name of an image: what it has, as `core` or `shell`, for the words and the namespace of a machine.
pub fn name(kind: &str, config: &Config) -> String {
    format!("{kind}-{}-{}", config.word.bits(), config.namespace.name())
}

#[cfg(feature = "embedded")]
mod embedded {
    use super::ImageError;

    macro_rules! built {
        ($($name:literal,)+) => {
            /// Every image: its name and its text.
            pub const ALL: &[(&str, &str)] =
                &[$(($name, include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")))),+];
        };
    }

    built! {
        "core-16-lisp2", "core-16-lisp1", "shell-16-lisp2", "shell-16-lisp1",
        "core-32-lisp2", "core-32-lisp1", "shell-32-lisp2", "shell-32-lisp1",
        "core-64-lisp2", "core-64-lisp1", "shell-64-lisp2", "shell-64-lisp1",
        "mal-32-lisp1", "euler-64-lisp1",
    }

    /// An image's text.
    ///
    /// # Errors
    /// [`ImageError::Absent`] if there is none of this name.
    pub fn text(name: &str) -> Result<&'static str, ImageError> {
        let found = ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| *text).ok_or_else(|| ImageError::Absent(name.to_string()))
    }
}

#[cfg(feature = "embedded")]
pub use embedded::{ALL, text};

#[cfg(not(feature = "embedded"))]
mod supplied {
    use std::collections::BTreeMap;
    use std::sync::{PoisonError, RwLock};

    use super::ImageError;

    static SUPPLIED: RwLock<BTreeMap<String, &'static str>> = RwLock::new(BTreeMap::new());

    /// Supplies an image's text, which stays for as long as the program runs.
    pub fn supply(name: String, text: String) {
        let mut supplied = SUPPLIED.write().unwrap_or_else(PoisonError::into_inner);
        supplied.entry(name).or_insert_with(|| text.leak());
    }

    /// An image's text.
    ///
    /// # Errors
    /// [`ImageError::Absent`] if nobody has supplied it.
    pub fn text(name: &str) -> Result<&'static str, ImageError> {
        let supplied = SUPPLIED.read().unwrap_or_else(PoisonError::into_inner);
        supplied.get(name).copied().ok_or_else(|| ImageError::Absent(name.to_string()))
    }
}

#[cfg(not(feature = "embedded"))]
pub use supplied::{supply, text};
