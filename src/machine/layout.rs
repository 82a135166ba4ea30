//! How the memory above the image is divided, for each collector.
//!
//! ```text
//! copying        | fixed region | space | space |
//! mark-sweep     | fixed region | heap                        |
//! generational   | fixed region | (page table) | nursery | old space | old space |
//! ```

use serde::{Deserialize, Serialize};

use crate::config::{Barrier, Collector, Config};

/// Pages of memory with the barrier [`Barrier::Protect`]. In 64K words of 16 bits a page has 4
/// kilobytes, as an operating system's would.
pub const PAGES: u32 = 32;

/// The addresses at which the parts of memory begin. Parameters of the hardware, not registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Layout {
    /// The end of the fixed region, which is the image.
    pub fixed_end: u32,
    /// The first word of the nursery; of other collectors, of what is behind the fixed region.
    pub nursery: u32,
    /// How many words the nursery has; of other collectors, none.
    pub nursery_words: u32,
    /// The first word of the two spaces.
    pub spaces: u32,
    /// The words of each of them.
    pub space_words: u32,
    /// The end of memory.
    pub end: u32,
    /// The reserve for the out-of-memory trap's handler, in words.
    pub reserve: u32,
    /// Bits of an address within a page.
    pub page_bits: u32,
    /// Memory is in pages, and their table follows the fixed region.
    pub paged: bool,
    /// There are a nursery and old spaces.
    pub generational: bool,
}

/// Words of the page table, which stands behind the image: none but with [`Barrier::Protect`].
pub fn table_words(config: &Config) -> u32 {
    let paged = config.collector == Collector::Generational && config.barrier == Barrier::Protect;
    if paged { PAGES } else { 0 }
}

impl Layout {
    /// The layout of a memory whose first `image` words are the fixed region.
    ///
    /// A nursery has an eighth of the heap, or four reserves if that is more, but at most a quarter,
    /// so that an old space can always take it. With pages it has at least one, so that no page has
    /// objects both of the fixed region and of the old space; a heap too small for that gives out
    /// nothing.
    pub fn new(config: &Config, image: u32) -> Layout {
        let reserve = config.reserve();
        let end = config.memory;
        let generational = config.collector == Collector::Generational;
        let table = table_words(config).min(end - image);
        let paged = table > 0;
        let nursery = image + table;
        let heap = end - nursery;
        let page_bits = end.ilog2() - PAGES.ilog2();
        let nursery_words = match (heap / 8).max(4 * reserve).min(heap / 4) & !1 {
            _ if !generational => 0,
            words if paged && words < 1 << page_bits => 0,
            words => words,
        };
        let spaces = nursery + nursery_words;
        Layout {
            fixed_end: image,
            nursery,
            nursery_words,
            spaces,
            space_words: if generational && nursery_words == 0 {
                0
            } else {
                (end - spaces) / 4 * 2
            },
            end,
            reserve,
            page_bits,
            paged,
            generational,
        }
    }

    /// The first word of one of the two spaces, and the first word after it.
    pub const fn space(&self, second: bool) -> (u32, u32) {
        let base = self.spaces + if second { self.space_words } else { 0 };
        (base, base + self.space_words)
    }

    /// Is this address in the nursery?
    #[inline(always)]
    pub const fn is_young(&self, address: u32) -> bool {
        address.wrapping_sub(self.nursery) < self.nursery_words
    }

    /// Memory is out where a collection leaves fewer words than these.
    pub const fn least(&self) -> u32 {
        2 * self.reserve
    }

    /// The page of an address.
    #[inline(always)]
    pub const fn page(&self, address: u32) -> u32 {
        address >> self.page_bits
    }

    /// Has the page of this address, which may be the end of memory, an entry in a page table?
    pub const fn has_entry(&self, address: u32) -> bool {
        self.paged && address < self.end
    }

    /// Where the page table says where the first object of a page begins.
    pub const fn entry(&self, page: u32) -> u32 {
        self.fixed_end + page
    }
}
