"""Rows and the table that is made of them; fronts; the documents' tables."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from test_configuration import run

from conscycle_sweeps import blocks, rows, table
from conscycle_sweeps import planned as plan
from conscycle_sweeps.errors import SweepError
from conscycle_sweeps.figures import choose, pareto

ACCOUNT = {
    "value": "x" * 1000,
    "console": "",
    "halt": "Done",
    "exit_code": 0,
    "cycles": 100,
    "calls": 8,
    "allocated_words": 60,
    "unit_cycles": {"Eval": 70, "Alu": 30},
    "collections": 3,
    "gc_cycles": 9,
    "gc": {
        "total": {
            "share": 0.09,
            "longest_pause": 7,
            "most_live_words": 5,
            "freed_words": 4,
            "promoted_words": 0,
            "minimum_mutator_utilisation": [{"window": 1000, "share": 0.5}],
        },
        "each": [{"begin": 0, "cycles": 3}, {"begin": 3, "cycles": 4}, {"begin": 9, "cycles": 2}],
        "left_out": 0,
    },
}


def test_collections_without_a_cycle_between_them_are_one_pause() -> None:
    assert rows.pauses_of(ACCOUNT["gc"]["each"]) == [7, 2]
    assert rows.pauses_of([]) == []


def test_percentiles_are_lengths_that_occur() -> None:
    assert rows.percentile([], 50) is None
    assert rows.percentile([5], 99) == 5
    lengths = list(range(100, 0, -1))
    assert (rows.percentile(lengths, 50), rows.percentile(lengths, 99)) == (50, 99)
    assert rows.percentile([1, 2, 3, 4], 50) == 2


def test_a_row_says_what_the_account_says() -> None:
    row = rows.row(ACCOUNT)
    assert (row["end"], row["cycles"], row["pause_p50"], row["pause_p99"]) == ("done", 100, 2, 7)
    assert (row["cycles_Eval"], row["cycles_Alu"], row["utilisation_1000"]) == (70, 30, 0.5)
    assert len(row["value"]) == rows.VALUE_KEPT and len(row["value_sha256"]) == 16
    left_out = {**ACCOUNT, "gc": {**ACCOUNT["gc"], "left_out": 1}}
    assert rows.row(left_out)["pause_p50"] is None
    trap = {"cause": "Overflow", "message": "overflow", "place": "p.lisp:1:2"}
    trapped = rows.row({**ACCOUNT, "halt": "Trap", "value": None, "exit_code": 1, "trap": trap})
    assert (trapped["end"], trapped["value"], trapped["trap"]) == ("trap", None, "Overflow")


def planned(runs: list[plan.Run]) -> plan.Plan:
    return plan.Plan("n", "n", "k", "v", "d", 1, 1.0, [], [], runs, {"b": [one.id for one in runs]})


def with_machine(id: str, **machine: str | int) -> plan.Run:
    return plan.Run(**{**run(id, 1.0).__dict__, "machine": machine})


def test_the_table_is_typed_and_in_the_order_of_the_plan(tmp_path: Path) -> None:
    made = planned([with_machine("b", word=16, barrier="protect"), with_machine("a", word=32)])
    lines = [{"id": "a", "row": rows.row(ACCOUNT)}]
    lines.append({"id": "b", "row": {**rows.row(ACCOUNT), "calls": 0, "cycles_Clink": 3}})
    path = tmp_path / "b.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = table.gather(made, [path])
    assert found["run"].to_list() == ["b", "a"]
    assert found["cycles_per_call"].to_list() == [None, 12.5]
    assert found["cycles_Clink"].to_list() == [3, 0], "a unit that did nothing took no cycle"
    assert found["barrier"].to_list() == ["protect", None]
    assert table.parameters(found) == ["word", "barrier"]
    assert found.schema["word"] == pl.UInt32 and found.schema["cycles"] == pl.UInt64
    table.write(found, tmp_path / "t.parquet", tmp_path / "t.csv")
    assert table.read(tmp_path / "t.parquet").equals(found)
    first = (tmp_path / "t.parquet").read_bytes()
    table.write(table.gather(made, [path]), tmp_path / "t.parquet", tmp_path / "t.csv")
    assert (tmp_path / "t.parquet").read_bytes() == first
    with pytest.raises(SweepError, match="1 runs are in no job's results"):
        table.gather(planned([with_machine("c", word=16)]), [path])


def test_a_front_has_what_nothing_beats_in_both() -> None:
    points = [(4, 10), (1, 30), (2, 40), (2, 20), (8, 10), (1, 35)]
    assert pareto.front(points) == [(1, 30), (2, 20), (4, 10)]
    assert pareto.front([(1, 1)]) == [(1, 1)]


def test_a_figure_holds_other_parameters_at_what_most_runs_have() -> None:
    rows = pl.DataFrame(
        {
            "dialect": ["core"] * 4,
            "word": [16, 32, 32, 32],
            "banks": [4, 4, 2, 2],
            "latency": [1, 1, 1, 2],
            "end": ["done"] * 4,
        }
    )
    chosen, held = choose.usual(rows, ["banks"])
    assert (chosen["banks"].to_list(), held) == ([4, 2], "32-bit words, latency 1")


def test_a_page_gets_its_table() -> None:
    page = "a\n<!-- cycles:begin -->\nold\n<!-- cycles:end -->\nb\n"
    assert blocks.replaced(page, "cycles", "new\n") == page.replace("old", "new")
    with pytest.raises(SweepError, match="no place for the table code"):
        blocks.replaced(page, "code", "new\n")


def test_pages_are_compared_and_written(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "performance.md"
    page.write_text("<!-- cycles:begin -->\nold\n<!-- cycles:end -->\n", encoding="utf-8")
    folder = tmp_path / "blocks"
    folder.mkdir()
    with pytest.raises(SweepError, match="there are no tables here"):
        blocks.pages(folder, tmp_path, is_written=False)
    (folder / "cycles.md").write_text("new\n", encoding="utf-8")
    with pytest.raises(
        SweepError, match=r"docs/performance\.md:2: the table is not what"
    ) as caught:
        blocks.pages(folder, tmp_path, is_written=False)
    assert caught.value.code == 4
    assert blocks.pages(folder, tmp_path, is_written=True) == ["docs/performance.md"]
    assert blocks.pages(folder, tmp_path, is_written=False) == []
