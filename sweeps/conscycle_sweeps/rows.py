"""A run's row: what stays of the account that the simulator prints."""

from __future__ import annotations

import hashlib
from typing import Any

# How runs end, by what the simulator calls it.
ENDS = {"Done": "done", "Exit": "exit", "Trap": "trap", "Limit": "limit"}

# Characters of a value that are kept; its hash is that of all of it.
VALUE_KEPT = 100

Row = dict[str, Any]


def row(account: dict[str, Any]) -> Row:
    """The row of an account. Cycles and words are counts; shares are 0 to 1."""
    value, total, trap = account["value"], account["gc"]["total"], account.get("trap")
    pauses = pauses_of(account["gc"]["each"])
    is_all = account["gc"]["left_out"] == 0
    made: Row = {
        "end": ENDS[account["halt"]],
        "exit_code": account["exit_code"],
        "value": None if value is None else value[:VALUE_KEPT],
        "value_sha256": None if value is None else _digest(value),
        "console_sha256": _digest(account["console"]),
        "trap": trap["cause"] if trap else None,
        "trap_message": trap["message"] if trap else None,
        "trap_place": trap.get("place") if trap else None,
        "cycles": account["cycles"],
        "calls": account["calls"],
        "allocated_words": account["allocated_words"],
        "collections": account["collections"],
        "gc_cycles": account["gc_cycles"],
        "gc_share": total["share"],
        "longest_pause": total["longest_pause"],
        # Beyond so many pauses the simulator keeps only their histogram.
        "pause_p50": percentile(pauses, 50) if is_all else None,
        "pause_p99": percentile(pauses, 99) if is_all else None,
        "most_live_words": total["most_live_words"],
        "freed_words": total["freed_words"],
        "promoted_words": total["promoted_words"],
    }
    for window in total["minimum_mutator_utilisation"]:
        made[f"utilisation_{window['window']}"] = window["share"]
    for unit, cycles in account["unit_cycles"].items():
        made[f"cycles_{unit}"] = cycles
    return made


def pauses_of(collections: list[dict[str, Any]]) -> list[int]:
    """The lengths of pauses, in cycles: collections without a cycle between them are one."""
    lengths: list[int] = []
    end: int | None = None
    for collection in collections:
        begin, cycles = collection["begin"], collection["cycles"]
        if begin == end:
            lengths[-1] += cycles
        else:
            lengths.append(cycles)
        end = begin + cycles
    return lengths


def percentile(lengths: list[int], percent: int) -> int | None:
    """The least length that so many percent do not exceed; none of no lengths."""
    if not lengths:
        return None
    rank = -(-len(lengths) * percent // 100)
    return sorted(lengths)[max(rank, 1) - 1]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
