"""What a machine tells: values that stay as they are when the machine goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

Reason = Literal[
    "done", "exit", "trap", "goal", "point", "limit", "input", "interrupted", "beginning"
]


@dataclass(frozen=True)
class Stop:
    """Where a run has stopped, and why.

    Attributes:
        reason: ``done``, ``exit`` or ``trap`` if the machine has halted; ``goal`` where it was to
            stop; ``point`` at a breakpoint or watchpoint; ``limit`` after as many cycles as were
            allowed; ``input`` if it waits for some; ``interrupted`` by `Machine.interrupt`;
            ``beginning`` if, going back, nothing has stopped it.
        cycle: The cycle that comes next; it is the number of cycles since reset.
        text: The debugger's line: cycle, state, what is being done and where.
        point: The number of the point.
    """

    reason: Reason
    cycle: int
    text: str
    point: int | None

    def __str__(self) -> str:
        """The debugger's line."""
        return self.text


@dataclass(frozen=True)
class Point:
    """A breakpoint or a watchpoint.

    Attributes:
        id: Its number, from 1 on.
        text: What was asked for.
    """

    id: int
    text: str


@dataclass(frozen=True)
class Register:
    """A register between two cycles. ``int(register)`` is its bits.

    Attributes:
        name: ``unit.name``, as in waveforms.
        kind: What its bits mean: ``word`` (a tagged word), ``raw`` (a word without a tag),
            ``address`` (in words), ``bits`` (a number) or ``enum`` (one of some names).
        width: Bits that it has.
        bits: They, as a number.
        text: The same for people: a name, a Lisp value, a number.
    """

    name: str
    kind: Literal["word", "raw", "address", "bits", "enum"]
    width: int
    bits: int
    text: str

    def __int__(self) -> int:
        """The bits."""
        return self.bits

    def __str__(self) -> str:
        """For people."""
        return self.text


@dataclass(frozen=True)
class Frame:
    """A frame on the control stack: an expression that waits for a value.

    Attributes:
        text: What the value is, as ``in an argument of print``.
        expression: The expression, with ``<>`` for the value and values for what is evaluated.
        source: The name of the text that it stands in, if that is known.
        line: The line there, from 1 on.
        column: The column, in characters from 1 on.
        library: Does it wait in the library? ``None`` if its place is not known.
    """

    text: str
    expression: str
    source: str | None
    line: int | None
    column: int | None
    library: bool | None

    @property
    def place(self) -> str | None:
        """Where: ``source:line:column``."""
        return None if self.source is None else f"{self.source}:{self.line}:{self.column}"

    def __str__(self) -> str:
        """The frame in a line, as in a backtrace."""
        return self.text if self.place is None else f"{self.text}, at {self.place}"


@dataclass(frozen=True)
class Trap:
    """Why a machine has halted without a value.

    Attributes:
        cause: The fault, as ``WrongType``.
        message: The fault and what it is about.
        place: Where in the program: ``source:line:column``.
        inside: What has happened in the library, if it was there.
        help: What may mend it, the best first.
        frames: The frames that waited, innermost first, a line for each; of very many, both ends.
    """

    cause: str
    message: str
    place: str | None
    inside: str | None = None
    help: Sequence[str] = ()
    frames: Sequence[str] = ()

    def __str__(self) -> str:
        """All of it, in lines."""
        place = "" if self.place is None else f"{self.place}: "
        lines = [f"{place}{self.message}", *([self.inside] if self.inside else [])]
        return "\n".join(lines + [f"  {line}" for line in self.frames] + [*self.help])


@dataclass(frozen=True)
class Finding:
    """What is surely wrong in a program.

    Attributes:
        place: Where: ``source:line:column``.
        message: What is wrong.
        help: What would mend it; may be empty.
    """

    place: str
    message: str
    help: str

    def __str__(self) -> str:
        """In a line."""
        return f"{self.place}: {self.message}" + (f" ({self.help})" if self.help else "")


@dataclass(frozen=True)
class Evaluation:
    """What an expression has come to.

    Attributes:
        value: Its value, as Lisp.
        output: What it has written, which the program's console does not see.
    """

    value: str
    output: str

    def __str__(self) -> str:
        """The value."""
        return self.value


@dataclass(frozen=True)
class Collection:
    """A collection of garbage, in which the program stood still.

    Attributes:
        cause: Why it began.
        kind: ``Full``, ``Minor`` or ``Major``.
        begin: Its first cycle.
        cycles: Cycles that it took.
        live_words: Words in use after it, without the image.
        freed_words: Words that it has freed.
        promoted_words: Words that it has moved from the nursery to the old space.
    """

    cause: str
    kind: str
    begin: int
    cycles: int
    live_words: int
    freed_words: int
    promoted_words: int


class Collections(Sequence[Collection]):
    """The collections of a run, in order: the first 10,000 of them one by one.

    Attributes:
        left_out: How many there were after those.
        total: The figures of all of them, in cycles and words, as ``gc.total`` of the account.
    """

    def __init__(self, each: list[Collection], left_out: int, total: dict[str, Any]) -> None:
        """Those, of a run with these figures."""
        self._each = each
        self.left_out = left_out
        self.total = total

    @overload
    def __getitem__(self, index: int) -> Collection: ...

    @overload
    def __getitem__(self, index: slice) -> list[Collection]: ...

    def __getitem__(self, index: int | slice) -> Collection | list[Collection]:
        """One of them, or some."""
        return self._each[index]

    def __len__(self) -> int:
        """How many there are one by one."""
        return len(self._each)

    def __repr__(self) -> str:
        """How many, and what they cost."""
        count, total = len(self) + self.left_out, self.total
        return (
            f"<conscycle.Collections: {count:,} of {total['cycles']:,} cycles, "
            f"{total['share']:.1%} of the run; the longest pause {total['longest_pause']:,}>"
        )


@dataclass(frozen=True)
class Object:
    """An object in the heap, or what else is there.

    Attributes:
        address: Of its first word.
        words: How many words it takes.
        type: Its type, as ``CONS``; ``unused`` of words that nothing has.
        value: It as Lisp, cut where it is long.
    """

    address: int
    words: int
    type: str
    value: str


@dataclass(frozen=True)
class Amount:
    """How much there is of something in the heap.

    Attributes:
        objects: How many objects.
        words: The words of all of them.
    """

    objects: int
    words: int


def objects(columns: Sequence[Sequence[Any]]) -> Iterator[Object]:
    """Objects of the columns address, words, type and value."""
    return (Object(*row) for row in zip(*columns, strict=True))
