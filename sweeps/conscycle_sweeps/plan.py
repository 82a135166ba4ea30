"""A configuration becomes a plan: runs, each a program on a machine that fits, put into jobs."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from . import machines, programs
from .configuration import Configuration
from .errors import SweepError
from .machines import Machine
from .planned import Plan, Run, load, save
from .programs import Program
from .simulator import Question, Simulator, Value, laid, refusal

MAX_CYCLES: Value = "1G"
RUN_SECONDS = 600.0
BATCH_SECONDS = 5.0
FIGURES = ["banks-and-latency", "collections", "programs", "pareto"]

# Seconds within which the simulator says whether a machine fits.
ASKING_SECONDS = 60.0


def make(configuration: Configuration, simulator: Simulator) -> Plan:
    """Expands a configuration. Every machine is asked for before anything runs."""
    values = configuration.values
    limits = values.get("limits", {})
    max_cycles = limits.get("max_cycles", MAX_CYCLES)
    wanted = _pairs(configuration)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        asked = pool.map(lambda pair: _ask(configuration, simulator, max_cycles, *pair), wanted)
        runs = list({(run.sweep, run.id): run for run in asked}.values())
    seconds = float(values.get("batch", {}).get("seconds", BATCH_SECONDS))
    return Plan(
        name=values["name"],
        title=values.get("title", values["name"]),
        key=key(configuration, simulator),
        version=simulator.version,
        digest=simulator.digest,
        max_cycles=max_cycles,
        run_seconds=float(limits.get("seconds", RUN_SECONDS)),
        figures=values.get("figures", FIGURES),
        blocks=values.get("blocks", []),
        runs=runs,
        batches=batches(runs, seconds),
    )


def key(configuration: Configuration, simulator: Simulator) -> str:
    """The SHA-256 of all that a plan is made of."""
    read = [
        [asdict(program) for program in programs.read(configuration, name, said)]
        for name, said in configuration.values["programs"].items()
    ]
    return _hash(
        [_sources("plan", "programs", "machines"), configuration.values, read, simulator.digest]
    )


def batches(runs: list[Run], seconds: float) -> dict[str, list[str]]:
    """Puts runs, each once, into jobs of about so many seconds.

    A job's name is made of its runs' names, so that what has been done for one configuration is
    there for the next.
    """
    made: dict[str, list[str]] = {}
    batch: list[str] = []
    cost = 0.0
    unique = list({run.id: run for run in runs}.values())
    for run in unique:
        batch.append(run.id)
        cost += run.cost
        if cost >= seconds or run is unique[-1]:
            made[_hash(batch)[:12]] = batch
            batch, cost = [], 0.0
    return made


def _pairs(configuration: Configuration) -> list[tuple[str, Program, Machine]]:
    """The programs and machines of each part of the sweep."""
    said = configuration.values
    known = {
        name: programs.read(configuration, name, one) for name, one in said["programs"].items()
    }
    pairs = []
    used: set[str] = set()
    for sweep, part in said["sweeps"].items():
        for index, name in enumerate(part.get("programs", [])):
            if name not in known:
                keys = ("sweeps", sweep, "programs", index)
                names = ", ".join(known)
                raise configuration.wrong(keys, f"there is no program {name}; there are {names}")
        expanded = machines.expand(configuration, ("sweeps", sweep, "machines"), part["machines"])
        for name in part.get("programs", known):
            used.add(name)
            pairs += [(sweep, program, one) for program in known[name] for one in expanded]
    for name in known:
        if name not in used:
            raise configuration.wrong(("programs", name), "no part of the sweep runs this program")
    return pairs


def _ask(
    configuration: Configuration,
    simulator: Simulator,
    max_cycles: Value,
    sweep: str,
    program: Program,
    machine: Machine,
) -> Run:
    """The run of a program on a machine, if the simulator takes them."""
    question = Question(
        file=program.file,
        text=program.text_on(configuration, machine),
        files=program.files,
        dialect=program.dialect,
        arguments=program.arguments,
        input=program.input,
        machine=machine.parameters,
        max_cycles=max_cycles,
    )
    first = replace(question, max_cycles=1)
    with laid(first) as folder:
        answer = simulator.ask(first, folder, ASKING_SECONDS)
    if answer.account is None:
        raise _misfit(configuration, program, machine, refusal(answer))
    told: dict[str, Any] = answer.account["config"]
    asked = {name.replace("-", "_"): value for name, value in machine.parameters.items()}
    return Run(
        # What was asked for and what is usual anyway is the same machine.
        id=_hash([_sources("rows"), asdict(replace(question, machine={})), told])[:16],
        sweep=sweep,
        program=program.name,
        title=program.title,
        variant=program.variant,
        dialect=program.dialect or "",
        # In the simulator's order. What it leaves out has no meaning there, or is as usual.
        machine={**told, **{name: value for name, value in asked.items() if name not in told}},
        question=question,
        expect=program.expect,
        cost=program.cost,
    )


def _misfit(
    configuration: Configuration, program: Program, machine: Machine, message: str
) -> SweepError:
    """What the simulator said of a machine or a program, with the place that it is about."""
    for name, keys in machine.places.items():
        # Of a parameter that is unknown or has a wrong value it says the name between backquotes;
        # of one that does not fit the others, the option.
        if f"`{name}`" in message or message.startswith(f"--{name.replace('_', '-')} "):
            return configuration.wrong(keys, message)
    return configuration.wrong(program.place, f"{message}, on {machine}")


@cache
def _sources(*names: str) -> list[str]:
    """The modules that plans, or rows, are made by: what another version has made is not taken."""
    return [Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in names]


def _hash(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def current(configuration: Configuration, simulator: Simulator, path: Path) -> Plan:
    """The plan in a file, if it is still right; else a new one, which is written there."""
    if path.exists():
        try:
            plan = load(path)
            if plan.key == key(configuration, simulator):
                return plan
        except (ValueError, TypeError, KeyError):
            # A plan of another version, or one that was not written to its end: it is made anew.
            pass
    plan = make(configuration, simulator)
    save(plan, path)
    return plan
