//! Reads program text into data, remembering where in the text each datum stands.
//!
//! The reader runs on the host, before the simulated machine exists: it knows the notation of
//! the language and nothing of the machine's words. The text of a [`Datum`] (its [`Display`]
//! form) reads back as the same datum.
//!
//! [`Display`]: fmt::Display

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How deeply lists, vectors, quotes and datum comments may stand inside one another.
pub const MAX_DEPTH: usize = 500;

/// The characters with a name. Where a character has two names, the first is the one written.
const CHAR_NAMES: [(&str, u8); 10] = [
    ("space", b' '),
    ("newline", b'\n'),
    ("tab", b'\t'),
    ("return", b'\r'),
    ("null", 0),
    ("nul", 0),
    ("delete", 0x7F),
    ("escape", 0x1B),
    ("alarm", 0x07),
    ("backspace", 0x08),
];

/// The string escapes of one letter, without their backslash.
const STRING_ESCAPES: [(char, u8); 7] =
    [('n', b'\n'), ('t', b'\t'), ('r', b'\r'), ('\\', b'\\'), ('"', b'"'), ('0', 0), ('a', 0x07)];

type Result<T, E = ReadError> = std::result::Result<T, E>;

/// A half-open byte range in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset just after the last byte.
    pub end: usize,
}

/// A datum and where it stands in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Syntax {
    /// What was read.
    pub datum: Datum,
    /// The text it was read from.
    pub span: Span,
}

/// One piece of program text, as data.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// The empty list: `()`, `nil` or `NIL`.
    Nil,
    /// An integer. Whether it fits the machine's word is for the image builder to check.
    Integer(i64),
    /// A symbol. Upper and lower case are distinct.
    Symbol(String),
    /// A keyword, `:name`, held without its colon.
    Keyword(String),
    /// A string, as bytes. Text outside ASCII is held as UTF-8.
    String(Vec<u8>),
    /// A character, such as `#\a`.
    Char(u8),
    /// A list with at least one item.
    List {
        /// The items, in order.
        items: Vec<Syntax>,
        /// What follows the dot of a dotted list. The reader never puts a list or `Nil` here:
        /// it reads `(a . (b c))` as `(a b c)`.
        tail: Option<Box<Syntax>>,
    },
    /// A vector, such as `#(1 2 3)`.
    Vector(Vec<Syntax>),
}

/// Why a text could not be read, and the place that shows it. Its display form is a message for
/// a person.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct ReadError {
    problem: Problem,
    span: Span,
}

/// The ways in which a text can fail to be readable.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
enum Problem {
    #[error("unexpected `{0}`: no list is open here")]
    UnexpectedCloser(char),
    #[error("`{opener}` cannot be closed by `{closer}`")]
    MismatchedCloser { opener: char, closer: char },
    #[error("this `{0}` is never closed")]
    UnclosedList(char),
    #[error("this string is never closed")]
    UnclosedString,
    #[error("the name that this `|` opens is never closed")]
    UnclosedName,
    #[error("this block comment is never closed")]
    UnclosedComment,
    #[error("unknown escape `\\{}` in a string", .0.escape_debug())]
    UnknownStringEscape(char),
    #[error("unknown escape `\\{}` in a name between bars", .0.escape_debug())]
    UnknownNameEscape(char),
    #[error("malformed hexadecimal escape in a string")]
    MalformedHexEscape,
    #[error("no character follows `#\\`")]
    MissingChar,
    #[error("`#\\{0}` is not an ASCII character")]
    NonAsciiChar(String),
    #[error("unknown character name `#\\{0}`")]
    UnknownChar(String),
    #[error("number too large: it does not fit in 64 bits")]
    NumberTooLarge,
    #[error("only integers are supported, and `{0}` is not one")]
    NotAnInteger(String),
    #[error("`{token}` is not a number in base {radix}")]
    MalformedNumber { token: String, radix: u32 },
    #[error("unknown syntax `{0}`")]
    UnknownSyntax(String),
    #[error("no datum follows `{0}`")]
    MissingDatum(&'static str),
    #[error("nothing stands before the dot in this list")]
    NothingBeforeDot,
    #[error("nothing stands after the dot in this list")]
    NothingAfterDot,
    #[error("more than one datum stands after the dot in this list")]
    TooMuchAfterDot,
    #[error("a dot outside a list")]
    DotOutsideList,
    #[error("nested too deeply: more than {MAX_DEPTH} levels")]
    TooDeep,
}

impl ReadError {
    /// The place in the source to show with the message.
    pub fn span(&self) -> Span {
        self.span
    }

