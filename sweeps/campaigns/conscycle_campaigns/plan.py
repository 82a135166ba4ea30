"""What the jobs of a campaign are: a configuration, checked and cut into ranges of seeds."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

SCHEMA = Path(__file__).resolve().parent.parent / "schema.yaml"

KINDS = ("lockstep", "codes", "numbers", "mutations")

# Seeds have 64 bits.
LAST_SEED = 2**64 - 1

# Digits of the seed in a job's name, so that names are in the order of the seeds. Snakemake takes a
# name in which 20 characters are the same for a mistake.
DIGITS = 19


class ConfigurationError(Exception):
    """What is wrong with a configuration, and where."""


@dataclass(frozen=True)
class Job:
    """A job: the seeds of a kind from `first` on, `count` of them."""

    kind: str
    first: int
    count: int
    cycles: int | None = None
    machine: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of its files."""
        return f"{self.kind}-{self.first:0{DIGITS}}"


def read(path: Path) -> dict[str, Any]:
    """The configuration in a file."""
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 text, from byte {error.start} on") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path}: no YAML: {' '.join(str(error).split())}") from error
    try:
        check(config)
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from error
    return config


def check(config: Any) -> None:
    """Raises a ConfigurationError if a configuration is not as the schema has it."""
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    error = jsonschema.exceptions.best_match(validator.iter_errors(config))
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path)
        raise ConfigurationError(f"{place}: {error.message}" if place else error.message)


def jobs(config: Mapping[str, Any], mutations: Sequence[int] = ()) -> list[Job]:
    """The jobs of a configuration, in order; `mutations` are all that there are."""
    planned = []
    for kind, part in config.items():
        if kind == "mutations":
            planned += mutation_jobs(part["numbers"], mutations)
            continue
        first, seeds = part.get("first_seed", 1), part["seeds"]
        if first + part["jobs"] * seeds - 1 > LAST_SEED:
            raise ConfigurationError(f"{kind}: seeds end at {LAST_SEED}")
        planned += [
            Job(kind, first + number * seeds, seeds, part.get("cycles"),
                tuple(part.get("machine", ())))
            for number in range(part["jobs"])
        ]
    return planned


def known_mutations(root: Path) -> list[int]:
    """The numbers of all mutations of the RTL in a copy of the repository."""
    mutate = root / "rtl-model" / "mutate.py"
    listed = subprocess.run([sys.executable, str(mutate), "--list"], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    return [int(line.split()[0]) for line in listed.splitlines()]


def mutation_jobs(numbers: str | Sequence[int], known: Sequence[int]) -> list[Job]:
    """A job for each of these mutations."""
    chosen = known if isinstance(numbers, str) else numbers
    unknown = [number for number in chosen if number not in known]
    if unknown:
        raise ConfigurationError(
            f"mutations.numbers: there is no mutation {unknown[0]}, only 1 to {max(known)}")
    return [Job("mutations", number, 1) for number in chosen]
