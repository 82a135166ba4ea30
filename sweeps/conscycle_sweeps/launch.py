"""A sweep from its start to its end: the plan, Snakemake, and what is told about both."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
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
        shutil.rmtree(folder / batch.SECONDS, ignore_errors=True)
        shutil.rmtree(folder / batch.FAILURES, ignore_errors=True)
        # Snakemake's own lock stays when it is killed; this one does not.
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(SWEEPS / "Snakefile")]
        command += ["--configfile", str(path.resolve()), "--directory", str(folder), "--nolock"]
        command += ["--workflow-profile", str(where), "--rerun-incomplete", "--keep-going"]
        command += ["--cores", str(cores or os.cpu_count() or 1)]
        command += ["--dry-run"] if is_dry else []
        code = _snakemake([*command, *further], folder)
        spent = simulator.stopwatch() - before
        if is_dry:
            return errors.DONE if code == 0 else errors.FAILED
        return _tell(plan, folder, code, begin, asking, spent)


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
            raise
        finally:
            if is_terminal:
                print("\r\033[K", end="", file=sys.stderr)
    return code


def _tell(plan: Plan, folder: Path, code: int, begin: float, asking: float, spent: float) -> int:
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
    work, batches, done = 0.0, 0.0, 0
    for path in sorted((folder / batch.SECONDS).glob("*.json")):
        seconds = json.loads(path.read_text(encoding="utf-8"))
        work, batches, done = (
            work + seconds["simulator"],
            batches + seconds["all"],
            done + seconds["runs"],
        )
    print(
        f"{done} runs in {time.monotonic() - begin:.1f} s, {work:.1f} s of processor time.", end=" "
    )
    shown = sum(
        float(path.read_text(encoding="utf-8")) for path in (folder / batch.SECONDS).glob("*.shown")
    )
    engine = max(spent - asking - work - shown, 0.0)
    if done:
        print(
            f"Besides: {asking:.1f} s to ask whether machines fit, "
            f"{shown:.1f} s for table, figures and report, "
            f"{engine:.1f} s for the engine, {100 * engine / spent:.1f} % of all."
        )
    else:
        print("Everything was there.")
    print(f"{folder / 'report.html'}")
    return errors.DONE


def _last_words(folder: Path) -> str:
    """What the log has of an error: our own messages, or else the end of what Snakemake said."""
    lines = (folder / "snakemake.log").read_text(encoding="utf-8", errors="replace").splitlines()
    ours = [line for line in lines if line.startswith("error: ")]
    return "\n".join(ours or lines[-15:])
