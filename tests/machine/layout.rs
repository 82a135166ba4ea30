//! The hardware plan's memory layouts, word by word, at both word sizes.

use conscycle::machine::Machine;
use conscycle::machine::config::{Barrier, Collector, Config};
use conscycle::machine::ports::{MemoryPort, Ram};
use conscycle::machine::units::memory::{Memory, Port};
use conscycle::machine::word::{NIL, Word, WordSize};

use crate::support::{self, ALL_WORDS, config, image, machine, outcome, pair, print, run};

// Headers as numbers, so that a change to the bits is seen: 1 + 2 * type + 32 * subtype.
const CONS: u64 = 0x03;
const NUMBER: u64 = 0x05;
const SYMBOL: u64 = 0x07;
const CONSTANT: u64 = 0x27;
const SYMBOL_OBJECT: u64 = 0x09;
const STRING: u64 = 0x0B;
const VECTOR: u64 = 0x0F;
const CHAR: u64 = 0x11;
const PRIMITIVE: u64 = 0x0D;
const SPECIAL: u64 = 0x2D;
const LAMBDA: u64 = 0x4D;
const CLOSURE: u64 = 0x6D;
const MACRO: u64 = 0x8D;
const CONTINUATION: u64 = 0xAD;

/// The machine after a program, and its value.
fn value(program: &str, size: WordSize) -> (Machine, Word) {
    let machine = run(program, config(size));
    let value = machine.value;
    (machine, value)
}

/// The words of an object, as numbers.
fn words<const N: usize>(machine: &Machine, address: Word) -> [u64; N] {
    assert!(address.is_pointer(), "{address:?}");
    std::array::from_fn(|i| machine.memory.read(address.address() + i as u32).0)
}

/// The address of an interned symbol.
fn symbol(program: &str, size: WordSize, name: &str) -> Word {
    image(program, config(size)).symbols[name]
}

/// An immediate integer as the plan tags it.
fn tagged(value: i64, size: WordSize) -> u64 {
    ((value << 1 | 1) as u64) & size.mask()
}

/// The elements of a list; its cells have the plan's header and an unused word of NIL.
fn elements(machine: &Machine, mut list: Word) -> Vec<Word> {
    let mut elements = Vec::new();
    while list != NIL {
        let [header, car, cdr, unused] = words(machine, list);
        assert_eq!((header, unused), (CONS, 0));
        elements.push(Word(car));
        list = Word(cdr);
    }
    elements
}

#[test]
fn a_lambda_is_header_body_parameters_nil() {
    let program = "(lambda (x y) (+ x y))";
    for size in ALL_WORDS {
        let (machine, function) = value(program, size);
        let [header, body, parameters, environment] = words(&machine, function);
        assert_eq!((header, environment), (LAMBDA, 0));
        let [plus, x, y] = ["+", "x", "y"].map(|name| symbol(program, size, name));
        assert_eq!(elements(&machine, Word(body)), [plus, x, y], "the list (+ x y)");
        assert_eq!(elements(&machine, Word(parameters)), [x, y]);
    }
}

#[test]
fn a_body_of_several_expressions_is_one_begin() {
    for size in ALL_WORDS {
        let (machine, function) = value("(lambda () 1 2)", size);
        let [header, body, parameters, environment] = words(&machine, function);
        assert_eq!((header, parameters, environment), (LAMBDA, 0, 0));
        let body = elements(&machine, Word(body));
        assert_eq!(words(&machine, body[0]), [SPECIAL, tagged(2, size), 0, 0]);
        assert_eq!(body[1..], [Word(tagged(1, size)), Word(tagged(2, size))]);
    }
}

#[test]
fn a_closure_captures_the_plans_environment() {
    let program = "(define make-adder (lambda (n) (lambda (x) (+ x n))))
                   (define add5 (make-adder 5)) add5";
    for size in ALL_WORDS {
        let (machine, function) = value(program, size);
        let [header, body, parameters, environment] = words(&machine, function);
        assert_eq!(header, CLOSURE);
        let [plus, x, n] = ["+", "x", "n"].map(|name| symbol(program, size, name));
        assert_eq!(elements(&machine, Word(body)), [plus, x, n]);
        assert_eq!(elements(&machine, Word(parameters)), [x]);
        let [header, binding, rest, _] = words(&machine, Word(environment));
        assert_eq!((header, rest), (CONS, 0), "one binding: ((n . 5))");
        assert_eq!(words::<4>(&machine, Word(binding))[..3], [CONS, n.0, tagged(5, size)]);
        assert_eq!(outcome(&run(&format!("{program} (add5 37)"), config(size))), "=> 42");
    }
}

#[test]
fn bindings_stand_in_front_of_the_captured_ones_last_parameter_first() {
    let program = "(((lambda (a b) (lambda (c) (lambda () c))) 1 2) 3)";
    for size in ALL_WORDS {
        let (machine, function) = value(program, size);
        let environment = Word(words::<4>(&machine, function)[3]);
        let bindings: Vec<_> =
            elements(&machine, environment).iter().map(|&cell| pair(&machine, cell)).collect();
        let expected = [("c", 3), ("b", 2), ("a", 1)]
            .map(|(name, value)| (symbol(program, size, name), Word(tagged(value, size))));
        assert_eq!(bindings, expected);
    }
}

