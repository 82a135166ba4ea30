"""The command line: `run` for people, the others for the workflow's rules."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import errors, planned
from .errors import SweepError


def main() -> int:
    """Runs a command; the exit code."""
    words = sys.argv[1:]
    own = words.index("--") if "--" in words else len(words)
    options = _parser().parse_args(words[:own])
    options.snakemake = words[own + 1 :]
    try:
        code: int = options.does(options)
        if options.does in _SHOWING:
            _say_seconds(options.does.__name__)
    except SweepError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 141
    except OSError as error:
        print(f"error: {errors.unwritable(error)}", file=sys.stderr)
        return errors.UNWRITABLE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m conscycle_sweeps")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser(
        "run",
        help="run a sweep, or what is missing of it",
        prog="sweeps/run",
        description="Run programs on many machines: one table, figures and a report. "
        "What stands behind -- is for Snakemake.",
        epilog="Exit codes: 0 done, 1 a job has failed, 2 bad usage or a wrong configuration, "
        "3 the simulator is missing, 4 a table of the documents is not up to date, "
        "5 an output could not be written, 130 Ctrl-C.",
    )
    run.add_argument("configuration", type=Path, help="the sweep's YAML file")
    run.add_argument("--results", type=Path, help="the folder of its results")
    run.add_argument("--cores", type=_count, help="jobs that run at the same time on this computer")
    run.add_argument("--profile", help="where jobs run: local, slurm, kubernetes, or a folder")
    run.add_argument("--dry-run", action="store_true", help="tell what would be run")
    run.set_defaults(does=_run)

    batch = commands.add_parser("batch", help="run one job of a plan")
    batch.add_argument("name")
    batch.add_argument("--plan", type=Path, required=True)
    batch.add_argument("--output", type=Path, required=True)
    batch.set_defaults(does=_batch)

    table = commands.add_parser("table", help="gather the rows of all jobs")
    table.add_argument("--plan", type=Path, required=True)
    table.add_argument("--batches", type=Path, required=True, help="the folder of their files")
    table.add_argument("--parquet", type=Path, required=True)
    table.add_argument("--csv", type=Path, required=True)
    table.set_defaults(does=_table)

    for name, does, help in [
        ("figures", _figures, "draw the figures"),
        ("blocks", _blocks, "make the tables of the documents"),
    ]:
        shown = commands.add_parser(name, help=help)
        shown.add_argument("--plan", type=Path, required=True)
        shown.add_argument("--table", type=Path, required=True)
        shown.add_argument("--folder", type=Path, required=True)
        shown.set_defaults(does=does)

    report = commands.add_parser("report", help="write the report")
    report.add_argument("--plan", type=Path, required=True)
    report.add_argument("--table", type=Path, required=True)
    report.add_argument("--figures", type=Path, required=True)
    report.add_argument("--output", type=Path, required=True)
    report.set_defaults(does=_report)

    pages = commands.add_parser("pages", help="compare the documents' tables with the sweep's")
    pages.add_argument("folder", type=Path, help="the folder blocks/ of the sweep's results")
    pages.add_argument("--root", type=Path, default=Path(__file__).parents[2])
    pages.add_argument("--write", action="store_true", help="write them instead")
    pages.set_defaults(does=_pages)
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("1 or more is expected")
    return count


# What a command needs is imported when it runs: a job needs neither tables nor figures.


def _run(options: argparse.Namespace) -> int:
    from . import launch

    return launch.run(
        options.configuration,
        results=options.results,
        cores=options.cores,
        profile=options.profile,
        is_dry=options.dry_run,
        further=options.snakemake,
    )


def _batch(options: argparse.Namespace) -> int:
    from . import batch, simulator

    plan = planned.load(options.plan)
    batch.run_batch(plan, simulator.find(), options.name, Path.cwd(), options.output)
    return errors.DONE


def _table(options: argparse.Namespace) -> int:
    from . import table

    plan = planned.load(options.plan)
    batches = [options.batches / f"{name}.jsonl" for name in plan.batches]
    table.write(table.gather(plan, batches), options.parquet, options.csv)
    return errors.DONE


def _figures(options: argparse.Namespace) -> int:
    from . import figures, table

    figures.draw(table.read(options.table), planned.load(options.plan).figures, options.folder)
    return errors.DONE


def _blocks(options: argparse.Namespace) -> int:
    from . import blocks, table

    rows = table.read(options.table)
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in planned.load(options.plan).blocks:
        (options.folder / f"{name}.md").write_text(blocks.make(rows, name), encoding="utf-8")
    return errors.DONE


def _report(options: argparse.Namespace) -> int:
    from . import report, table

    plan = planned.load(options.plan)
    text = report.write(plan, table.read(options.table), options.figures)
    options.output.write_text(text, encoding="utf-8")
    return errors.DONE


_SHOWING = [_table, _figures, _blocks, _report]


def _say_seconds(name: str) -> None:
    """Keeps the processor time of what shows results, in seconds: it is not the engine's."""
    from . import batch, simulator

    folder = Path(batch.SECONDS)
    folder.mkdir(exist_ok=True)
    (folder / f"{name.strip('_')}.shown").write_text(
        f"{simulator.stopwatch():.3f}", encoding="utf-8"
    )


def _pages(options: argparse.Namespace) -> int:
    from . import blocks

    for page in blocks.pages(options.folder, options.root, is_written=options.write):
        print(f"{page} has changed")
    return errors.DONE


if __name__ == "__main__":
    sys.exit(main())
