"""The records of jobs, merged into one: the same bytes whatever ran where, and when."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Record = dict[str, Any]

# What jobs count, summed over those that say it.
SUMS = ("programs", "unfinished", "cycles")


class RecordError(Exception):
    """A job's record that cannot be used, and why."""


def read(path: Path) -> Record:
    """The record of a job."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RecordError(f"{path}: no record of a job: {error}") from error
    missing = [name for name in ("kind", "first", "last", "programs", "counterexamples", "time")
               if name not in record]
    if missing:
        raise RecordError(f"{path}: a record without {', '.join(missing)}")
    return record


def merge(records: Iterable[Record]) -> Record:
    """One record of all: by kind, what was compared and what was found. Time is no part of it."""
    by_kind: dict[str, list[Record]] = {}
    for record in records:
        by_kind.setdefault(record["kind"], []).append(record)
    kinds = [merge_kind(kind, of_kind) for kind, of_kind in sorted(by_kind.items())]
    return {"equal": not any(kind["counterexamples"] for kind in kinds), "kinds": kinds}


def merge_kind(kind: str, records: Sequence[Record]) -> Record:
    """The record of a kind."""
    records = sorted(records, key=lambda record: record["first"])
    for before, after in zip(records, records[1:]):
        if before["last"] >= after["first"]:
            raise RecordError(f"{kind}: two jobs have compared seed {after['first']}: "
                              f"it would count twice")
    merged: Record = {"kind": kind, "jobs": len(records), "first": records[0]["first"],
                      "last": records[-1]["last"]}
    for name in SUMS:
        said = [record[name] for record in records if name in record]
        if said:
            merged[name] = sum(said)
    merged["counterexamples"] = [found for record in records for found in record["counterexamples"]]
    kept = ("first", "last", *SUMS)
    merged["ranges"] = [{name: record[name] for name in kept if name in record}
                        for record in records]
    return merged


def times(records: Iterable[Record]) -> Record:
    """Seconds of processor time, by kind: what differs from run to run."""
    by_kind: dict[str, list[float]] = {}
    for record in records:
        by_kind.setdefault(record["kind"], []).append(record["time"]["processor_seconds"])
    return {kind: {"jobs": len(seconds), "processor_seconds": round(sum(seconds), 2),
                   "shortest": min(seconds), "longest": max(seconds)}
            for kind, seconds in sorted(by_kind.items())}


def to_json(record: Record) -> str:
    """A record as the text of a file."""
    return json.dumps(record, indent=2) + "\n"


def to_markdown(record: Record) -> str:
    """A record as a table, and a list of what was found."""
    lines = ["| kind | jobs | seeds | programs | cycles | counterexamples |",
             "|---|---|---|---|---|---|"]
    for kind in record["kinds"]:
        cycles = f"{kind['cycles']:,}" if "cycles" in kind else ""
        lines.append(f"| {kind['kind']} | {kind['jobs']:,} | {kind['first']:,} to {kind['last']:,} "
                     f"| {kind['programs']:,} | {cycles} | {len(kind['counterexamples'])} |")
    found = list_counterexamples(record)
    return "\n".join(lines + ([""] + [f"- {line}" for line in found] if found else [])) + "\n"


def list_counterexamples(record: Record) -> list[str]:
    """A line for each counterexample."""
    return [f"{kind['kind']} {found['seed']}: {found['difference']}"
            + (f" ({found['file']})" if "file" in found else "")
            for kind in record["kinds"] for found in kind["counterexamples"]]
