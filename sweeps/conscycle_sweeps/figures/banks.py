"""Cycles by latency, with a line for each number of banks and each code."""

from __future__ import annotations

import polars as pl
from matplotlib.figure import Figure

from . import choose, style

TITLE = "Cycles by banks and latency"

# The line of each code; a code that is not here has the first.
LINES = {"quick": "-", "lists": "--"}


def figure(table: pl.DataFrame) -> Figure:
    """Draws it."""
    rows, held = choose.usual(choose.finished(table), ["banks", "latency", "code"])
    programs, held = choose.labels(rows, style.PANELS, held)
    banks = sorted(rows["banks"].unique().to_list(), reverse=True)
    codes = rows["code"].unique(maintain_order=True).to_list()
    drawn, panels = style.panels(1, len(programs))
    for axes, program in zip(panels[0], programs, strict=True):
        for index, count in enumerate(banks):
            for code in codes:
                line = rows.filter(label=program, banks=count, code=code).sort("latency")
                axes.plot(
                    line["latency"],
                    line["cycles"],
                    color=style.COLOURS[index % len(style.COLOURS)],
                    marker=style.MARKERS[index % len(style.MARKERS)],
                    linestyle=LINES.get(code, "-"),
                    label=f"{count} bank{'s' if count > 1 else ''}, {code}",
                )
        axes.set_title(program)
        axes.set_xlabel("latency (cycles of an access)")
        axes.set_xticks(sorted(rows["latency"].unique().to_list()))
        axes.set_ylim(bottom=0)
        style.counts(axes)
    panels[0][0].set_ylabel("cycles")
    style.legend(drawn, panels[0][0])
    style.words(drawn, TITLE, _seen(rows, programs), held)
    return drawn


def _seen(rows: pl.DataFrame, programs: list[str]) -> str:
    """How much the worst memory costs beside the best, for one code."""
    code = "quick" if "quick" in rows["code"] else rows["code"][0]
    chosen = rows.filter(code=code)
    banks, latencies = chosen["banks"].to_list(), chosen["latency"].to_list()
    least, most, slow, fast = min(banks), max(banks), max(latencies), min(latencies)
    times = []
    for program in programs:
        worst = chosen.filter(label=program, banks=least, latency=slow)["cycles"]
        best = chosen.filter(label=program, banks=most, latency=fast)["cycles"]
        if worst.len() == 1 and best.len() == 1:
            times.append(worst.item() / best.item())
    if not times or (least, slow) == (most, fast):
        return ""
    return (
        f"{least} bank{'s' if least != 1 else ''} at latency {slow}: "
        f"{choose.ratios(times)} times as many cycles as "
        f"{most} banks at latency {fast} ({code})"
    )
