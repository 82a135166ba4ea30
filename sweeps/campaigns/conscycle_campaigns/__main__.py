"""Runs a campaign by Snakemake, and tells what it has found: see `sweeps/campaigns/run`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from conscycle_campaigns import plan, record

HERE = Path(__file__).resolve().parent.parent
USAGE = "usage: sweeps/campaigns/run CONFIGURATION RESULTS [OPTION OF SNAKEMAKE ...]"

# Exit codes, those of conscycle: bad usage or configuration, a counterexample; and 1: a job has failed.
FAILED, BAD, FOUND = 1, 2, 4


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    if len(arguments) < 2 or arguments[0].startswith("-") or arguments[1].startswith("-"):
        return fail(USAGE)
    configuration, results, options = Path(arguments[0]), Path(arguments[1]), list(arguments[2:])
    program = shutil.which(os.environ.get("CONSCYCLE", "conscycle"))
    if program is None:
        return fail(f"CONSCYCLE: {os.environ.get('CONSCYCLE', 'conscycle')}: no such program")
    try:
        plan.read(configuration)
        results.mkdir(parents=True, exist_ok=True)
    except plan.ConfigurationError as error:
        return fail(str(error))
    except OSError as error:
        return fail(f"{results}: {error.strerror}")
    if not any(option.split("=")[0] in ("--cores", "-c", "--jobs", "-j") for option in options):
        options += ["--cores", "all"]
    command = [
        sys.executable, "-m", "snakemake", "--snakefile", str(HERE / "Snakefile"),
        "--configfile", str(configuration.resolve()), "--directory", str(results),
        # What has been compared stays compared when a text of the workflow changes.
        "--rerun-triggers", "mtime", "--rerun-incomplete", "--keep-going", *options,
    ]
    code = subprocess.run(command, env={**os.environ, "CONSCYCLE": str(Path(program).resolve())}
                          ).returncode
    return report(results, code)


def report(results: Path, code: int) -> int:
    """Tells what has been found; the exit code after Snakemake's."""
    try:
        records = [record.read(path) for path in sorted((results / "jobs").glob("*.json"))]
        merged = record.merge(records)
    except record.RecordError as error:
        return fail(str(error), FAILED)
    print(record.to_markdown(merged), end="")
    if code != 0:
        print(f"not all jobs have ended well; their logs are in {results / 'logs'}, and the same "
              f"command goes on with them", file=sys.stderr)
        return FAILED
    print(f"the record: {results / 'record.json'}, {results / 'record.md'}")
    return 0 if merged["equal"] else FOUND


def fail(message: str, code: int = BAD) -> int:
    """Says what is wrong; the exit code."""
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
