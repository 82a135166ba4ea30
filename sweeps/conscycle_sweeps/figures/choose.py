"""Which rows a figure shows, and how they are called."""

from __future__ import annotations

import polars as pl

from ..table import parameters

# How a parameter is told of in a note, where its name and value would not be clear.
_SAID = {
    "word": "{}-bit words",
    "memory": "{} words of memory",
    "banks": "{} banks",
    "latency": "latency {}",
    "code": "{} code",
    "collector": "{} collector",
    "barrier": "barrier {}",
}


class Nothing(Exception):
    """There is nothing to be shown, for this reason."""


def finished(table: pl.DataFrame) -> pl.DataFrame:
    """The runs that came to their end, each once.

    Raises:
        Nothing: There are none.
    """
    rows = once(table).filter(pl.col("end").is_in(["done", "exit"]))
    if rows.is_empty():
        raise Nothing("No run came to its end")
    return rows


def once(table: pl.DataFrame) -> pl.DataFrame:
    """Runs that stand in several parts of a sweep, once; with their labels."""
    variant = (
        pl.when(pl.col("variant") == "")
        .then("title")
        .otherwise(pl.concat_str(["title", "variant"], separator=" "))
    )
    collector = pl.concat_str(["collector", "barrier"], separator=", ", ignore_nulls=True)
    if "barrier" not in table.columns:
        collector = pl.col("collector")
    return table.unique("run", keep="first", maintain_order=True).with_columns(
        label=variant, who=collector
    )


def usual(table: pl.DataFrame, axes: list[str]) -> tuple[pl.DataFrame, str]:
    """The runs on machines that differ in a figure's axes only, and a note of what is the same.

    Of each other parameter that value is taken that most runs have; of several the first.
    """
    held = []
    for name in parameters(table):
        if name in axes:
            continue
        values = table[name].unique(maintain_order=True).to_list()
        if len(values) > 1:
            counts = [table.filter(pl.col(name).eq_missing(value)).height for value in values]
            value = values[counts.index(max(counts))]
            table = table.filter(pl.col(name).eq_missing(value))
        else:
            value = values[0]
        if value is not None and name in _SAID:
            shown = words(value) if name == "memory" else value
            held.append(_SAID[name].format(shown))
    return table, ", ".join(held)


def labels(table: pl.DataFrame, most: int, held: str) -> tuple[list[str], str]:
    """The programs in their order, so many at most, and the note: it says so if there are more."""
    found: list[str] = table["label"].unique(maintain_order=True).to_list()
    if len(found) > most:
        held = ", ".join(filter(None, [held, f"the first {most} of {len(found)} programs"]))
    return found[:most], held


def words(count: int) -> str:
    """A number of words, as `64K`."""
    for unit, size in (("M", 1 << 20), ("K", 1 << 10)):
        if count >= size and count % size == 0:
            return f"{count // size}{unit}"
    return str(count)


def ratios(values: list[float]) -> str:
    """A range of ratios in words: `2.1` or `2.1 to 3.4`."""
    low, high = f"{min(values):.1f}", f"{max(values):.1f}"
    return low if low == high else f"{low} to {high}"
