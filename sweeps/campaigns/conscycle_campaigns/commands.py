"""The command lines of jobs."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from conscycle_campaigns.plan import Job

# Where a job keeps its counterexamples, in the folder of the results.
KEPT = "counterexamples"

# The exit code of a job that has found one. It has done its work.
FOUND = 4


def of_job(job: Job, conscycle: str, root: Path) -> str:
    """What runs a job, as a shell reads it."""
    if job.kind == "mutations":
        mutate = root / "rtl-model" / "mutate.py"
        return shlex.join(["env", f"CONSCYCLE={conscycle}", sys.executable, str(mutate), "--json",
                           str(job.first)])
    words = [conscycle, "campaign", job.kind, "--seed", str(job.first), "--count", str(job.count),
             "--json", "--keep", KEPT]
    if job.cycles is not None:
        words += ["--cycles", str(job.cycles)]
    if job.kind == "lockstep":
        words += [*rtl(root), *job.machine]
    return shlex.join(words)


def preparation(machine: Sequence[str], conscycle: str, root: Path) -> str:
    """What builds the simulators of lockstep, as a shell reads it."""
    return shlex.join([conscycle, "campaign", "prepare", "--json", *rtl(root), *machine])


def rtl(root: Path) -> list[str]:
    """The option that names the RTL."""
    return ["--rtl", str(root / "rtl-model")]
