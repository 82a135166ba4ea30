"""The report: one page with the figures, the programs' best machines, and what did not end."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import jinja2
import polars as pl

from . import table as tables
from .planned import Plan

# Rows of runs that did not come to an end; the table has all of them.
SHOWN = 100


def write(plan: Plan, table: pl.DataFrame, figures: Path) -> str:
    """The page as HTML. It asks nothing of any other place."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["count"] = lambda number: "" if number is None else f"{number:,}"
    environment.filters["percent"] = lambda share: f"{100 * share:.1f} %"
    once = table.unique("run", keep="first", maintain_order=True)
    unended = once.filter(~pl.col("end").is_in(["done", "exit"]))
    return environment.get_template("report.html.jinja").render(
        plan=plan,
        runs=once.height,
        fixed=_fixed(once),
        varied={name: _values(once, name) for name in _varied(once)},
        figures=[(name, _image(figures / f"{name}.svg")) for name in plan.figures],
        programs=_programs(once),
        unended=[_row(once, row) for row in unended.head(SHOWN).iter_rows(named=True)],
        unended_count=unended.height,
        columns=table.columns,
    )


def _programs(table: pl.DataFrame) -> list[dict[str, Any]]:
    """A line for each program: how its runs ended, and where the fastest and the slowest was."""
    lines = []
    for (title, variant), rows in table.group_by("title", "variant", maintain_order=True):
        ended = rows.filter(pl.col("end").is_in(["done", "exit"])).sort(
            "cycles", maintain_order=True
        )
        best = ended.row(0, named=True) if ended.height else None
        worst = ended.row(-1, named=True) if ended.height else None
        lines.append(
            {
                "name": " ".join(filter(None, [str(title), str(variant)])),
                "runs": rows.height,
                "ends": ", ".join(
                    f"{count} {end}"
                    for end, count in rows.group_by("end", maintain_order=True).len().iter_rows()
                ),
                "values": ended["value_sha256"].n_unique(),
                "value": best["value"] if best else None,
                "least": best["cycles"] if best else None,
                "best": _machine(table, best) if best else "",
                "most": worst["cycles"] if worst else None,
                "worst": _machine(table, worst) if worst else "",
            }
        )
    return lines


def _row(table: pl.DataFrame, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "machine": _machine(table, row)}


def _machine(table: pl.DataFrame, row: dict[str, Any]) -> str:
    """A machine by the parameters that vary in the sweep."""
    said = [(name, row[name]) for name in _varied(table) if row[name] is not None]
    return (
        " ".join(f"--{name.replace('_', '-')} {value}" for name, value in said) or "the one machine"
    )


def _varied(table: pl.DataFrame) -> list[str]:
    return [name for name in tables.parameters(table) if table[name].n_unique() > 1]


def _fixed(table: pl.DataFrame) -> dict[str, Any]:
    names = [name for name in tables.parameters(table) if table[name].n_unique() == 1]
    return {name: table[name][0] for name in names if table[name][0] is not None}


def _values(table: pl.DataFrame, name: str) -> str:
    values = table[name].unique(maintain_order=True).drop_nulls()
    if values.dtype.is_numeric():
        values = values.sort()
    return ", ".join(f"{value:,}" if values.dtype.is_numeric() else value for value in values)


def _image(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
