"""Traces are the command line's, and other libraries take them without a copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import conscycle
import numpy
import pandas
import polars
import pyarrow
import pytest
from conftest import EXAMPLES, ROOT, Command, flags


def recorded(
    command: Command, file: Path, program: str, options: dict[str, Any], *words: str
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """The header of a trace of the command line's, and its columns."""
    path = EXAMPLES / program
    done = command("run", path, "--quiet", "--trace", file, *words, *flags(options))
    assert done.returncode in (0, 1), done.stderr
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    names = {signal["name"]: signal.get("names") for signal in lines[0]["signals"]}
    columns: dict[str, list[Any]] = {name: [] for name in ["cycle", *names]}
    now: dict[str, Any] = {}
    for line in (line for line in lines if "changed" in line):
        now.update(line["changed"])
        columns["cycle"].append(line["cycle"])
        for name, of_value in names.items():
            columns[name].append(of_value[now[name]] if of_value else now[name])
    return lines[0], columns


def listed(table: conscycle.Table) -> dict[str, list[Any]]:
    return {name: table[name].to_list() for name in table.column_names}


@pytest.fixture(scope="module")
def machine() -> conscycle.Machine:
    machine = conscycle.Machine.open(EXAMPLES / "fib.lisp", word=32, banks=2)
    machine.run()
    return machine


@pytest.mark.parametrize(
    ("program", "options", "scope", "when", "until", "last"),
    [
        ("trap.lisp", {}, [], None, None, None),
        ("fib.lisp", {"word": 64}, ["eval", "memory.*"], None, None, None),
        ("fib.lisp", {"word": 32}, ["lisp", "eval.expr", "text"], None, None, None),
        ("fib.lisp", {}, ["apply.x", "text", "lisp.call"], "fn=fib", "cycle > 3000", None),
        ("churn.lisp", {"memory": "32K"}, ["arbiter", "sweeper"], "collections=1", None, 999),
        ("trap.lisp", {}, ["!eval", "!memory"], "100", "200", None),
    ],
)
def test_a_trace_is_the_command_line_s(
    command: Command,
    tmp_path: Path,
    program: str,
    options: dict[str, Any],
    scope: list[str],
    when: str | None,
    until: str | None,
    last: int | None,
) -> None:
    words = ["--scope", ",".join(scope)] if scope else []
    words += ["--trace-when", when] if when else []
    words += ["--trace-until", until] if until else []
    words += ["--last", str(last)] if last else []
    header, columns = recorded(command, tmp_path / "trace", program, options, *words)
    machine = conscycle.Machine.open(EXAMPLES / program, **options)
    end = machine.run()
    before = machine.registers
    table = machine.trace(scope or None, when, until, last=last)
    assert table.column_names == list(columns)
    assert len(table) == table.num_rows == len(columns["cycle"]) > 90
    for name, expected in columns.items():
        assert table[name].to_list() == expected, name
    assert machine.cycle == end.cycle and machine.registers == before
    fields = {field.name: field for field in pyarrow.schema(table)}
    for signal in header["signals"]:
        field, names = fields[signal["name"]], signal.get("names")
        if names or signal["width"] == 0:
            assert pyarrow.types.is_dictionary(field.type)
        elif field.metadata[b"kind"] == b"word":
            assert field.type == pyarrow.uint64()
        else:
            assert field.type.bit_width == max(8, 1 << (signal["width"] - 1).bit_length())
        assert field.metadata[b"bits"] == str(signal["width"]).encode()


def test_a_window_has_the_first_or_the_last_cycles(machine: conscycle.Machine) -> None:
    def cycles(**window: Any) -> list[int]:
        found: list[int] = machine.trace("arbiter.state", **window)["cycle"].to_list()
        return found

    assert cycles(first=3) == [0, 1, 2]
    assert cycles(when=500, first=2) == [500, 501]
    assert cycles(last=2) == [machine.cycle - 2, machine.cycle - 1]
    assert cycles(until=10, last=2) == [8, 9]
    assert cycles(until="cycle=5") == [0, 1, 2, 3, 4]
    assert cycles(when="cycle=9", first=1) == [9]
    assert cycles(when="cycle < 0") == []
    assert cycles(when=7, until=7) == [] and cycles(first=0) == []
    assert len(cycles()) == machine.cycle


def test_a_row_takes_as_many_bytes_as_its_values() -> None:
    machine = conscycle.Machine.open(EXAMPLES / "fib.lisp")
    machine.run()
    sizes = [machine.trace(first=rows).nbytes for rows in (1_000, 2_000)]
    # The names in the columns are the same for all rows.
    each = (sizes[1] - sizes[0]) / 1_000
    assert f"takes {each:.0f} bytes at 16 bits" in (ROOT / "docs" / "python.md").read_text()


def test_a_trace_after_going_back_ends_where_the_machine_is() -> None:
    machine = conscycle.Machine.open(EXAMPLES / "fib.lisp")
    machine.run(until=2_000)
    whole = listed(machine.trace(["eval", "lisp.call"]))
    machine.go_to(300)
    assert listed(machine.trace(["eval", "lisp.call"])) == {k: v[:300] for k, v in whole.items()}
    assert listed(machine.trace(["eval", "lisp.call"], until=2_000)) == whole
    with pytest.raises(conscycle.ConditionError, match="cycle 2001 has not been"):
        machine.trace(until=2_001)


