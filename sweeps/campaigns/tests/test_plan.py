"""Configurations: what the jobs are, and what is wrong with others."""

from pathlib import Path

import pytest

from conscycle_campaigns import commands, plan

ROOT = Path(__file__).resolve().parent.parent.parent.parent


def test_the_ranges_of_jobs_follow_each_other() -> None:
    config = {"codes": {"jobs": 3, "seeds": 10, "first_seed": 5}}
    jobs = plan.jobs(config)
    assert [(job.first, job.count) for job in jobs] == [(5, 10), (15, 10), (25, 10)]
    assert [job.name for job in jobs] == sorted(job.name for job in jobs)


def test_all_mutations_have_a_job_each_and_others_are_refused() -> None:
    known = plan.known_mutations(ROOT)
    assert known == list(range(1, len(known) + 1)) and len(known) > 100
    assert len(plan.jobs({"mutations": {"numbers": "all"}}, known)) == len(known)
    assert [job.first for job in plan.jobs({"mutations": {"numbers": [7, 3]}}, known)] == [7, 3]
    with pytest.raises(plan.ConfigurationError, match="no mutation 9999, only 1 to"):
        plan.jobs({"mutations": {"numbers": [9999]}}, known)


def test_a_job_is_a_command_line() -> None:
    machine = ("--word", "16")
    lockstep = commands.of_job(plan.Job("lockstep", 5, 10, 1000, machine), "a b", Path("/r"))
    assert lockstep == ("'a b' campaign lockstep --seed 5 --count 10 --json --keep counterexamples "
                        "--cycles 1000 --rtl /r/rtl-model --word 16")
    codes = commands.of_job(plan.Job("codes", 0, 10), "conscycle", Path("/r"))
    assert codes == "conscycle campaign codes --seed 0 --count 10 --json --keep counterexamples"
    mutation = commands.of_job(plan.Job("mutations", 3, 1), "conscycle", Path("/r"))
    assert mutation.endswith("/r/rtl-model/mutate.py --json 3")


@pytest.mark.parametrize("path", sorted((ROOT / "sweeps/campaigns/config").glob("*.yaml")), ids=str)
def test_the_configurations_that_come_with_it_are_right(path: Path) -> None:
    assert plan.jobs(plan.read(path), plan.known_mutations(ROOT))


@pytest.mark.parametrize(("text", "expected"), [
    ("", "None is not of type 'object'"),
    ("codes: [", "no YAML"),
    ("{}", "non-empty"),
    ("songs: {jobs: 1, seeds: 1}", "'songs' was unexpected"),
    ("codes: {jobs: 1}", "codes: 'seeds' is a required property"),
    ("codes: {jobs: 0, seeds: 1}", "codes.jobs: 0 is less than the minimum of 1"),
    ("codes: {jobs: 1, seeds: 1, cycles: 5}", "codes: Additional properties"),
    ("lockstep: {jobs: 1, seeds: 1, machine: --word}", "lockstep.machine: '--word' is not of type"),
    ("mutations: {numbers: some}", "mutations.numbers"),
])
def test_what_is_wrong_has_its_place(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "campaign.yaml"
    path.write_text(text)
    with pytest.raises(plan.ConfigurationError) as caught:
        plan.read(path)
    message = str(caught.value)
    assert expected in message and str(path) in message and "\n" not in message


def test_seeds_have_an_end() -> None:
    with pytest.raises(plan.ConfigurationError, match="codes: seeds end at"):
        plan.jobs({"codes": {"jobs": 2**60, "seeds": 2**60}})
