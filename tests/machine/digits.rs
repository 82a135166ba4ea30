//! The primitives of `digits`, each on random rows, against num-bigint.

use conscycle::machine::Machine;
use conscycle::machine::config::Config;
use conscycle::machine::object::{CONS_HEADER, Type, bignum_words, header};
use conscycle::machine::ports::Unit;
use conscycle::machine::primitives::{Fault, Opcode};
use conscycle::machine::word::{NIL, Word, WordSize};
use num_bigint::BigUint;
use proptest::prelude::*;

use crate::support::objects::write;
use Opcode::*;

/// The number that a row of digits stands for.
fn number_of(row: &[u64], size: WordSize) -> BigUint {
    let bytes = size.bits() as usize / 8;
    let bytes: Vec<u8> =
        row.iter().flat_map(|digit| digit.to_le_bytes()[..bytes].to_vec()).collect();
    BigUint::from_bytes_le(&bytes)
}

/// The lowest digits of a number.
fn row_of(number: &BigUint, count: usize, size: WordSize) -> Vec<u64> {
    let bytes = size.bits() as usize / 8;
    let mut all = number.to_bytes_le();
    all.resize(count * bytes, 0);
    let digit = |digit: &[u8]| digit.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte));
    all.chunks(bytes).map(digit).collect()
}

/// Has a number bits that `count` digits have no room for?
fn exceeds(number: &BigUint, count: usize, size: WordSize) -> bool {
    number.bits() > count as u64 * u64::from(size.bits())
}

/// A difference modulo what `count` digits have room for; the second number has no more.
fn minus(x: &BigUint, y: &BigUint, count: usize, size: WordSize) -> BigUint {
    (BigUint::from(1u8) << (count * size.bits() as usize)) + x - y
}

/// An operand.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Given {
    Row(Vec<u64>, bool),
    Integer(i64),
    Number(i64),
    /// The same object as an operand before.
    Same(usize),
}

use Given::{Integer, Number, Row, Same};

/// What has come of a primitive.
#[derive(Debug, PartialEq, Eq)]
struct Outcome {
    /// An immediate, or which operand it is; or the fault and its culprit.
    value: Result<Value, (Fault, Word)>,
    /// The digits of the operands that are rows, and their signs.
    rows: Vec<(Vec<u64>, bool)>,
    cycles: u64,
}

#[derive(Debug, PartialEq, Eq)]
enum Value {
    Immediate(i64),
    Nil,
    Operand(usize),
}

use Value::{Immediate, Operand};

fn machine(size: WordSize, banks: u32, latency: u32) -> Machine {
    let config = Config { word: size, banks, latency, memory: 1 << 13, ..Config::default() };
    Machine::new(config, &[], NIL)
}

/// Runs a primitive alone.
fn run(op: Opcode, given: &[Given], mut machine: Machine) -> Outcome {
    let size = machine.config().word;
    let mut free = 1024;
    let mut put = |machine: &mut Machine, words: &[Word]| {
        let address = free;
        free += (words.len() as u32 + 1) & !1;
        for (at, &word) in (address..).zip(words) {
            write(machine, at, word);
        }
        Word::at(address)
    };
    let immediate = |value: i64| size.immediate(value).expect("an immediate");
    let mut operands: Vec<Word> = Vec::new();
    for operand in given {
        let word = match operand {
            Row(row, negative) => {
                let count = row.len() as i64;
                let mut words = vec![header(Type::Bignum, 0)];
                words.push(immediate(if *negative { -count } else { count }));
                words.extend(row.iter().map(|&digit| Word(digit as _)));
                // What stands behind a row is not its own.
                words.resize(bignum_words(row.len() as u32) as usize + 6, Word(0x5A5A));
                put(&mut machine, &words)
            }
            Integer(value) => immediate(*value),
            Number(value) => put(&mut machine, &[header(Type::Number, 0), size.raw(*value)]),
            Same(other) => operands[*other],
        };
        operands.push(word);
    }
    let mut list = NIL;
    for &operand in operands.iter().skip(3).rev() {
        list = put(&mut machine, &[CONS_HEADER, operand, list, NIL]);
    }
    let before = machine.memory.words().iter().collect::<Vec<_>>();
    let registers = &mut machine.apply.operands;
    registers.count = operands.len().min(3) as u32;
    let operand = |at: usize| operands.get(at).copied().unwrap_or(Word(0x7F));
    (registers.x, registers.y, registers.z, registers.list) =
        (operand(0), operand(1), operand(2), list);
    machine.apply.function = Word(2);
    let request = machine.digits.start(op as u32, operands[0]);
    machine.arbiter.give(Unit::Digits);
    if let Some(request) = request {
        machine.fetch_object.start(request.address, request.extent);
        machine.arbiter.lend(Unit::FetchObject);
    }
    // A frame that takes the value.
    machine.clink.full = true;
    let start = machine.cycle;
    while matches!(machine.arbiter.owner, Unit::Digits | Unit::FetchObject) {
        machine.tick();
        assert!(machine.cycle < start + 100_000, "{op:?} {given:?}");
    }
    let value = if machine.arbiter.owner == Unit::Trap && machine.trap.cause != Fault::None {
        Err((machine.trap.cause, machine.trap.culprit))
    } else {
        let word = machine.clink.value;
        Ok(match operands.iter().position(|&operand| operand == word && word.is_pointer()) {
            Some(at) => Operand(at),
            None if word.is_immediate() => Immediate(size.integer(word)),
            None => Value::Nil,
        })
    };
    let mut allowed = vec![false; before.len()];
    let mut rows = Vec::new();
    for (operand, &word) in given.iter().zip(&operands) {
        if let Row(row, _) = operand {
            let at = |i: usize| machine.memory.read(word.address() + i as u32);
            let digits = (0..row.len()).map(|i| at(2 + i).0).collect();
            rows.push((digits, size.integer(at(1)) < 0));
            allowed[word.0 as usize + 1..word.0 as usize + 2 + row.len()].fill(true);
        }
    }
    for (at, (&was, is)) in before.iter().zip(machine.memory.words().iter()).enumerate() {
        assert!(was == is || allowed[at] && value.is_ok(), "{op:?} {given:?} wrote {at:#x}");
    }
    Outcome { value, rows, cycles: machine.cycle - start }
}

