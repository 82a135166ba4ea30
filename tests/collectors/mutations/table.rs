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
const NOTES: &str = "src/machine/notes.rs";
const EVAL: &str = "src/machine/units/eval.rs";
const NOTE: &str = "src/machine/units/note.rs";
const APPLY: &str = "src/machine/units/apply/mod.rs";
const FALLBACK: &str = "src/machine/units/apply/fallback.rs";
const PRIMITIVE: &str = "src/machine/units/primitive.rs";
const DEFINE: &str = "src/machine/units/define.rs";
const SPECIAL: &str = "src/machine/units/special.rs";
const INLINE: &str = "src/machine/units/inline.rs";
const DIGITS: &str = "src/machine/units/digits/mod.rs";
const ROWS: &str = "src/machine/units/digits/rows.rs";
const ARITHMETIC: &str = "src/machine/units/digits/arithmetic.rs";

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
    "roots: the number fallback is none",
        "self.root(self.sweeper.root).copied()"
        => "self.root(self.sweeper.root).copied().filter(|_| {
            root_names().get(self.sweeper.root as usize).is_some_and(|name| name != \"apply.fallback\")
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
    "barrier: old is young", "self.layout.is_young(object.address()) ||" => "!object.is_nil() ||";
    "barrier: protect looks at the page of another object",
        "self.unprotected >> self.layout.page(object.address()) & 1 == 0"
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
        "MARK | u64::from(self.field) << FIELD" => "MARK | 1 << FIELD";
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
        "&[BLOCK, Word::at(words - 2), self.lists[list]]" => "&[BLOCK, Word::at(words - 2), NIL]";
    "free lists: a block handed out stays in its list",
        "port.write(self.previous.word().plus(2), &[next])?;" => "";
    "free lists: the reserve is handed out",
        "self.available.saturating_sub(self.held);" => "self.available;";

    NOTES:
    "notes: a note holds in any scope",
        "!self.scope.stale && parameters == self.scope.parameters && !parameters.is_nil()"
        => "!self.scope.stale && !self.scope.parameters.is_nil() && !parameters.is_nil()";
    "notes: a note holds in any epoch",
        "if header.low() >> shift & ((1 << bits) - 1) != self.scope.epoch {"
        => "if self.scope.epoch > 1 << bits {";
    "notes: an arity holds in any epoch",
        "let found_now = header.low() >> shift & ((1 << bits) - 1) == self.scope.epoch;"
        => "let found_now = shift + bits > 0;";
    "notes: a sum wraps",
        "Operation::Add => return self.size.immediate(a.checked_add(b)?),"
        => "Operation::Add => return Some(Word(((a + b) << 1 | 1) as u64 & self.size.mask())),";
    "notes: operands need not be integers",
        "            _ if !a.is_immediate() || !b.is_immediate() => return None,\n"
        => "";
    "notes: a symbol object keeps its flags",
        "Word(header.0 & !(CALLABLE | PINNED) | volatile)"
        => "Word(header.0 | volatile)";
    "notes: a pinned symbol object is not marked",
        "    header.0 & (CALLABLE | PINNED) != 0"
        => "    header.0 & CALLABLE != 0";

    EVAL:
    "notes: there are no new epochs",
        "self.scope.epoch = (self.scope.epoch + 1).min(last_epoch(size));"
        => "let _ = last_epoch(size);";
    "notes: locals survive frames",
        "        self.scope.forget();\n        self.scope.stale = quick && !environment.is_nil();"
        => "        let _ = quick;";
    "notes: a function cell is called whatever is in it",
        "header.0 & CALLABLE != 0 && !hidden"
        => "header.0 | 1 != 0 && !function.is_nil() && !hidden";
    "notes: lisp1: a local function does not hide a global one",
        "let hidden = lisp1 && header.0 & BOUND != 0;"
        => "let hidden = false;";
    "notes: a global variable is not hidden by a binding",
        "State::GlobalCell if header.0 & BOUND != 0 =>"
        => "State::GlobalCell if header.0 & BOUND > BOUND =>";
    "notes: operators are searched for without the locals",
        "if self.scope.pending && !self.outer {\n            self.state = State::EvalCombination;"
        => "if self.scope.pending && self.outer {\n            self.state = State::EvalCombination;";

    NOTE:
    "notes: operands of what is computed are no parts",
        "            0 => self.fetch(self.operands, State::Mark),"
        => "            0 => {\n                self.step = 1;\n                Command::Stay\n            }";
    "notes: parameters are no parts",
        "                port.write(self.list, &[part(header)])?;\n"
        => "                let _ = part(header);\n";
    "notes: a parameter's name is not flagged",
        "port.write(self.symbol_object, &[Word(header.0 | BOUND)])?;"
        => "port.write(self.symbol_object, &[header])?;";
    "notes: lisp1: a pinned name may be bound",
        "if hides { Command::Invalidate } else { Command::Stay }"
        => "if hides { Command::Stay } else { Command::Stay }";
    "notes: nothing is pinned",
        "if self.kind == NoteKind::Global { CALLABLE } else { PINNED };"
        => "if self.kind == NoteKind::Global { CALLABLE } else { 0 & PINNED };";
    "notes: environments that were written into are as they were",
        "self.notes.scope.open || header.0 & BOUND != 0"
        => "header.0 & BOUND != 0";
    "notes: what is quoted may be replaced",
        "            3 if self.kind == NoteKind::Constant && !self.operands.is_nil() => {"
        => "            3 if self.kind == NoteKind::Constant && self.operands == self.cell => {";
    "notes: an inline primitive has any number of operands",
        "if !self.list.is_nil() || self.count != self.operation.operands() {"
        => "if !self.list.is_nil() {";

    APPLY:
    "notes: a function takes any number of operands",
        "let fits = self.operands.count == arity && !self.operands.has_list();"
        => "let fits = self.operands.count > 0 && !self.operands.has_list();";
    "notes: a name that is bound one by one is not flagged",
        "port.write(self.pair, &[Word(header.0 | BOUND)])?;"
        => "port.write(self.pair, &[header])?;";
    "notes: cells of environments are no parts",
        "if self.storing { part(CONS_HEADER) } else { inputs.notes.environment_header() }"
        => "CONS_HEADER";

    FALLBACK:
    "fallback: the element behind the vector",
        "i64::from(self.primitive) < inputs.size" => "i64::from(self.primitive) <= inputs.size";
    "fallback: an element that is NIL is applied",
        "if element.is_nil() {" => "if element.is_immediate() && element.is_nil() {";
    "fallback: the operand compared next is lost",
        "self.operands.count == 2 || !self.compares()"
        => "self.operands.count > 1 || !self.compares()";
    "fallback: a comparison goes on with its value",
        "{ ReturnState::Compare } else" => "{ ReturnState::Fold } else";

    PRIMITIVE:
    "notes: a cell that is stored into keeps its note",
        "port.write(self.object, &[bare(header)])?;"
        => "let _ = bare(header);";
    "notes: a part may be stored into",
        "if is_part(header) || had_locals(header) { Command::Expose }"
        => "if is_part(header) { Command::Stay }";
    "notes: an environment may be stored into",
        "if is_part(header) || had_locals(header) { Command::Expose }"
        => "if is_part(header) { Command::Invalidate }";
    "notes: set-symbol-function! of a pinned symbol changes nothing",
        "if header.0 & PINNED != 0 { Command::Invalidate }"
        => "if header.0 & PINNED != 0 { Command::Stay }";

    DEFINE:
    "notes: an inner definition leaves the locals",
        "if is_part(header) { Command::Invalidate } else { Command::ForgetLocals }"
        => "if is_part(header) { Command::Invalidate } else { Command::Stay }";
    "notes: an inner definition leaves the note of the environment",
        "port.write(inputs.env, &[kept])?;"
        => "let _ = bare(header);";
    "notes: a definition of a pinned name changes nothing",
        "                self.state = State::StoreGlobal;\n                if header.0 & PINNED != 0 { Command::Invalidate }"
        => "                self.state = State::StoreGlobal;\n                if header.0 & PINNED != 0 { Command::Stay }";
    "notes: the name of an inner definition is not flagged",
        "port.write(self.pair, &[Word(header.0 | BOUND)])?;"
        => "port.write(self.pair, &[header])?;";

    SPECIAL:
    "notes: an expansion keeps the note of its form",
        "port.write(self.form, &[bare(header)])?;"
        => "let _ = bare(header);";
    "notes: a part may be expanded",
        "if is_part(header) { Command::Invalidate } else { Command::Stay }"
        => "if is_part(header) { Command::Stay } else { Command::Stay }";
    "notes: an if keeps the second branch of another",
        "        self.second = NIL;\n"
        => "        let _ = NIL;\n";

    INLINE:
    "inline: operands after the last are not missed",
        "!self.rest.word().is_nil() || self.count"
        => "self.count";
    "inline: the car of anything",
        "Operation::Car if is(Type::Cons)"
        => "Operation::Car";
    "inline: the end of a vector is not looked at",
        "at < 0 || at >= size.integer(length)"
        => "at < 0";
    "inline: an index may be anything",
        "!index.is_immediate() || at < 0"
        => "at < 0";

    ARITHMETIC:
    "digits: no carry out of a sum", "sum >> size.bits() != 0)" => "false)";
    "digits: no borrow out of a difference", "wide(a) < less)" => "false)";
    "digits: a borrow goes in and makes no difference",
        "let less = wide(b) + u128::from(borrow);" => "let less = wide(b) + 0 * u128::from(borrow);";
    "digits: a product without its upper word",
        "low(product >> size.bits(), size))" => "low(0 * product, size))";
    "digits: the carry is not added to a product",
        "wide(a) * wide(b) + wide(c) + wide(d)" => "wide(a) * wide(b) + 0 * wide(c) + wide(d)";

    ROWS:
    "digits: a borrow of a product is lost",
        "arithmetic::add(high, NIL, borrow, size)" => "arithmetic::add(high, NIL, borrow && size.bits() == 0, size)";
    "digits: the carry of a row does not go to the next",
        "carry = Raw(over.into());" => "carry = Raw(over.into()); if self.index > 0 { carry = Raw(0); }";
    "digits: the word behind a row is one of its digits",
        "if number < count { words[i] }" => "if number <= count { words[i] }";
    "digits: a bit shifted out is forgotten",
        "self.lost |= !digit.is_nil();" => "let _ = digit;";

    DIGITS:
    "digits: a sum ends before its carry",
        "self.index >= self.y_count && self.carry.is_nil()" => "self.index >= self.y_count";
    "digits: a quotient's digit is not refined",
        "if !arithmetic::exceeds(digit, second, rest, next, size) {" => "if true || !arithmetic::exceeds(digit, second, rest, next, size) {";
};
