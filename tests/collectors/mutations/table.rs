//! What is broken, one at a time. The text must stand exactly once in its file.

/// A change of the sources that a test must catch.
pub struct Mutation {
    /// What it breaks.
    pub breaks: &'static str,
    pub file: &'static str,
    pub old: &'static str,
    pub new: &'static str,
}

/// A row: `breaks` in `file`, `old` => `new`.
macro_rules! mutations {
    ($($file:ident: $($breaks:literal, $old:literal => $new:literal;)+)+) => {
        &[$($(Mutation { breaks: $breaks, file: $file, old: $old, new: $new }),+),+]
    };
}

const COLLECTION: &str = "src/machine/wiring/collection.rs";
const ALLOCATOR: &str = "src/machine/units/memory/allocator.rs";
const END: &str = "src/machine/units/sweeper/end.rs";
const COPYING: &str = "src/machine/units/sweeper/copying.rs";
const GENERATIONAL: &str = "src/machine/units/sweeper/generational.rs";
const LAYOUT: &str = "src/machine/layout.rs";
const OBJECTS: &str = "src/machine/object/mod.rs";
const MARK: &str = "src/machine/units/sweeper/mark_sweep.rs";
const FREE: &str = "src/machine/units/sweeper/free_list.rs";

pub const MUTATIONS: &[Mutation] = mutations! {
    COLLECTION:
    "roots: the environment is none",
        "self.root(self.sweeper.root).copied()"
        => "self.root(self.sweeper.root).copied().filter(|_| {
            root_names().get(self.sweeper.root as usize).is_some_and(|name| name != \"eval.env\")
        })";
    "roots: the trap vector is none",
        "self.root(self.sweeper.root).copied()"
        => "self.root(self.sweeper.root).copied().filter(|_| {
            root_names().get(self.sweeper.root as usize).is_some_and(|name| name != \"trap.vector\")
        })";
    "roots: a new address does not reach its register",
        "*register = value;" => "let _ = (register, value);";

    END:
    "reserve: memory is never out", "left < self.layout.least();" => "left < reserve - reserve;";
    "reserve: it is not held back again",
        "(if is_armed { reserve } else { 0 }, end)" => "(0, end)";
    "generational: no major collection when the old space is full",
        "Cause::Full => left < least," => "Cause::Full => false,";
    "generational: the nursery gives out more than can be promoted",
        "Some(self.nursery(given, held))" => "Some(self.nursery(given.max(layout.nursery_words), held))";

    COPYING:
    "roots: the last one is not looked at",
        "if self.root == inputs.roots {" => "if self.root + 1 == inputs.roots {";
    "copying: no forwarding address", "port.write(self.old.word(), &[new])?;" => "";
    "copying: the forwarding address is the old one",
        "return Ok(self.deliver(words[0], true, port));"
        => "return Ok(self.deliver(self.fetch.address, true, port));";
    "copying: updated fields are not written back",
        "self.dirty = true;" => "self.dirty = false;";
    "copying: the end of a large object is not copied",
        "let complete = self.copied == self.old_size;"
        => "let complete = self.copied + 2 >= self.old_size;";
    "copying: a word is lost behind each object",
        "self.free = self.free.wrapping_add(self.old_size);"
        => "self.free = self.free.wrapping_add(self.old_size + 2);";
    "copying: the first element of a VECTOR is not looked at",
        "self.element = if kind == Type::Vector { 2 }" => "self.element = if kind == Type::Vector { 3 }";
    "copying: the fixed region is not scanned",
        "Source::Fixed if self.scan == self.layout.fixed_end" => "Source::Fixed";
    "generational: a minor collection has no further roots",
        "(Kind::Minor, Barrier::Remember) => Source::List,"
        => "(Kind::Minor, Barrier::Remember) => Source::Queue,";
    "generational: pages that have been stored into are not scanned",
        "(Kind::Minor, Barrier::Protect) => Source::Page,"
        => "(Kind::Minor, Barrier::Protect) => Source::Queue,";
    "generational: a page that a copy enters gets no entry",
        "if enters && self.layout.has_entry(next) { State::CopyPage }"
        => "if enters && next == 0 { State::CopyPage }";

    GENERATIONAL:
    "generational: a remembered object keeps its mark", "words[0].0 &= !REMEMBERED;" => "";
    "generational: a remembered object is not marked",
        "&[Word(self.fetch.words[0].0 | REMEMBERED)]" => "&[self.fetch.words[0]]";
    "generational: the list loses its rest",
        "self.remembered = rest.into();" => "self.remembered = Word(0 & rest.0).into();";
    "generational: one page of two is forgotten",
        "self.pages &= self.pages - 1;" => "self.pages &= (self.pages - 1) << (page + 2);";
    "generational: a page's objects are scanned but for the last",
        "let end = (page + 1) << self.layout.page_bits;"
        => "let end = ((page + 1) << self.layout.page_bits) - 4;";

    ALLOCATOR:
    "barrier: it sees the first word only", "words.iter().any(" => "words.iter().skip(1).any(";
    "barrier: old is young", "self.layout.is_young(object.0) ||" => "!object.is_nil() ||";
    "barrier: protect looks at the page of another object",
        "self.unprotected >> self.layout.page(object.0) & 1 == 0"
        => "self.unprotected == 0";

    LAYOUT:
    "generational: the end of the nursery is old",
        "address.wrapping_sub(self.nursery) < self.nursery_words"
        => "address.wrapping_sub(self.nursery) + 64 < self.nursery_words";

    OBJECTS:
    "fields: those of a SYMBOL are none",
        "    TAGGED[number].1 + is_noted(header) as u32"
        => "    if is_type(header, Type::Symbol) { 0 } else { TAGGED[number].1 + is_noted(header) as u32 }";

    MARK:
    "mark: an object with fields gets none",
        "let head = Word(self.fields[0].0 & !COLLECTOR | MARK);"
        => "let head = Word(self.fields[0].0 & !COLLECTOR);";
    "mark: a leaf gets none",
        "port.write(child, &[Word(head.0 | MARK)])?;" => "port.write(child, &[head])?;";
    "mark: a VECTOR gets none",
        "Word(header(Type::Vector, 0).0 | MARK)" => "header(Type::Vector, 0)";
    "mark: a reversed pointer is not put back",
        "self.fields[field as usize] = self.object.word();" => "";
    "mark: the way up is forgotten",
        "self.back = words[field as usize].into();" => "self.back = NIL.into();";
    "mark: the field gone down from is always the first",
        "MARK | self.field << FIELD" => "MARK | 1 << FIELD";
    "mark: a VECTOR's length is lost",
        "port.write(self.object.word().plus(self.slot()), &[self.length.word()])?;"
        => "port.write(self.object.word().plus(self.slot()), &[Word::small(0)])?;";
    "mark: an element of a VECTOR is not put back",
        "port.write(self.back.word().plus(self.element), &[self.object.word()])?;" => "";
    "mark: a VECTOR of the fixed region is not gone on with",
        "self.element = self.element_at;" => "self.element = self.size;";
    "mark: the fixed region is not scanned",
        "if self.scan == self.layout.fixed_end {" => "if self.scan <= self.layout.fixed_end {";
    "mark: what is left of the allocator's block is no free block",
        "self.free_block(inputs.free, inputs.end - inputs.free, port)?;" => "";

    FREE:
    "sweep: free neighbours are not one block",
        "if head.0 & MARK == 0 {" => "if head.0 & MARK == 0 && self.run < 8 {";
    "sweep: the mark stays",
        "&[Word(head.0 & !COLLECTOR)]" => "&[head]";
    "sweep: the last block is lost",
        "} else if self.run > 0 {" => "} else if self.run > 60_000 {";
    "sweep: small blocks are lost",
        "        if self.run > 0 {\n            self.free_block"
        => "        if self.run > 2 {\n            self.free_block";
    "free lists: no link between blocks of two words",
        "port.write(block, &[PAIR, self.lists[0]])?;" => "port.write(block, &[PAIR, NIL])?;";
    "free lists: no link between larger blocks",
        "&[BLOCK, Word(words - 2), self.lists[list]]" => "&[BLOCK, Word(words - 2), NIL]";
    "free lists: a block handed out stays in its list",
        "port.write(self.previous.word().plus(2), &[next])?;" => "";
    "free lists: the reserve is handed out",
        "self.available.saturating_sub(self.held);" => "self.available;";
};
