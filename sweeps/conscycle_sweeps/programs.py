"""Programs: their texts, with a value for each of their variables, and what lies beside them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import simulator
from .configuration import Configuration, Keys
from .machines import Machine
from .simulator import Value

# Seconds of a run, if nobody says how long it takes.
USUAL_COST = 0.1


@dataclass(frozen=True)
class Program:
    """A program, one of its variants if it has several."""

    name: str
    title: str
    # Such as `N=1000`; empty if there is only one.
    variant: str
    # The name of its file when it runs.
    file: str
    text: str
    place: Keys
    dialect: str | None = None
    arguments: list[str] = field(default_factory=list)
    input: str = ""
    files: dict[str, str] = field(default_factory=dict)
    # For a name of the text a parameter of the machine, and a text for each of its values.
    by_machine: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    expect: str | None = None
    cost: float = USUAL_COST

    def text_on(self, configuration: Configuration, machine: Machine) -> str:
        """The text for a machine, whose parameters it may depend on."""
        text = self.text
        for name, (parameter, texts) in self.by_machine.items():
            keys = (*self.place, "variables", name)
            if parameter not in machine.parameters:
                message = f"it depends on `{parameter}`, which a machine does not say: {machine}"
                raise configuration.wrong(keys, message)
            value = str(machine.parameters[parameter])
            if value not in texts:
                raise configuration.wrong(keys, f"there is no text for {parameter} {value}")
            text = _put(text, name, texts[value])
        return text


def read(configuration: Configuration, name: str, said: dict[str, Any]) -> list[Program]:
    """A program's variants, in the order of their values."""
    place: Keys = ("programs", name)
    if "file" in said:
        path = configuration.folder / said["file"]
        text, file = _text(configuration, (*place, "file"), path), path.name
    else:
        text, file = said["text"], "program.lisp"
    files: dict[str, str] = {}
    for index, other in enumerate(said.get("files", [])):
        path = configuration.folder / other
        if path.name in simulator.LAID:
            message = f"a run has a file called {path.name} of its own: give this one another name"
            raise configuration.wrong((*place, "files", index), message)
        if path.name in files or path.name == file:
            raise configuration.wrong((*place, "files", index), f"two files are called {path.name}")
        files[path.name] = _text(configuration, (*place, "files", index), path)
    variables: dict[str, Any] = said.get("variables", {})
    for variable in variables:
        if not re.search(rf"\${variable}\b", text):
            message = f"${variable} does not occur in the program's text"
            raise configuration.wrong((*place, "variables", variable), message)
    by_machine = {
        variable: next(
            (parameter, {str(value): str(text) for value, text in texts.items()})
            for parameter, texts in value.items()
        )
        for variable, value in variables.items()
        if isinstance(value, dict)
    }
    lists = {
        variable: value if isinstance(value, list) else [value]
        for variable, value in variables.items()
        if not isinstance(value, dict)
    }
    programs = []
    for values in itertools.product(*lists.values()):
        filled, told = text, []
        for variable, value in zip(lists, values, strict=True):
            filled = _put(filled, variable, value)
            if len(lists[variable]) > 1:
                told.append(f"{variable}={value}")
        programs.append(
            Program(
                name=name,
                title=said.get("title", name),
                variant=" ".join(told),
                file=file,
                text=filled,
                place=place,
                dialect=said.get("dialect"),
                arguments=[str(argument) for argument in said.get("arguments", [])],
                input=said.get("input", ""),
                files=files,
                by_machine=by_machine,
                expect=said.get("expect"),
                cost=float(said.get("cost", USUAL_COST)),
            )
        )
    return programs


def _put(text: str, variable: str, value: Value) -> str:
    return re.sub(rf"\${variable}\b", lambda _: str(value), text)


def _text(configuration: Configuration, keys: Keys, path: Path) -> str:
    """A file's text."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        wrong = "there is no such file"
    except OSError as error:
        wrong = str(error.strerror)
    except UnicodeDecodeError:
        wrong = "this is not text in UTF-8"
    raise configuration.wrong(keys, f"{path}: {wrong}")
