//! What can be wrong with a text, in words.

use thiserror::Error;

use super::notation::MAX_DEPTH;
use super::syntax::Span;

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
pub(super) enum Problem {
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
    #[error("unknown escape `\\{}`", .0.escape_debug())]
    UnknownEscape(char),
    #[error("malformed hexadecimal escape")]
    MalformedHexEscape,
    #[error("a name must be UTF-8 text")]
    NameNotUtf8,
    #[error("no character follows `#\\`")]
    MissingChar,
    #[error("`#\\{0}` is not an ASCII character")]
    NonAsciiChar(String),
    #[error("unknown character name `#\\{0}`")]
    UnknownChar(String),
    #[error("number too large: it has more than 100,000 digits")]
    NumberTooLarge,
    #[error("the denominator of `{0}` is zero")]
    ZeroDenominator(String),
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
            Problem::UnknownEscape(_) => Some(
                r#"the escapes are \n \t \r \\ \" \| \0 \a \b, \xHH; and a backslash at the end of a line"#,
            ),
            Problem::MalformedHexEscape => {
                Some(r"write the hexadecimal digits of a byte and a semicolon, as in \x1f;")
            }
            Problem::NonAsciiChar(_) => Some(
                "a character is one byte; a string can hold other text, which it stores as UTF-8",
            ),
            Problem::UnknownChar(_) => Some(
                "the names are space, newline, tab, return, null, delete, escape, alarm, \
                 backspace, and xHH for the byte with that hexadecimal value",
            ),
            Problem::ZeroDenominator(_) => {
                Some("put bars around it, as in |1/0|, to make it a symbol")
            }
            Problem::UnknownSyntax(_) => Some(
                "`#` begins #t, #f, #x, #o, #b, #d, #e, #i (numbers), #\\ (a character), \
                 #( (a vector) and the comments #| and #;",
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
    pub(super) fn at(self, span: Span) -> ReadError {
        ReadError { problem: self, span }
    }
}
