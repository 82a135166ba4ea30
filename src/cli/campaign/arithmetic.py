"""Evaluates arithmetic of Lisp with Python's numbers: int, Fraction and float.

Each line of standard input is an expression; a line without one ends what is to be answered at
once. Each is answered with a line: an integer, a ratio n/d, ~ and a float, true, false, `error` if
it has no value, or `?` and why if this evaluator does not know it.
"""

import math
import sys
from fractions import Fraction

NAN, INFINITY = float("nan"), float("inf")
FLOATS = {"+inf.0": INFINITY, "-inf.0": -INFINITY, "+nan.0": NAN}

# Bits of the root of an exact number before it is rounded to a float's 53.
ROOT_BITS = 200


class NoValue(Exception):
    """The expression is an error in Lisp, too."""


class Unknown(Exception):
    """This evaluator does not know what it is asked."""


class Text(tuple):
    """A number and the radix that it is written in."""


def exact(x):
    """An exact number in lowest terms: an int if it is one."""
    return int(x) if x.denominator == 1 else x


def inexact(x):
    """The nearest float."""
    if isinstance(x, float):
        return x
    try:
        return float(x)
    except OverflowError:
        return INFINITY if x > 0 else -INFINITY


def number(x):
    """x, which must be a number."""
    if isinstance(x, bool) or not isinstance(x, (int, Fraction, float)):
        raise NoValue
    return x


def whole(x):
    """The integer that a number is, exact or not."""
    number(x)
    if isinstance(x, float) and not math.isfinite(x) or x != math.floor(x):
        raise NoValue
    return int(x)


def integer(x):
    """x, which must be an exact integer."""
    if isinstance(x, bool) or not isinstance(x, int):
        raise NoValue
    return x


def like(value, *operands):
    """A float if an operand is one."""
    return inexact(value) if any(isinstance(x, float) for x in operands) else value


def divide(x, y):
    """x / y; only a float zero divides."""
    if not isinstance(y, float) and y == 0:
        raise NoValue
    if not isinstance(x, float) and not isinstance(y, float):
        return exact(Fraction(x) / Fraction(y))
    x, y = inexact(x), inexact(y)
    if y != 0:
        return x / y
    return NAN if x == 0 or math.isnan(x) else math.copysign(INFINITY, x) * math.copysign(1.0, y)


def step(exactly, of_floats):
    """An operation on two numbers: on floats, if one of them is one."""
    def both(x, y):
        if isinstance(x, float) or isinstance(y, float):
            return of_floats(inexact(x), inexact(y))
        return exact(exactly(Fraction(x), Fraction(y)))
    return both


ADD = step(lambda x, y: x + y, lambda x, y: x + y)
SUBTRACT = step(lambda x, y: x - y, lambda x, y: x - y)
MULTIPLY = step(lambda x, y: x * y, lambda x, y: x * y)


def fold(operation, nothing):
    """Of any operands, from the left; of none `nothing`, which a single one is taken with.

    So it is on the machine, where (+ -0.0) is 0.0 and (+ -0.0 -0.0) is -0.0.
    """
    def folded(*operands):
        if not operands:
            return nothing
        if len(operands) == 1:
            return operation(nothing, number(*operands))
        value, *others = map(number, operands)
        for x in others:
            value = operation(value, x)
        return value
    return folded


def inverse(operation, one):
    """Of one operand `one`; of several the first with the others."""
    def of_all(*operands):
        if not operands:
            raise Unknown("no operands")
        return fold(operation, None)(*operands) if len(operands) > 1 else one(number(*operands))
    return of_all


def integers(operation, nothing):
    """Of any exact integers, from the left."""
    return lambda *operands: fold(operation, nothing)(*map(integer, operands))


def compared(holds):
    """Does it hold of all neighbours?"""
    def chain(*operands):
        if len(operands) < 2:
            raise Unknown("fewer than two operands")
        for x in operands:
            number(x)
        return all(holds(x, y) for x, y in zip(operands, operands[1:]))
    return chain


def extreme(is_more):
    """The greatest or the least of two numbers."""
    def of_two(x, y):
        number(x), number(y)
        if x != x or y != y:
            return NAN
        return like(x if is_more(x, y) else y, x, y)
    return of_two


def division(operation):
    """Of two integers, which may be floats."""
    def of_two(x, y):
        m, n = whole(x), whole(y)
        if n == 0:
            raise NoValue
        return like(operation(m, n), x, y)
    return of_two


def truncated(m, n):
    """The quotient towards zero."""
    quotient = abs(m) // abs(n)
    return quotient if (m < 0) == (n < 0) else -quotient


def rounded(exactly):
    """An integer next to a number; of a float a float with its sign."""
    def one(x):
        if not isinstance(number(x), float):
            return exactly(x)
        return math.copysign(inexact(exactly(x)), x) if math.isfinite(x) else x
    return one


