"""What machines there can be, and what they have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from . import _conscycle


@dataclass(frozen=True)
class Dialect:
    """A language and its library.

    Attributes:
        name: For the option ``dialect``.
        help: What it is.
        machine: The parameters of the machine that its programs get, if nothing else is said.
    """

    name: str
    help: str
    machine: dict[str, int | str]


@dataclass(frozen=True)
class Preset:
    """A machine by name.

    Attributes:
        name: For the option ``preset``.
        help: What it is for.
        dialect: The language that comes with it.
        machine: Its parameters.
    """

    name: str
    help: str
    dialect: str
    machine: dict[str, int | str]


@dataclass(frozen=True)
class Parameter:
    """A parameter of machines.

    Attributes:
        name: Its keyword.
        help: What it is.
        values: What it may be, as people write it; empty of a count.
    """

    name: str
    help: str
    values: list[str]


@dataclass(frozen=True)
class Signal:
    """A register of a unit, or a line between units.

    Attributes:
        name: ``unit.name``, as in waveforms.
        kind: What its bits mean, as of `Register`.
        names: Those of its values, if it is an ``enum``.
        is_register: A line has a value in each cycle only, and no register.
    """

    name: str
    kind: str
    names: list[str]
    is_register: bool


@cache
def _told() -> Any:
    return json.loads(_conscycle.catalogue())


def version() -> str:
    """The version of the simulator."""
    return str(_told()["version"])


def dialects() -> list[Dialect]:
    """The languages."""
    return [Dialect(**row) for row in _told()["dialects"]]


def presets() -> list[Preset]:
    """The machines that have a name."""
    return [Preset(**row) for row in _told()["presets"]]


def parameters() -> list[Parameter]:
    """The parameters of machines."""
    return [Parameter(**row) for row in _told()["parameters"]]


def signals() -> list[Signal]:
    """The signals that all machines have, in the order of traces."""
    return [Signal(**row) for row in _told()["signals"]]
