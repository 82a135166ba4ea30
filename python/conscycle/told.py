"""What a machine tells."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ._conscycle import Engine, Table
from .given import count
from .heap import Heap
from .results import (
    Collection,
    Collections,
    Evaluation,
    Finding,
    Frame,
    Register,
    Trap,
)


class Told:
    """What a machine is like between two cycles, and what it has done up to there.

    To ask changes nothing.
    """

    _engine: Engine

    # What it is.

    @property
    def name(self) -> str:
        """The program's name."""
        return self._engine.name

    @property
    def dialect(self) -> str:
        """The program's language."""
        return self._engine.dialect

    @property
    def config(self) -> dict[str, int | str]:
        """All parameters of the machine, by the keywords of `Options`.

        Those that mean nothing on it are among them, as the barrier where nothing has generations;
        another machine is not given these.
        """
        told: dict[str, int | str] = json.loads(self._engine.config)
        return told

    @property
    def notes(self) -> list[str]:
        """What is to be known of the program, without anything being wrong."""
        told: list[str] = json.loads(self._engine.warnings())["notes"]
        return told

    @property
    def warnings(self) -> list[Finding]:
        """What is surely wrong in the program. In EulerLisp it is known when the run has ended."""
        return [Finding(**row) for row in json.loads(self._engine.warnings())["warnings"]]

    # Where it is.

    @property
    def cycle(self) -> int:
        """The cycle that comes next. Of a machine that runs in another thread, one not long ago."""
        return self._engine.cycle

    @property
    def last_cycle(self) -> int:
        """The latest cycle that it has come to, before it went back."""
        return self._engine.frontier

    @property
    def halted(self) -> bool:
        """Has it halted, with a value or with a trap?"""
        return self._engine.halted

    @property
    def line(self) -> str:
        """Where it is, in a line: cycle, state, what is being done and where in the source."""
        return self._engine.line

    @property
    def value(self) -> str | None:
        """The program's last value as Lisp. ``None`` while it runs, and if it has trapped."""
        return self._engine.value

    @property
    def trap(self) -> Trap | None:
        """Why it has halted without a value; ``None`` if it has not."""
        told = json.loads(self._engine.trap())
        return None if told is None else Trap(**told)

    # Its console.

    @property
    def output(self) -> str:
        """What the program has written on its console up to now, as text."""
        return self.output_bytes.decode("utf-8", "replace")

    @property
    def output_bytes(self) -> bytes:
        """The same, in bytes."""
        return self._engine.console

    # What it is like.

    @property
    def registers(self) -> dict[str, Register]:
        """Every register of every unit, by ``unit.name``."""
        return {row["name"]: Register(**row) for row in json.loads(self._engine.registers())}

    @property
    def frames(self) -> list[Frame]:
        """The expressions that wait for a value, innermost first. In a collection some may miss."""
        return [Frame(**row) for row in json.loads(self._engine.frames())]

    @property
    def heap(self) -> Heap:
        """What is in its memory."""
        return Heap(self._engine)

    def evaluate(self, expression: str) -> Evaluation:
        """The value of an expression in the environment of the moment. The run does not notice.

        Raises:
            ConditionError: It cannot be read, traps, or takes too long.
        """
        return Evaluation(**json.loads(self._engine.evaluate(expression)))

    def print(self, what: str) -> list[str]:
        """What a name, a number, a signal or an expression stands for, in lines for people.

        Raises:
            ConditionError: It stands for nothing.
        """
        return self._engine.print(what)

    # What it has done.

    def account(self) -> dict[str, Any]:
        """The account of the run so far: that of ``conscycle run --json``."""
        told: dict[str, Any] = json.loads(self._engine.account())
        return told

    def profile(self) -> dict[str, Any]:
        """Cycles and words of the run so far, by function, activity, unit, state, primitive and type.

        It is that of ``conscycle profile --json``. The run is made again for it, with an observer.
        """
        told: dict[str, Any] = json.loads(self._engine.profile())
        return told

    def collections(self) -> Collections:
        """The collections of the run so far."""
        told = json.loads(self._engine.collections())
        each = [Collection(**row) for row in told["each"]]
        return Collections(each, told["left_out"], told["total"])

    def trace(
        self,
        signals: str | Iterable[str] | None = None,
        when: int | str | None = None,
        until: int | str | None = None,
        *,
        first: int | None = None,
        last: int | None = None,
        limit: int | str = "2G",
    ) -> Table:
        """The values of signals in cycles that have been: a row for each cycle.

        The columns are ``cycle`` and one for each signal, as ``eval.expr``. Words are 64 bits wide,
        other numbers as wide as they need; states and the like are names. Nothing has to be said
        before the run: the cycles are run again for it, and the machine stays where it is.

        Args:
            signals: Units or signals, in which ``*`` stands for any characters; ``!`` before one
                leaves it out. ``lisp`` or ``lisp.call`` and so on are texts of what the program does;
                ``text`` adds a text to each word. Without any, all signals.
            when: Begins at this cycle, or when this condition becomes true; else at reset.
            until: Ends before this cycle, or before this becomes true; else where the machine is.
            first: Only so many cycles, the first ones.
            last: Only so many cycles, the last ones.
            limit: Bytes that the table may take.

        Raises:
            ConditionError: Nothing has such a name, or a cycle has not been.
            Error: The table would take more bytes than it may.
        """
        patterns = [signals] if isinstance(signals, str) else list(signals or [])
        patterns = [part for pattern in patterns for part in pattern.split(",")]
        return self._engine.trace(
            patterns,
            None if when is None else str(when),
            None if until is None else str(until),
            None if first is None else count(first, "first"),
            None if last is None else count(last, "last"),
            str(limit),
        )
