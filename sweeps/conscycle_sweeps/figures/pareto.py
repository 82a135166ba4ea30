"""Cycles against memory: every machine as a point, and the front that no machine beats in both."""

from __future__ import annotations

import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from . import choose, style

TITLE = "Cycles against memory"


def front(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points that have no other with as little memory and as few cycles, by memory."""
    best: list[tuple[int, int]] = []
    for memory, cycles in sorted(set(points)):
        if not best or cycles < best[-1][1]:
            best.append((memory, cycles))
    return best


def figure(table: pl.DataFrame) -> Figure:
    """Draws it."""
    rows = choose.finished(table).with_columns(
        bits=pl.col("memory").cast(pl.UInt64) * pl.col("word").cast(pl.UInt64)
    )
    held = "all machines of the sweep that came to an end, side by side if of the same memory"
    programs, held = choose.labels(rows, style.PANELS, held)
    collectors = rows["who"].unique(maintain_order=True).to_list()
    sizes = sorted(rows["bits"].unique().to_list())
    drawn, panels = style.panels(1, len(programs))
    fronts = []
    for axes, program in zip(panels[0], programs, strict=True):
        here, aside = rows.filter(label=program), {}
        for index, who in enumerate(collectors):
            dots = here.filter(who=who)
            # Side by side, as many machines have the same memory.
            aside[who] = 2 ** (0.14 * (index - (len(collectors) - 1) / 2))
            axes.scatter(
                [bits * aside[who] for bits in dots["bits"]],
                dots["cycles"],
                s=13,
                alpha=0.75,
                linewidths=0,
                color=style.COLOURS[index % len(style.COLOURS)],
                marker=style.MARKERS[index % len(style.MARKERS)],
                label=who,
            )
        best = front(list(zip(here["bits"], here["cycles"], strict=True)))
        fronts.append(best)
        owners = {(row["bits"], row["cycles"]): row["who"] for row in here.iter_rows(named=True)}
        memory = [point[0] * aside[owners[point]] for point in best]
        cycles = [point[1] for point in best]
        axes.step(
            [*memory, sizes[-1] * 1.4],
            [*cycles, cycles[-1]],
            where="post",
            color=style.INK,
            linewidth=0.9,
        )
        axes.plot(
            memory,
            cycles,
            "o",
            color="none",
            markeredgecolor=style.INK,
            markersize=7,
            label="front",
        )
        axes.set_title(program)
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        axes.set_xticks(sizes, [_kilobytes(bits) for bits in sizes])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xlim(sizes[0] / 1.5, sizes[-1] * 1.5)
        axes.set_xlabel("memory (KiB)")
        style.decades(axes)
    panels[0][0].set_ylabel("cycles")
    style.legend(drawn, panels[0][0])
    style.words(drawn, TITLE, _seen(fronts), held)
    return drawn


def _kilobytes(bits: int) -> str:
    size = bits / 8 / 1024
    return f"{size:.0f}" if size >= 1 else f"{size:.2g}"


def _seen(fronts: list[list[tuple[int, int]]]) -> str:
    """What more memory is worth."""
    gains = [best[0][1] / best[-1][1] for best in fronts if len(best) > 1]
    if not gains:
        return "The smallest memory is as good as any"
    return f"From the smallest memory to the best: {choose.ratios(gains)} times fewer cycles"
