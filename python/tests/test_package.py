"""The package is what it says: its options, its types, its documentation."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution, version
from pathlib import Path

import conscycle
from conftest import ROOT


def test_it_has_the_simulator_s_version_and_types() -> None:
    assert conscycle.__version__ == version("conscycle")
    files = [str(file) for file in distribution("conscycle").files or []]
    assert "conscycle/py.typed" in files and "conscycle/_conscycle.pyi" in files
    assert any(file.endswith("_conscycle.abi3.so") for file in files), files
    tag = (distribution("conscycle").read_text("WHEEL") or "").split("Tag: ")[1]
    assert tag.startswith("cp310-abi3-")
    package = Path(conscycle.__file__).parent
    assert not package.is_relative_to(ROOT / "python"), "the wheel is tested, not its sources"


def test_every_parameter_of_a_machine_is_an_option() -> None:
    parameters = [parameter.name for parameter in conscycle.parameters()]
    options = list(conscycle.Options.__annotations__)
    others = {"dialect", "preset", "arguments", "seed", "input", "history"}
    assert [name for name in options if name not in others] == parameters
    assert others < set(options)
    source = inspect.getsource(conscycle.Options)
    for parameter in conscycle.parameters():
        # The documentation of each has all of its values.
        told = source.split(f"    {parameter.name}: ")[1].split('"""')[1]
        numbers = all(value.isdigit() for value in parameter.values)
        for value in [] if parameter.name == "latency" else parameter.values:
            assert (value if numbers else f"``{value}``") in told, (parameter.name, value)
    for given in ("dialect", "preset"):
        known = conscycle.dialects() if given == "dialect" else conscycle.presets()
        assert all(conscycle.Machine("1", **{given: one.name}).config for one in known)


def test_what_is_public_is_documented() -> None:
    for name in conscycle.__all__:
        thing = getattr(conscycle, name)
        assert inspect.getdoc(thing), name
        for member, value in inspect.getmembers(thing) if inspect.isclass(thing) else ():
            if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                assert inspect.getdoc(value), f"{name}.{member}"


def test_the_documentation_s_examples_are_true(tmp_path: Path) -> None:
    package = Path(conscycle.__file__).parent
    modules = [sys.modules[name] for name in sys.modules if name.startswith("conscycle")]
    assert any(doctest.testmod(module).attempted for module in modules)
    assert all(doctest.testmod(module).failed == 0 for module in modules), package
    # The blocks of a page are one session.
    for page in (ROOT / "docs" / "python.md", ROOT / "python" / "README.md"):
        blocks = re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
        assert blocks, page
        shutil.copytree(ROOT / "examples", tmp_path / "examples", dirs_exist_ok=True)
        here = os.getcwd()
        os.chdir(tmp_path)
        try:
            names: dict[str, object] = {}
            parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
            for number, block in enumerate(blocks):
                if ">>>" in block:
                    test = parser.get_doctest(block, names, page.name, page.name, number)
                    runner.run(test, clear_globs=False)
                    names = test.globs
                else:
                    exec(compile(block, page.name, "exec"), names)
        finally:
            os.chdir(here)
        assert runner.summarize().failed == 0


def test_it_is_typed(tmp_path: Path) -> None:
    package = Path(conscycle.__file__).parent
    sample = tmp_path / "sample.py"
    sample.write_text(SAMPLE)
    environment = {**os.environ, "MYPY_CACHE_DIR": str(tmp_path / "cache")}

    def mypy(*words: str | Path) -> str:
        line = [sys.executable, "-m", *map(str, words)]
        done = subprocess.run(
            line, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )
        return done.stdout + done.stderr

    told = mypy("mypy", "--strict", sample, package)
    wrong = sample.read_text().splitlines().index("machine.step('one')  # wrong") + 1
    assert f"sample.py:{wrong}: error: Argument 1" in told, told
    assert "Found 1 error in 1 file" in told, told
    told = mypy("mypy.stubtest", "conscycle._conscycle", "--ignore-disjoint-bases")
    assert "Success" in told, told


SAMPLE = """
import conscycle

machine = conscycle.Machine("1", word=32, memory="1M", input=None)
stop: conscycle.Stop = machine.run(until=5)
bits: int = int(machine.registers["eval.expr"])
value: str | None = machine.value
table: conscycle.Table = machine.trace(["eval"], until="cycle=3")
for pause in machine.collections():
    cycles: int = pause.cycles
machine.step('one')  # wrong
"""
