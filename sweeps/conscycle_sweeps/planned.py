"""A plan as jobs have it: runs, each with a program and a machine, and which job they are in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .errors import SweepError, unwritable
from .simulator import Question, Value


@dataclass(frozen=True)
class Run:
    """A program on a machine, in a part of the sweep."""

    # The same for the same question, whatever part asks it.
    id: str
    sweep: str
    program: str
    title: str
    variant: str
    dialect: str
    # The machine's parameters, as the simulator has them.
    machine: dict[str, Value | None]
    question: Question
    expect: str | None
    cost: float


@dataclass(frozen=True)
class Plan:
    """All that is known before the first run."""

    name: str
    title: str
    # The SHA-256 of all that the plan was made of.
    key: str
    version: str
    digest: str
    max_cycles: Value
    run_seconds: float
    figures: list[str]
    blocks: list[str]
    runs: list[Run]
    # Runs by the name of their job.
    batches: dict[str, list[str]]

    def by_id(self) -> dict[str, Run]:
        """The runs by their names."""
        return {run.id: run for run in self.runs}


def save(plan: Plan, path: Path) -> None:
    """Writes a plan, if it is not there already: jobs are done anew when its file changes."""
    text = json.dumps(asdict(plan), indent=1, ensure_ascii=False) + "\n"
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise unwritable(error) from error


def load(path: Path) -> Plan:
    """Reads a plan."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror}") from error
    runs = [Run(**{**run, "question": Question(**run["question"])}) for run in said["runs"]]
    return Plan(**{**said, "runs": runs})
