"""The whole workflow on a small sweep: the same bytes by any way, and what it tells of failures."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from conftest import NO_FIGURES, SMALL, command, environment, results_of, sweep

from conscycle_sweeps import figures
from conscycle_sweeps.figures import banks, choose, collections, pareto, programs

# Runs of the small sweep.
RUNS = 16


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the small sweep, one job at a time."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "sweep.yaml"
    path.write_text(SMALL, encoding="utf-8")
    ended = sweep(path, folder / "results", "--cores", "1")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{RUNS} runs in" in ended.stdout
    ends = "6 of 16 runs did not come to their end: 2 ended by a limit, 4 ended by a trap."
    assert ends in ended.stdout
    return folder / "results"


def test_every_run_is_a_row_however_it_ended(done: Path) -> None:
    table = pl.read_parquet(done / "table.parquet")
    assert table.height == RUNS
    ends = {(row["program"], row["collector"]): row["end"] for row in table.iter_rows(named=True)}
    assert ends == {
        ("count", "copying"): "done",
        ("count", "none"): "done",
        ("churn", "copying"): "done",
        ("churn", "none"): "trap",
        ("endless", "copying"): "limit",
        ("endless", "none"): "trap",
    }
    traps = table.filter(end="trap")
    assert traps["trap"].unique().to_list() == ["OutOfMemory"]
    assert traps["value"].null_count() == traps.height
    limits = table.filter(end="limit")
    assert limits["cycles"].unique().to_list() == [200_000]
    assert limits["exit_code"].unique().to_list() == [3]
    sums = table.filter(program="count", banks=4, collector="none").select("variant", "value")
    assert sums.rows() == [("N=100", "5050"), ("N=150", "11325")]
    assert (
        table["cycles"] == table.select(pl.sum_horizontal("^cycles_[A-Z].*$")).to_series()
    ).all()
    assert pl.read_csv(done / "table.csv").height == RUNS
    report = (done / "report.html").read_text(encoding="utf-8")
    assert "out of memory" in report and "--collector none" in report and "limit" in report


def test_a_figure_says_so_when_it_has_nothing_to_show(done: Path, tmp_path: Path) -> None:
    table = pl.read_parquet(done / "table.parquet")
    traps, free = table.filter(end="trap"), table.filter(collector="none")
    for maker in (banks, pareto, programs):
        with pytest.raises(choose.Nothing, match="No run came to its end"):
            maker.figure(traps)
    with pytest.raises(choose.Nothing, match="No machine of this sweep has a collector"):
        collections.figure(free)
    for rows in (traps, free, table.filter(end="limit")):
        figures.draw(rows, list(figures.MAKERS), tmp_path)
    names = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert names == sorted(f"{name}.svg" for name in figures.MAKERS)


def test_more_cores_make_the_same_bytes(done: Path, configured: Callable[..., Path]) -> None:
    path = configured()
    # Jobs have another working folder than who has named the simulator.
    near = Path(os.path.relpath(os.environ["CONSCYCLE"]))
    ended = sweep(path, path.parent / "results", "--cores", "2", conscycle=near)
    assert ended.returncode == 0, ended.stderr
    assert results_of(path.parent / "results") == results_of(done)
    again = sweep(path, path.parent / "results")
    assert again.returncode == 0 and "Everything was there." in again.stdout


def fake(folder: Path, text: str, conscycle: Path) -> Path:
    """A simulator that does something else before the real one goes on; it counts its runs."""
    path = folder / "conscycle"
    path.write_text(
        f'#!/bin/sh\ncase "$*" in *"--max-cycles 1 "*|--version) ;; *)\n'
        f'echo run >>"{folder}/asked"\n{text}\n;; esac\nexec "{conscycle}" "$@"\n',
        encoding="utf-8",
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def asked(folder: Path) -> int:
    path = folder / "asked"
    return path.read_text(encoding="utf-8").count("run") if path.exists() else 0


def test_what_was_interrupted_goes_on_where_it_was(
    done: Path, configured: Callable[..., Path], conscycle: Path
) -> None:
    path = configured(**NO_FIGURES)
    slow = fake(path.parent, "sleep 0.1", conscycle)
    results = path.parent / "results"
    process = subprocess.Popen(
        command(path, results, "--cores", "2"),
        env=environment(slow),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    kept = results / "runs"
    end = time.monotonic() + 300
    while sum(1 for _ in kept.glob("*/*.json")) < 3:
        assert time.monotonic() < end and process.poll() is None, "some runs are done first"
        time.sleep(0.02)
    # As when a computer goes down: nobody can tidy up.
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before, first = sum(1 for _ in kept.glob("*/*.json")), asked(path.parent)
    assert 3 <= before < RUNS
    ended = sweep(path, results, "--cores", "2", conscycle=slow)
    assert ended.returncode == 0, ended.stderr
    assert asked(path.parent) - first == RUNS - before, "what was kept is not run again"
    table = pl.read_parquet(results / "table.parquet")
    assert table.equals(pl.read_parquet(done / "table.parquet"))
    assert (results / "table.parquet").read_bytes() == (done / "table.parquet").read_bytes()


def test_a_simulator_that_crashes_is_a_failed_job_with_its_machine_and_log(
    configured: Callable[..., Path], conscycle: Path
) -> None:
    path = configured(**NO_FIGURES)
    is_meant = "grep -q '\"banks\": 1' machine.json && grep -q churn *.lisp"
    crash = f"if {is_meant}; then echo oh >&2; kill -SEGV $$; fi"
    broken = fake(path.parent, crash, conscycle)
    results = path.parent / "results"
    ended = sweep(path, results, conscycle=broken)
    assert ended.returncode == 1, ended.stdout
    told = ended.stderr
    assert "Traceback" not in told
    assert told.count("failed: churn on ") == 2
    assert "banks=1" in told and "ended by SIGSEGV, oh" in told and "2 of 16 runs failed" in told
    log = next(line.split(": ", 1)[1] for line in told.splitlines() if line.startswith("  log: "))
    text = Path(log).read_text(encoding="utf-8")
    assert (
        "reason: the simulator has no account of it: ended by SIGSEGV" in text
        and "again: cd " in text
    )
    assert sum(1 for _ in results.glob("runs/*/*.json")) == RUNS - 2, "the others were done"
    again = next(
        line.split(": ", 1)[1] for line in told.splitlines() if line.startswith("  again: ")
    )
    repeated = subprocess.run(
        again,
        shell=True,
        env={**os.environ, "PATH": f"{path.parent}:{os.environ['PATH']}"},
        check=False,
        capture_output=True,
    )
    assert repeated.returncode != 0, "the command that is told fails as the run did"


def test_a_value_that_is_not_expected_is_a_failed_run(configured: Callable[..., Path]) -> None:
    path = configured(**NO_FIGURES, **{'expect: "7"': 'expect: "8"'})
    ended = sweep(path, path.parent / "results")
    assert ended.returncode == 1
    assert "its value is 7, and 8 is expected" in ended.stderr


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        (
            "banks: [4, 1]",
            "banks: [4, 3]",
            2,
            "21:26: sweeps.all.machines.grid.banks[2]: `banks` is 3: it is one of 1, 2, 4",
        ),
        ("banks: [4, 1]", "bank: [4, 1]", 2, "there is no option `bank`: did you mean `banks`?"),
        ("memory: 32K", "memory: 1K", 2, "programs.count"),
        (
            "collector: none",
            "barrier: protect",
            2,
            "--barrier protect is the generational collector's",
        ),
        (
            "text: (define (turn) (turn)) (turn)",
            "text: (define (turn) (turn)",
            2,
            "programs.endless",
        ),
        (
            "text: (define (turn) (turn)) (turn)",
            "file: nowhere.lisp",
            2,
            "nowhere.lisp: there is no such file",
        ),
        ("text: (define (turn) (turn)) (turn)", "{text: 1, dialect: pascal}", 2, ""),
        ("max_cycles: 200000", "max_cycles: many", 2, "limits.max_cycles"),
    ],
)
def test_what_does_not_fit_is_told_in_a_line_before_anything_runs(
    configured: Callable[..., Path], old: str, new: str, code: int, message: str
) -> None:
    path = configured(**{old: new})
    ended = sweep(path, path.parent / "results")
    assert ended.returncode == code, ended.stdout
    assert ended.stderr.startswith(f"error: {path}:") and ended.stderr.count("\n") == 1, (
        ended.stderr
    )
    assert message in ended.stderr
    assert not list((path.parent / "results").glob("batches/*"))


def test_what_the_computer_lacks_has_a_code_of_its_own(
    configured: Callable[..., Path], tmp_path: Path
) -> None:
    path = configured()
    missing = sweep(path, tmp_path / "results", conscycle=tmp_path / "nothing")
    assert (missing.returncode, missing.stderr.count("\n")) == (3, 1), missing.stderr
    assert "CONSCYCLE names" in missing.stderr and "cargo build --release" in missing.stderr
    other = sweep(path, tmp_path / "results", conscycle=Path("/bin/true"))
    assert other.returncode == 3 and "this is not conscycle" in other.stderr
    (tmp_path / "file").write_text("", encoding="utf-8")
    unwritable = sweep(path, tmp_path / "file" / "results")
    assert (unwritable.returncode, unwritable.stderr.count("\n")) == (5, 1), unwritable.stderr
    assert "cannot be written" in unwritable.stderr
    profile = sweep(path, tmp_path / "results", "--profile", "pbs")
    assert profile.returncode == 2 and "it is one of kubernetes, local, slurm" in profile.stderr