    /// A hint on how to mend the text, for the errors where there is one to give.
    pub fn help(&self) -> Option<&'static str> {
        match self.problem {
            Problem::UnexpectedCloser(_) => Some("remove it, or open a list before it"),
            Problem::MismatchedCloser { .. } => {
                Some("`(` is closed by `)`, and `[` is closed by `]`")
            }
            Problem::UnclosedComment => Some("block comments nest: each `#|` needs its own `|#`"),
            Problem::UnknownStringEscape(_) => Some(
                r#"the escapes are \n \t \r \\ \" \0 \a, \xHH; and a backslash at the end of a line"#,
            ),
            Problem::UnknownNameEscape(_) => Some(r"the escapes are \| and \\"),
            Problem::MalformedHexEscape => {
                Some(r"write one or two hexadecimal digits and a semicolon, as in \x1F;")
            }
            Problem::NonAsciiChar(_) => Some(
                "a character is one byte; a string can hold other text, which it stores as UTF-8",
            ),
            Problem::UnknownChar(_) => Some(
                "the names are space, newline, tab, return, null, delete, escape, alarm, \
                 backspace, and xHH for the byte with that hexadecimal value",
            ),
            Problem::NotAnInteger(_) => {
                Some("write an integer, or put bars around it, as in |1/2|, to make it a symbol")
            }
            Problem::UnknownSyntax(_) => Some(
                "`#` begins #t, #f, #x, #o, #b, #\\ (a character), #( (a vector) \
                 and the comments #| and #;",
            ),
            Problem::NothingBeforeDot
            | Problem::NothingAfterDot
            | Problem::TooMuchAfterDot
            | Problem::DotOutsideList => {
                Some("a dotted list is written (a . b): items, a dot, then exactly one datum")
            }
            _ => None,
        }
    }
}

impl Problem {
    fn at(self, span: Span) -> ReadError {
        ReadError { problem: self, span }
    }
}

/// Reads every datum in `source`, in order.
///
/// # Errors
///
/// Returns the first error in the text; nothing after it is looked at.
pub fn read_all(source: &str) -> Result<Vec<Syntax>, ReadError> {
    let mut reader = Reader { source, position: 0, depth: 0 };
    let mut data = Vec::new();
    loop {
        match reader.next_item()? {
            Item::Datum(syntax) => data.push(syntax),
            Item::Dot(span) => return Err(Problem::DotOutsideList.at(span)),
            Item::Closer { closer, span } => {
                return Err(Problem::UnexpectedCloser(closer).at(span));
            }
            Item::End => return Ok(data),
        }
    }
}

