"""The figures of a sweep, as SVG and as PNG, made of its table alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
from matplotlib.figure import Figure

from . import banks, collections, pareto, programs, style

MAKERS: dict[str, Callable[[pl.DataFrame], Figure]] = {
    "banks-and-latency": banks.figure,
    "collections": collections.figure,
    "programs": programs.figure,
    "pareto": pareto.figure,
}


def draw(table: pl.DataFrame, names: list[str], folder: Path) -> None:
    """Draws the figures with these names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        with style.context():
            style.save(MAKERS[name](table), folder / name)
