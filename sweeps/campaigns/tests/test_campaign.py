"""Small campaigns from their beginning to their record."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

CODES = {"codes": {"jobs": 4, "seeds": 15, "first_seed": 0}}
ALL = {
    # The simulator is one that other tests have built.
    "lockstep": {"jobs": 2, "seeds": 1000, "cycles": 20_000,
                 "machine": ["--word", "16", "--memory", "64K", "--banks", "4"]},
    "numbers": {"jobs": 2, "seeds": 2},
    **CODES,
}

# A Python that says `false` wherever Python says `true`.
LIAR = """#!/usr/bin/env python3
import subprocess, sys
python = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.PIPE, text=True)
for line in python.stdout:
    print("false" if line == "true\\n" else line.rstrip("\\n"), flush=True)
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_record_is_the_same_whatever_the_cores_and_after_an_interruption(
        run: Run, tmp_path: Path) -> None:
    first = run(ALL, "one", "--cores", "1")
    assert first.returncode == 0, first.stderr
    second = run(ALL, "two", "--cores", "2")
    assert second.returncode == 0, second.stderr
    record, markdown = [
        (tmp_path / "one" / name).read_bytes() for name in ("record.json", "record.md")]
    assert (tmp_path / "two" / "record.json").read_bytes() == record
    assert (tmp_path / "two" / "record.md").read_bytes() == markdown
    kinds = {kind["kind"]: kind for kind in json.loads(record)["kinds"]}
    assert {kind: part["jobs"] for kind, part in kinds.items()} == {
        "codes": 4, "lockstep": 2, "numbers": 2}
    assert kinds["lockstep"]["cycles"] >= 40_000 and kinds["numbers"]["programs"] == 4
    assert markdown.decode() in first.stdout

    # One job is lost, and only that one is run again.
    jobs = sorted((tmp_path / "two" / "jobs").iterdir())
    jobs[2].unlink()
    (tmp_path / "two" / "record.json").unlink()
    before = {path: path.stat().st_mtime_ns for path in jobs if path != jobs[2]}
    again = run(ALL, "two", "--cores", "2")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "two" / "record.json").read_bytes() == record
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert jobs[2].is_file()


def test_a_counterexample_is_listed_and_the_other_jobs_go_on(
        run: Run, tmp_path: Path, conscycle: Path, executable: Callable[[str, str], Path]) -> None:
    liar = executable("liar", LIAR)
    program = executable("conscycle", f"""#!/bin/sh
case "$2" in
    numbers) exec '{conscycle}' "$@" --python '{liar}' ;;
    *) exec '{conscycle}' "$@" ;;
esac
""")
    done = run({**CODES, "numbers": {"jobs": 2, "seeds": 20}}, "results", "--cores", "2",
               program=program)
    assert done.returncode == 4, done.stderr
    codes, numbers = json.loads((tmp_path / "results" / "record.json").read_text())["kinds"]
    assert codes["jobs"] == 4 and codes["counterexamples"] == []
    assert len(numbers["counterexamples"]) == 2
    for found in numbers["counterexamples"]:
        assert f"- numbers {found['seed']}: {found['difference']}" in done.stdout
        kept = tmp_path / "results" / "counterexamples" / found["file"]
        repeated = subprocess.run([conscycle, "campaign", "repeat", kept, "--python", liar])
        assert repeated.returncode == 4


def test_a_job_that_fails_is_told_and_is_run_again_by_the_same_command(
        run: Run, tmp_path: Path, conscycle: Path, executable: Callable[[str, str], Path]) -> None:
    broken = executable("broken", f"""#!/bin/sh
case "$*" in
    *"--seed 15 "*) echo "no memory" >&2; exit 3 ;;
    *) exec '{conscycle}' "$@" ;;
esac
""")
    failed = run(CODES, "results", "--cores", "1", program=broken)
    assert failed.returncode == 1, failed.stdout
    assert f"their logs are in {tmp_path / 'results' / 'logs'}" in failed.stderr
    assert "| codes | 3 |" in failed.stdout
    assert not (tmp_path / "results" / "record.json").exists()
    assert any("no memory" in path.read_text() for path in (tmp_path / "results/logs").iterdir())
    done = run(CODES, "results", "--cores", "1")
    assert done.returncode == 0 and "| codes | 4 |" in done.stdout, done.stderr


def test_bad_usage_is_a_line_and_exit_code_2(run: Run, tmp_path: Path) -> None:
    for config, expected in [("codes: {jobs: 0, seeds: 1}", "codes.jobs: 0 is less than"),
                             ("mutations: {numbers: [9999]}", "no mutation 9999")]:
        refused = run(config, "results")
        assert refused.returncode == 2 and expected in refused.stderr
        assert len(refused.stderr.splitlines()) == 1, refused.stderr
    refused = run(CODES, "results", program=Path("/nowhere/conscycle"))
    assert refused.returncode == 2 and "/nowhere/conscycle: no such program" in refused.stderr
    (tmp_path / "file").write_text("")
    refused = run(CODES, "file/results")
    assert refused.returncode == 2 and "file/results" in refused.stderr