/// The line and the column, in characters, of a byte offset. Both count from 1.
///
/// An offset inside a character counts as that character's, and an offset past the end of the
/// source as the end.
pub fn line_column(source: &str, offset: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    for (start, character) in source.char_indices() {
        if start + character.len_utf8() > offset {
            break;
        }
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    (line, column)
}

/// What can come next in a list or at the top level.
enum Item {
    Datum(Syntax),
    Dot(Span),
    Closer { closer: char, span: Span },
    End,
}

/// The opening bracket of a list or vector that is being read.
#[derive(Clone, Copy)]
struct Opener {
    bracket: char,
    span: Span,
}

impl Opener {
    fn check(self, closer: char, span: Span) -> Result<()> {
        match (self.bracket, closer) {
            ('(', ')') | ('[', ']') => Ok(()),
            (opener, _) => Err(Problem::MismatchedCloser { opener, closer }.at(span)),
        }
    }

    fn unclosed(self) -> ReadError {
        Problem::UnclosedList(self.bracket).at(self.span)
    }
}

/// A position in the source. `position` always lies on a character boundary.
struct Reader<'a> {
    source: &'a str,
    position: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.position..).unwrap_or_default()
    }

    fn span_from(&self, start: usize) -> Span {
        Span { start, end: self.position }
    }

    fn text_from(&self, start: usize) -> &'a str {
        self.source.get(start..self.position).unwrap_or_default()
    }

    /// Moves past the next character and returns it.
    fn bump(&mut self) -> Option<char> {
        let next = self.rest().chars().next()?;
        self.position += next.len_utf8();
        Some(next)
    }

    /// Moves past `expected` if it comes next, and tells whether it did.
    fn eat(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.position += expected.len();
        }
        found
    }

    /// Moves past a dot if one comes next that is not part of a longer token, and tells whether
    /// it did.
    fn eat_dot(&mut self) -> bool {
        let after = self.rest().strip_prefix('.');
        after.is_some_and(|after| !after.starts_with(is_constituent)) && self.eat(".")
    }

    /// Moves past the characters that satisfy `wanted` and returns them.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let start = self.position;
        let rest = self.rest();
        self.position += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.text_from(start)
    }

    /// Goes one level deeper, unless that is too deep. `opener` is what opens the level. To leave
    /// the level is to lower `depth`; an error need not, as it ends the reading.
    fn descend(&mut self, opener: Span) -> Result<()> {
        if self.depth >= MAX_DEPTH {
            return Err(Problem::TooDeep.at(opener));
        }
        self.depth += 1;
        Ok(())
    }

    /// Moves past blanks and reads what comes after them.
    fn next_item(&mut self) -> Result<Item> {
        self.skip_blanks()?;
        let start = self.position;
        let Some(first) = self.rest().chars().next() else { return Ok(Item::End) };
        let datum = match first {
            ')' | ']' => {
                self.bump();
                return Ok(Item::Closer { closer: first, span: self.span_from(start) });
            }
            '.' if self.eat_dot() => return Ok(Item::Dot(self.span_from(start))),
            '(' | '[' => {
                self.bump();
                self.read_list(Opener { bracket: first, span: self.span_from(start) })
            }
            '#' if self.eat("#(") => {
                self.read_vector(Opener { bracket: '(', span: self.span_from(start) })
            }
            '\'' => self.read_quote("'", "quote"),
            '`' => self.read_quote("`", "quasiquote"),
            ',' if self.rest().starts_with(",@") => self.read_quote(",@", "unquote-splicing"),
            ',' => self.read_quote(",", "unquote"),
            _ => self.read_atom(),
        }?;
        Ok(Item::Datum(Syntax { datum, span: self.span_from(start) }))
    }

    /// Moves past white space and comments of all three kinds.
    fn skip_blanks(&mut self) -> Result<()> {
        loop {
            self.take_while(char::is_whitespace);
            let start = self.position;
            if self.eat(";") {
                self.take_while(|c| c != '\n');
            } else if self.eat("#|") {
                self.skip_block_comment(self.span_from(start))?;
            } else if self.eat("#;") {
                self.read_after_prefix("#;", self.span_from(start))?;
            } else {
                return Ok(());
            }
        }
    }

    /// Moves past the end of the block comment whose beginning is `opener`.
    fn skip_block_comment(&mut self, opener: Span) -> Result<()> {
        let mut open_comments = 1;
        while open_comments > 0 {
            if self.eat("|#") {
                open_comments -= 1;
            } else if self.eat("#|") {
                open_comments += 1;
            } else if self.bump().is_none() {
                return Err(Problem::UnclosedComment.at(opener));
            }
        }
        Ok(())
    }

    /// Reads the datum that has to follow a quote or `#;`.
    fn read_after_prefix(&mut self, prefix: &'static str, span: Span) -> Result<Syntax> {
        self.descend(span)?;
        let item = self.next_item()?;
        self.depth -= 1;
        match item {
            Item::Datum(syntax) => Ok(syntax),
            _ => Err(Problem::MissingDatum(prefix).at(span)),
        }
    }

    /// Reads `prefix` and the datum after it as the list `(name datum)`.
    fn read_quote(&mut self, prefix: &'static str, name: &str) -> Result<Datum> {
        let start = self.position;
        self.eat(prefix);
        let span = self.span_from(start);
        let quoted = self.read_after_prefix(prefix, span)?;
        let symbol = Syntax { datum: Datum::Symbol(name.to_owned()), span };
        Ok(Datum::List { items: vec![symbol, quoted], tail: None })
    }

    /// Reads the items of a list, and its closing bracket.
    fn read_list(&mut self, opener: Opener) -> Result<Datum> {
        self.descend(opener.span)?;
        let mut items = Vec::new();
        let list = loop {
            match self.next_item()? {
                Item::Datum(item) => items.push(item),
                Item::Dot(dot) if items.is_empty() => {
                    return Err(Problem::NothingBeforeDot.at(dot));
                }
                Item::Dot(dot) => break dotted_list(items, self.read_tail(opener, dot)?),
                Item::Closer { closer, span } => {
                    opener.check(closer, span)?;
                    break if items.is_empty() {
                        Datum::Nil
                    } else {
                        Datum::List { items, tail: None }
                    };
                }
                Item::End => return Err(opener.unclosed()),
            }
        };
        self.depth -= 1;
        Ok(list)
    }

    /// Reads what follows the dot of a dotted list, and the closing bracket.
    fn read_tail(&mut self, opener: Opener, dot: Span) -> Result<Syntax> {
        let tail = match self.next_item()? {
            Item::Datum(tail) => tail,
            Item::Dot(_) | Item::Closer { .. } => return Err(Problem::NothingAfterDot.at(dot)),
            Item::End => return Err(opener.unclosed()),
        };
        match self.next_item()? {
            Item::Closer { closer, span } => opener.check(closer, span).map(|()| tail),
            Item::Datum(Syntax { span, .. }) | Item::Dot(span) => {
                Err(Problem::TooMuchAfterDot.at(span))
            }
            Item::End => Err(opener.unclosed()),
        }
    }

    /// Reads the items of a vector, and its closing bracket.
    fn read_vector(&mut self, opener: Opener) -> Result<Datum> {
        self.descend(opener.span)?;
        let mut items = Vec::new();
        loop {
            match self.next_item()? {
                Item::Datum(item) => items.push(item),
                Item::Dot(dot) => return Err(Problem::DotOutsideList.at(dot)),
                Item::Closer { closer, span } => {
                    opener.check(closer, span)?;
                    break;
                }
                Item::End => return Err(opener.unclosed()),
            }
        }
        self.depth -= 1;
        Ok(Datum::Vector(items))
    }

    /// Reads a datum that has no parts.
    fn read_atom(&mut self) -> Result<Datum> {
        let start = self.position;
        if self.eat("\"") {
            self.read_string(start)
        } else if self.eat("#\\") {
            self.read_char(start)
        } else if self.eat("|") {
            self.read_barred_name(start).map(Datum::Symbol)
        } else if self.eat(":|") {
            self.read_barred_name(start).map(Datum::Keyword)
        } else {
            let token = self.take_while(is_constituent);
            let read = if token.starts_with('#') { read_hash_token } else { read_token };
            read(token).map_err(|problem| problem.at(self.span_from(start)))
        }
    }

    /// Reads the rest of the string whose quote begins at `start` and ends here.
    fn read_string(&mut self, start: usize) -> Result<Datum> {
        let quote = self.span_from(start);
        let mut bytes = Vec::new();
        loop {
            let unescaped = self.take_while(|c| c != '"' && c != '\\');
            bytes.extend_from_slice(unescaped.as_bytes());
            let escape_start = self.position;
            match self.bump() {
                Some('"') => return Ok(Datum::String(bytes)),
                Some(_) => match self.bump() {
                    Some(escape) => bytes.extend(self.read_escape(escape, escape_start)?),
                    None => return Err(Problem::UnclosedString.at(quote)),
                },
                None => return Err(Problem::UnclosedString.at(quote)),
            }
        }
    }

    /// The byte for the string escape that begins at `start` with a backslash and `escape`, or
    /// nothing if the escape joins two lines.
    fn read_escape(&mut self, escape: char, start: usize) -> Result<Option<u8>> {
        if let Some((_, byte)) = STRING_ESCAPES.into_iter().find(|(letter, _)| *letter == escape) {
            return Ok(Some(byte));
        }
        if escape == '\n' || (escape == '\r' && self.eat("\n")) {
            self.take_while(|c| c.is_whitespace() && c != '\n');
            return Ok(None);
        }
        if escape != 'x' {
            let problem = Problem::UnknownStringEscape(escape);
            return Err(problem.at(self.span_from(start)));
        }
        let digits = self.take_while(|c| c.is_ascii_hexdigit());
        match hex_byte(digits) {
            Some(byte) if self.eat(";") => Ok(Some(byte)),
            _ => Err(Problem::MalformedHexEscape.at(self.span_from(start))),
        }
    }

    /// Reads the rest of a name in bars, the first of which the reader is past.
    fn read_barred_name(&mut self, start: usize) -> Result<String> {
        let opener = self.span_from(start);
        let mut name = String::new();
        loop {
            name.push_str(self.take_while(|c| c != '|' && c != '\\'));
            let escape_start = self.position;
            match self.bump() {
                Some('|') => return Ok(name),
                Some(_) => match self.bump() {
                    Some(escaped @ ('|' | '\\')) => name.push(escaped),
                    Some(escape) => {
                        let problem = Problem::UnknownNameEscape(escape);
                        return Err(problem.at(self.span_from(escape_start)));
                    }
                    None => return Err(Problem::UnclosedName.at(opener)),
                },
                None => return Err(Problem::UnclosedName.at(opener)),
            }
        }
    }

    /// Reads the character whose `#\` begins at `start` and ends here.
    fn read_char(&mut self, start: usize) -> Result<Datum> {
        let name_start = self.position;
        if self.bump().is_some_and(is_constituent) {
            self.take_while(is_constituent);
        }
        let name = self.text_from(name_start);
        let problem = match char_named(name) {
            Some(byte) => return Ok(Datum::Char(byte)),
            None if name.is_empty() => Problem::MissingChar,
            None if name.is_ascii() => Problem::UnknownChar(name.to_owned()),
            None => Problem::NonAsciiChar(name.to_owned()),
        };
        Err(problem.at(self.span_from(start)))
    }
}

