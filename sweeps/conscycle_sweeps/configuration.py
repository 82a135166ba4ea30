"""The configuration's file: YAML that fits the schema, with a place for whatever is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from .errors import SweepError

SCHEMA = Path(__file__).with_name("schema.yaml")

# A place in a configuration: the keys, and the positions in lists, that lead there.
Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Configuration:
    """A configuration as it was read."""

    path: Path
    root: yaml.Node
    values: dict[str, Any]

    @property
    def folder(self) -> Path:
        """The folder that the files in it are seen from."""
        return self.path.parent

    def wrong(self, keys: Keys, message: str) -> SweepError:
        """What is wrong at a place, with its line and column."""
        mark = _node(self.root, keys).start_mark
        return SweepError(
            f"{self.path}:{mark.line + 1}:{mark.column + 1}: {_dotted(keys)}: {message}"
        )


def read(path: Path) -> Configuration:
    """Reads a configuration, which must fit the schema."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SweepError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SweepError(f"{path}: this is not text in UTF-8") from error
    return parse(path, text)


def parse(path: Path, text: str) -> Configuration:
    """The configuration that a text is."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise SweepError(f"{path}{place}: this is not YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise SweepError(f"{path}: this is not YAML: {' '.join(str(error).split())}") from error
    if root is None or not isinstance(values, dict):
        raise SweepError(f"{path}: a mapping with `name`, `programs` and `sweeps` is expected")
    configuration = Configuration(path, root, values)
    for keys, node in _repeated(root, ()):
        line = node.start_mark.line + 1
        raise SweepError(
            f"{path}:{line}:{node.start_mark.column + 1}: {_dotted(keys)} stands twice"
        )
    _check(configuration)
    return configuration


def schema() -> dict[str, Any]:
    """The schema of configurations."""
    loaded: dict[str, Any] = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    return loaded


def _check(configuration: Configuration) -> None:
    """Compares a configuration with the schema; of several errors the first in the file is told."""
    validator = jsonschema.Draft202012Validator(schema())
    errors = sorted(
        (_deepest(error) for error in validator.iter_errors(configuration.values)),
        # A key that is wrongly written is the reason why another one is missing.
        key=lambda error: (error.validator == "required", _index(configuration, error)),
    )
    if errors:
        keys, message = _explained(errors[0])
        raise configuration.wrong(keys, message)


def _index(configuration: Configuration, error: jsonschema.ValidationError) -> int:
    """Where in the file an error is, in characters."""
    index: int = _node(configuration.root, tuple(error.absolute_path)).start_mark.index
    return index


def _deepest(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    """The error inside of a choice that comes closest, where that says more than that none fits."""
    if error.validator == "oneOf" and all(part.validator == "required" for part in error.context):
        return error
    best = jsonschema.exceptions.best_match([error])
    return best if best is not None else error


def _explained(error: jsonschema.ValidationError) -> tuple[Keys, str]:
    """Where an error is, and what it is, for a person."""
    keys: Keys = tuple(error.absolute_path)
    value: Any = error.instance
    rule: Any = error.validator_value
    if error.validator == "additionalProperties":
        here: Any = error.schema
        allowed = here.get("properties", {})
        unknown = next(key for key in value if key not in allowed)
        return (*keys, unknown), f"there is no such key; the keys here are {', '.join(allowed)}"
    if error.validator == "required":
        missing = next(key for key in rule if key not in value)
        return keys, f"`{missing}` is missing"
    if error.validator == "oneOf" and "file" in str(rule):
        return keys, "a program has either a `file` or a `text`"
    if error.validator == "enum":
        known = ", ".join(str(one) for one in rule)
        return keys, f"{value!r} is none of {known}"
    if error.validator == "type":
        names = rule if isinstance(rule, list) else [rule]
        return keys, f"{' or '.join(names)} is expected, not {value!r}"
    return keys, error.message


def _dotted(keys: Keys) -> str:
    """A place in words: `sweeps.grid.machines.list[2]`."""
    text = ""
    for key in keys:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text or "the configuration"


def _node(root: yaml.Node, keys: Keys) -> yaml.Node:
    """The node that keys lead to, or the last one on the way."""
    node = root
    for depth, key in enumerate(keys, start=1):
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == str(key)), None)
            if found is None:
                return node
            node = found[0] if depth == len(keys) else found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
        else:
            return node
    return node


def _repeated(node: yaml.Node, keys: Keys) -> Iterator[tuple[Keys, yaml.Node]]:
    """The keys that stand twice in one mapping."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield (*keys, key.value), key
            seen.add(key.value)
            yield from _repeated(value, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _repeated(value, (*keys, index))
