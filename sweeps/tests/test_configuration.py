"""What a configuration may say, and what is told of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, SMALL

from conscycle_sweeps import configuration, machines, plan, planned, programs
from conscycle_sweeps.errors import SweepError

PATH = Path("sweep.yaml")

START = "name: a\nprograms:\n  p: {text: '1'}\nsweeps:\n  s:\n    machines: {}\n"


def parsed(text: str) -> configuration.Configuration:
    return configuration.parse(PATH, text)


def test_every_configuration_of_ours_fits_the_schema() -> None:
    paths = sorted((ROOT / "sweeps" / "config").glob("*.yaml"))
    assert len(paths) >= 2
    for path in paths:
        assert configuration.read(path).values["name"] == path.stem


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("name: a\nprograms: {", "2:12", "this is not YAML"),
        ("- 1\n", "", "a mapping with `name`"),
        ("", "", "a mapping with `name`"),
        (
            START.replace("name: a", "nme: a"),
            "1:1",
            "nme: there is no such key; the keys here are name, title",
        ),
        (START + "limits:\n  max_cycle: 7\n", "8:3", "limits.max_cycle: there is no such key"),
        (START.replace("name: a\n", ""), "1:1", "`name` is missing"),
        (START.replace("name: a", "name: a/b"), "1:1", "does not match"),
        (
            START.replace("{text: '1'}", "{}"),
            "3:3",
            "programs.p: a program has either a `file` or a `text`",
        ),
        (
            START.replace("{text: '1'}", "{text: '1', file: x}"),
            "3:3",
            "either a `file` or a `text`",
        ),
        (
            START.replace("{text: '1'}", "{text: 1}"),
            "3:7",
            "programs.p.text: string is expected, not 1",
        ),
        (
            START.replace("{text: '1'}", "{text: '1', dialects: mal}"),
            "3:18",
            "there is no such key",
        ),
        (
            START.replace("machines: {}", "machine: {}"),
            "6:5",
            "sweeps.s.machine: there is no such key",
        ),
        (
            START.replace("machines: {}", "machines: {grid: {banks: 4}}"),
            "6:23",
            "array is expected, not 4",
        ),
        (START.replace("machines: {}", "machines: {grid: {banks: [4, 4]}}"), "6:23", "non-unique"),
        (
            START.replace("machines: {}", "machines: {grid: {banks: [[4]]}}"),
            "6:31",
            "integer or string is expected",
        ),
        (START + "figures: [pie]\n", "7:11", "'pie' is none of banks-and-latency"),
        (START + "limits: {seconds: 0}\n", "7:10", "0 is less than or equal"),
        (START + "name: b\n", "7:1", "name stands twice"),
        (START.replace("'1'}", "'1'}\n  p: {text: '2'}"), "4:3", "programs.p stands twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, place: str, message: str) -> None:
    with pytest.raises(SweepError) as caught:
        parsed(text)
    told = str(caught.value)
    assert message in told
    assert told.startswith(f"sweep.yaml:{place}:" if place else "sweep.yaml: ")
    assert "\n" not in told
    assert caught.value.code == 2


def expand(text: str) -> list[machines.Machine]:
    read = parsed(START.replace("machines: {}", f"machines: {text}"))
    said = read.values["sweeps"]["s"]["machines"]
    return machines.expand(read, ("sweeps", "s", "machines"), said)


def test_machines_are_every_point_of_the_grid_with_every_one_of_the_list() -> None:
    found = expand(
        "{grid: {banks: [4, 1], code: [quick, lists]}, list: [{word: 16}, {word: 32, memory: 1M}]}"
    )
    assert [machine.parameters for machine in found] == [
        {"banks": banks, "code": code, **rest}
        for banks in (4, 1)
        for code in ("quick", "lists")
        for rest in ({"word": 16}, {"word": 32, "memory": "1M"})
    ]
    assert [machine.parameters for machine in expand("{}")] == [{}]
    assert len(expand("{grid: {latency: [1, 2, 3]}}")) == 3
    assert len(expand("{list: [{latency: 1}, {latency: 2}]}")) == 2


def test_a_parameter_stands_in_the_grid_or_in_the_list() -> None:
    with pytest.raises(SweepError, match=r"list\[1\]\.banks: `banks` is a parameter of the grid"):
        expand("{grid: {banks: [4]}, list: [{banks: 1}]}")
    with pytest.raises(SweepError, match="a dialect is the program's"):
        expand("{grid: {dialect: [mal]}}")


def variants(said: str) -> list[programs.Program]:
    read = parsed(START.replace("{text: '1'}", said))
    return programs.read(read, "p", read.values["programs"]["p"])


def test_a_program_has_a_variant_for_each_value_of_its_variables() -> None:
    found = variants("{text: '(f $N $M)', variables: {N: [1, 2], M: 7}}")
    assert [(one.variant, one.text) for one in found] == [("N=1", "(f 1 7)"), ("N=2", "(f 2 7)")]
    (one,) = variants("{text: '($NAME $N)', variables: {N: 3}}")
    assert one.text == "($NAME 3)", "a longer name is another one"
    with pytest.raises(SweepError, match=r"\$M does not occur"):
        variants("{text: '(f $N)', variables: {N: 1, M: 7}}")


def test_a_text_may_depend_on_a_parameter_of_the_machine() -> None:
    said = "{text: '($CALL f)', variables: {CALL: {namespace: {lisp2: funcall, lisp1: ''}}}}"
    (program,) = variants(said)
    read = parsed(START.replace("{text: '1'}", said))

    def text(parameters: dict[str, str | int]) -> str:
        return program.text_on(read, machines.Machine(parameters, {}))

    assert (text({"namespace": "lisp2"}), text({"namespace": "lisp1"})) == ("(funcall f)", "( f)")
    with pytest.raises(SweepError, match="it depends on `namespace`, which a machine does not say"):
        text({"banks": 4})
    with pytest.raises(SweepError, match="there is no text for namespace lisp3"):
        text({"namespace": "lisp3"})


def test_a_file_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "sweep.yaml"
    path.write_text(START.replace("{text: '1'}", "{file: none.lisp}"), encoding="utf-8")
    read = configuration.read(path)
    with pytest.raises(
        SweepError, match=r"3:7: programs\.p\.file: .*none\.lisp: there is no such file"
    ):
        programs.read(read, "p", read.values["programs"]["p"])
    with pytest.raises(SweepError, match="cannot be read: No such file"):
        configuration.read(tmp_path / "nothing.yaml")


def run(id: str, cost: float) -> planned.Run:
    question = planned.Question("p.lisp", "1", {}, None, [], "", {}, 1)
    return planned.Run(id, "s", "p", "p", "", "", {}, question, None, cost)


def test_jobs_have_about_the_same_cost_and_each_run_once() -> None:
    runs = [run(f"r{index}", 0.5 if index < 8 else 2.0) for index in range(12)]
    made = plan.batches([*runs, runs[0]], 2.0)
    assert [len(batch) for batch in made.values()] == [4, 4, 1, 1, 1, 1]
    assert [id for batch in made.values() for id in batch] == [one.id for one in runs]
    again = plan.batches([*runs[:4], run("new", 2.0)], 2.0)
    assert next(iter(again)) == next(iter(made)), "the same runs are the same job"
    assert list(plan.batches(runs[:1], 60.0).values()) == [["r0"]]


def test_the_small_sweep_of_the_tests_is_one() -> None:
    assert parsed(SMALL).values["name"] == "small"