/// Whether a symbol may hold this character without bars around it.
fn is_constituent(character: char) -> bool {
    !character.is_whitespace() && !"()[]\"';`,".contains(character)
}

/// The datum that a run of constituents stands for, if it does not begin with `#` or a bar.
fn read_token(token: &str) -> Result<Datum, Problem> {
    if matches!(token, "nil" | "NIL") {
        Ok(Datum::Nil)
    } else if let Some(name) = token.strip_prefix(':').filter(|name| !name.is_empty()) {
        Ok(Datum::Keyword(name.to_owned()))
    } else if is_digits(without_sign(token), 10) {
        token.parse().map(Datum::Integer).map_err(|_| Problem::NumberTooLarge)
    } else if is_fractional(without_sign(token)) {
        Err(Problem::NotAnInteger(token.to_owned()))
    } else {
        Ok(Datum::Symbol(token.to_owned()))
    }
}

/// The datum that a run of constituents beginning with `#` stands for.
fn read_hash_token(token: &str) -> Result<Datum, Problem> {
    if matches!(token, "#t" | "#true") {
        return Ok(Datum::Symbol("true".to_owned()));
    }
    if matches!(token, "#f" | "#false") {
        return Ok(Datum::Symbol("false".to_owned()));
    }
    for (prefix, radix) in [("#x", 16), ("#o", 8), ("#b", 2)] {
        if let Some(number) = token.strip_prefix(prefix) {
            if !is_digits(without_sign(number), radix) {
                return Err(Problem::MalformedNumber { token: token.to_owned(), radix });
            }
            let value = i64::from_str_radix(number, radix);
            return value.map(Datum::Integer).map_err(|_| Problem::NumberTooLarge);
        }
    }
    Err(Problem::UnknownSyntax(token.to_owned()))
}

