"""What people give, as the engine takes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._conscycle import Engine
from .errors import ConditionError
from .results import Stop

if TYPE_CHECKING:
    from .options import Options

LARGEST = 2**64 - 1


def engine(name: str, text: str | None, contents: bytes | None, options: Options) -> Engine:
    """An engine with a text, or with the contents of a file, or with a shell."""
    rest = dict(options)
    arguments: Sequence[str] = options.get("arguments") or ()
    data = options.get("input")
    for name_of_other in ("arguments", "seed", "input", "history"):
        rest.pop(name_of_other, None)
    given = [(key, str(value)) for key, value in rest.items() if value is not None]
    seed = options.get("seed")
    return Engine(
        name,
        text,
        contents,
        given,
        list(arguments),
        None if seed is None else count(seed, "seed"),
        None if data is None else in_bytes(data),
        str(options.get("history", "256M")),
    )


def in_bytes(data: bytes | str) -> bytes:
    """Bytes, of a text in UTF-8."""
    return data.encode() if isinstance(data, str) else bytes(data)


def count(number: int, name: str) -> int:
    """A number that the engine can take, if it is one."""
    if not 0 <= number <= LARGEST:
        raise ConditionError(f"{name} is a number from 0 to {LARGEST}, not {number}")
    return number


def cycle(until: int | str | None) -> int | None:
    """The cycle that is meant, if it is one."""
    if isinstance(until, str):
        return int(until) if until.strip().isdecimal() else None
    return None if until is None else count(until, "until")


def stop(told: str) -> Stop:
    """Where a run has stopped."""
    return Stop(**json.loads(told))
