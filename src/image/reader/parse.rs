//! From text to data: lists, vectors, quotes, comments, strings.

use super::error::{Problem, ReadError};
use super::notation::{ESCAPES, MAX_DEPTH, READ_ESCAPES};
use super::syntax::{Datum, Span, Syntax};
use super::token::{char_named, hex_byte, is_blank, is_constituent, read_hash_token, read_token};

type Result<T, E = ReadError> = std::result::Result<T, E>;

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
            self.take_while(is_blank);
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
        self.read_until('"', Problem::UnclosedString.at(quote)).map(Datum::String)
    }

    /// Reads the rest of a name in bars, the first of which the reader is past.
    fn read_barred_name(&mut self, start: usize) -> Result<String> {
        let opener = self.span_from(start);
        let bytes = self.read_until('|', Problem::UnclosedName.at(opener))?;
        String::from_utf8(bytes).map_err(|_| Problem::NameNotUtf8.at(self.span_from(start)))
    }

    /// The bytes up to a closing mark, without their escapes; `unclosed` if there is none.
    fn read_until(&mut self, mark: char, unclosed: ReadError) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            let unescaped = self.take_while(|c| c != mark && c != '\\');
            bytes.extend_from_slice(unescaped.as_bytes());
            let escape_start = self.position;
            match self.bump() {
                Some(closer) if closer == mark => return Ok(bytes),
                Some(_) => match self.bump() {
                    Some(escape) => bytes.extend(self.read_escape(escape, escape_start)?),
                    None => return Err(unclosed),
                },
                None => return Err(unclosed),
            }
        }
    }

    /// The byte for the escape that begins at `start` with a backslash and `escape`, or nothing if the
    /// escape joins two lines.
    fn read_escape(&mut self, escape: char, start: usize) -> Result<Option<u8>> {
        let mut known = ESCAPES.into_iter().chain(READ_ESCAPES);
        if let Some((_, byte)) = known.find(|(letter, _)| *letter == escape) {
            return Ok(Some(byte));
        }
        if escape == '\n' || (escape == '\r' && self.eat("\n")) {
            self.take_while(|c| is_blank(c) && c != '\n');
            return Ok(None);
        }
        if escape != 'x' {
            return Err(Problem::UnknownEscape(escape).at(self.span_from(start)));
        }
        let digits = self.take_while(|c| c.is_ascii_hexdigit());
        match hex_byte(digits) {
            Some(byte) if self.eat(";") => Ok(Some(byte)),
            _ => Err(Problem::MalformedHexEscape.at(self.span_from(start))),
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

/// The list `(items . tail)`, with its tail merged into its items as far as that is a list.
pub(super) fn dotted_list(mut items: Vec<Syntax>, tail: Syntax) -> Datum {
    match tail.datum {
        Datum::Nil => Datum::List { items, tail: None },
        Datum::List { items: more, tail } => {
            items.extend(more);
            Datum::List { items, tail }
        }
        _ => Datum::List { items, tail: Some(Box::new(tail)) },
    }
}
