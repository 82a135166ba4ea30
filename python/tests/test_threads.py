"""Machines run beside each other, and beside Python."""

from __future__ import annotations

import threading
import time

import conscycle
import pytest

LOOP = "(define (loop) (loop)) (loop)"


def wait(is_so: object, seconds: float = 20.0) -> None:
    """Waits until something is so."""
    assert callable(is_so)
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it does not come to it"
        time.sleep(0.001)


def test_two_machines_run_at_the_same_time_and_python_goes_on() -> None:
    machines = [conscycle.Machine(LOOP), conscycle.Machine(LOOP, word=32)]
    stops: dict[int, conscycle.Stop] = {}

    def run(number: int) -> None:
        stops[number] = machines[number].run()

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    # Neither ever ends by itself: both go on, and this thread does.
    for _ in range(3):
        seen = [machine.cycle for machine in machines]
        wait(lambda seen=seen: all(m.cycle > c for m, c in zip(machines, seen, strict=True)))
    assert all(thread.is_alive() for thread in threads)
    for machine in machines:
        machine.interrupt()
    for thread in threads:
        thread.join(20)
    assert [stops[number].reason for number in (0, 1)] == ["interrupted", "interrupted"]
    for machine, stop in zip(machines, stops.values(), strict=False):
        assert machine.cycle > 0 and stop.cycle > 0


def test_who_is_busy_says_so() -> None:
    machine = conscycle.Machine(LOOP)
    thread = threading.Thread(target=machine.run)
    thread.start()
    wait(lambda: machine.cycle > 0)
    for question in (lambda: machine.registers, lambda: machine.run(), lambda: machine.value):
        with pytest.raises(conscycle.Error, match="busy in another thread"):
            question()
    machine.interrupt()
    thread.join(20)
    assert not thread.is_alive() and machine.registers


def test_machines_do_not_know_each_other() -> None:
    program = "(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (fib 15)"
    alone = conscycle.Machine(program)
    alone.run()
    machines = [conscycle.Machine(program) for _ in range(4)]
    threads = [threading.Thread(target=machine.run) for machine in machines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for machine in machines:
        assert (machine.value, machine.cycle) == (alone.value, alone.cycle)
        assert machine.registers == alone.registers