#[test]
fn a_symbol_points_to_its_object_with_name_value_and_function() {
    let program =
        "(define answer 42) (define (twice x) (* 2 x)) (cons (quote answer) (quote twice))";
    for size in ALL_WORDS {
        let (machine, both) = value(program, size);
        let (answer, twice) = pair(&machine, both);
        let [header, object] = words(&machine, answer);
        assert_eq!(header, SYMBOL);
        let [header, name, value, function] = words(&machine, Word(object));
        assert_eq!((header, value, function), (SYMBOL_OBJECT, tagged(42, size), 0));
        assert_eq!(words::<2>(&machine, Word(name)), [STRING, tagged(6, size)]);
        let [_, object] = words(&machine, twice);
        let [header, _, value, function] = words(&machine, Word(object));
        assert_eq!(header, SYMBOL_OBJECT);
        assert_eq!(value, function, "a function goes into both cells");
        assert_eq!(words::<1>(&machine, Word(function)), [LAMBDA]);
    }
}

#[test]
fn defun_fills_the_function_cell_only() {
    for size in ALL_WORDS {
        let (machine, name) = value("(defun inc (x) (+ x 1)) (quote inc)", size);
        let [_, object] = words(&machine, name);
        let [_, _, value, function] = words(&machine, Word(object));
        assert_eq!(print(&machine, Word(value)), "#<unbound>");
        assert_eq!(words::<1>(&machine, Word(function)), [LAMBDA]);
    }
}

#[test]
fn constants_are_symbols_of_another_subtype() {
    for size in ALL_WORDS {
        let (machine, both) = value("(cons true :key)", size);
        let (truth, keyword) = pair(&machine, both);
        assert_eq!(truth, Word(4), "true stands at a fixed address");
        for constant in [truth, keyword] {
            assert_eq!(words::<1>(&machine, constant), [CONSTANT]);
        }
    }
}

#[test]
fn a_number_is_a_header_and_a_raw_word() {
    let cases = [
        (WordSize::W16, -30000i64, 0x8AD0),
        (WordSize::W32, 2_000_000_000, 0x7735_9400),
        (WordSize::W64, -9_000_000_000_000_000_000, 0x8319_93AF_1D7C_0000),
        (WordSize::W64, i64::MAX, 0x7FFF_FFFF_FFFF_FFFF),
    ];
    for (size, number, data) in cases {
        let (machine, object) = value(&number.to_string(), size);
        assert_eq!(words(&machine, object), [NUMBER, data]);
        assert_eq!(print(&machine, object), number.to_string());
    }
}

#[test]
fn immediates_have_one_bit_less_than_the_word_and_bit_0_set() {
    for (size, low, high) in [
        (WordSize::W16, -16384i64, 16383i64),
        (WordSize::W32, -1 << 30, (1 << 30) - 1),
        (WordSize::W64, -1 << 62, (1 << 62) - 1),
    ] {
        for (number, expected) in [(0, 1), (1, 3), (-1, size.mask())] {
            assert_eq!(value(&number.to_string(), size).1, Word(expected));
        }
        assert_eq!(value(&high.to_string(), size).1, Word(size.mask() >> 1));
        assert_eq!(value(&low.to_string(), size).1, Word((size.mask() >> 1) + 2));
        for beyond in [low - 1, high + 1] {
            assert!(value(&beyond.to_string(), size).1.is_pointer());
        }
    }
}

#[test]
fn characters_are_packed_from_the_left_and_end_in_nul() {
    let (machine, text) = value("\"abc\"", WordSize::W16);
    assert_eq!(words(&machine, text), [STRING, tagged(3, WordSize::W16), 0x6162, 0x6300]);
    let (machine, text) = value("\"abcd\"", WordSize::W16);
    assert_eq!(words(&machine, text), [STRING, 9, 0x6162, 0x6364, 0x0000, 0]);
    let (machine, text) = value("\"abc\"", WordSize::W32);
    assert_eq!(words(&machine, text), [STRING, 7, 0x6162_6300, 0]);
    let (machine, text) = value("\"abcd\"", WordSize::W32);
    assert_eq!(words(&machine, text), [STRING, 9, 0x6162_6364, 0]);
    let (machine, text) = value("\"abc\"", WordSize::W64);
    assert_eq!(words(&machine, text), [STRING, 7, 0x6162_6300_0000_0000, 0]);
    let (machine, text) = value("\"abcdefgh\"", WordSize::W64);
    assert_eq!(words(&machine, text), [STRING, 17, 0x6162_6364_6566_6768, 0]);
    for size in ALL_WORDS {
        let (machine, text) = value("\"\"", size);
        assert_eq!(words(&machine, text), [STRING, 1, 0, 0]);
    }
}

