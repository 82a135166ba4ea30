//! The table of `fetch_object`.

use crate::ports::Extent;
use crate::units::table::unit;
use crate::word::Word;

/// The words gathered.
type Words = [Word; 4];

unit! {
    /// The only receiver of words.
    fetch_object(fetch): FetchObject
    state {
        /// A beat of the fetch in progress.
        ///
        /// `wait` + 1 < `L`: `wait` += 1, **Stay**. Else `wait` := 0; the beat's words are
        /// captured; `gathered` += `B`; all words wanted are here: **Done**; else **Stay**
        FetchObject
    }
    registers {
        /// The first word's address; may be odd.
        address: Raw,
        /// What is fetched.
        extent: Extent {
            /// 0: an object; 1 to 4: so many words.
            extent: Bits(3) = |extent| extent.bits(),
        },
        /// Cycles of the beat so far.
        wait: Bits(3),
        /// Words gathered so far.
        gathered: Bits(3),
        /// The words, in the order of their addresses.
        words: Words {
            /// The first word: of an object, its header; of a pair, its car.
            header: Raw = |words| words[0],
            /// The word after it: of a pair, its cdr.
            field1: Raw = |words| words[1],
            /// The next word.
            field2: Raw = |words| words[2],
            /// The last word.
            field3: Raw = |words| words[3],
        },
    }
}
