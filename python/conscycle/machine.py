"""A Lisp machine with its program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from . import given
from ._conscycle import Engine
from .errors import ConditionError
from .results import Point, Stop
from .told import Told

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .options import Options

Unit = Literal["cycle", "state", "application"]


class Machine(Told):
    """A machine that runs a program in Lisp, cycle by cycle, forwards and backwards.

    It stands at reset at first, in cycle 0. `run` and `step` let cycles pass, `back`, `run_back` and
    `go_to` take them back; all else tells what the machine is like between two cycles, and changes
    nothing. Times are in cycles of its clock since reset, sizes in words of its memory.

    Long runs let other threads of Python go on, and end at Ctrl-C, with the machine where it then
    is. One thread at a time can use a machine, but for `cycle` and `interrupt`.
    """

    def __init__(
        self, program: str, *, name: str = "program.lisp", **options: Unpack[Options]
    ) -> None:
        """A machine for a program.

        Args:
            program: Its text.
            name: What it is called in messages and places.
            options: The machine, and what the program gets from outside: see `Options`.

        Raises:
            ProgramError: It cannot be read or built.
            ConfigurationError: There is no such machine.
        """
        self._engine = given.engine(name, program, None, options)

    @classmethod
    def open(cls, path: str | os.PathLike[str], **options: Unpack[Options]) -> Machine:
        """A machine for a program in a file: text, or an image as JSON or in hexadecimal.

        Args:
            path: The file.
            options: As for `Machine`. What they leave open is as an image has it.

        Raises:
            OSError: The file cannot be read.
            ProgramError: It holds no program.
            ConfigurationError: There is no such machine.
        """
        contents = Path(path).read_bytes()
        return cls._of(given.engine(os.fspath(path), None, contents, options))

    @classmethod
    def shell(cls, **options: Unpack[Options]) -> Machine:
        """A machine on which the shell of a dialect runs: it reads lines that `feed` brings.

        Args:
            options: As for `Machine`.

        Raises:
            ConfigurationError: There is no such machine, or it has no shell.
        """
        return cls._of(given.engine("", None, None, options))

    @classmethod
    def _of(cls, engine: Engine) -> Machine:
        machine = cls.__new__(cls)
        machine._engine = engine
        return machine

    # Its console.

    def feed(self, data: bytes | str) -> None:
        """Brings more for the program to read, behind what there is; text as UTF-8."""
        self._engine.feed(given.in_bytes(data))

    def close_input(self) -> None:
        """Says that no more will come to be read."""
        self._engine.close_input()

    # Forwards and backwards.

    def run(self, until: int | str | None = None, *, max_cycles: int | None = None) -> Stop:
        """Runs until it halts, comes to a point, or reads what is not there.

        Args:
            until: Stops at this cycle, or when this condition becomes true, as
                ``"state=ApplyDispatch && fn=fib"``.
            max_cycles: Stops after this many cycles from here.

        Raises:
            ConditionError: There is no such condition, or the cycle is behind.
            KeyboardInterrupt: At Ctrl-C; the machine can go on.
        """
        limit = None if max_cycles is None else given.count(max_cycles, "max_cycles")
        cycle = given.cycle(until)
        if cycle is not None:
            return given.stop(self._engine.run_to(cycle, limit))
        return given.stop(self._engine.run(None if until is None else str(until), limit))

    def run_back(self, until: str | None = None) -> Stop:
        """Runs back to where a run from the beginning would have stopped last before here.

        Args:
            until: A condition; without one, points are looked for.

        Raises:
            ConditionError: There is no such condition.
        """
        return given.stop(self._engine.run_back(until))

    def step(self, count: int = 1, unit: Unit = "cycle") -> Stop:
        """Goes forwards; a point on the way stops it.

        Args:
            count: How many steps.
            unit: What a step is: a cycle, all cycles up to another state of the machine, or up to
                the application of a function.
        """
        return given.stop(self._engine.step(given.count(count, "count"), unit))

    def back(self, count: int = 1, unit: Unit = "cycle") -> Stop:
        """Goes back: to the beginning, if there are fewer steps behind.

        Args:
            count: How many steps.
            unit: What a step is, as for `step`.
        """
        return given.stop(self._engine.back(given.count(count, "count"), unit))

    def go_to(self, cycle: int) -> Stop:
        """Goes to a cycle, back or forwards. Points do not stop it."""
        return given.stop(self._engine.go_to(given.count(cycle, "cycle")))

    def interrupt(self) -> None:
        """Ends a run in another thread, with the reason ``interrupted``."""
        self._engine.interrupt()

    # Points.

    def breakpoint(self, place: str | int | None = None, condition: str | None = None) -> Point:
        """Adds a breakpoint, at which runs stop.

        Args:
            place: A function, a line of the program, or ``state NAME``, ``function NAME``,
                ``line FILE:LINE``, ``primitive NAME``, ``trap [CAUSE]``, ``collection [KIND]``.
            condition: It counts only while this is true; without a place, where this becomes true.

        Raises:
            ConditionError: There is no such place or condition.
        """
        parts = [] if place is None else [str(place)]
        parts += [] if condition is None else [f"if {condition}"]
        return self._point(self._engine.add_breakpoint(" ".join(parts)))

    def watch(self, what: str | int, condition: str | None = None) -> Point:
        """Adds a watchpoint: runs stop after a cycle that changes something.

        Args:
            what: An address, a signal, or a symbol, of which it is the value or the function.
            condition: It counts only while this is true.

        Raises:
            ConditionError: There is no such thing.
        """
        return self._point(self._engine.add_watchpoint(str(what), condition))

    def _point(self, number: int) -> Point:
        return next(point for point in self.points if point.id == number)

    @property
    def points(self) -> list[Point]:
        """The breakpoints and watchpoints."""
        return [Point(*point) for point in self._engine.points]

    def delete(self, point: Point | int) -> None:
        """Takes away a breakpoint or a watchpoint.

        Raises:
            ConditionError: There is none with this number.
        """
        number = point.id if isinstance(point, Point) else point
        if all(number != known.id for known in self.points):
            raise ConditionError(f"no breakpoint or watchpoint has the number {number}")
        self._engine.delete_point(number)

    def __repr__(self) -> str:
        """Program, machine and cycle."""
        config = self.config
        where = f"cycle {self.cycle:,}" + (", halted" if self.halted else "")
        words = f"{config['word']}-bit words, {config['banks']} banks, {config['collector']}"
        return f"<conscycle.Machine {self.name} ({self.dialect}; {words}): {where}>"
