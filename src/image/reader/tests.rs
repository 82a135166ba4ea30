use proptest::prelude::*;

use super::parse::dotted_list;
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
        ("9223372036854775807 -9223372036854775808", "9223372036854775807 -9223372036854775808"),
        ("#x1F #x-1f #x+A #b101 #o17 #d-19", "31 -31 10 5 15 -19"),
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
        (
            r#""a\n\t\r\\\"\0\a\b\|\x41;\x07;é\xC3;\xa9;\xFF;\x7f;""#,
            r#""a\n\t\r\\\"\x0;\a\b|A\aéé\xff;\x7f;""#,
        ),
        (r"|a\nb\x7f;\|| :|\t|", r"|a\nb\x7f;\|| :|\t|"),
        ("\"one \\\n   two \\\r\n\tthree\nfour \\\n\n\"", r#""one two three\nfour \n""#),
        (
            r"#\a #\A #\( (#\)) #\; #\space #\newline #\tab #\return",
            r"#\a #\A #\( (#\)) #\; #\space #\newline #\tab #\return",
        ),
        (
            r"#\null #\nul #\delete #\escape #\alarm #\backspace",
            r"#\null #\null #\delete #\escape #\alarm #\backspace",
        ),
        (r"#\x #\x41 #\x7 #\xff #\# #\| #\1", r"#\x #\A #\alarm #\xff #\# #\| #\1"),
    ];
    for (source, expected) in cases {
        assert_eq!(reread(source), expected, "reading {source:?}");
        assert_eq!(reread(expected), expected, "reading again {expected:?}");
    }
}

#[test]
fn an_integer_may_have_a_hundred_thousand_digits_and_no_more() {
    for (text, written) in [
        ("9223372036854775808", "9223372036854775808"),
        ("#x-8000000000000001", "-9223372036854775809"),
        ("+18446744073709551616", "18446744073709551616"),
    ] {
        let read = read_all(text).expect(text);
        assert!(matches!(read[0].datum, Datum::BigInteger(_)), "{text}");
        assert_eq!(read[0].datum.to_string(), written);
    }
    assert!(read_all(&"9".repeat(100_000)).is_ok());
    let error = read_all(&"9".repeat(100_001)).expect_err("it is longer");
    assert!(error.to_string().contains("number too large"), "{error}");
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
        (r"|a\q|", r"unknown escape `\q`", r"\q"),
        (r"|a\xff;|", "must be UTF-8", r"|a\xff;|"),
        (r#""\x123;""#, "hexadecimal escape", r"\x123"),
        (r#""\x41""#, "hexadecimal escape", r"\x41"),
        (r#""\x;""#, "hexadecimal escape", r"\x"),
        (r"#\", "no character follows", r"#\"),
        (r"(#\é)", "not an ASCII character", r"#\é"),
        (r"#\spade", r"unknown character name `#\spade`", r"#\spade"),
        (r"#\x+1", "unknown character name", r"#\x+1"),
        ("(-1/0)", "the denominator of `-1/0` is zero", "-1/0"),
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
            assert!(error.to_string().starts_with("nested too deeply"), "{error}");
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
