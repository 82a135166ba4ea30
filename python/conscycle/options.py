"""What a machine can be asked for, beside its program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict


class Options(TypedDict, total=False):
    """Keywords of `Machine`, `Machine.open` and `Machine.shell`.

    What is not given, or is ``None``, is as the preset, the image or the dialect has it. Counts are
    numbers, or texts with K, M or G, which count 1024s.
    """

    dialect: str | None
    """The language and its library: ``core`` (the default), ``bare``, ``mal`` or ``euler``."""

    preset: str | None
    """A machine by name, which the other options change: see `presets`."""

    word: int | None
    """Bits in a word: 16, 32 or 64."""

    memory: int | str | None
    """Words of memory, a power of two: ``1 << 20``, or ``"1M"``."""

    banks: int | None
    """Words that memory moves in one cycle: 1, 2 or 4."""

    latency: int | None
    """Cycles of a memory access: 1 to 8."""

    namespace: str | None
    """How operators are looked up: ``lisp2`` or ``lisp1``."""

    code: str | None
    """How code is evaluated: ``quick`` or ``lists``."""

    collector: str | None
    """Who reclaims memory: ``none``, ``copying``, ``generational`` or ``mark-sweep``."""

    barrier: str | None
    """What the generational collector does about stores into old objects: ``remember``,
    ``collect`` or ``protect``."""

    gc_every: int | None
    """Collect at every so many allocations, to test programs and the collector."""

    arguments: Sequence[str]
    """The program's arguments."""

    seed: int | None
    """The seed of a program's random numbers, in the dialect euler."""

    input: bytes | str | None
    """All that the program can read on its console. With ``None``, a run stops where it reads and
    nothing is there, and `Machine.feed` brings more."""

    history: int | str
    """Bytes of checkpoints, for going back: 256M if nothing is said. The more, the faster. Four of
    them are kept whatever they take."""
