"""The simulator as a process: which one it is, and what it says of a run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import MISSING, SweepError

# The value of a machine's parameter.
Value = str | int

# The variable that says which `conscycle` to run; without it, it is looked for on the path.
VARIABLE = "CONSCYCLE"

# The files that each run has beside its program: its machine, and its input.
MACHINE, INPUT = LAID = ("machine.json", "input")


@dataclass(frozen=True)
class Question:
    """A run as the simulator is asked for it."""

    file: str
    text: str
    files: dict[str, str]
    dialect: str | None
    arguments: list[str]
    input: str
    machine: dict[str, Value]
    max_cycles: Value

    def words(self) -> list[str]:
        """The command line behind `conscycle`, for a folder that [`laid`] has made."""
        dialect = ["--dialect", self.dialect] if self.dialect else []
        limit = ["--max-cycles", str(self.max_cycles)]
        return [
            "run",
            "--json",
            "--config",
            MACHINE,
            *limit,
            *dialect,
            self.file,
            *self.arguments,
        ]

    def lay(self, folder: Path) -> None:
        """Writes what the run needs into a folder."""
        for name, text in {self.file: self.text, **self.files}.items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / MACHINE).write_text(json.dumps(self.machine) + "\n", encoding="utf-8")
        (folder / INPUT).write_text(self.input, encoding="utf-8")


@dataclass(frozen=True)
class Answer:
    """How a process ended: its account, or why there is none."""

    account: dict[str, Any] | None
    # In words, such as `exit code 2`.
    status: str
    errors: str
    # Processor time, in seconds.
    seconds: float


@dataclass(frozen=True)
class Simulator:
    """A `conscycle` that can be run."""

    path: Path
    version: str
    # The SHA-256 of its file: results of another one are not taken.
    digest: str

    def ask(self, question: Question, folder: Path, seconds: float) -> Answer:
        """Runs a question whose files are in the folder, for so many seconds at most."""
        before = _child_seconds()
        with (folder / INPUT).open("rb") as given:
            try:
                process = subprocess.run(
                    [str(self.path), *question.words()],
                    cwd=folder,
                    stdin=given,
                    capture_output=True,
                    timeout=seconds,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                spent = _child_seconds() - before
                return Answer(None, f"it did not end within {seconds:g} seconds", "", spent)
            except OSError as error:
                raise SweepError(
                    f"{self.path}: cannot be run: {error.strerror}", MISSING
                ) from error
        spent = _child_seconds() - before
        errors = process.stderr.decode("utf-8", "replace")
        return Answer(_account(process.stdout), _status(process.returncode), errors, spent)


@contextmanager
def laid(question: Question) -> Iterator[Path]:
    """A folder with what a run needs, which goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="conscycle-sweep-") as name:
        folder = Path(name)
        question.lay(folder)
        yield folder


def find() -> Simulator:
    """The simulator that the environment names, or else the one on the path."""
    said = os.environ.get(VARIABLE)
    found = shutil.which(said or "conscycle")
    if found is None:
        where = f"{VARIABLE} names {said}, which" if said else "conscycle"
        help = f"build it by `cargo build --release`, and name it in {VARIABLE}"
        raise SweepError(f"{where} is no program that can be run: {help}", MISSING)
    path = Path(found).resolve()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    try:
        told = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SweepError(f"{path}: cannot be run: {error}", MISSING) from error
    version = told.stdout.decode("utf-8", "replace").strip()
    if told.returncode != 0 or not version.startswith("conscycle "):
        raise SweepError(f"{path}: this is not conscycle; it says {version!r}", MISSING)
    return Simulator(path, version, digest)


def refusal(answer: Answer) -> str:
    """Why the simulator did not begin, in one line without a place in the files laid for it."""
    first = next((line for line in answer.errors.splitlines() if line.strip()), answer.status)
    return first.removeprefix("error: ")


def _account(output: bytes) -> dict[str, Any] | None:
    """The JSON object that a run prints."""
    try:
        account = json.loads(output)
    except ValueError:
        return None
    return account if isinstance(account, dict) and "halt" in account else None


def _status(code: int) -> str:
    if code < 0:
        try:
            return f"ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"ended by signal {-code}"
    return f"exit code {code}"


def _child_seconds() -> float:
    """Processor time of this process's children that have ended, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def stopwatch() -> float:
    """Processor time of this process and of its children that have ended, in seconds."""
    return time.process_time() + _child_seconds()
