//! What a program's text says to its implementation, before it is built: what it imports, and what
//! arguments it wants.

use crate::features::choose;
use crate::forms::{defines, head, list, name, parts, symbol};
use crate::problem::Problem;
use conscycle_image::reader::{Datum, Span, Syntax, line_column};
use conscycle_machine::config::Config;

/// A program that is ready to be built.
#[derive(Debug)]
pub struct Prepared {
    /// What is built.
    pub forms: Vec<Syntax>,
    /// What a person is to know.
    pub notes: Vec<String>,
}

/// Takes the forms of the text `text` of the program `name`, for such a machine. Every
/// `cond-expand` is replaced by what it chooses. Imports at top level are left out, with a note. A
/// program that names `command-line` gets a function that returns its name and its `arguments`, as
/// strings. What a program defines itself means what it says there.
///
/// # Errors
/// A [`Problem`] for a library, for a `cond-expand` that cannot be read, and for arguments that the
/// program does not ask for.
pub fn prepare(
    forms: Vec<Syntax>,
    text: &str,
    name: &str,
    config: &Config,
    arguments: &[String],
) -> Result<Prepared, Problem> {
    let mut forms = choose(forms, config)
        .map_err(|(message, span)| Problem::text(message, name, text, span))?;
    let is_own = |forms: &[Syntax], name| forms.iter().any(|form| defines(form, name));
    let library = forms.iter().find(|form| head(form) == Some("define-library"));
    if let Some(library) = library.filter(|_| !is_own(&forms, "define-library")) {
        let message = "libraries are not supported: write the definitions into the program";
        return Err(Problem::text(message.to_string(), name, text, library.span));
    }
    let has_own = is_own(&forms, "import");
    let is_import = |form: &mut Syntax| !has_own && head(form) == Some("import");
    let notes = forms.extract_if(.., is_import).map(|form| {
        let (line, column) = line_column(text, form.span.start);
        format!("{name}:{line}:{column}: this import is ignored: all of the library is there")
    });
    let notes = notes.collect();
    if forms.iter().any(|form| mentions(form, "command-line")) {
        let whole: Vec<&str> =
            std::iter::once(name).chain(arguments.iter().map(String::as_str)).collect();
        forms.insert(0, command_line(&whole));
    } else if let Some(first) = arguments.first()
        && !forms.iter().any(asks_host)
    {
        return Err(Problem::Plain(format!(
            "{name} does not ask for arguments, and {first:?} is one: (command-line) has them"
        )));
    }
    Ok(Prepared { forms, notes })
}

fn mentions(form: &Syntax, name: &str) -> bool {
    symbol(form) == Some(name) || parts(form).any(|part| mentions(part, name))
}

/// May a program ask the host by itself? It has to write on another channel than the console's: with
/// `write-byte` and a second operand, or with `write-byte` as a value.
fn asks_host(form: &Syntax) -> bool {
    let writes_console = head(form) == Some("write-byte") && parts(form).count() == 2;
    let rest = parts(form).skip(usize::from(writes_console));
    symbol(form) == Some("write-byte") || rest.into_iter().any(asks_host)
}

/// (define (command-line) (quote (words ...)))
fn command_line(words: &[&str]) -> Syntax {
    let span = Span { start: 0, end: 0 };
    let string = |word: &&str| Syntax { datum: Datum::String(word.as_bytes().to_vec()), span };
    let strings = list(words.iter().map(string).collect(), span);
    let value = list(vec![name("quote", span), strings], span);
    list(vec![name("define", span), list(vec![name("command-line", span)], span), value], span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use conscycle_image::reader::read_all;

    fn prepared(text: &str, arguments: &[&str]) -> Result<(String, Vec<String>), String> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        let forms = read_all(text).expect("reads");
        let Prepared { forms, notes } = prepare(forms, text, "p", &Config::default(), &arguments)
            .map_err(|problem| match problem {
            Problem::Source { message, excerpt, .. } => {
                let (line, column) = line_column(&excerpt.text, excerpt.span.start);
                format!("{}:{line}:{column}: {message}", excerpt.name)
            }
            Problem::Plain(message) => message,
        })?;
        let texts: Vec<String> = forms.iter().map(|form| form.datum.to_string()).collect();
        Ok((texts.join(" "), notes))
    }

    #[test]
    fn imports_are_left_out_with_a_note() {
        let (text, notes) =
            prepared("(import (scheme base)\n (scheme write))\n(import (srfi 1)) (display 1)", &[])
                .expect("a program");
        assert_eq!(text, "(display 1)");
        assert_eq!(notes.len(), 2);
        assert!(notes[1].starts_with("p:3:1: this import is ignored"), "{notes:?}");
        let text = "(cond-expand ((library (scheme base)) (import (scheme base))) (else)) 5";
        let (text, notes) = prepared(text, &[]).expect("a program");
        assert_eq!((text.as_str(), notes.len()), ("5", 1));
        let (text, notes) = prepared("(define (import x) x) (import 5)", &[]).expect("a program");
        assert_eq!((text.as_str(), notes.len()), ("(define (import x) x) (import 5)", 0));
    }

    #[test]
    fn a_library_is_an_error_with_its_place() {
        let report =
            prepared("(import (a))\n(define-library (b) (begin 1))", &[]).expect_err("none");
        assert!(report.contains("p:2:1") && report.contains("libraries are not"), "{report}");
    }

    #[test]
    fn arguments_are_for_programs_that_ask_for_them() {
        let define = |words| format!("(define (command-line) (quote {words}))");
        let (text, _) = prepared("(car (command-line))", &[]).expect("a program");
        assert_eq!(text, format!("{} (car (command-line))", define("(\"p\")")));
        let (text, _) = prepared("(cdr (command-line))", &["a b", "é"]).expect("a program");
        assert!(text.starts_with(&define("(\"p\" \"a b\" \"é\")")), "{text}");
        for asking in ["(write-byte 65 1)", "(map write-byte '(65))", "(f (write-byte x 1))"] {
            assert!(prepared(asking, &["one"]).is_ok(), "{asking}");
        }
        for silent in ["1", "(write-byte 65)", "(write-byte (f 65))"] {
            let report = prepared(silent, &["one", "two"]).expect_err(silent);
            assert!(report.contains("\"one\""), "{report}");
            assert!(prepared(silent, &[]).is_ok(), "{silent}");
        }
    }
}