/// What is to come of a primitive: its value, and the digits of `x`.
fn expected(op: Opcode, given: &[Given], size: WordSize) -> Option<(Value, Vec<u64>)> {
    let row = |at: usize| match &given[at] {
        Row(row, _) => row.clone(),
        Same(other) => match &given[*other] {
            Row(row, _) => row.clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let integer = |at: usize| match given[at] {
        Integer(value) | Number(value) => value,
        _ => 0,
    };
    let index = |at: usize| usize::try_from(integer(at)).ok();
    let big = |at: usize| number_of(&row(at), size);
    let digits = |count: usize| count * size.bits() as usize;
    let x = row(0);
    let count = x.len();
    let truth = |value: bool| Immediate(value.into());
    Some(match op {
        DigitsCount => {
            let top = x.iter().rposition(|&digit| digit != 0).map_or(0, |top| top + 1);
            (Immediate(top as i64), x)
        }
        DigitsSign => {
            let Row(_, negative) = given[0] else { return None };
            let sign = if negative { -1 } else { 1 };
            (Immediate(if count == 0 { 0 } else { sign }), x)
        }
        DigitsSetSign => (Immediate(integer(1)), x),
        DigitsInteger => {
            let Row(_, negative) = given[0] else { return None };
            let top = x.iter().rposition(|&digit| digit != 0).unwrap_or(0);
            let value = i128::from(x.first().copied().unwrap_or(0));
            let value = i64::try_from(if negative { -value } else { value }).ok();
            let value = value.filter(|&value| top == 0 && size.immediate(value).is_some());
            (value.map_or(Value::Nil, Immediate), x)
        }
        DigitsLoad => {
            let value = BigUint::from(integer(1).unsigned_abs());
            if exceeds(&value, count, size) {
                return None;
            }
            (Operand(0), row_of(&value, count, size))
        }
        DigitsAdd | DigitsSubtract => {
            let at = index(2)?;
            if at + row(1).len() > count {
                return None;
            }
            let other = big(1) << digits(at);
            if op == DigitsAdd {
                let sum = big(0) + other;
                (truth(exceeds(&sum, count, size)), row_of(&sum, count, size))
            } else {
                let difference = minus(&big(0), &other, count, size);
                (truth(big(0) < other), row_of(&difference, count, size))
            }
        }
        DigitsCopy => {
            let (to, many, from) = (index(2)?, index(3)?, index(4)?);
            let mut x = x;
            let copied = row(1).get(from..from + many)?.to_vec();
            x.get_mut(to..to + many)?.copy_from_slice(&copied);
            (Operand(0), x)
        }
        DigitsMultiplyAdd | DigitsMultiplySubtract => {
            let at = index(3)?;
            let factor = *row(2).get(at)?;
            if at + row(1).len() >= count {
                return None;
            }
            let product = (big(1) * factor) << digits(at);
            if op == DigitsMultiplyAdd {
                let sum = big(0) + product;
                (truth(exceeds(&sum, count, size)), row_of(&sum, count, size))
            } else {
                let difference = minus(&big(0), &product, count, size);
                (truth(big(0) < product), row_of(&difference, count, size))
            }
        }
        DigitsMultiply => {
            let (factor, more) = (index(2)?, index(3)?);
            if row(1).len() > count {
                return None;
            }
            let product = big(1) * factor + more;
            (truth(exceeds(&product, count, size)), row_of(&product, count, size))
        }
        DigitsDivide => {
            let divisor = index(2).filter(|&divisor| divisor > 0)?;
            if row(1).len() > count {
                return None;
            }
            let rest = row_of(&(big(1) % divisor), 1, size)[0];
            (Immediate(rest as i64), row_of(&(big(1) / divisor), count, size))
        }
        DigitsShift => {
            let Integer(by) = given[2] else { return None };
            let distance = by.unsigned_abs();
            if by < 0 {
                let lost = big(1).trailing_zeros().is_some_and(|zeros| zeros < distance);
                (truth(lost), row_of(&(big(1) >> distance), count, size))
            } else {
                // What is shifted further leaves nothing.
                let distance = distance.min(digits(count) as u64);
                (truth(false), row_of(&(big(1) << distance), count, size))
            }
        }
        DigitsCompare => (Immediate(big(0).cmp(&big(1)) as i64), x),
        DigitsAnd | DigitsOr | DigitsXor => {
            let digit = |at: usize, i: usize| row(at).get(i).copied().unwrap_or(0);
            let result = (0..count).map(|i| match op {
                DigitsAnd => digit(1, i) & digit(2, i),
                DigitsOr => digit(1, i) | digit(2, i),
                _ => digit(1, i) ^ digit(2, i),
            });
            (Operand(0), result.collect())
        }
        DigitsNot => (Operand(0), x.iter().map(|digit| !digit & size.mask()).collect()),
        _ => return None,
    })
}

fn any_digit(size: WordSize) -> impl Strategy<Value = u64> {
    let mask = size.mask();
    prop_oneof![
        2 => Just(0),
        2 => Just(mask),
        1 => Just(1),
        1 => Just(mask / 2 + 1),
        3 => any::<u64>().prop_map(move |digit| digit & mask),
    ]
}

fn any_row(size: WordSize) -> impl Strategy<Value = Vec<u64>> {
    let row = prop::collection::vec(any_digit(size), 0..40);
    let short = prop::collection::vec(any_digit(size), 0..6);
    let same = (any_digit(size), 0..14usize).prop_map(|(digit, count)| vec![digit; count]);
    prop_oneof![2 => row, 2 => short, 1 => same]
}

fn any_index(size: WordSize) -> impl Strategy<Value = i64> {
    let (low, high) = size.immediate_range();
    prop_oneof![8 => 0..8i64, 4 => 0..40i64, 1 => -3..0i64, 1 => low..=high]
}

/// Operands of a primitive: mostly such as fit.
fn any_operands(op: Opcode, size: WordSize) -> BoxedStrategy<Vec<Given>> {
    let row = move || (any_row(size), any::<bool>()).prop_map(|(row, negative)| Row(row, negative));
    let wide = move || {
        (any_row(size), any_row(size), any::<bool>())
            .prop_map(|(low, high, negative)| Row([low, high].concat(), negative))
    };
    let at = move || any_index(size).prop_map(Integer);
    let number = move || {
        let (low, high) = size.immediate_range();
        let (least, most) = size.data_range();
        let edges = prop::sample::select(vec![least, low, low + 1, -1, 0, 1, high, most]);
        prop_oneof![low..=high, edges, -40..40i64]
    };
    let fits = move |value: i64| size.immediate(value).is_some();
    let integer = move || {
        number().prop_filter_map("an immediate", move |value| fits(value).then_some(Integer(value)))
    };
    let amount = move || {
        number().prop_map(move |value| {
            Integer(if fits(value.saturating_abs()) { value.abs() } else { 0 })
        })
    };
    let other = move || prop_oneof![4 => row(), 1 => Just(Same(0))];
    match op {
        DigitsCount | DigitsSign | DigitsInteger | DigitsNot => {
            row().prop_map(|row| vec![row]).boxed()
        }
        DigitsSetSign => (row(), integer()).prop_map(|(a, b)| vec![a, b]).boxed(),
        DigitsLoad => {
            let number = number()
                .prop_map(move |value| if fits(value) { Integer(value) } else { Number(value) });
            (row(), number).prop_map(|(a, b)| vec![a, b]).boxed()
        }
        DigitsCompare => (row(), other()).prop_map(|(a, b)| vec![a, b]).boxed(),
        DigitsAdd | DigitsSubtract => {
            (wide(), other(), at()).prop_map(|(a, b, k)| vec![a, b, k]).boxed()
        }
        DigitsDivide => (wide(), other(), amount()).prop_map(|(a, b, c)| vec![a, b, c]).boxed(),
        DigitsShift => {
            let by = prop_oneof![2 => -700..700i64, 1 => any_index(size)].prop_map(Integer);
            (row(), other(), by).prop_map(|(a, b, c)| vec![a, b, c]).boxed()
        }
        DigitsAnd | DigitsOr | DigitsXor => {
            (row(), other(), other()).prop_map(|(a, b, c)| vec![a, b, c]).boxed()
        }
        DigitsMultiply => {
            (wide(), other(), amount(), amount()).prop_map(|(a, b, c, d)| vec![a, b, c, d]).boxed()
        }
        DigitsMultiplyAdd | DigitsMultiplySubtract | DigitsEstimate => {
            (wide(), row(), row(), at()).prop_map(|(a, b, c, d)| vec![a, b, c, d]).boxed()
        }
        _ => {
            let apart =
                (wide(), wide(), at(), at(), at()).prop_map(|(a, b, c, d, e)| vec![a, b, c, d, e]);
            // Downwards in one row.
            let same = (wide(), 0..20i64, 0..20i64, 0..20i64).prop_map(|(a, to, many, by)| {
                vec![a, Same(0), Integer(to), Integer(many), Integer(to + by)]
            });
            prop_oneof![2 => apart, 1 => same].boxed()
        }
    }
}

const OPS: [Opcode; 18] = [
    DigitsCount,
    DigitsSign,
    DigitsSetSign,
    DigitsInteger,
    DigitsLoad,
    DigitsAdd,
    DigitsSubtract,
    DigitsCopy,
    DigitsMultiplyAdd,
    DigitsMultiply,
    DigitsMultiplySubtract,
    DigitsDivide,
    DigitsShift,
    DigitsCompare,
    DigitsAnd,
    DigitsOr,
    DigitsXor,
    DigitsNot,
];

fn check(op: Opcode, given: &[Given], size: WordSize, banks: u32, latency: u32) {
    let outcome = run(op, given, machine(size, banks, latency));
    match expected(op, given, size) {
        Some((value, x)) => {
            assert_eq!(outcome.value, Ok(value), "{op:?} {given:?}");
            assert_eq!(outcome.rows[0].0, x, "{op:?} {given:?}");
            if let DigitsLoad | DigitsSetSign = op
                && let Integer(sign) | Number(sign) = &given[1]
            {
                let has_digits = !outcome.rows[0].0.is_empty();
                assert_eq!(outcome.rows[0].1, *sign < 0 && has_digits, "{op:?} {given:?}");
            }
        }
        None => {
            let faults = [Fault::BadIndex, Fault::DivideByZero];
            let fault = outcome.value.expect_err("a fault").0;
            assert!(faults.contains(&fault), "{fault:?} {op:?} {given:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn a_primitive_does_what_another_library_does(
        (op, size, given) in (prop::sample::select(OPS.to_vec()), prop::sample::select(WordSize::ALL.to_vec()))
            .prop_flat_map(|(op, size)| (Just(op), Just(size), any_operands(op, size))),
        banks in prop::sample::select(vec![1u32, 2, 4]),
        latency in 1..4u32,
    ) {
        check(op, &given, size, banks, latency);
    }

    #[test]
    fn an_estimate_is_the_digit_or_one_more(
        (size, low, high, at) in prop::sample::select(WordSize::ALL.to_vec()).prop_flat_map(|size| (
            Just(size),
            any_row(size),
            prop::collection::vec(any_digit(size), 2..8),
            0..5usize,
        )),
        top in any::<u64>(),
    ) {
        let mut divisor = high;
        let last = divisor.len() - 1;
        divisor[last] |= size.mask() / 2 + 1;
        // The part that is divided is below the divisor's next digit.
        let v = number_of(&divisor, size);
        let rest = number_of(&[low, vec![top]].concat(), WordSize::W64) % &v;
        let rest = row_of(&rest, divisor.len(), size);
        let next = top & size.mask();
        let mut dividend = vec![7; at];
        dividend.push(next);
        dividend.extend(&rest);
        let given = [
            Row(vec![3; at + 1], false),
            Row(dividend.clone(), false),
            Row(divisor, false),
            Integer(at as i64),
        ];
        let outcome = run(DigitsEstimate, &given, machine(size, 4, 1));
        prop_assert_eq!(outcome.value, Ok(Operand(0)));
        let digit = outcome.rows[0].0[at];
        let exact = row_of(&(number_of(&dividend[at..], size) / &v), 1, size)[0];
        prop_assert!(digit == exact || digit == exact + 1, "{} for {}", digit, exact);
        prop_assert!(outcome.rows[0].0[..at].iter().all(|&digit| digit == 3));
        prop_assert!(v != BigUint::ZERO);
    }
}