/// The text of a number after its sign, if it has one.
fn without_sign(number: &str) -> &str {
    number.strip_prefix(['+', '-']).unwrap_or(number)
}

/// Whether `text` is one or more digits and nothing else.
fn is_digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_digit(radix))
}

/// Whether `text`, which is no integer and has no sign, is a number such as `1.5`, `.5`, `1.`,
/// `1/2` or `1e9`.
fn is_fractional(text: &str) -> bool {
    if let Some((numerator, denominator)) = text.split_once('/') {
        return is_digits(numerator, 10) && is_digits(denominator, 10);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    is_digits(&mantissa.replacen('.', "", 1), 10) && is_digits(without_sign(exponent), 10)
}

/// The character that `#\` followed by `name` stands for.
fn char_named(name: &str) -> Option<u8> {
    if let [byte] = name.as_bytes() {
        return Some(*byte);
    }
    match CHAR_NAMES.into_iter().find(|(known, _)| *known == name) {
        Some((_, byte)) => Some(byte),
        None => hex_byte(name.strip_prefix('x')?),
    }
}

/// The byte that one or two hexadecimal digits stand for.
fn hex_byte(digits: &str) -> Option<u8> {
    if digits.len() > 2 || !is_digits(digits, 16) {
        return None;
    }
    u8::from_str_radix(digits, 16).ok()
}

/// The list `(items . tail)`, with its tail merged into its items as far as that is a list.
fn dotted_list(mut items: Vec<Syntax>, tail: Syntax) -> Datum {
    match tail.datum {
        Datum::Nil => Datum::List { items, tail: None },
        Datum::List { items: more, tail } => {
            items.extend(more);
            Datum::List { items, tail }
        }
        _ => Datum::List { items, tail: Some(Box::new(tail)) },
    }
}

impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Datum::Nil => f.write_str("nil"),
            Datum::Integer(value) => write!(f, "{value}"),
            Datum::Symbol(name) if is_plain_symbol(name) => f.write_str(name),
            Datum::Symbol(name) => write_barred_name(f, name),
            Datum::Keyword(name) => {
                f.write_char(':')?;
                if is_plain_name(name) { f.write_str(name) } else { write_barred_name(f, name) }
            }
            Datum::String(bytes) => write_string(f, bytes),
            Datum::Char(byte) => write_char(f, *byte),
            Datum::List { items, tail } => {
                f.write_char('(')?;
                write_items(f, items)?;
                if let Some(tail) = tail {
                    write!(f, " . {}", tail.datum)?;
                }
                f.write_char(')')
            }
            Datum::Vector(items) => {
                f.write_str("#(")?;
                write_items(f, items)?;
                f.write_char(')')
            }
        }
    }
}

