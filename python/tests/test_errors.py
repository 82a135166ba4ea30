"""What is wrong is told with its place, and with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import conscycle
import pytest
from conftest import Command


def test_an_error_in_a_text_has_its_place(command: Command, tmp_path: Path) -> None:
    text = "(define (f x)\n  (+ x 1)\n(f 2"
    with pytest.raises(conscycle.ProgramError) as raised:
        conscycle.Machine(text, name="open.lisp")
    error = raised.value
    path = tmp_path / "open.lisp"
    path.write_text(text)
    reported = command("run", path).stderr.decode()
    assert f"error: {error.message}\n" in reported and f"{error.place}\n" in reported
    assert error.source == "open.lisp" and error.place == f"open.lisp:{error.line}:{error.column}"
    line = text.split("\n")[(error.line or 0) - 1]
    assert error.excerpt is not None and error.excerpt.startswith(f"{line}\n")
    assert error.excerpt.split("\n")[1].index("^") == (error.column or 0) - 1
    assert str(error).startswith(f"{error.place}: {error.message}\n  {line}\n")
    if error.help is not None:
        assert str(error).endswith(f"help: {error.help}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('(print "no end', "1:8"),
        ("(define-library (a) (begin 1))", "libraries are not supported"),
        ("(f '#\\no-such-character)", "1:5"),
        ("99999999999999999999", "1:1"),
        ("(a . b c)", "1:"),
        (")", "1:1"),
    ],
)
def test_programs_that_cannot_be_built_say_why(text: str, message: str) -> None:
    with pytest.raises(conscycle.ProgramError, match=message) as raised:
        conscycle.Machine(text)
    assert isinstance(raised.value, conscycle.Error) and raised.value.line == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"wrod": 32}, "there is no option `wrod`: did you mean `word`"),
        ({"colour": "red"}, "there is no option `colour`: the options are preset, dialect, word"),
        ({"word": 24}, "`word` is 24: it is one of 16, 32, 64"),
        ({"banks": 3}, "`banks` is 3: it is one of 1, 2, 4"),
        ({"memory": 3000}, "a power of two from 1K to 16M is expected"),
        ({"memory": "64Q"}, "a count is expected"),
        ({"collector": "marvellous"}, "it is one of none, copying, generational, mark-sweep"),
        ({"gc_every": 0}, "1 or more is expected"),
        ({"dialect": "perl"}, "it is one of core, bare, mal, euler"),
        ({"preset": "big"}, "it is one of plan, scheme, waves, mal, euler"),
        ({"history": "much"}, "`history` is much: a count is expected"),
        ({"seed": 3}, "seed is for the dialect euler"),
        ({"word": 2.5}, "`word` is 2.5: it is one of"),
    ],
)
def test_machines_that_are_none_say_why(options: dict[str, Any], message: str) -> None:
    with pytest.raises(conscycle.ConfigurationError) as raised:
        conscycle.Machine("1", **options)
    assert message in str(raised.value) and isinstance(raised.value, ValueError)


def test_files_that_are_none_say_why(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        conscycle.Machine.open(tmp_path / "nowhere.lisp")
    with pytest.raises(IsADirectoryError):
        conscycle.Machine.open(tmp_path)
    path = tmp_path / "binary.lisp"
    path.write_bytes(b"(print \xff)")
    with pytest.raises(conscycle.Error, match="not UTF-8 text, from byte 7 on"):
        conscycle.Machine.open(path)
    path.write_text('{"format": "conscycle-image", "version": 0}')
    with pytest.raises(conscycle.ProgramError, match="binary.lisp: "):
        conscycle.Machine.open(path)
    with pytest.raises(conscycle.ConfigurationError, match="bare has no shell"):
        conscycle.Machine.shell(dialect="bare")
    with pytest.raises(conscycle.ProgramError, match="does not ask for arguments"):
        conscycle.Machine("1", arguments=["one"])


def test_conditions_and_points_that_mean_nothing_say_why() -> None:
    machine = conscycle.Machine("(define (fib n) n) (fib 3)")
    questions: list[tuple[Any, str]] = [
        (lambda: machine.run("fn="), "condition|expected|missing"),
        (lambda: machine.run("colour = 3"), "colour"),
        (lambda: machine.breakpoint("fob"), "did you mean"),
        (lambda: machine.breakpoint(77), "line 77"),
        (lambda: machine.breakpoint(), "break on what"),
        (lambda: machine.breakpoint("fib", ""), "condition"),
        (lambda: machine.watch("cycle"), "changes in every cycle"),
        (lambda: machine.print("fob"), "fob"),
        (lambda: machine.step(-1), "count is a number from 0"),
        (lambda: machine.go_to(-5), "cycle is a number from 0"),
        (lambda: machine.run(until=2**64), "until is a number from 0"),
    ]
    for question, message in questions:
        with pytest.raises(conscycle.ConditionError, match=message):
            question()
    assert machine.points == [] and machine.cycle == 0


def test_a_trap_is_how_a_run_ends_and_no_error() -> None:
    text = "(define (average list)\n  (quotient (fold-left + 0 list) (length list)))\n(average '())"
    machine = conscycle.Machine(text, name="average.lisp")
    assert machine.run().reason == "trap"
    trap = machine.trap
    assert trap is not None and machine.value is None
    assert (trap.cause, trap.message) == ("DivideByZero", "division by zero, of: 0")
    assert trap.place == "average.lisp:2:3"
    full = conscycle.Machine("(define (f n) (cons n (f n))) (f 1)", memory="32K")
    full.run()
    assert full.trap is not None and any("memory 64K" in text for text in full.trap.help)
    assert any("more frames" in text for text in full.trap.frames)
