//! The table of `sweeper`.

use crate::config::{Barrier, Collector};
use crate::layout::Layout;
use crate::numbered::numbered;
use crate::units::fetch_object::FetchObject;
use crate::units::table::unit;
use crate::word::Word;

/// The words being looked at.
type Fields = [Word; 4];
/// The first blocks of the free lists.
type Lists = [Word; 3];

numbered! {
    /// Why a collection began.
    pub enum Cause {
        /// An allocation found no room.
        Full,
        /// The torture setting: every n-th allocation.
        Torture,
        /// The barrier has caught a store, and collects at once, or has no room to remember it.
        Store,
    }
}

numbered! {
    /// Which part of the heap a collection is about.
    pub enum Kind {
        /// All of it.
        Full,
        /// The nursery: what is live in it goes to the old space.
        Minor,
        /// The old space, after a minor collection: what is live goes to the other old space.
        Major,
    }
}

numbered! {
    /// Where the objects come from whose fields are being looked at.
    pub enum Source {
        /// The copies, from `scan` to `free`.
        Queue,
        /// The fixed region.
        Fixed,
        /// The list of remembered objects.
        List,
        /// A page that has been stored into.
        Page,
    }
}

unit! {
    /// The collector: section 14 explains it.
    sweeper(sweep): Sweeper
    states {
        /// Begin: which space is emptied, and where do its objects go?
        ///
        /// Minor: `from`, `from_words` := the nursery and its words; `free` := *old*; `cause`
        /// Torture: `turn` := `turn` + 1 mod 4. Else `from`, `from_words` := base and words of the
        /// space in use; `second` := not `second`; `free` := base of the space now in use. `queue`
        /// := `free`; `scan` := `queue` if Minor, else 528; `source` := Fixed, but if Minor: List
        /// for remember, Page for protect, Queue for collect; `pages` := *unprotected*; `page_end`
        /// := 0; `root` := 0; `memory.remembered` := NIL; *unprotected* := 0. With `protect`, the
        /// new `free` not the end of memory, and Major or the old `free` in another page: ->
        /// FlipPage. Else -> Root
        Flip,
        /// Write where the first object of the space's page begins.
        ///
        /// write the entry of `free`; at its grant -> Root
        FlipPage,
        /// Look at a root register: fetch the object if it is in the old space.
        ///
        /// `root` = number of roots: scan next. The root register is an old pointer: `for_root` :=
        /// 1; read the object -> Evacuate. Else `root` := `root` + 1
        Root,
        /// Fetch the next object of the source or of the queue, or finish.
        ///
        /// scan next
        ScanNext,
        /// Its words are here: find its fields.
        ///
        /// `fields` := *words*; `fields_at` := `scan`; `field` := 1; `size` := size of the object;
        /// `element` := 2 for a VECTOR, else `size`; `field_count` := 3 for a CONS, 2 for a
        /// SYMBOL, 4 for a SYMBOL_OBJECT or FUNCTION, else 0; look
        ScanObject,
        /// Fetch the next four elements of a VECTOR.
        ///
        /// read min(4, `size` - `element`) words at `scan` + `element` -> ScanElements
        ElementsNext,
        /// They are here.
        ///
        /// `fields` := *words*; `field` := 0; `fields_at` := `scan` + `element`; `field_count` :=
        /// min(4, `size` - `element`); `element` := `element` + `field_count`; look
        ScanElements,
        /// Fetch what the next field points to, or write the updated fields back.
        ///
        /// `dirty` and no field from `field` to `field_count` - 1 is an old pointer: write
        /// `fields` 0 to `field_count` - 1 at `fields_at`; at its grant `dirty` := 0 and the
        /// fields are done. Else look
        ScanFields,
        /// The object that a root or field points to is here: take its new address, or copy it.
        ///
        /// *words* 0 even: the object has been copied to that address: deliver it, and look if it
        /// is for a field. Else `old` := its address; `old_size` := its size; `copied` := 0; with
        /// all its words here (a CONS needs three) and `old_size` at most 4, write them at `free`,
        /// at its grant the copy is whole; else -> CopyRead
        Evacuate,
        /// Fetch the next four words of a large object.
        ///
        /// read min(4, `old_size` - `copied`) words at `old` + `copied` -> CopyWrite
        CopyRead,
        /// Write them to its copy.
        ///
        /// write them at `free` + `copied`; at its grant `copied` := `copied` + their count; all
        /// copied: the copy is whole, else -> CopyRead
        CopyWrite,
        /// Write where the first object of the page after the copy begins.
        ///
        /// write the entry of `free` + `old_size`; at its grant -> Forward
        CopyPage,
        /// Write the new address in place of the header.
        ///
        /// write `free` at `old`; at its grant deliver `free`, then `free` := `free` + `old_size`
        Forward,
        /// The next cell of the list of remembered objects is here: fetch the object.
        ///
        /// `remembered` := *words* 1; read the object at *words* 0 -> ListObject
        ListCell,
        /// It is here: write its header without the mark.
        ///
        /// write the address read (*words* 0 with bit 8 cleared); at its grant `scan` := the
        /// address; `fields`, `fields_at`, `field`, `size`, `element`, `field_count` as in
        /// ScanObject, with that header; -> ScanFields
        ListObject,
        /// The address of the first object of a page that has been stored into is here: fetch it.
        ///
        /// `scan` := *words* 0; scan next
        PageFirst,
        /// Barrier: fetch the header of an object that is stored into.
        ///
        /// read one word at `object` -> RememberObject
        Remember,
        /// It is here: cons the object and the list, unless it is marked.
        ///
        /// bit 8 of *words* 0 is 1: `memory.remembered` := `object`; `arbiter.owner` :=
        /// `evaluator`. Else cons (`object`, `remembered`): `remembered` := its address; ->
        /// RememberMark
        RememberObject,
        /// Mark it.
        ///
        /// write `object` (*words* 0 with bit 8 set); at its grant `memory.remembered` :=
        /// `object`; `arbiter.owner` := `evaluator`
        RememberMark,
        /// Barrier: let stores into a page pass.
        ///
        /// bit page(`object`) of *unprotected* := 1; `arbiter.owner` := `evaluator`
        Unprotect,
        /// Mark: what is left of the allocator's block becomes a free block.
        ///
        /// *free block* (*free*, *end* - *free*); at its grant *free*, `memory.limit` := *end*;
        /// `root` := 0; `for_root` := 1; `object` := NIL; -> MarkRoot
        Retire,
        /// Look at a root register: fetch the object if it is in the heap.
        ///
        /// `root` = number of roots: `for_root` := 0; `scan` := 528; `element_at` := 2; *mark
        /// fixed*. The root register is a heap pointer: read the object -> MarkChild. Else `root`
        /// := `root` + 1
        MarkRoot,
        /// Fetch the next object of the fixed region, or begin to sweep.
        ///
        /// *mark fixed*
        MarkFixed,
        /// It is here: find its fields.
        ///
        /// *enter* (NIL); a VECTOR: `element` := `element_at`; *mark fields*
        MarkFixedObject,
        /// Fetch what the next field points to, or the next elements; or mark the object.
        ///
        /// *mark fields*
        MarkFields,
        /// The next four elements of a VECTOR are here.
        ///
        /// `fields` := *words*; `field` := 0; `field_count` := min(4, `size` - `element`);
        /// `element` := `element` + `field_count`; *mark fields*
        MarkElements,
        /// What the field points to is here: pass over it, mark it, or go down to it.
        ///
        /// the object read is the *child*, *c* its address. Bit 8 of *words* 0 is 1, or its bit 0
        /// is 0, or *c* = `object`: *pass over*, without a request. Else the child is a leaf:
        /// write *c* (*words* 0 with bit 8 set); at its grant, *pass over*. Else `object` = NIL or
        /// `object` < end of the fixed region: `vector` and not `for_root`: `element_at` :=
        /// `element` - `field_count`; *enter* (NIL); *mark fields*. Else `vector`: write `object`
        /// (`back`, `imm`(*slot* - 2)) -> MarkSlot. Else write `object` (`fields` 0 with bits 11:8
        /// replaced by 1 + 2 `field`, `fields` 1 to `field` - 1, `back`), `field` + 1 words; at
        /// its grant *enter* (`object`)
        MarkChild,
        /// Going down from a VECTOR: write its length in place of the element.
        ///
        /// write `object` + *slot* (`length`); at its grant *enter* (`object`)
        MarkSlot,
        /// Fetch the object above.
        ///
        /// read the object at `back` -> MarkParent
        MarkUp,
        /// It is here: put its field back, or fetch the element of a VECTOR.
        ///
        /// *words* 0 even, a VECTOR in progress: `fields` 0 := *words* 0; `element` := 2 + the
        /// integer in *words* 1; read 4 words at `back` + `element` -> MarkElement. Else *i* :=
        /// bits 10:9 of *words* 0; `fields` := *words*, but field *i* := `object`; `object` :=
        /// `back`; `back` := word *i* of *words*; `reversed` := *i*; `field` := *i* + 1;
        /// `field_count` as in *enter*; `size` and `element` := size of the object; `vector` := 0;
        /// *mark fields*
        MarkParent,
        /// The element and those after it are here: put it back.
        ///
        /// write `back` + `element` (`object`); at its grant: `length` := *words* 0; `fields` :=
        /// `object`, *words* 1 to 3; `size` := words of a VECTOR of this length; `field` := 1;
        /// `field_count` := min(4, `size` - the old `element`); `element` := the old one +
        /// `field_count`; `vector` := 1; `object` := `back`; `back` := the old `fields` 0; ->
        /// MarkFields
        MarkElement,
        /// Sweep: fetch the next object of the heap, or write the last free block.
        ///
        /// *sweep next*
        SweepNext,
        /// It is here: write the free block before it, clear its mark, or pass over it.
        ///
        /// *s* is the size of the object read. Bit 8 of *words* 0 is 0: `run` := `run` + *s*;
        /// `scan` := `scan` + *s*; *sweep next*. Else `run` > 0: *free block* (`scan` - `run`,
        /// `run`); at its grant `run` := 0, and the state is kept. Else write `scan` (*words* 0
        /// with bits 11:8 cleared); at its grant `scan` := `scan` + *s* -> SweepNext
        SweepObject,
        /// What is left of the allocator's block becomes a free block; fetch the first of a list.
        ///
        /// *free* < *end*: *free block* (*free*, *end* - *free*); at its grant *free*,
        /// `memory.limit` := *end*, and the state is kept. Else the first list that is not empty,
        /// from list 0 on for *wanted* <= 2, list 1 for *wanted* <= 4, else list 2: `list` := its
        /// number; `previous` := NIL; *read block* (its first). None: exhausted
        Supply,
        /// A free block is here: hand it to the allocator, or fetch the next one.
        ///
        /// *b* is the address read; *n* = 2 and *next* = *words* 1 if `list` = 0, else *n* = 2 +
        /// *words* 1 and *next* = *words* 2; *usable* = 2 if `list` = 0, else min(*n*, max(0,
        /// `available` - `held`)). *usable* < *wanted* and *next* = NIL: exhausted. *usable* <
        /// *wanted*: `previous` := *b*; *read block* (*next*). Else `previous` = NIL: list `list`
        /// := *next*, without a request; or else write `previous` + 2 (*next*); at its grant, and
        /// in the first case at once: `available` -= *n* if `list` > 0; *free* := *b*;
        /// `memory.limit` := *b* + *usable*; *end* := *b* + *n*; `arbiter.owner` := `evaluator`
        SupplyBlock,
    }
    registers {
        /// The state of the FSM.
        state: Enum(State),
        /// Why the collection began.
        cause: Enum(Cause),
        /// What it is about: of the generational collector, Minor or Major.
        kind: Enum(Kind),
        /// Where the objects come from whose fields are being looked at.
        source: Enum(Source),
        /// The space in use is the second.
        second: Flag,
        /// The first word of the space that is being emptied.
        from: Address,
        /// The words of that space.
        from_words: Address,
        /// The next word of the space that its objects go to; between collections as it was left.
        free: Address <- "with `generational`, the beginning of the first old space" ("first_old"),
        /// The first object that has gone there in this collection.
        queue: Address,
        /// The object whose fields are being looked at; of mark-sweep, that of the fixed region,
        /// then that of the sweep.
        scan: Address,
        /// The number of the root register being looked at.
        root: Bits(7),
        /// Copying: the object being fetched is for that register, not for a field. Mark-sweep:
        /// not all root registers have been looked at.
        for_root: Flag,
        /// The words being looked at, as they will be written back.
        fields: Fields {
            /// The first of the words being looked at, as they will be written back.
            field0: Raw = |fields| fields[0],
            /// The second.
            field1: Raw = |fields| fields[1],
            /// The third.
            field2: Raw = |fields| fields[2],
            /// The fourth.
            field3: Raw = |fields| fields[3],
        },
        /// Where they stand.
        fields_at: Address,
        /// The next of them to be looked at.
        field: Bits(3),
        /// Their count.
        field_count: Bits(3),
        /// One of them has been updated.
        dirty: Flag,
        /// Words of the object at `scan`, of mark-sweep of `object`.
        size: Address,
        /// Its first element not fetched, counted in words from its header.
        element: Address,
        /// The object being copied.
        old: Raw,
        /// Its words.
        old_size: Address,
        /// Its words copied so far.
        copied: Address,
        /// The list of remembered objects, held by one global register as in the note on a
        /// 16-bit Lisp that the hardware plan builds on; its cells are in the nursery.
        remembered: Raw,
        /// A bit for each page that has been stored into and is still to be scanned.
        pages: Bits(32),
        /// Where the scan of a page ends.
        page_end: Address,
        /// Minor collections with the cause Torture, modulo 4.
        turn: Bits(2),
        /// The object whose fields are being marked; NIL: a root register is looked at.
        object: Raw,
        /// The object above, which `object` was come down to from; NIL: a root register or the
        /// fixed region.
        back: Raw,
        /// `object` is a VECTOR.
        vector: Flag,
        /// Word 1 of `object`; of a VECTOR, its length.
        length: Raw,
        /// In a VECTOR of the fixed region, the element to go on with, counted as `element`.
        element_at: Address,
        /// The last field of `object` that differs in memory from `fields`; 0 for none.
        reversed: Bits(2),
        /// Words not live just before `scan`, which will be one free block.
        run: Address,
        /// The first blocks of the free lists.
        lists: Lists {
            /// The first block of 2 words; NIL: an empty list.
            list0: Raw = |lists| lists[0],
            /// The first block of 4 words.
            list1: Raw = |lists| lists[1],
            /// The first block of more words.
            list2: Raw = |lists| lists[2],
        },
        /// The list being searched.
        list: Bits(2),
        /// The block before the one fetched from it; NIL: that is the first.
        previous: Raw,
        /// Words in the lists 1 and 2.
        available: Address,
        /// How many of these are the reserve.
        held: Address <- "max(memory / 64, 128)" ("address_t'(Reserve)"),
        /// Words are being gathered.
        reading: Flag,
        /// The gathering of the sweeper's own reads, as in `fetch_object`.
        fetch: FetchObject {
            /// As `address` of `fetch_object`, for the sweeper's own reads.
            fetch_address: Raw = |fetch| fetch.address,
            /// As `extent` there.
            fetch_extent: Bits(3) = |fetch| fetch.extent.bits(),
            /// As `wait` there.
            fetch_wait: Bits(3) = |fetch| fetch.wait,
            /// As `gathered` there.
            fetch_gathered: Bits(3) = |fetch| fetch.gathered,
            /// The first of the words gathered.
            word0: Raw = |fetch| fetch.words[0],
            /// The second.
            word1: Raw = |fetch| fetch.words[1],
            /// The third.
            word2: Raw = |fetch| fetch.words[2],
            /// The fourth.
            word3: Raw = |fetch| fetch.words[3],
        },
    }
    others {
        /// Where the parts of memory begin. A parameter, as the next two.
        layout: Layout,
        /// How memory is reclaimed.
        collector: Collector,
        /// What is done about stores into old objects.
        barrier: Barrier,
        /// Words in the list of 2 words; for statistics.
        pairs: u32,
        /// Words that the collection has kept; for statistics.
        live: u32,
    }
}
