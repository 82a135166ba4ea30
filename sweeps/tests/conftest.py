"""What the tests share: the simulator, small configurations, and the workflow as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SWEEPS = Path(__file__).parents[1]
ROOT = SWEEPS.parent

# On the machines without a collector two of these programs trap; one has no end.
SMALL = """\
name: small
limits: { max_cycles: 200000 }
batch: { seconds: 0.4 }
figures: [banks-and-latency, pareto]
programs:
  count:
    text: |
      (define (count n sum) (if (= n 0) sum (count (- n 1) (+ sum n))))
      (count $N 0)
    variables: { N: [100, 150] }
  churn:
    text: |
      (define (churn n) (if (= n 0) 7 (begin (cons n (cons n nil)) (churn (- n 1)))))
      (churn 600)
    expect: "7"
  endless:
    text: (define (turn) (turn)) (turn)
sweeps:
  all:
    machines:
      grid: { banks: [4, 1] }
      list: [{ memory: 64K, collector: copying }, { memory: 32K, collector: none }]
"""


# For tests that look at none.
NO_FIGURES = {"figures: [banks-and-latency, pareto]": "figures: []"}


@pytest.fixture(scope="session")
def conscycle() -> Path:
    """The simulator that is tested with."""
    assert "CONSCYCLE" in os.environ, (
        "CONSCYCLE names the simulator: cargo test --test sweeps says it"
    )
    return Path(os.environ["CONSCYCLE"]).resolve(strict=True)


@pytest.fixture
def configured(tmp_path: Path) -> Callable[..., Path]:
    """Writes a configuration: the small one with other texts in it."""

    def write(text: str = SMALL, **replaced: str) -> Path:
        for old, new in replaced.items():
            assert old in text, f"{old} is there to be replaced"
            text = text.replace(old, new)
        path = tmp_path / "sweep.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def environment(conscycle: Path) -> dict[str, str]:
    """The environment of a sweep."""
    return {**os.environ, "CONSCYCLE": str(conscycle), "PYTHONPATH": str(SWEEPS)}


def command(path: Path, results: Path, *options: str) -> list[str]:
    """The command line of a sweep."""
    python = sys.executable
    for profile in ("slurm", "kubernetes"):
        if profile in options:
            python = str(ROOT / "target" / "sweeps" / f"venv-{profile}" / "bin" / "python")
    words = [python, "-m", "conscycle_sweeps", "run", str(path), "--results", str(results)]
    return [*words, *options]


def sweep(
    path: Path,
    results: Path,
    *options: str,
    conscycle: Path | None = None,
    further: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Runs a sweep to its end."""
    found = conscycle or Path(os.environ["CONSCYCLE"])
    return subprocess.run(
        command(path, results, *options),
        env={**environment(found), **(further or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def results_of(folder: Path) -> dict[str, bytes]:
    """The files that must not depend on who ran what when."""
    names = ["table.parquet", "table.csv", "report.html"]
    files = [folder / name for name in names] + sorted((folder / "figures").glob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