def root(x):
    """The square root: exact, if there is one of an exact number."""
    number(x)
    if isinstance(x, float):
        return math.sqrt(x) if x >= 0 else NAN
    if x < 0:
        return NAN
    n, d = x.numerator, x.denominator
    if math.isqrt(n) ** 2 == n and math.isqrt(d) ** 2 == d:
        return exact(Fraction(math.isqrt(n), math.isqrt(d)))
    shift = max(0, ROOT_BITS + (d.bit_length() - n.bit_length()) // 2)
    # No root that is irrational ends: half a unit stands for what comes behind.
    return inexact(Fraction(2 * math.isqrt((n << 2 * shift) // d) + 1, 1 << shift + 1))


def power(x, n):
    """An exact number to the power of an integer."""
    if isinstance(number(x), float) or isinstance(n, float) or not isinstance(integer(n), int):
        raise Unknown("the power of a float")
    if x == 0 and n < 0:
        raise NoValue
    return exact(Fraction(x) ** n)


def shift(n, by):
    """To the left, or with its sign to the right."""
    integer(n), integer(by)
    if by > 100_000:
        raise Unknown("a long shift")
    return n << by if by >= 0 else n >> -by


def to_exact(x):
    """The exact value of a number."""
    if not isinstance(number(x), float):
        return x
    if not math.isfinite(x):
        raise NoValue
    return exact(Fraction(x))


def part(name):
    """The numerator or the denominator."""
    return lambda x: like(getattr(to_exact(x), name), x)


def to_text(x, radix=10):
    """A number's text."""
    is_float = isinstance(number(x), float)
    if radix not in range(2, 37) or isinstance(radix, bool) or is_float and radix != 10:
        raise NoValue
    return Text((x, radix))


def from_text(text, radix=10):
    """The number that a text is."""
    if not isinstance(text, Text) or text[1] != radix:
        raise Unknown("a text")
    return text[0]


def magnitude_bits(n):
    """The bits of an integer without its sign."""
    return n if n >= 0 else ~n


def finite(x):
    """Is it neither infinite nor NaN?"""
    return not isinstance(number(x), float) or math.isfinite(x)


FUNCTIONS = {
    "+": fold(ADD, 0), "*": fold(MULTIPLY, 1),
    "-": inverse(SUBTRACT, lambda x: -x), "/": inverse(divide, lambda x: divide(1, x)),
    "<": compared(lambda x, y: x < y), "=": compared(lambda x, y: x == y),
    ">": compared(lambda x, y: x > y), "<=": compared(lambda x, y: x <= y),
    ">=": compared(lambda x, y: x >= y),
    "max": extreme(lambda x, y: x > y), "min": extreme(lambda x, y: x < y),
    "quotient": division(truncated),
    "remainder": division(lambda m, n: m - n * truncated(m, n)),
    "modulo": division(lambda m, n: m % n),
    "floor-quotient": division(lambda m, n: m // n),
    "bitwise-and": integers(lambda x, y: x & y, -1), "bitwise-or": integers(lambda x, y: x | y, 0),
    "bitwise-xor": integers(lambda x, y: x ^ y, 0), "bitwise-not": lambda n: ~integer(n),
    "arithmetic-shift": shift,
    "bit-length": lambda n: magnitude_bits(integer(n)).bit_length(),
    "popcount": lambda n: magnitude_bits(integer(n)).bit_count(),
    "gcd": lambda x, y: like(math.gcd(whole(x), whole(y)), x, y),
    "lcm": lambda x, y: like(math.lcm(whole(x), whole(y)), x, y),
    "abs": lambda x: abs(number(x)), "square": lambda x: MULTIPLY(number(x), x),
    "floor": rounded(math.floor), "ceiling": rounded(math.ceil), "round": rounded(round),
    "truncate": rounded(math.trunc),
    "sqrt": root, "expt": power, "exact": to_exact, "inexact": lambda x: inexact(number(x)),
    "numerator": part("numerator"), "denominator": part("denominator"),
    "number->string": to_text, "string->number": from_text,
    "even?": lambda n: whole(n) % 2 == 0, "odd?": lambda n: whole(n) % 2 == 1,
    "zero?": lambda x: number(x) == 0, "positive?": lambda x: number(x) > 0,
    "negative?": lambda x: number(x) < 0,
    "integer?": lambda x: finite(x) and x == math.floor(x),
    "exact?": lambda x: not isinstance(number(x), float),
    "finite?": finite, "nan?": lambda x: number(x) != x,
}


def parse(tokens):
    """The next datum: a list of data, or a token."""
    token = tokens.pop()
    if token != "(":
        return token
    items = []
    while tokens[-1] != ")":
        items.append(parse(tokens))
    tokens.pop()
    return items


def literal(token):
    """The number that a token is; whatever else is none to all functions."""
    if token in FLOATS:
        return FLOATS[token]
    try:
        if "/" in token:
            return exact(Fraction(token))
        return float(token) if any(mark in token for mark in ".e") else int(token)
    except ValueError:
        return token


def evaluate(datum):
    """The value of an expression."""
    if isinstance(datum, str):
        return literal(datum)
    name, *operands = datum
    if not isinstance(name, str) or name not in FUNCTIONS:
        raise Unknown(f"{name}")
    values = [evaluate(operand) for operand in operands]
    try:
        return FUNCTIONS[name](*values)
    except TypeError as error:
        raise Unknown(f"{name}: {error}") from error


def answer(line):
    """The line that answers an expression."""
    tokens = line.replace("(", " ( ").replace(")", " ) ").split()
    try:
        value = evaluate(parse(tokens[::-1]))
    except NoValue:
        return "error"
    except Unknown as unknown:
        return f"? {unknown}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"~{value!r}"
    return f"{value}" if isinstance(value, (int, Fraction)) else "? no number"


def main():
    """Answers what comes, until it ends."""
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    sys.setrecursionlimit(10_000)
    waiting = []
    for line in sys.stdin:
        if line.strip():
            waiting.append(line)
        else:
            print("".join(answer(line) + "\n" for line in waiting), end="", flush=True)
            waiting = []


main()
