"""The figures of a sweep, as SVG and as PNG, made of its table alone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import polars as pl
from matplotlib.figure import Figure

from . import banks, choose, collections, pareto, programs, style



class Maker(Protocol):
    """A module that draws a figure."""

    TITLE: str

    def figure(self, table: pl.DataFrame) -> Figure:
        """Draws it.

        Raises:
            choose.Nothing: There is nothing to be shown.
        """


MAKERS: dict[str, Maker] = {
    "banks-and-latency": banks,
    "collections": collections,
    "programs": programs,
    "pareto": pareto,
}


def draw(table: pl.DataFrame, names: list[str], folder: Path) -> None:
    """Draws the figures with these names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        with style.context():
            try:
                figure = MAKERS[name].figure(table)
            except choose.Nothing as nothing:
                figure = style.nothing(MAKERS[name].TITLE, str(nothing))
            style.save(figure, folder / name)
