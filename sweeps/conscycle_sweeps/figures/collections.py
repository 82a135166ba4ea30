"""What collections cost by memory: their share of the cycles, and the longest pause."""

from __future__ import annotations

import polars as pl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, NullLocator, PercentFormatter

from . import choose, style

TITLE = "What collections cost, by memory"


def figure(table: pl.DataFrame) -> Figure:
    """Draws it."""
    every = choose.once(table).filter(pl.col("collector") != "none")
    if every.is_empty():
        raise choose.Nothing("No machine of this sweep has a collector")
    rows, held = choose.usual(every, ["memory", "collector", "barrier"])
    programs, held = choose.labels(rows, style.PANELS, held)
    collectors = rows["who"].unique(maintain_order=True).to_list()
    sizes = sorted(rows["memory"].unique().to_list())
    drawn, panels = style.panels(2, len(programs))
    for column, program in enumerate(programs):
        share, pause = panels[0][column], panels[1][column]
        for index, who in enumerate(collectors):
            line = rows.filter(label=program, who=who).sort("memory")
            ended = line.filter(pl.col("end").is_in(["done", "exit"]))
            look = {
                "color": style.COLOURS[index % len(style.COLOURS)],
                "marker": style.MARKERS[index % len(style.MARKERS)],
                "label": who,
            }
            share.plot(ended["memory"], ended["gc_share"], **look)
            paused = ended.filter(pl.col("longest_pause") > 0)
            pause.plot(paused["memory"], paused["longest_pause"], **look)
            full = line.filter(end="trap")
            for axes in (share, pause):
                _traps(axes, full["memory"].to_list(), index, look["color"])
        share.set_title(program)
        share.set_ylim(bottom=0)
        share.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        pause.set_yscale("log")
        pause.yaxis.set_major_formatter(EngFormatter(sep=" "))
        pause.yaxis.set_minor_locator(NullLocator())
        pause.set_xlabel("words of memory")
        for axes in (share, pause):
            axes.set_xscale("log", base=2)
            axes.set_xticks(sizes, [choose.words(size) for size in sizes])
            axes.xaxis.set_minor_locator(NullLocator())
            axes.set_xlim(sizes[0] / 1.4, sizes[-1] * 1.4)
    panels[0][0].set_ylabel("share of cycles")
    panels[1][0].set_ylabel("longest pause (cycles)")
    for beside in panels:
        limits = [axes.get_ylim() for axes in beside]
        for axes in beside:
            axes.set_ylim(min(low for low, _ in limits), max(high for _, high in limits))
    if "trap" in rows["end"]:
        panels[0][0].plot([], [], "x", color=style.INK, label="a trap")
    style.legend(drawn, panels[0][0])
    style.words(drawn, TITLE, _seen(rows), held)
    return drawn


def _traps(axes: Axes, sizes: list[int], index: int, colour: str) -> None:
    """A cross at the foot of the panel for each run that has trapped."""
    heights = [0.03 + 0.05 * index] * len(sizes)
    across = axes.get_xaxis_transform()
    axes.plot(sizes, heights, "x", color=colour, transform=across, clip_on=False)


def _seen(rows: pl.DataFrame) -> str:
    """Where collections take the most and the least."""
    ended = rows.filter(pl.col("end").is_in(["done", "exit"]) & (pl.col("collections") > 0))
    if ended.is_empty():
        return "No run that came to its end has collected"
    worst = ended.sort("gc_share", descending=True, maintain_order=True).row(0, named=True)
    pause = ended.sort("longest_pause", descending=True, maintain_order=True).row(0, named=True)
    return (
        f"At most {100 * worst['gc_share']:.0f} % of the cycles ({worst['label']}, {worst['who']}, "
        f"{choose.words(worst['memory'])}); the longest pause is {pause['longest_pause']:,} cycles "
        f"({pause['label']}, {pause['who']}, {choose.words(pause['memory'])})"
    )