def test_what_cannot_be_traced_is_told(machine: conscycle.Machine) -> None:
    with pytest.raises(conscycle.ConditionError, match="no unit and no signal"):
        machine.trace("evil")
    with pytest.raises(conscycle.ConditionError, match="condition|cycle"):
        machine.trace(when="cycle = ")
    with pytest.raises(conscycle.Error, match="more than 1000 bytes, .* raise limit"):
        machine.trace(limit=1000)
    with pytest.raises(conscycle.ConditionError, match="last is 1 or more"):
        machine.trace(last=0)
    with pytest.raises(conscycle.ConditionError, match="`limit` is much"):
        machine.trace(limit="much")
    with pytest.raises(KeyError, match="no column eval.x, but cycle, arbiter.state"):
        machine.trace("arbiter.state")["eval.x"]


def address(column: conscycle.Column) -> int:
    place: int = column.__array_interface__["data"][0]
    return place


def test_pyarrow_takes_a_table_without_a_copy(machine: conscycle.Machine) -> None:
    table = machine.trace(["arbiter.state", "eval.expr", "memory", "lisp.call"])
    taken = pyarrow.table(table)
    assert taken.num_rows == machine.cycle and taken.column_names == table.column_names
    for name in table.column_names:
        chunk = taken[name].chunk(0)
        indices = chunk.indices if isinstance(chunk, pyarrow.DictionaryArray) else chunk
        assert indices.buffers()[1].address == address(table[name]), name
        assert pyarrow.array(table[name]).equals(chunk)
        assert chunk.to_pylist() == table[name].to_list()
    batch = pyarrow.record_batch(table)
    assert batch.column(0).buffers()[1].address == address(table["cycle"])
    assert batch.schema.equals(taken.schema) and pyarrow.schema(table).equals(taken.schema)
    reader = pyarrow.RecordBatchReader.from_stream(table)
    assert reader.read_all().equals(taken)


def test_numpy_takes_a_column_without_a_copy(machine: conscycle.Machine) -> None:
    column = machine.trace(["arbiter.state", "eval.expr"], first=1_000)["eval.expr"]
    array = numpy.asarray(column)
    assert (array.dtype, array.shape, column.dtype) == (numpy.uint64, (1_000,), "uint64")
    assert array.ctypes.data == address(column) and not array.flags.writeable
    values = column.to_list()
    del column
    # The array holds what it looks at.
    assert array.tolist() == values
    state = machine.trace("arbiter.state", first=1_000)["arbiter.state"]
    names = state.categories
    assert names is not None
    places = numpy.asarray(state)
    assert [names[place] for place in places] == state.to_list()
    counts = dict(zip(*numpy.unique(numpy.array(names)[places], return_counts=True), strict=True))
    first = machine.go_to(1_000)
    by_state = {row["name"]: row["cycles"] for row in machine.profile()["states"]}
    machine.run()
    assert first.reason == "goal" and counts == by_state


def test_polars_takes_a_table_without_a_copy(machine: conscycle.Machine) -> None:
    table = machine.trace(["arbiter.state", "memory", "alu"])
    frame = polars.DataFrame(table)
    assert frame.columns == table.column_names and frame.height == machine.cycle
    for name in table.column_names:
        if table[name].categories is None:
            taken = frame[name].to_numpy(allow_copy=False)
            assert taken.ctypes.data == address(table[name]), name
        assert frame[name].to_list() == table[name].to_list()
    counts = frame["arbiter.state"].value_counts().sort("count", descending=True)
    most = machine.profile()["states"][0]
    assert (counts[0, 0], counts[0, 1]) == (most["name"], most["cycles"])


def test_pandas_takes_a_table_without_a_copy(machine: conscycle.Machine) -> None:
    table = machine.trace(["arbiter.state", "memory.free", "apply.x"])
    taken = pyarrow.table(table)
    frame = taken.to_pandas(split_blocks=True)
    assert list(frame.columns) == table.column_names
    for name in ("cycle", "memory.free", "apply.x"):
        assert frame[name].to_numpy().ctypes.data == address(table[name]), name
    assert frame["arbiter.state"].dtype == "category"
    assert frame["arbiter.state"].tolist() == table["arbiter.state"].to_list()
    direct = pandas.DataFrame.from_arrow(table)
    pandas.testing.assert_frame_equal(direct, taken.to_pandas())
    kept = taken.to_pandas(types_mapper=pandas.ArrowDtype)
    for name in table.column_names:
        chunk = kept[name].array.__arrow_array__().chunk(0)
        numbers = chunk.indices if isinstance(chunk, pyarrow.DictionaryArray) else chunk
        assert numbers.buffers()[1].address == address(table[name]), name


def test_a_heap_is_a_table(machine: conscycle.Machine) -> None:
    frame = polars.DataFrame(machine.heap.table(values=True))
    assert frame.columns == ["address", "words", "type", "value"]
    by_type = machine.heap.by_type()
    sums = frame.group_by("type").agg(polars.col("words").sum(), polars.len())
    assert {row[0]: conscycle.Amount(row[2], row[1]) for row in sums.rows()} == by_type
