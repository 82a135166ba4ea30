"""How all figures look, and how they become the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

matplotlib.use("Agg")

# The colours of Okabe and Ito, which people with any colour vision can tell apart; markers say the same once more.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"]
MARKERS = ["o", "s", "^", "D", "v", "P"]
INK = "#222222"
FAINT = "#8a8a8a"

# Inches of a panel, and of a figure's title, legend and note.
PANEL_WIDTH = 2.7
PANEL_HEIGHT = 2.35
AROUND = 1.25
LEAST_WIDTH = 6.4

# Panels beside each other, at most: of more programs the first are shown.
PANELS = 5

_LOOKS = {
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


def panels(rows: int, columns: int) -> tuple[Figure, list[list[Axes]]]:
    """A figure with panels, and room around them for its words."""
    width = max(PANEL_WIDTH * columns + 0.5, LEAST_WIDTH)
    figure = Figure(figsize=(width, PANEL_HEIGHT * rows + AROUND), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False)
    return figure, [list(row) for row in axes]


def words(figure: Figure, title: str, seen: str, held: str) -> None:
    """The title, what is seen below it, and at the foot what is the same everywhere."""
    figure.suptitle(f"{title}\n", x=0.012, ha="left", fontsize=11.5, fontweight="bold")
    figure.text(
        0.012, 1 - 0.36 / figure.get_figheight(), seen, ha="left", va="top", fontsize=8.5, color=INK
    )
    if held:
        figure.supxlabel(held, x=0.012, ha="left", fontsize=7, color="#5c5c5c")


def legend(figure: Figure, axes: Axes) -> None:
    """One legend for all panels, to the right of them."""
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside right upper", borderaxespad=1.5)


def counts(axes: Axes, axis: str = "y") -> None:
    """Counts on an axis as `1.5 M`."""
    chosen = axes.yaxis if axis == "y" else axes.xaxis
    chosen.set_major_formatter(EngFormatter(sep=" "))


def save(figure: Figure, path: Path) -> None:
    """Writes a figure in both forms, without the day and the tool."""
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
    figure.savefig(path.with_suffix(".png"), dpi=150, metadata={"Software": None})
