"""Runs a campaign by Snakemake, and tells what it has found: see `sweeps/campaigns/run`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from conscycle_campaigns import commands, plan, record

HERE = Path(__file__).resolve().parent.parent
USAGE = "usage: sweeps/campaigns/run CONFIGURATION RESULTS [OPTION OF SNAKEMAKE ...]"

# Exit codes: a job has failed, bad usage or configuration, a counterexample.
FAILED, BAD, FOUND = 1, 2, commands.FOUND


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    if len(arguments) < 2 or arguments[0].startswith("-") or arguments[1].startswith("-"):
        return fail(USAGE)
    configuration, results, options = Path(arguments[0]), Path(arguments[1]), list(arguments[2:])
    program = shutil.which(os.environ.get("CONSCYCLE", "conscycle"))
    if program is None:
        return fail(f"CONSCYCLE: {os.environ.get('CONSCYCLE', 'conscycle')}: no such program")
    try:
        plan.jobs(plan.read(configuration), plan.known_mutations(HERE.parent.parent))
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
        # A job that was stopped leaves a file without a record.
        paths = [path for path in sorted((results / "jobs").glob("*.json"))
                 if code == 0 or path.stat().st_size > 0]
        records = [record.read(path) for path in paths]
        merged = record.merge(records)
    except record.RecordError as error:
        return fail(str(error), FAILED)
    if records:
        print(record.to_markdown(merged), end="")
    if code != 0:
        print(f"not all jobs have ended well; their logs are in {results / 'logs'}, and the same "
              f"command goes on with them", file=sys.stderr)
        return FAILED
    if not (results / "record.json").exists():
        # Snakemake was asked for something else, as a dry run.
        return 0
    print(f"the record: {results / 'record.json'}, {results / 'record.md'}")
    if merged["equal"]:
        return 0
    print(f"`conscycle campaign repeat` runs a counterexample again: {results / commands.KEPT}",
          file=sys.stderr)
    return FOUND


def fail(message: str, code: int = BAD) -> int:
    """Says what is wrong; the exit code."""
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