fn write_items(f: &mut fmt::Formatter<'_>, items: &[Syntax]) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_char(' ')?;
        }
        write!(f, "{}", item.datum)?;
    }
    Ok(())
}

/// Whether a keyword's name can be written without bars.
fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('|') && name.chars().all(is_constituent)
}

/// Whether a symbol's name can be written without bars, and then reads as that symbol.
fn is_plain_symbol(name: &str) -> bool {
    is_plain_name(name)
        && !name.starts_with('#')
        && name != "."
        && matches!(read_token(name), Ok(Datum::Symbol(_)))
}

fn write_barred_name(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    f.write_char('|')?;
    for character in name.chars() {
        if matches!(character, '|' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    f.write_char('|')
}

fn write_string(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    f.write_char('"')?;
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match STRING_ESCAPES.into_iter().find(|(_, byte)| char::from(*byte) == character) {
                Some((letter, _)) => write!(f, "\\{letter}")?,
                None if character.is_ascii_control() => write!(f, "\\x{:02X};", character as u32)?,
                None => f.write_char(character)?,
            }
        }
        for byte in chunk.invalid() {
            write!(f, "\\x{byte:02X};")?;
        }
    }
    f.write_char('"')
}

fn write_char(f: &mut fmt::Formatter<'_>, byte: u8) -> fmt::Result {
    match CHAR_NAMES.into_iter().find(|(_, named)| *named == byte) {
        Some((name, _)) => write!(f, "#\\{name}"),
        None if byte.is_ascii_graphic() => write!(f, "#\\{}", char::from(byte)),
        None => write!(f, "#\\x{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads `source` and writes what was read, with a space between one datum and the next.
    fn reread(source: &str) -> String {
        match read_all(source) {
            Ok(data) => {
                data.iter().map(|syntax| syntax.datum.to_string()).collect::<Vec<_>>().join(" ")
            }
            Err(error) => format!("error: {error}"),
        }
    }

    #[test]
    fn reads_every_notation() {
        let cases = [
            ("", ""),
            (" ; only a comment", ""),
            ("a ; one\nb #| two #| nested |# |# c #;(d e) f", "a b c f"),
            ("(a #;b) #;#;c d e #||#", "(a) e"),
            ("() [] nil NIL Nil", "nil nil nil nil Nil"),
            ("0 -0 +7 -12 007", "0 0 7 -12 7"),
            (
                "9223372036854775807 -9223372036854775808",
                "9223372036854775807 -9223372036854775808",
            ),
            ("#x1F #x-1f #x+A #b101 #o17", "31 -31 10 5 15"),
            ("- + ... 1+ -x ->y 1.2.3 1/2/3 1e e5 .x", "- + ... 1+ -x ->y 1.2.3 1/2/3 1e e5 .x"),
            ("99999999999999999999x", "99999999999999999999x"),
            ("#t #true #f #false", "true true false false"),
            ("'x `(a ,b ,@c)", "(quote x) (quasiquote (a (unquote b) (unquote-splicing c)))"),
            ("' #| here too |# x a'b", "(quote x) a (quote b)"),
            ("(a . b) (a b . c) [a . #(b)]", "(a . b) (a b . c) (a . #(b))"),
            ("(a . (b c)) (a . (b . c)) (a . ()) (a . 'b)", "(a b c) (a b . c) (a) (a quote b)"),
            ("#() #(1 [2] #(3))", "#() #(1 (2) #(3))"),
            ("foo FOO a#b a|b λ {x}", "foo FOO a#b a|b λ {x}"),
            (
                r"|| |a b| |x\|\\| |ok| |nil| |12| |1/2| |.| |#t| |:k| a\b",
                r"|| |a b| x|\ ok |nil| |12| |1/2| |.| |#t| |:k| a\b",
            ),
            (":key : :: :12 :|a b| :|ok| :||", ":key : :: :12 :|a b| :ok :||"),
            (r#""a\n\t\r\\\"\0\a\x41;\x7;é\xC3;\xa9;\xFF;""#, r#""a\n\t\r\\\"\0\aA\aéé\xFF;""#),
            ("\"one \\\n   two \\\r\n\tthree\nfour \\\n\n\"", r#""one two three\nfour \n""#),
            (
                r"#\a #\A #\( (#\)) #\; #\space #\newline #\tab #\return",
                r"#\a #\A #\( (#\)) #\; #\space #\newline #\tab #\return",
            ),
            (
                r"#\null #\nul #\delete #\escape #\alarm #\backspace",
                r"#\null #\null #\delete #\escape #\alarm #\backspace",
            ),
            (r"#\x #\x41 #\x7 #\xff #\# #\| #\1", r"#\x #\A #\alarm #\xFF #\# #\| #\1"),
        ];
        for (source, expected) in cases {
            assert_eq!(reread(source), expected, "reading {source:?}");
            assert_eq!(reread(expected), expected, "reading again {expected:?}");
        }
    }

    #[test]
    fn reports_every_error_at_its_place() {
        let cases = [
            ("(a))", "unexpected `)`", ")"),
            ("x ]", "unexpected `]`", "]"),
            ("(a]", "`(` cannot be closed by `]`", "]"),
            ("[a . b)", "`[` cannot be closed by `)`", ")"),
            ("#(a]", "`(` cannot be closed by `]`", "]"),
            ("(a", "this `(` is never closed", "("),
            ("[a . b", "this `[` is never closed", "["),
            ("(a .", "this `(` is never closed", "("),
            ("#(a", "this `(` is never closed", "#("),
            ("x \"abc", "string is never closed", "\""),
            ("\"abc\\", "string is never closed", "\""),
            ("x |abc", "never closed", "|"),
            (":|abc\\", "never closed", ":|"),
            ("a #| b #| c |#", "comment is never closed", "#|"),
            (r#""ab\qc""#, r"unknown escape `\q`", r"\q"),
            (r#""\é""#, r"unknown escape `\é`", r"\é"),
            (r"|a\n|", r"unknown escape `\n`", r"\n"),
            (r#""\x123;""#, "hexadecimal escape", r"\x123"),
            (r#""\x41""#, "hexadecimal escape", r"\x41"),
            (r#""\x;""#, "hexadecimal escape", r"\x"),
            (r"#\", "no character follows", r"#\"),
            (r"(#\é)", "not an ASCII character", r"#\é"),
            (r"#\spade", r"unknown character name `#\spade`", r"#\spade"),
            (r"#\x+1", "unknown character name", r"#\x+1"),
            ("(9223372036854775808)", "number too large", "9223372036854775808"),
            ("#x-8000000000000001", "number too large", "#x-8000000000000001"),
            ("(1.5)", "only integers are supported", "1.5"),
            ("-1/2", "only integers are supported", "-1/2"),
            ("1.", "only integers are supported", "1."),
            ("+.5e-3", "only integers are supported", "+.5e-3"),
            ("1E9", "only integers are supported", "1E9"),
            ("#b102", "not a number in base 2", "#b102"),
            ("#x", "not a number in base 16", "#x"),
            ("#o--1", "not a number in base 8", "#o--1"),
            ("(#foo)", "unknown syntax `#foo`", "#foo"),
            ("#[a]", "unknown syntax `#`", "#"),
            ("(a ')", "no datum follows `'`", "'"),
            (",@", "no datum follows `,@`", ",@"),
            ("a #; ", "no datum follows `#;`", "#;"),
            ("( . a)", "nothing stands before the dot", "."),
            ("(a . )", "nothing stands after the dot", "."),
            ("(a . b c)", "more than one datum", "c"),
            ("(a . b . c)", "more than one datum", "."),
            ("a . b", "a dot outside a list", "."),
            ("#(a . b)", "a dot outside a list", "."),
        ];
        for (source, message, place) in cases {
            let error = read_all(source).expect_err(source);
            assert!(error.to_string().contains(message), "{source:?} gives `{error}`");
            let Span { start, end } = error.span();
            assert_eq!(&source[start..end], place, "the place of the error in {source:?}");
        }
    }

    #[test]
    fn spans_cover_the_text_of_each_datum() {
        let source = "é '(a \"b\") #;c #(1)";
        let spans = read_all(source).unwrap().into_iter().map(|syntax| syntax.span);
        let texts: Vec<_> = spans.map(|span| &source[span.start..span.end]).collect();
        assert_eq!(texts, ["é", "'(a \"b\")", "#(1)"]);
    }

    #[test]
    fn nesting_is_limited() {
        for (open, close) in [("(", ")"), ("#(", ")"), ("'", ""), ("#;", "")] {
            let nest = |depth| format!("{}x{} y", open.repeat(depth), close.repeat(depth));
            // Each `#;` skips a datum, so there have to be as many of them.
            let padded = |depth| nest(depth) + &" z".repeat(depth);
            let written = reread(&padded(MAX_DEPTH));
            assert_eq!(reread(&written), written, "{MAX_DEPTH} times {open}");
            for depth in [MAX_DEPTH + 1, 100_000] {
                let error = read_all(&padded(depth)).unwrap_err();
                assert_eq!(error.problem, Problem::TooDeep);
                assert_eq!(error.span().start, MAX_DEPTH * open.len());
            }
        }
        let comment = "#|".repeat(100_000) + &"|#".repeat(100_000);
        assert_eq!(reread(&comment), "");
    }

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let source = "aé\nλb\n";
        let cases = [
            (0, (1, 1)),
            (1, (1, 2)),
            (2, (1, 2)),
            (3, (1, 3)),
            (4, (2, 1)),
            (6, (2, 2)),
            (8, (3, 1)),
            (999, (3, 1)),
        ];
        for (offset, expected) in cases {
            assert_eq!(line_column(source, offset), expected, "offset {offset}");
        }
    }

    /// Gives a datum an empty place, and so all its parts if they were made in this way.
    fn placeless(datum: Datum) -> Syntax {
        Syntax { datum, span: Span { start: 0, end: 0 } }
    }

    /// The same datum with the places of all its parts forgotten.
    fn forget_places(syntax: Syntax) -> Syntax {
        let forget_all = |items: Vec<Syntax>| items.into_iter().map(forget_places).collect();
        placeless(match syntax.datum {
            Datum::List { items, tail } => Datum::List {
                items: forget_all(items),
                tail: tail.map(|tail| Box::new(forget_places(*tail))),
            },
            Datum::Vector(items) => Datum::Vector(forget_all(items)),
            atom => atom,
        })
    }

    fn any_name() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), r##"[-+.:#|\\/a1e '()nil]{0,4}"##]
    }

    fn any_syntax() -> impl Strategy<Value = Syntax> {
        let atom = prop_oneof![
            Just(Datum::Nil),
            any::<i64>().prop_map(Datum::Integer),
            any_name().prop_map(Datum::Symbol),
            any_name().prop_map(Datum::Keyword),
            any::<Vec<u8>>().prop_map(Datum::String),
            any::<String>().prop_map(|text| Datum::String(text.into_bytes())),
            any::<u8>().prop_map(Datum::Char),
        ];
        atom.prop_map(placeless).prop_recursive(4, 32, 5, |inner| {
            let items = prop::collection::vec(inner.clone(), 1..5);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Datum::Vector),
                items.clone().prop_map(|items| Datum::List { items, tail: None }),
                (items, inner).prop_map(|(items, tail)| dotted_list(items, tail)),
            ]
            .prop_map(placeless)
        })
    }

    proptest! {
        #[test]
        fn no_text_panics(text: String, dense in r##"[\[\]()'`,@#|;\\"xabe01.:+ \n-]{0,40}"##) {
            for source in [text, dense] {
                if let Err(error) = read_all(&source) {
                    let Span { start, end } = error.span();
                    prop_assert!(start < end && source.get(start..end).is_some());
                    prop_assert!(!error.to_string().is_empty());
                    line_column(&source, start);
                }
            }
        }

        #[test]
        fn written_data_reads_back_the_same(syntax in any_syntax()) {
            let written = syntax.datum.to_string();
            let read: Vec<_> = read_all(&written)?.into_iter().map(forget_places).collect();
            prop_assert_eq!(read, vec![syntax], "written as {}", written);
        }
    }
}
