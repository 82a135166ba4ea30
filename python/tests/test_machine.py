"""A machine runs both ways, stops where it should, and tells what it is like."""

from __future__ import annotations

import signal
import threading
from typing import Any

import conscycle
import pytest
from conftest import EXAMPLES

LOOP = "(define (loop) (loop)) (loop)"


def state(machine: conscycle.Machine) -> dict[str, Any]:
    """All that there is to be seen of a machine."""
    return {
        "registers": machine.registers,
        "frames": machine.frames,
        "heap": machine.heap.by_type(),
        "account": machine.account(),
        "line": machine.line,
        "output": machine.output_bytes,
    }


def fib(**options: Any) -> conscycle.Machine:
    return conscycle.Machine.open(EXAMPLES / "fib.lisp", **options)


def test_a_run_ends_with_a_value() -> None:
    machine = fib()
    assert (machine.cycle, machine.halted, machine.value, machine.trap) == (0, False, None, None)
    stop = machine.run()
    assert (stop.reason, stop.cycle, stop.point) == ("done", machine.cycle, None)
    assert str(stop) == machine.line and stop.text.endswith("=> 144")
    assert (machine.halted, machine.value, machine.output) == (True, "144", "55\n")
    assert machine.run() == stop and machine.step() == stop
    exit = conscycle.Machine("(exit 3)")
    assert exit.run().reason == "exit" and exit.account()["exit_code"] == 3


def test_a_run_stops_at_a_cycle_a_condition_or_a_limit() -> None:
    machine = fib()
    assert machine.run(until=500) == machine.run("500")
    assert (machine.cycle, machine.run(until=500).reason) == (500, "goal")
    stop = machine.run(until="state=ApplyDispatch && fn=fib", max_cycles=10_000)
    assert stop.reason == "goal" and "(fib" in stop.text
    before = machine.cycle
    assert machine.run(max_cycles=100).reason == "limit" and machine.cycle == before + 100
    assert machine.run(until=10**9, max_cycles=7).reason == "limit"
    assert machine.run(until="cycle=3", max_cycles=5).reason == "limit"
    assert machine.cycle == before + 112
    with pytest.raises(conscycle.ConditionError, match="go_to goes back"):
        machine.run(until=3)


@pytest.mark.parametrize("collector", ["copying", "generational", "mark-sweep"])
def test_backwards_is_forwards_to_the_same_state(collector: str) -> None:
    machine = conscycle.Machine.open(EXAMPLES / "churn.lisp", collector=collector, memory="32K")
    cycles = [0, 1, 77, 5_000, 60_001, 60_002, 200_003]
    seen = []
    for cycle in cycles:
        machine.run(until=cycle)
        seen.append(state(machine))
    end = machine.run()
    last = state(machine)
    assert machine.collections()
    for cycle, before in reversed(list(zip(cycles, seen, strict=True))):
        assert machine.go_to(cycle).cycle == cycle == machine.cycle
        assert state(machine) == before, cycle
        assert machine.last_cycle == end.cycle
    assert machine.back().reason == "beginning"
    assert machine.run() == end and state(machine) == last
    assert machine.back(end.cycle - 77).cycle == 77 and state(machine) == seen[2]


def test_steps_are_cycles_states_or_applications_both_ways() -> None:
    machine = fib()
    assert machine.step().cycle == 1
    for unit in ("cycle", "state", "application"):
        machine.go_to(3_000)
        ways = [machine.step(1, unit).cycle for _ in range(20)]
        assert ways == sorted(set(ways))
        if unit == "application":
            assert "ApplyDispatch" in machine.line
        back = [machine.back(1, unit).cycle for _ in range(19)]
        assert back == ways[-2::-1]
        machine.go_to(3_000)
        assert machine.step(20, unit).cycle == ways[-1]
    with pytest.raises(conscycle.ConditionError, match="a step is a cycle"):
        machine.step(1, "minute")  # type: ignore[arg-type]


def test_points_stop_runs_both_ways() -> None:
    machine = fib()
    call = machine.breakpoint("fib", "n = 7")
    watch = machine.watch("apply.function")
    assert [point.text for point in machine.points] == [
        "break fib if n = 7",
        "watch apply.function",
    ]
    assert machine.run().point == watch.id
    machine.delete(watch)
    stops = [machine.run() for _ in range(3)]
    assert all(stop.point == call.id and "(fib 7)" in stop.text for stop in stops)
    assert machine.run_back().cycle == stops[1].cycle
    assert machine.run_back() == stops[0]
    assert machine.run_back().reason == "beginning" and machine.cycle == 0
    assert machine.go_to(stops[2].cycle).reason == "goal"
    machine.delete(call.id)
    assert machine.run_back("cycle <= 1000").cycle == 1000
    assert machine.points == [] and machine.run().reason == "done"
    with pytest.raises(conscycle.ConditionError, match="number 9"):
        machine.delete(9)
    line = machine.breakpoint(5)
    other = machine.breakpoint(condition="calls = 5")
    assert (line.text, other.text) == ("break 5", "break if calls = 5")


