"""The profile for Kubernetes: Snakemake and its plugins take it, and know what would be run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import sweep


def test_the_profile_is_one_that_snakemake_takes(
    configured: Callable[..., Path], tmp_path: Path
) -> None:
    volume = tmp_path / "volume"
    volume.mkdir()
    further = ["--default-storage-prefix", str(volume)]
    results = tmp_path / "results"
    ended = sweep(configured(), results, "--profile", "kubernetes", "--dry-run", "--", *further)
    said = (results / "snakemake.log").read_text(encoding="utf-8")
    assert ended.returncode == 0, ended.stderr + said
    assert f"output: {volume}/batches/" in said and "rule batch" in said and "rule report" in said
