"""The one table of a sweep, as Parquet and as CSV: the same bytes whoever ran what when."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from .errors import SweepError, unwritable
from .planned import Plan
from .rows import Row

# Columns that every table has, in their order. Those of machines stand before `end`, those of units
# at the end.
HEAD = {
    "sweep": pl.String,
    "program": pl.String,
    "title": pl.String,
    "variant": pl.String,
    "dialect": pl.String,
}
TAIL = {
    "end": pl.String,
    "exit_code": pl.UInt8,
    "value": pl.String,
    "value_sha256": pl.String,
    "console_sha256": pl.String,
    "trap": pl.String,
    "trap_message": pl.String,
    "trap_place": pl.String,
    "cycles": pl.UInt64,
    "calls": pl.UInt64,
    "cycles_per_call": pl.Float64,
    "allocated_words": pl.UInt64,
    "collections": pl.UInt64,
    "gc_cycles": pl.UInt64,
    "gc_share": pl.Float64,
    "longest_pause": pl.UInt64,
    "pause_p50": pl.UInt64,
    "pause_p99": pl.UInt64,
    "most_live_words": pl.UInt64,
    "freed_words": pl.UInt64,
    "promoted_words": pl.UInt64,
}


def gather(plan: Plan, batches: list[Path]) -> pl.DataFrame:
    """The rows of all jobs, in the order of the plan."""
    rows: dict[str, Row] = {}
    for path in batches:
        for line in path.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            rows[said["id"]] = said["row"]
    missing = [run.id for run in plan.runs if run.id not in rows]
    if missing:
        raise SweepError(f"{len(missing)} runs are in no job's results: run the sweep again")
    parameters = list(dict.fromkeys(name for run in plan.runs for name in run.machine))
    texts = {
        name for name in parameters for run in plan.runs if isinstance(run.machine.get(name), str)
    }
    others = sorted({name for row in rows.values() for name in row} - set(TAIL))
    types: dict[str, type[pl.DataType]] = {
        **HEAD,
        **{name: pl.String if name in texts else pl.UInt32 for name in parameters},
        **TAIL,
        **{name: pl.UInt64 if name.startswith("cycles_") else pl.Float64 for name in others},
        "run": pl.String,
    }
    made = []
    for run in plan.runs:
        row = rows[run.id]
        machine = {
            name: str(value) if name in texts and value is not None else value
            for name, value in run.machine.items()
        }
        calls = row["calls"]
        made.append(
            {
                "sweep": run.sweep,
                "program": run.program,
                "title": run.title,
                "variant": run.variant,
                "dialect": run.dialect,
                **machine,
                **{name: row.get(name, 0) for name in others},
                **row,
                "cycles_per_call": row["cycles"] / calls if calls else None,
                "run": run.id,
            }
        )
    return pl.DataFrame(made, schema=types, orient="row")


def write(table: pl.DataFrame, parquet: Path, csv: Path) -> None:
    """Writes the table in both forms."""
    try:
        table.write_parquet(parquet, compression="zstd", compression_level=3, statistics=True)
        table.write_csv(csv)
    except OSError as error:
        raise unwritable(error) from error


def read(path: Path) -> pl.DataFrame:
    """Reads the table again."""
    return pl.read_parquet(path)


def parameters(table: pl.DataFrame) -> list[str]:
    """The columns that are the machine's parameters."""
    names = table.columns
    return names[names.index("dialect") + 1 : names.index("end")]
