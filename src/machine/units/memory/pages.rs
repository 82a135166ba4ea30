//! The words of a memory that is kept for later, in pages: one in which all words are 0 takes no room.

use super::words::Words;

/// Words of a page.
const PAGE: usize = 1024;

/// All words of a memory.
#[derive(Debug)]
pub struct Pages {
    narrow: Kept<u32>,
    wide: Kept<u64>,
}

/// Words of a width.
#[derive(Debug)]
struct Kept<T> {
    count: usize,
    pages: Vec<Option<Box<[T]>>>,
}

impl<T: Copy + Default + PartialEq> Kept<T> {
    fn new(words: &[T]) -> Kept<T> {
        let is_used = |page: &&[T]| page.iter().any(|word| *word != T::default());
        let pages = words.chunks(PAGE).map(|page| Some(page).filter(is_used).map(Box::from));
        Kept { count: words.len(), pages: pages.collect() }
    }

    fn words(&self) -> Vec<T> {
        let mut words = vec![T::default(); self.count];
        for (to, page) in words.chunks_mut(PAGE).zip(&self.pages) {
            if let Some(page) = page {
                to.copy_from_slice(page);
            }
        }
        words
    }

    fn bytes(&self) -> usize {
        let pages = self.pages.iter().flatten();
        size_of_val(&self.pages[..]) + pages.map(|page| size_of_val(&page[..])).sum::<usize>()
    }
}

impl Pages {
    pub(super) fn new(words: &Words) -> Pages {
        let (narrow, wide) = words.parts();
        Pages { narrow: Kept::new(narrow), wide: Kept::new(wide) }
    }

    pub(super) fn words(&self) -> Words {
        Words::of_parts(self.narrow.words(), self.wide.words())
    }

    /// Bytes that they take in the host's memory.
    pub(crate) fn bytes(&self) -> usize {
        self.narrow.bytes() + self.wide.bytes()
    }
}
