"""What the tests share: the command line that this package is compared with, and programs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"

Command = Callable[..., subprocess.CompletedProcess[bytes]]


def flags(options: dict[str, Any]) -> list[str]:
    """The command line's words for a machine's options."""
    words: list[str] = []
    for name, value in options.items():
        words += [f"--{name.replace('_', '-')}", str(value)]
    return words


@pytest.fixture(scope="session")
def command() -> Command:
    """Runs the command line: `CONSCYCLE` says where it is."""
    binary = os.environ.get("CONSCYCLE")
    if binary is None:
        pytest.fail("CONSCYCLE names the command line that this package is compared with")

    def run(*words: str | Path, input: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        line = [binary, *map(str, words)]
        return subprocess.run(line, input=input, capture_output=True, timeout=120, check=False)

    return run


@pytest.fixture(scope="session")
def told(command: Command) -> Callable[..., Any]:
    """Runs the command line, which prints one JSON object."""

    def run(*words: str | Path, input: bytes = b"") -> Any:
        done = command(*words, "--json", input=input)
        assert done.stdout, done.stderr.decode()
        return json.loads(done.stdout)

    return run
