"""Machines: every point of a grid with every machine of a list."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from .configuration import Configuration, Keys
from .simulator import Value


@dataclass(frozen=True)
class Machine:
    """The parameters that are asked for, by name, and where the configuration says each of them."""

    parameters: dict[str, Value]
    places: dict[str, Keys]

    def __str__(self) -> str:
        said = (f"--{name.replace('_', '-')} {value}" for name, value in self.parameters.items())
        return " ".join(said) or "the machine that runs if nothing is asked for"


def expand(configuration: Configuration, keys: Keys, said: dict[str, Any]) -> list[Machine]:
    """The machines that a grid and a list stand for, in their order: the list turns fastest."""
    grid: dict[str, list[Value]] = said.get("grid", {})
    listed: list[dict[str, Value]] = said.get("list", [{}])
    for index, entry in enumerate(listed):
        for name in entry:
            if name in grid:
                place = (*keys, "list", index, name)
                raise configuration.wrong(place, f"`{name}` is a parameter of the grid already")
    for place, names in [((*keys, "grid"), grid)] + [
        ((*keys, "list", index), entry) for index, entry in enumerate(listed)
    ]:
        if "dialect" in names:
            raise configuration.wrong(
                (*place, "dialect"), "a dialect is the program's: say it there"
            )
    machines = []
    for point in itertools.product(*(enumerate(values) for values in grid.values())):
        fixed = dict(zip(grid, (value for _, value in point), strict=True))
        places: dict[str, Keys] = {
            name: (*keys, "grid", name, index) for name, (index, _) in zip(grid, point, strict=True)
        }
        for index, entry in enumerate(listed):
            at = {name: (*keys, "list", index, name) for name in entry}
            machines.append(Machine({**fixed, **entry}, {**places, **at}))
    return machines
