"""A job: runs one after the other.

Each is kept as soon as it is done, so that a job that is begun again does only what is missing.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import Any

from .errors import FAILED, SweepError, unwritable
from .planned import Plan, Run
from .rows import ENDS, Row, row
from .simulator import INPUT, Answer, Simulator, laid, stopwatch

# Folders of the results: rows by the simulator's digest, what a failed run leaves, and seconds.
RUNS = "runs"
FAILURES = "failed"
SECONDS = "seconds"


def run_batch(plan: Plan, simulator: Simulator, name: str, folder: Path, output: Path) -> None:
    """Runs what is missing of a job, and writes its rows. What fails is told at the end."""
    begin = stopwatch()
    if simulator.digest != plan.digest:
        raise SweepError(
            f"{simulator.path} is not the simulator that the plan was made with, {plan.version}: "
            "run the sweep again from its start"
        )
    if name not in plan.batches:
        raise SweepError(f"there is no job {name} in the plan")
    known = plan.by_id()
    rows: list[str] = []
    failed: list[Path] = []
    spent, done = 0.0, 0
    for id in plan.batches[name]:
        kept = folder / RUNS / plan.digest[:12] / f"{id}.json"
        if not kept.exists():
            outcome, seconds = _run(known[id], plan, simulator, folder)
            spent, done = spent + seconds, done + 1
            if isinstance(outcome, Path):
                failed.append(outcome)
                continue
            _write(kept, json.dumps(outcome, ensure_ascii=False))
        rows.append(json.dumps({"id": id, "row": json.loads(kept.read_text(encoding="utf-8"))}))
    times = {"runs": done, "simulator": spent, "all": stopwatch() - begin}
    _write(folder / SECONDS / f"{name}.json", json.dumps(times))
    if failed:
        count = f"{len(failed)} of {len(plan.batches[name])} runs failed"
        raise SweepError(f"{count}: {', '.join(str(path) for path in failed)}", FAILED)
    _write(output, "".join(line + "\n" for line in rows))


def _run(run: Run, plan: Plan, simulator: Simulator, folder: Path) -> tuple[Row | Path, float]:
    """The row of a run, or where the log of its failure is; the seconds that it took."""
    with laid(run.question) as place:
        answer = simulator.ask(run.question, place, plan.run_seconds)
    left = folder / FAILURES / run.id
    reason = _wrong(run, answer)
    if reason is None and answer.account is not None:
        shutil.rmtree(left, ignore_errors=True)
        return row(answer.account), answer.seconds
    left.mkdir(parents=True, exist_ok=True)
    run.question.lay(left)
    command = shlex.join(["conscycle", *run.question.words()])
    told = {
        "program": " ".join(filter(None, [run.program, run.variant])),
        "machine": machine_text(run.machine),
        "reason": reason,
        "again": f"cd {shlex.quote(str(left.resolve()))} && {command} < {INPUT}",
    }
    log = "".join(f"{key}: {value}\n" for key, value in told.items()) + "\n" + answer.errors
    _write(left / "log", log)
    _write(left / "failure.json", json.dumps({**told, "log": str((left / "log").resolve())}))
    print(f"failed: {told['program']} on {told['machine']}: {reason}", file=sys.stderr)
    print(f"  log: {(left / 'log').resolve()}", file=sys.stderr)
    return left / "log", answer.seconds


def _wrong(run: Run, answer: Answer) -> str | None:
    """Why a run is no row."""
    account = answer.account
    if account is None:
        first = next((line for line in answer.errors.splitlines() if line.strip()), "")
        return f"the simulator has no account of it: {answer.status}{first and f', {first}'}"
    if account["halt"] not in ENDS:
        return f"it was ended from outside: {account['halt']}"
    if run.expect is not None and account["halt"] == "Done" and account["value"] != run.expect:
        return f"its value is {account['value']}, and {run.expect} is expected"
    return None


def failures(folder: Path) -> list[dict[str, Any]]:
    """What has failed and was not done since, in the order of their names."""
    found = sorted((folder / FAILURES).glob("*/failure.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in found]


def machine_text(machine: dict[str, Any]) -> str:
    """A machine in words."""
    return " ".join(f"{name}={value}" for name, value in machine.items())


def _write(path: Path, text: str) -> None:
    """Writes a file that is there as a whole or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise unwritable(error) from error
