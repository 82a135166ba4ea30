"""How all figures look, and how they become the same bytes each time."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, LogLocator, MaxNLocator, NullLocator

matplotlib.use("Agg")

# The colours of Okabe and Ito, which people with any colour vision can tell apart. Markers say the
# same once more.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
MARKERS = ["o", "s", "^", "D", "v", "P"]
INK = "#222222"
FAINT = "#8a8a8a"
QUIET = "#5c5c5c"

# Inches of a panel and between panels, and around them for names, title, note and legend.
PANEL_WIDTH = 2.2
PANEL_HEIGHT = 2.0
BETWEEN = 0.62
LEFT = 0.8
RIGHT = 2.05
TOP = 1.02
BOTTOM = 0.85

# Characters of the line below the title, an inch.
AN_INCH = 14

# Panels beside each other, at most: of more programs the first are shown.
PANELS = 5

_LOOKS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.titlesize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#e4e4e4",
    "grid.linewidth": 0.7,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "lines.linewidth": 1.6,
    "lines.markersize": 4.5,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    # Without it names in an SVG are random.
    "svg.hashsalt": "conscycle",
    "svg.fonttype": "path",
}


@contextmanager
def context() -> Iterator[None]:
    """The looks of figures, whatever this computer's settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOKS)
        yield


def panels(
    rows: int,
    columns: int,
    *,
    width: float = PANEL_WIDTH,
    height: float = PANEL_HEIGHT,
    left: float = LEFT,
) -> tuple[Figure, list[list[Axes]]]:
    """A figure with panels of a size in inches, and room around them for its words."""
    whole_width = left + columns * width + (columns - 1) * BETWEEN + RIGHT
    whole_height = TOP + rows * height + (rows - 1) * BETWEEN + BOTTOM
    figure = Figure(figsize=(whole_width, whole_height))
    figure.subplots_adjust(
        left=left / whole_width,
        right=1 - RIGHT / whole_width,
        top=1 - TOP / whole_height,
        bottom=BOTTOM / whole_height,
        wspace=BETWEEN / width,
        hspace=BETWEEN / height,
    )
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, [list(row) for row in axes]


def words(figure: Figure, title: str, seen: str, held: str) -> None:
    """The title, what is seen below it, and at the foot what is the same everywhere."""
    width, height = figure.get_size_inches()
    x = 0.15 / width
    figure.text(x, 1 - 0.16 / height, title, va="top", fontsize=12, fontweight="bold")
    lines = textwrap.fill(seen, int(width * AN_INCH))
    figure.text(x, 1 - 0.46 / height, lines, va="top", fontsize=8.5)
    figure.text(x, 0.12 / height, held, va="bottom", fontsize=7, color=QUIET)


def nothing(title: str, why: str) -> Figure:
    """What stands where there is nothing to be drawn."""
    figure = Figure(figsize=(LEFT + PANEL_WIDTH + RIGHT, TOP))
    words(figure, title, why, "")
    return figure


def legend(figure: Figure, axes: Axes) -> None:
    """One legend for all panels, to the right of them."""
    width, height = figure.get_size_inches()
    place = (1 - (RIGHT - 0.1) / width, 1 - (TOP - 0.06) / height)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper left", bbox_to_anchor=place)


def counts(axes: Axes, axis: str = "y") -> None:
    """Counts on an axis as `1.5 M`."""
    chosen = axes.yaxis if axis == "y" else axes.xaxis
    chosen.set_major_locator(MaxNLocator(5))
    chosen.set_major_formatter(EngFormatter(sep=" "))


def decades(axes: Axes) -> None:
    """Counts on a logarithmic axis, at 1, 2 and 5 of each power of ten."""
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(EngFormatter(sep=" "))


def save(figure: Figure, path: Path) -> None:
    """Writes a figure in both forms, without the day and the tool."""
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
    figure.savefig(path.with_suffix(".png"), dpi=150, metadata={"Software": None})
