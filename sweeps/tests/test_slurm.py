"""The workflow on Slurm: a cluster of one node on this computer's loopback."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
from conftest import sweep
from slurm import cluster

TINY = """\
name: tiny
figures: []
batch: { seconds: 60 }
programs:
  sum: { text: (+ 1 2), expect: "3" }
sweeps:
  all:
    machines:
      grid: { banks: [4, 2, 1] }
"""


def test_jobs_run_on_a_cluster_with_slurm(configured: Callable[..., Path], tmp_path: Path) -> None:
    path = configured(TINY)
    folder = tmp_path / "cluster"
    folder.mkdir()
    with cluster(folder) as environment:
        quick = [
            "--slurm-init-seconds-before-status-checks",
            "1",
            "--seconds-between-status-checks",
            "1",
        ]
        ended = sweep(
            path, tmp_path / "results", "--profile", "slurm", "--", *quick, further=environment
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        jobs = subprocess.run(
            ["squeue", "--states=all", "--noheader", "--format=%T %k"],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert jobs.startswith("COMPLETED rule_batch") and jobs.count("\n") == 1, jobs
    table = pl.read_parquet(tmp_path / "results" / "table.parquet")
    assert table["end"].to_list() == ["done"] * 3
