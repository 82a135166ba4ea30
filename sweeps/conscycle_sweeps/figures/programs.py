"""Words and cycles of each program, with a bar for each code."""

from __future__ import annotations

import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter

from . import choose, style

TITLE = "Words and cycles by program"

# A linear axis hides the small ones, if the largest is so many times as large as the smallest.
LINEAR = 30


def figure(table: pl.DataFrame) -> Figure:
    """Draws it."""
    rows, held = choose.usual(choose.finished(table), ["code"])
    programs, held = choose.labels(rows, 30, held)
    codes = rows["code"].unique(maintain_order=True).to_list()
    room = 0.07 * max(len(program) for program in programs) + 0.35
    tall = 0.27 * len(programs) * len(codes) + 0.2
    drawn, panels = style.panels(1, 2, width=2.9, height=tall, left=room)
    height = 0.8 / len(codes)
    for axes, column, said in zip(
        panels[0], ["allocated_words", "cycles"], ["words allocated", "cycles"], strict=True
    ):
        for index, code in enumerate(codes):
            bars = {
                row["label"]: row[column] for row in rows.filter(code=code).iter_rows(named=True)
            }
            places = [
                place + (index - (len(codes) - 1) / 2) * height for place in range(len(programs))
            ]
            lengths = [bars.get(program, 0) for program in programs]
            drawn_bars = axes.barh(
                places, lengths, height * 0.92, color=style.COLOURS[index], label=code
            )
            axes.bar_label(
                drawn_bars, [_short(length) for length in lengths], padding=3, fontsize=7.5
            )
        axes.set_xlabel(said)
        axes.set_yticks(range(len(programs)), programs)
        axes.invert_yaxis()
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        values = rows[column].to_list()
        style.counts(axes, "x")
        if max(values) > LINEAR * max(min(values), 1):
            axes.set_xscale("log")
            axes.xaxis.set_major_formatter(EngFormatter(sep=" "))
        axes.margins(x=0.2)
    panels[0][1].tick_params(labelleft=False)
    style.legend(drawn, panels[0][0])
    style.words(drawn, TITLE, _seen(rows, programs), held)
    return drawn


def _short(count: int) -> str:
    """A count in three digits: `1.23 M`."""
    for unit, size in (("G", 10**9), ("M", 10**6), ("k", 10**3)):
        if count >= size:
            return f"{count / size:.3g} {unit}"
    return str(count)


def _seen(rows: pl.DataFrame, programs: list[str]) -> str:
    """What notes in code save."""
    if set(rows["code"]) != {"lists", "quick"}:
        return ""
    pairs = [
        (rows.filter(label=one, code="lists"), rows.filter(label=one, code="quick"))
        for one in programs
    ]
    whole = [(slow, fast) for slow, fast in pairs if slow.height == 1 and fast.height == 1]
    if not whole:
        return ""
    cycles = [slow["cycles"].item() / fast["cycles"].item() for slow, fast in whole]
    allocated = [
        slow["allocated_words"].item() / max(fast["allocated_words"].item(), 1)
        for slow, fast in whole
    ]
    return (
        f"Lists to the letter take {choose.ratios(cycles)} times the cycles of quick code, and "
        f"{choose.ratios(allocated)} times the words"
    )