def test_a_program_is_given_input_when_it_waits() -> None:
    machine = conscycle.Machine(
        "((lambda items items) (read-byte) (read-byte) (read-byte))", dialect="bare"
    )
    stop = machine.run()
    assert stop.reason == "input" and "waits for console input" in stop.text
    assert machine.run() == stop
    machine.feed("h")
    assert machine.run().reason == "input"
    machine.feed(b"i\n")
    assert machine.run().reason == "done" and machine.value == "(104 105 10)"
    machine.go_to(0)
    assert machine.run().reason == "done" and machine.value == "(104 105 10)"
    ended = conscycle.Machine("(read-byte)", input="")
    assert ended.run().reason == "done" and ended.value == "-1"
    with pytest.raises(conscycle.Error, match="input has ended"):
        ended.feed("more")


@pytest.mark.parametrize("dialect", ["core", "mal"])
def test_a_shell_reads_lines(dialect: str) -> None:
    machine = conscycle.Machine.shell(dialect=dialect)
    assert machine.run().reason == "input" and machine.halted is False
    machine.feed("(* 6 7)\n")
    assert machine.run().reason == "input"
    assert "42" in machine.output
    machine.close_input()
    assert machine.run().reason in ("done", "exit")


def test_registers_have_bits_and_texts() -> None:
    machine = fib(word=32)
    machine.breakpoint("fib", "n = 3")
    machine.run()
    registers = machine.registers
    known = [signal.name for signal in conscycle.signals() if signal.is_register]
    assert list(registers) == known
    assert str(registers["arbiter.state"]) == "ApplyDispatch"
    operand = registers["apply.x"]
    assert (operand.kind, operand.width, operand.text, int(operand)) == ("word", 32, "3", 7)
    assert registers["apply.function"].text == "fib"
    assert registers["memory.free"].text == hex(registers["memory.free"].bits)


def test_frames_wait_for_values() -> None:
    machine = fib()
    machine.breakpoint("fib", "n = 7")
    machine.run()
    frame = machine.frames[0]
    assert frame.expression.startswith("(+ <> ") and frame.place == "fib.lisp:5:10"
    assert (frame.source, frame.line, frame.column, frame.library) == ("fib.lisp", 5, 10, False)
    assert str(frame) == f"{frame.text}, at fib.lisp:5:10"


def test_the_heap_has_every_word_once() -> None:
    machine = conscycle.Machine.open(EXAMPLES / "churn.lisp", collector="mark-sweep")
    machine.run()
    heap = machine.heap
    objects = list(heap)
    assert heap.words == machine.config["memory"] == sum(each.words for each in objects)
    ends = [each.address + each.words for each in objects]
    assert [each.address for each in objects[1:]] == ends[:-1]
    amounts = heap.by_type()
    assert sum(amount.words for amount in amounts.values()) == heap.words
    assert sum(amount.objects for amount in amounts.values()) == len(objects)
    assert amounts["VECTOR"].objects >= 200 and 0 < heap.image_words < heap.words
    assert any(each.type == "STRING" and each.value == '"543"' for each in objects)
    assert heap.allocated_words == machine.account()["allocated_words"]


def test_an_expression_is_evaluated_beside_the_run() -> None:
    machine = fib()
    machine.breakpoint("fib", "n = 5")
    machine.run()
    before = state(machine)
    evaluation = machine.evaluate('(begin (print "seen") (* n (fib 6)))')
    assert (evaluation.value, evaluation.output) == ("48", "seen")
    assert machine.print("n") == ["n = 5 (local)"]
    assert state(machine) == before
    for wrong, message in (("(car", "not closed|never closed|closed"), ("(car 5)", "trap")):
        with pytest.raises(conscycle.ConditionError, match=message):
            machine.evaluate(wrong)


def test_ctrl_c_ends_a_run_and_loses_nothing() -> None:
    machine = conscycle.Machine(LOOP)
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        machine.run()
    timer.join()
    cycle = machine.cycle
    assert cycle > 100_000
    assert machine.step(10).cycle == cycle + 10
    other = conscycle.Machine(LOOP)
    other.run(until=cycle + 10)
    assert other.registers == machine.registers


def test_ctrl_c_ends_what_is_made_again() -> None:
    machine = conscycle.Machine(LOOP)
    machine.run(until=30_000_000)
    for slow in (lambda: machine.profile(), lambda: machine.trace("eval", first=None, limit="64G")):
        timer = threading.Timer(0.2, signal.raise_signal, [signal.SIGINT])
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            slow()
        timer.join()
        assert machine.cycle == 30_000_000


def test_what_is_printed_of_things_helps() -> None:
    machine = fib(word=32, collector="generational")
    assert repr(machine) == (
        "<conscycle.Machine fib.lisp (core; 32-bit words, 4 banks, generational): cycle 0>"
    )
    machine.run()
    assert repr(machine).endswith(f"cycle {machine.cycle:,}, halted>")
    assert repr(machine.heap).startswith("<conscycle.Heap of 262,144 words")
    assert repr(machine.collections()).startswith("<conscycle.Collections: 0 of 0 cycles")
    assert "<conscycle.Table of 5 rows and 2 columns: cycle, arbiter.state>" == repr(
        machine.trace("arbiter.state", first=5)
    )
    trap = conscycle.Machine("(car 5)", name="t.lisp")
    trap.run()
    assert str(trap.trap).startswith("t.lisp:1:1: ")
