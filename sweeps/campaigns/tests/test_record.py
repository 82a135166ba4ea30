"""Records of jobs that become one."""

import json
from pathlib import Path

import pytest

from conscycle_campaigns import record


def job(first: int, last: int, seconds: float = 1.0, kind: str = "codes", **more) -> record.Record:
    return {"kind": kind, "first": first, "last": last, "programs": last - first + 1,
            "counterexamples": [], "time": {"processor_seconds": seconds}, **more}


def test_neither_order_nor_time_is_seen_in_the_record() -> None:
    jobs = [job(1, 10, cycles=100, unfinished=1), job(11, 20, cycles=50, unfinished=0),
            job(1, 5, kind="numbers", cycles=7)]
    again = [job(1, 5, 9.0, kind="numbers", cycles=7), job(11, 20, 3.0, cycles=50, unfinished=0),
             job(1, 10, 2.0, cycles=100, unfinished=1)]
    merged = record.merge(jobs)
    assert record.to_json(merged) == record.to_json(record.merge(again))
    codes, numbers = merged["kinds"]
    assert (codes["kind"], codes["jobs"], codes["first"], codes["last"]) == ("codes", 2, 1, 20)
    assert (codes["programs"], codes["unfinished"], codes["cycles"]) == (20, 1, 150)
    assert numbers["cycles"] == 7 and "unfinished" not in numbers and merged["equal"]
    assert record.times(again)["codes"] == {
        "jobs": 2, "processor_seconds": 5.0, "shortest": 2.0, "longest": 3.0}


def test_what_was_found_is_listed() -> None:
    found = {"seed": 7, "file": "codes-7.lisp", "difference": "lists: => 1; quick: => 2"}
    merged = record.merge([job(1, 7, cycles=5, counterexamples=[found]),
                           job(11, 20, cycles=1234567)])
    assert not merged["equal"]
    assert record.list_counterexamples(merged) == [
        "codes 7: lists: => 1; quick: => 2 (codes-7.lisp)"]
    assert record.to_markdown(merged) == (
        "| kind | jobs | seeds | programs | cycles | counterexamples |\n|---|---|---|---|---|---|\n"
        "| codes | 2 | 1 to 20 | 17 | 1,234,572 | 1 |\n\n"
        "- codes 7: lists: => 1; quick: => 2 (codes-7.lisp)\n")


def test_a_seed_does_not_count_twice() -> None:
    with pytest.raises(record.RecordError, match="codes: two jobs have compared seed 10"):
        record.merge([job(1, 10), job(10, 20)])


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codes-1.json"
    for text, expected in [("{", "no record of a job"), ("{}", "a record without kind, first"),
                           (json.dumps({"kind": "codes"}), "without first, last")]:
        path.write_text(text)
        with pytest.raises(record.RecordError, match=expected):
            record.read(path)