#[test]
fn a_string_made_at_run_time_is_laid_out_as_a_literal() {
    for size in ALL_WORDS {
        for length in 0..20 {
            let (made, address) = value(&format!("(make-string {length} #\\x)"), size);
            let (read, literal) = value(&format!("\"{}\"", "x".repeat(length)), size);
            let count = (2 + length as u32 / size.chars() + 2) & !1;
            for i in 0..count {
                let words = [
                    made.memory.read(address.address() + i),
                    read.memory.read(literal.address() + i),
                ];
                assert_eq!(words[0], words[1], "{size:?}, {length} characters, word {i}");
            }
            assert_eq!(made.memory.free, address.address() + count);
        }
    }
}

#[test]
fn a_vector_is_header_length_elements() {
    for size in ALL_WORDS {
        for program in ["#(7 7 7)", "(make-vector 3 7)"] {
            let (machine, vector) = value(program, size);
            assert_eq!(words(&machine, vector), [VECTOR, 7, 15, 15, 15, 0], "{program}");
        }
    }
}

#[test]
fn characters_and_functions_without_code_are_small_objects() {
    for size in ALL_WORDS {
        let (machine, letter) = value("#\\A", size);
        assert_eq!(letter, Word(16 + 2 * 65));
        assert_eq!(words(&machine, letter), [CHAR, tagged(65, size)]);
        for (name, number) in [("+", 0), ("-", 1), ("car", 2), ("cdr", 3)] {
            let (machine, function) = value(name, size);
            assert_eq!(words(&machine, function), [PRIMITIVE, tagged(number, size), 0, 0]);
        }
        let (machine, form) = value("if", size);
        assert_eq!(words(&machine, form), [SPECIAL, tagged(1, size), 0, 0]);
        let program = "(defmacro m (x) x) (symbol-function (quote m))";
        assert_eq!(words::<1>(&value(program, size).0, value(program, size).1), [MACRO]);
    }
}

#[test]
fn a_continuation_holds_the_captured_clink() {
    for size in ALL_WORDS {
        let program = "(define k nil) (cons 7 (call/cc (lambda (c) (set! k c) 1))) k";
        let (machine, continuation) = value(program, size);
        let [header, clink, empty, unused] = words(&machine, continuation);
        assert_eq!((header, empty, unused), (CONTINUATION, 0, 0));
        let frames = support::frames(&machine, Word(clink));
        assert_eq!(frames.len(), 2, "the argument of cons, in the body of the program");
        let [state, operator, arguments, values, environment] = frames[0];
        assert_eq!(state, Word(tagged(1 << 5, size)), "Arguments, one evaluated");
        assert_eq!(print(&machine, operator), "#<primitive cons>");
        assert_eq!(print(&machine, arguments), "((call/cc (lambda (c) (set! k c) 1)))");
        assert_eq!((print(&machine, values).as_str(), environment), ("(7)", NIL));
        assert_eq!(frames[1][0], Word(tagged(3, size)), "Sequence");
    }
}

#[test]
fn a_variable_and_a_function_of_one_name_live_side_by_side() {
    let program = "(defun list items items)
                   (define list (quote (4 5 6)))
                   (list 1 2 3 list)";
    support::check(program, "=> (1 2 3 (4 5 6))");
    for size in ALL_WORDS {
        let machine = run(program, support::lisp1(size));
        assert_eq!(outcome(&machine), "trap NotAFunction: (4 5 6)", "one cell in lisp1");
    }
}

#[test]
fn at_reset_all_registers_are_zero_and_eval_has_the_program() {
    for size in ALL_WORDS {
        let machine = machine("(+ 1 2)", config(size));
        assert_eq!(machine.eval.expr, image("(+ 1 2)", config(size)).entry);
        assert_eq!((machine.eval.env, machine.clink.clink, machine.value), (NIL, NIL, NIL));
        assert_eq!(machine.cycle, 0);
    }
}

#[test]
fn the_page_table_is_part_of_what_an_image_needs() {
    let plain = Config { memory: 4096, ..config(WordSize::W16) };
    let paged = Config { collector: Collector::Generational, barrier: Barrier::Protect, ..plain };
    let mut image = image("1", plain);
    for (words, fits, fits_paged) in [(4062, true, true), (4064, true, true), (4066, true, false)] {
        image.words.resize(words, Word(0));
        assert_eq!((image.fits(&plain).is_ok(), image.fits(&paged).is_ok()), (fits, fits_paged));
        if fits_paged {
            image.machine(paged);
        }
    }
}

#[test]
fn addresses_wrap_at_the_end_of_memory() {
    let words = [Word(11), Word(22), Word(33), Word(44)];
    for banks in [1, 2, 4] {
        let config = Config { banks, memory: 1024, ..Config::default() };
        for address in 1018..1026 {
            for count in 1..=4 {
                let mut memory = Memory::new(&config, &[]);
                let mut port = Port::<false>::new(&mut memory);
                while port.write(Word::at(address), &words[..count]).is_err() {}
                let mut row = [NIL; 4];
                memory.row(address, &mut row);
                for i in 0..4 {
                    let expected = if i < count { words[i] } else { NIL };
                    assert_eq!(row[i], expected, "{count} words at {address}, {banks} banks");
                    assert_eq!(memory.words().at((address as usize + i) % 1024), expected);
                }
            }
        }
    }
}
