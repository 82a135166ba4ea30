"""What a machine tells is what the command line tells of the same run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import conscycle
import pytest
from conftest import EXAMPLES, Command, flags

# Programs in all dialects, on machines that differ in every parameter.
RUNS: list[tuple[str, dict[str, Any]]] = [
    ("fib.lisp", {}),
    ("trap.lisp", {"word": 32, "banks": 2}),
    ("trap.lisp", {"namespace": "lisp1", "code": "lists"}),
    ("churn.lisp", {"collector": "generational", "barrier": "protect"}),
    ("churn.lisp", {"collector": "mark-sweep", "banks": 2, "latency": 2}),
    ("handler.lisp", {"gc_every": 40}),
    ("generators.lisp", {"collector": "none", "memory": "64K"}),
    ("strings.lisp", {"preset": "scheme"}),
    ("lists.lisp", {"word": 64, "memory": "1M"}),
    ("tak.lisp", {"preset": "waves", "latency": 2}),
    ("mal/fib.mal", {"dialect": "mal"}),
    ("euler/031.scm", {"dialect": "euler", "memory": "1M"}),
]


def comparable(account: dict[str, Any]) -> dict[str, Any]:
    """An account without the command lines that advice has in it."""
    if "trap" in account and "help" in account["trap"]:
        helps = [text.split(": ")[0] for text in account["trap"]["help"]]
        account = {**account, "trap": {**account["trap"], "help": helps}}
    return account


@pytest.mark.parametrize(("program", "options"), RUNS)
def test_the_account_and_the_profile_are_the_command_line_s(
    told: Callable[..., Any], program: str, options: dict[str, Any]
) -> None:
    path = EXAMPLES / program
    expected = told("profile", path, *flags(options))
    machine = conscycle.Machine.open(path, input=b"", **options)
    machine.run()
    assert machine.profile() == expected.pop("profile")
    assert comparable(machine.account()) == comparable(expected)
    assert machine.value == expected["value"]
    assert machine.output == expected["console"]
    assert machine.cycle == expected["cycles"]
    total, each = expected["gc"]["total"], expected["gc"]["each"]
    assert machine.collections().total == total
    assert [vars(one) for one in machine.collections()] == each


WRONG = """
(define (double x) (* 2 x))
(define (greet name) (print (list "hello" nmae)))
(print (double 2))
(double 1 2)
"""


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (WRONG, {}),
        ("(define (down n) (+ 1 (down (- n 1)))) (down 1)", {"memory": "32K"}),
        ("(* 300 300)", {}),
        ("(import (scheme base)) (car 5)", {"word": 32}),
        ("(let ((x 1) y 2) x)", {}),
        ("(vector-ref (vector 1 2) 7)", {"collector": "none"}),
        ('(println (undefined-name 3)) (vector-ref [1 2] "a")', {"dialect": "euler"}),
        ("(prn (+ 1 nil))", {"dialect": "mal"}),
    ],
)
def test_what_is_said_of_a_wrong_program_is_the_command_line_s(
    told: Callable[..., Any], tmp_path: Path, text: str, options: dict[str, Any]
) -> None:
    path = tmp_path / "wrong.lisp"
    path.write_text(text)
    expected = told("run", path, *flags(options))
    machine = conscycle.Machine.open(path, **options)
    machine.run()
    account = machine.account()
    assert comparable(account) == comparable(expected)
    assert machine.notes == expected["notes"]
    assert [vars(warning) for warning in machine.warnings] == expected["warnings"]
    assert expected["exit_code"] == 1 and machine.trap is not None and machine.value is None
    trap = account["trap"]
    assert (machine.trap.cause, machine.trap.message) == (trap["cause"], trap["message"])
    assert machine.trap.place == trap["place"]
    assert list(machine.trap.frames) == trap.get("frames", [])


def test_a_program_is_the_same_as_a_text_and_in_a_file(tmp_path: Path) -> None:
    for text, options in ((WRONG, {}), ('(prn (slurp "p"))', {"dialect": "mal"})):
        path = tmp_path / "p"
        path.write_text(text)
        machines = [
            conscycle.Machine.open(path, **options),
            conscycle.Machine(text, name=str(path) if options else "p", **options),
        ]
        accounts = []
        for machine in machines:
            machine.run()
            accounts.append(machine.account())
            accounts[-1].pop("program")
        assert accounts[0] == accounts[1]


def test_frames_are_the_debugger_s(command: Command, tmp_path: Path) -> None:
    commands = tmp_path / "commands"
    commands.write_text("break fib\ncontinue 4\nframes\nprint n\nprint (fib 3)\n")
    done = command("step", EXAMPLES / "fib.lisp", "--commands", commands, "--quiet")
    lines = done.stdout.decode().splitlines()
    machine = conscycle.Machine.open(EXAMPLES / "fib.lisp")
    point = machine.breakpoint("fib")
    for _ in range(4):
        stop = machine.run()
        assert (stop.reason, stop.point) == ("point", point.id)
    told = [str(stop), *(f"  {frame}" for frame in machine.frames)]
    told += [f"  {line}" for what in ("n", "(fib 3)") for line in machine.print(what)]
    # Of the session, what commands have answered.
    answers = [line for line in lines if not line.startswith("> ")]
    assert answers[2:] == told
    assert machine.evaluate("(fib 3)").value == "2"


def test_an_image_runs_as_its_program_does(command: Command, tmp_path: Path) -> None:
    images = [tmp_path / "fib.json", tmp_path / "fib.hex"]
    options = {"word": 32, "memory": "128K"}
    for image in images:
        done = command("image", EXAMPLES / "fib.lisp", "-o", image, *flags(options))
        assert done.returncode == 0, done.stderr
    runs = []
    for path in [EXAMPLES / "fib.lisp", *images]:
        more = options if path.suffix != ".json" else {}
        machine = conscycle.Machine.open(path, **more)
        machine.run()
        runs.append((machine.value, machine.cycle, machine.account()["image"]))
    assert runs[0] == runs[1] == runs[2]


def test_arguments_seed_and_input_reach_the_program(
    command: Command, told: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "asks.lisp"
    path.write_text("(print (cdr (command-line))) (list (read-byte) (read-byte) (read-byte))")
    expected = told("run", path, "one", "two words", input=b"a\n")
    machine = conscycle.Machine.open(path, arguments=["one", "two words"], input="a\n")
    machine.run()
    assert machine.account() == expected and machine.value == "(97 10 -1)"
    path.write_text("(println (rand 1 1000000))")
    values = []
    for seed in (1, 7):
        expected = told("run", path, *flags({"dialect": "euler", "memory": "1M", "seed": seed}))
        machine = conscycle.Machine.open(path, dialect="euler", memory="1M", seed=seed)
        machine.run()
        assert machine.account() == expected
        values.append(machine.output)
    assert values[0] != values[1]


def test_machines_are_the_command_line_s(command: Command, tmp_path: Path) -> None:
    """What fits together and what does not is told in the same words."""
    path = tmp_path / "one.lisp"
    path.write_text("1")
    refused = [
        {"collector": "copying", "barrier": "remember"},
        {"collector": "none", "gc_every": 3},
        {"word": 16, "memory": "128K"},
        {"dialect": "mal", "word": 16},
        {"dialect": "euler", "word": 32},
        {"word": 16, "memory": "2K"},
    ]
    for options in refused:
        done = command("run", path, *flags(options))
        with pytest.raises(conscycle.Error) as raised:
            conscycle.Machine("1", **options)
        assert done.returncode == 2
        assert done.stderr.decode() == f"error: {raised.value}\n", options
    for options in ({}, {"word": 32}, {"preset": "waves", "banks": 2}, {"dialect": "mal"}):
        done = command("run", path, "--json", *flags(options))
        config = json.loads(done.stdout)["config"]
        known = conscycle.Machine("1", **options).config
        assert {name: known[name] for name in config} == config
