"""A sweep from its start to its end: the plan, Snakemake, and what is told about both."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import batch, configuration, errors, simulator
from . import plan as planning
from .errors import SweepError, unwritable
from .planned import Plan

SWEEPS = Path(__file__).parents[1]


def run(
    path: Path,
    *,
    results: Path | None,
    cores: int | None,
    profile: str | None,
    is_dry: bool,
    further: list[str],
) -> int:
    """Runs what is missing of a sweep; the exit code."""
    begin, before = time.monotonic(), simulator.stopwatch()
    read = configuration.read(path)
    folder = (results or SWEEPS.parent / "target" / "sweeps" / read.values["name"]).resolve()
    where = _profile(profile or "local")
    found = simulator.find()
    with _alone(folder):
        plan = planning.current(read, found, folder / "plan" / "plan.json")
        asking = simulator.stopwatch() - before
        jobs, runs = len(plan.batches), len(plan.by_id())
        print(f"{plan.title}: {runs} runs in {jobs} jobs, {found.version}; results in {folder}")
        if not is_dry:
            shutil.rmtree(folder / batch.SECONDS, ignore_errors=True)
            shutil.rmtree(folder / batch.FAILURES, ignore_errors=True)
        # Jobs have another working folder.
        os.environ[simulator.VARIABLE] = str(found.path)
        # Snakemake's own lock stays when it is killed; this one does not.
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(SWEEPS / "Snakefile")]
        command += ["--configfile", str(path.resolve()), "--directory", str(folder), "--nolock"]
        command += ["--workflow-profile", str(where), "--rerun-incomplete", "--keep-going"]
        command += ["--cores", str(cores or os.cpu_count() or 1)]
        command += ["--dry-run"] if is_dry else []
        code = _snakemake([*command, *further], folder)
        spent = simulator.stopwatch() - before
        if is_dry and code == 0:
            print(_jobs(folder))
            return errors.DONE
        # Of jobs on other computers this process does not know the seconds.
        is_here = where == SWEEPS / "profiles" / "local"
        measured = _measured(folder, begin, asking, spent) if is_here and code == 0 else None
        return _tell(plan, folder, code, measured)


def _profile(said: str) -> Path:
    """The folder of a profile: one of ours by its name, or another one."""
    known = sorted(path.parent.name for path in (SWEEPS / "profiles").glob("*/config.yaml"))
    path = SWEEPS / "profiles" / said if said in known else Path(said).resolve()
    if not (path / "config.yaml").exists():
        names = ", ".join(known)
        raise SweepError(
            f"there is no profile {said}: it is one of {names}, or a folder with config.yaml"
        )
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One sweep at a time in a folder. The lock goes with this process, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "lock").open("w", encoding="utf-8")
    except OSError as error:
        raise unwritable(error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SweepError(
                f"{folder}: another sweep is running here: wait for its end"
            ) from error
        yield


def _snakemake(command: list[str], folder: Path) -> int:
    """Runs Snakemake. What it says is in a file; how far it is, is told in a line on a terminal."""
    log = folder / "snakemake.log"
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        assert process.stdout is not None, "it is a pipe"
        is_terminal = sys.stderr.isatty()
        try:
            for line in process.stdout:
                file.write(line)
                done = re.match(r"(\d+) of (\d+) steps", line)
                if done and is_terminal:
                    print(f"\r{done[1]} of {done[2]} jobs", end="", file=sys.stderr, flush=True)
            code = process.wait()
        except KeyboardInterrupt:
            # Snakemake has got it as well, and ends its jobs.
            process.wait()
            kept = "interrupted: the runs that are done are kept, and the same command goes on"
            print(kept, file=sys.stderr)
            raise
        finally:
            if is_terminal:
                print("\r\033[K", end="", file=sys.stderr)
    return code


def _tell(plan: Plan, folder: Path, code: int, measured: str | None) -> int:
    """Says what there is now, or what has failed."""
    failed = batch.failures(folder)
    for failure in failed:
        print(
            f"failed: {failure['program']} on {failure['machine']}: {failure['reason']}\n"
            f"  log: {failure['log']}\n  again: {failure['again']}",
            file=sys.stderr,
        )
    if code != 0:
        if not failed:
            print(_last_words(folder), file=sys.stderr)
        log = folder / "snakemake.log"
        runs = f"{len(failed)} of {len(plan.by_id())} runs failed" if failed else "a job has failed"
        raise SweepError(f"{runs}; what Snakemake said is in {log}", errors.FAILED)
    if measured is not None:
        print(measured)
    ends = _ends(folder)
    if ends:
        print(ends)
    print(folder / "report.html")
    return errors.DONE


def _measured(folder: Path, begin: float, asking: float, spent: float) -> str:
    """What the sweep has cost, and how much of that was not the simulator's; in processor time."""
    seconds = folder / batch.SECONDS
    jobs = [json.loads(path.read_text(encoding="utf-8")) for path in seconds.glob("*.json")]
    runs, work = sum(job["runs"] for job in jobs), sum(job["simulator"] for job in jobs)
    if runs == 0:
        return "Everything was there."
    shown = sum(float(path.read_text(encoding="utf-8")) for path in seconds.glob("*.shown"))
    engine = max(spent - asking - work - shown, 0.0)
    return (
        f"{runs} runs in {time.monotonic() - begin:.1f} s. Of {spent:.1f} s of processor time "
        f"{work:.1f} s are the simulator's, {asking:.1f} s went to asking whether machines fit, "
        f"{shown:.1f} s to table, figures and report, {engine:.1f} s to the engine: "
        f"{100 * engine / spent:.1f} %."
    )


def _ends(folder: Path) -> str:
    """How many runs did not come to their end; nothing if all did."""
    with (folder / "table.csv").open(encoding="utf-8", newline="") as file:
        ends = {row["run"]: row["end"] for row in csv.DictReader(file)}
    counts = Counter(end for end in ends.values() if end not in ("done", "exit"))
    if not counts:
        return ""
    told = ", ".join(f"{count} ended by a {end}" for end, count in sorted(counts.items()))
    return f"{counts.total()} of {len(ends)} runs did not come to their end: {told}."


def _jobs(folder: Path) -> str:
    """The jobs of a dry run by their rules, as Snakemake counts them."""
    text = (folder / "snakemake.log").read_text(encoding="utf-8", errors="replace")
    _, found, counted = text.partition("Job stats:\n")
    return counted.partition("\n\n")[0] if found else "Everything is there."


def _last_words(folder: Path) -> str:
    """What the log has of an error: our own messages, or else the end of what Snakemake said."""
    lines = (folder / "snakemake.log").read_text(encoding="utf-8", errors="replace").splitlines()
    ours = [line for line in lines if line.startswith("error: ")]
    return "\n".join(ours or lines[-15:])
