"""The tables of cycles in `README.md` and `docs/`, made of the sweep in `config/tables.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from .errors import DIFFERENT, SweepError, unwritable

# The page in which each table stands, between `<!-- NAME:begin -->` and `<!-- NAME:end -->`.
PAGES = {
    "summary": "README.md",
    "cycles": "docs/performance.md",
    "code": "docs/performance.md",
    "numbers": "docs/performance.md",
    "collections": "docs/performance.md",
    "workloads": "docs/performance.md",
}

# So many loops are in the README.
SUMMARISED = 5

# Where columns of cycles have their machines: both codes with each namespace.
CODES = [("lisp2", "lists"), ("lisp2", "quick"), ("lisp1", "lists"), ("lisp1", "quick")]

Line = list[str]


def make(table: pl.DataFrame, name: str) -> str:
    """A table in Markdown."""
    wrong = table.filter(pl.col("end") != "done")
    if not wrong.is_empty():
        first = wrong.row(0, named=True)
        raise SweepError(
            f"a program of the tables has not ended: {first['program']}: {first['end']}"
        )
    return _MAKERS[name](table)


def _markdown(head: Line, lines: list[Line]) -> str:
    rule = ["---"] * len(head)
    rows = [" | ".join(line) for line in [head, *lines]]
    rows.insert(1, "|".join(rule))
    first, second, *rest = rows
    text = [f"| {first} |".replace("|  |", "| |"), f"|{second}|", *(f"| {row} |" for row in rest)]
    return "".join(line + "\n" for line in text)


def cycles(table: pl.DataFrame) -> str:
    """What calls take, by banks and code."""
    rows = table.filter(pl.col("sweep") == "cycles").iter_rows(named=True)
    return _markdown(
        ["program", "calls", "banks", "code", "cycles", "cycles per call"],
        [
            [
                row["title"],
                f"{row['calls']:,}",
                str(row["banks"]),
                row["code"],
                f"{row['cycles']:,}",
                f"{row['cycles_per_call']:.1f}",
            ]
            for row in rows
        ],
    )


def _turns(table: pl.DataFrame) -> list[Line]:
    """What a turn more costs in each loop, with each code and namespace."""
    loops = table.filter(pl.col("sweep") == "code")
    lines = []
    for title in loops["title"].unique(maintain_order=True):
        line = [title]
        for namespace, code in CODES:
            taken = loops.filter(title=title, namespace=namespace, code=code)["cycles"]
            few, many = taken.to_list()
            line.append(f"{(many - few) / 1000:.1f}")
        lines.append(line)
    return lines


def code(table: pl.DataFrame) -> str:
    """What a turn more costs, with both codes and namespaces."""
    return _markdown(["", "lists", "quick", "lists, lisp1", "quick, lisp1"], _turns(table))


def numbers(table: pl.DataFrame) -> str:
    """What an operation costs beside a constant, of ten turns more."""
    taken = table.filter(pl.col("sweep") == "numbers")

    def cost(title: str, word: int) -> int:
        few, many = taken.filter(title=title, word=word)["cycles"].to_list()
        return (int(many) - int(few)) // 10

    titles = taken["title"].unique(maintain_order=True).to_list()
    lines = [
        [title, *(f"{max(cost(title, word) - cost('nothing', word), 0):,}" for word in (64, 32))]
        for title in titles
        if title != "nothing"
    ]
    return _markdown(["", "64-bit words", "32-bit words"], lines)


def collections(table: pl.DataFrame) -> str:
    """What collections cost in `examples/churn.lisp`, by collector and banks."""
    rows = table.filter(pl.col("sweep") == "collections").iter_rows(named=True)
    head = ["collector", "banks", "cycles", "collections", "share of cycles", "longest pause"]
    return _markdown(
        [*head, "most live words", "utilisation of 100,000 cycles"],
        [
            [
                row["collector"],
                str(row["banks"]),
                f"{row['cycles']:,}",
                str(row["collections"]),
                f"{100 * row['gc_share']:.1f} %",
                f"{row['longest_pause']:,}",
                f"{row['most_live_words']:,}",
                f"{row['utilisation_100000']:.2f}",
            ]
            for row in rows
        ],
    )


def workloads(table: pl.DataFrame) -> str:
    """What collections cost in each workload, by collector and barrier."""
    rows = table.filter(pl.col("sweep") == "workloads").iter_rows(named=True)
    head = ["workload", "collector", "cycles", "collections", "share of cycles", "longest pause"]
    return _markdown(
        head,
        [
            [
                row["title"],
                ", ".join(filter(None, [row["collector"], row["barrier"]])),
                f"{row['cycles']:,}",
                str(row["collections"]),
                f"{100 * row['gc_share']:.1f} %",
                f"{row['longest_pause']:,}",
            ]
            for row in rows
        ],
    )


def summary(table: pl.DataFrame) -> str:
    """Some rows of the others: both codes at four banks."""
    calls = table.filter(sweep="cycles", banks=4)
    lines = []
    for program in calls["program"].unique(maintain_order=True):
        taken = [
            calls.filter(program=program, code=code)["cycles_per_call"].item()
            for code in ("lists", "quick")
        ]
        lines.append([f"call of `{program}`", *(f"{cycles:.1f}" for cycles in taken)])
    lines += [line[:3] for line in _turns(table)[:SUMMARISED]]
    return _markdown(["", "`lists`", "`quick`"], lines)


_MAKERS: dict[str, Callable[[pl.DataFrame], str]] = {
    "cycles": cycles,
    "code": code,
    "numbers": numbers,
    "collections": collections,
    "workloads": workloads,
    "summary": summary,
}


def replaced(page: str, name: str, block: str) -> str:
    """A page with another table in its place."""
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SweepError(f"a page has no place for the table {name}: {begin.strip()} and {end}")
    return f"{before}{begin}{block}{end}{after}"


def pages(folder: Path, root: Path, *, is_written: bool) -> list[str]:
    """Compares the tables of a folder with those in the pages, or writes them there.

    The answer is the pages that have changed.
    """
    texts: dict[str, str] = {}
    for name, page in PAGES.items():
        path = folder / f"{name}.md"
        if path.exists():
            before = texts.get(page) or (root / page).read_text(encoding="utf-8")
            texts[page] = replaced(before, name, path.read_text(encoding="utf-8"))
    if not texts:
        raise SweepError(
            f"{folder}: there are no tables here: run the sweep config/tables.yaml first"
        )
    changed = []
    for page, text in texts.items():
        old = (root / page).read_text(encoding="utf-8")
        if text == old:
            continue
        if not is_written:
            lines = zip(old.splitlines(), text.splitlines(), strict=False)
            at, (was, now) = next(
                (n, pair) for n, pair in enumerate(lines, 1) if pair[0] != pair[1]
            )
            raise SweepError(
                f"{page}:{at}: the table is not what the machine takes: there is\n  {was}\n"
                f"instead of\n  {now}\n`cargo xtask bless sweeps` writes it again",
                DIFFERENT,
            )
        try:
            (root / page).write_text(text, encoding="utf-8")
        except OSError as error:
            raise unwritable(error) from error
        changed.append(page)
    return changed
