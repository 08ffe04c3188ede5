"""Metrics for the whole program or a part of it: which amount answers which threshold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from conftest import roster_of
from plan_competency.solver.checker import violations
from pydantic import ValidationError

#: What each competency's options ask for: option, level, metrics.
PARTS = {
    "apps": {
        "small": {"silver": ["performance-1"], "gold": ["performance-1", "revenue"]},
        "large": {"gold": ["performance-1", "revenue"]},
    },
    "data": {"only": {"silver": ["performance-1"], "gold": ["performance-1", "performance-2"]}},
}
ALIASES = {"apps": ["Business-Apps"], "data": []}


@pytest.fixture
def program() -> pc.Program:
    def rule(metrics: list[str]) -> dict[str, Any]:
        return {"all": [{"metric": metric, "at_least": 100} for metric in metrics]}

    competencies = {
        competency: {
            "options": {
                option: {"levels": {level: rule(metrics) for level, metrics in levels.items()}}
                for option, levels in options.items()
            }
        }
        | ({"aliases": ALIASES[competency]} if ALIASES[competency] else {})
        for competency, options in PARTS.items()
    }
    return pc.Program.model_validate({"program": "parts", "credentials": {}, "competencies": competencies})


def stated(program: pc.Program, metrics: dict[str, float], *targets: str) -> dict[str, float | None]:
    """What is stated about performance-1 of each target asked together."""
    check = pc.check(roster_of(metrics=metrics), targets, program=program)
    return {
        result.target: item.stated
        for result in check.targets
        for item in result.metrics
        if item.metric == "performance-1"
    }


#: From the most specific key down: without those above, each one answers.
STEPS: list[tuple[str, float]] = [
    ("apps/small/gold/performance-1", 5),
    ("apps/small/performance-1", 4),
    ("apps/gold/performance-1", 3),
    ("apps/performance-1", 2),
    ("performance-1", 1),
]


@pytest.mark.parametrize("first", range(len(STEPS)))
def test_the_most_specific_key_wins(program: pc.Program, first: int) -> None:
    keys = dict(reversed(STEPS[first:]))
    assert stated(program, keys, "apps/small/gold") == {"apps/small/gold": STEPS[first][1]}


@pytest.mark.parametrize(
    ("key", "fits"),
    [
        ("apps/small/gold/performance-1", False),  # another level
        ("apps/small/silver/performance-1", True),
        ("apps/small/performance-1", True),
        ("apps/gold/performance-1", False),
        ("apps/silver/performance-1", True),
        ("apps/large/performance-1", False),  # another option
        ("data/performance-1", False),  # another competency
        ("Business-Apps/performance-1", True),
        ("BUSINESS-apps/Small/SILVER/Performance-1", True),
        (" apps / small / performance-1 ", True),
    ],
)
def test_a_key_fits_its_part_of_the_program(program: pc.Program, key: str, fits: bool) -> None:
    found = stated(program, {key: 7}, "apps/small/silver")
    assert found == {"apps/small/silver": 7 if fits else None}


def test_a_fact_that_has_a_name_of_its_own_answers_everywhere(program: pc.Program) -> None:
    check = pc.check(
        roster_of(metrics={"revenue": 100}), ["apps/small/gold", "apps/large/gold"], program=program
    )
    states = [item.state for result in check.targets for item in result.metrics if item.metric == "revenue"]
    assert (states, check.notes) == (["met", "met"], ())


def note(key: str, *instead: str) -> str:
    return f"'{key}' means different facts: write {' and '.join(instead)}. It counts for none of them."


SMALL, LARGE, DATA = "apps/small/performance-1", "apps/large/performance-1", "data/only/performance-1"

#: What is stated, what is asked, what then answers each, and the note.
AMBIGUOUS: list[tuple[str, dict[str, float], dict[str, float | None], tuple[str, ...]]] = [
    ("one option", {"performance-1": 7}, {"data/gold": 7}, ()),
    ("one option at two levels", {"performance-1": 7}, {"data/gold": 7, "data/silver": 7}, ()),
    ("one option has the level", {"performance-1": 7}, {"apps/silver": 7}, ()),
    (
        "an option named, another besides",
        {"performance-1": 7},
        {"apps/small/gold": None, "apps/large/gold": None},
        (note("performance-1", LARGE, SMALL),),
    ),
    (
        "any of two options",
        {"performance-1": 7},
        {"apps/gold": None},
        (note("performance-1", LARGE, SMALL),),
    ),
    (
        "stated for a competency of two options",
        {"Business-Apps/performance-1": 7},
        {"apps/gold": None},
        (note("Business-Apps/performance-1", LARGE, SMALL),),
    ),
    (
        "stated for a level of two options",
        {"apps/gold/performance-1": 7},
        {"apps/gold": None},
        (note("apps/gold/performance-1", LARGE, SMALL),),
    ),
    (
        "two competencies",
        {"performance-1": 7},
        {"apps/silver": None, "data/silver": None},
        (note("performance-1", SMALL, DATA),),
    ),
    (
        "each competency for itself",
        {"apps/performance-1": 7, "data/performance-1": 8},
        {"apps/silver": 7, "data/silver": 8},
        (),
    ),
    # The bare key answers only what no more specific key does: one option.
    (
        "all others are stated",
        {"performance-1": 7, "data/performance-1": 8},
        {"apps/silver": 7, "data/silver": 8},
        (),
    ),
    # What is ambiguous for two targets does not become less so where a wider key would fit.
    (
        "no step down from what is ambiguous",
        {"apps/performance-1": 7, "performance-1": 8},
        {"apps/small/gold": None, "apps/large/gold": None},
        (note("apps/performance-1", LARGE, SMALL),),
    ),
]


@pytest.mark.parametrize(
    ("metrics", "answers", "notes"), [row[1:] for row in AMBIGUOUS], ids=[row[0] for row in AMBIGUOUS]
)
def test_a_metric_named_by_its_position_is_no_fact_of_several_options(
    program: pc.Program,
    metrics: dict[str, float],
    answers: dict[str, float | None],
    notes: tuple[str, ...],
) -> None:
    check = pc.check(roster_of(metrics=metrics), list(answers), program=program)
    assert stated(program, metrics, *answers) == answers
    assert check.notes == notes


def test_each_option_of_a_target_is_resolved_by_its_own_id(program: pc.Program) -> None:
    """Asked without option: the option whose threshold is met is the one chosen."""
    for option, other in (("small", "large"), ("large", "small")):
        metrics = {f"apps/{option}/performance-1": 100, f"apps/{other}/performance-1": 99, "revenue": 100}
        (result,) = pc.check(roster_of(metrics=metrics), "apps/gold", program=program).targets
        assert (result.option, result.verdict) == (option, "eligible")


def test_the_checker_resolves_each_option_for_itself(program: pc.Program) -> None:
    metrics = {"apps/small/performance-1": 100, "apps/large/performance-1": 99, "revenue": 100}
    roster = roster_of(metrics=metrics)
    check = pc.check(roster, "apps/gold", program=program)
    assert list(violations(check, program, roster)) == []
    dump = check.model_dump(mode="json")
    dump["targets"][0]["option"] = "large"
    assert list(violations(pc.Plan.model_validate(dump), program, roster)) == [
        "apps/gold: the threshold performance-1 is not as the roster and the program state it"
    ]


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("revenu", "revenue"),
        ("zzz", None),
        ("ap/revenue", "apps/revenue"),
        ("data/revenue", "apps/revenue"),  # data asks for no revenue
        ("apps/large/silver/performance-1", "apps/small/silver/performance-1"),  # no such level
        ("apps/smal/performance-1", "apps/small/performance-1"),
        ("business-ap/revenue", "Business-Apps/revenue"),
    ],
)
def test_a_key_that_leads_nowhere_is_noted_with_the_nearest(
    program: pc.Program, key: str, near: str | None
) -> None:
    (sentence,) = pc.check(roster_of(metrics={key: 1}), "apps/gold", program=program).notes
    start = f"'{key}' is not a metric of parts and counts for nothing."
    assert sentence.startswith(start if near is None else f"{start} Did you mean '{near}'")
    assert near is not None or sentence == start


def test_two_keys_that_mean_the_same_are_refused(program: pc.Program) -> None:
    roster = roster_of(metrics={"apps/revenue": 1, "business-apps/revenue": 1})
    with pytest.raises(pc.InvalidQuestion, match="'apps/revenue' and 'business-apps/revenue' are the same"):
        pc.check(roster, "data/gold", program=program)


@pytest.mark.parametrize("key", ["a//b", "/a", "a/", "a/b/c/d/e", "/", " / a"])
@pytest.mark.parametrize("name", ["r.yaml", "r.json"])
def test_what_is_no_path_is_an_error_with_file_and_line(
    run: Callable[..., Result], write: Callable[[str, str], Path], name: str, key: str
) -> None:
    text = f"people: {{}}\nmetrics:\n  m: 1\n  '{key}': 2\n"
    if name == "r.json":
        text = f'{{"people": {{}}, "metrics": {{"m": 1, "{key}": 2}}}}'
    result = run("check", write(name, text), "messaging/gold")
    place = f"{name}, line 4, metrics.{key}" if name == "r.yaml" else f"{name}: metrics.{key}"
    assert result.exit_code == 2
    assert f"{place}: '{key}' leads to no metric: write metric, competency/metric, " in result.stderr


def test_paths_that_read_the_same_are_an_error() -> None:
    with pytest.raises(ValidationError, match="'APPS / m' and 'apps/m' read the same"):
        roster_of(metrics={"apps/m": 1, "APPS / m": 2})


def test_a_roster_keeps_its_paths() -> None:
    data = {"metrics": {"Cloud-CRM/gold/performance-1": 2, "performance-1": 1}, "people": {}}
    roster = pc.Roster.model_validate(data)
    assert roster.model_dump(mode="json", exclude_none=True, by_alias=True) == data


def test_a_change_states_a_metric_for_a_part(program: pc.Program) -> None:
    roster = roster_of(metrics={"apps/small/performance-1": 1, "data/performance-1": 1})
    change = pc.SetMetric("business-apps/SMALL/performance-1", 250)
    assert str(change) == "business-apps/SMALL/performance-1 becomes 250"
    outcome = pc.what_if(roster, "apps/silver", [change], program=program)
    assert [plan.targets[0].metrics[0].stated for plan in (outcome.before, outcome.after)] == [1, 250]


def test_a_change_of_what_does_not_exist_is_an_error(program: pc.Program) -> None:
    with pytest.raises(pc.UnknownMetric, match="Did you mean 'apps/small/performance-1'") as caught:
        pc.what_if(roster_of(), "apps/gold", [pc.SetMetric("apps/smal/performance-1", 1)], program=program)
    assert caught.value.name == "apps/smal/performance-1"


def test_options_and_scenarios_take_paths(
    run: Callable[..., Result], write: Callable[[str, str], Path], program: pc.Program
) -> None:
    rules = write("p.json", program.model_dump_json(exclude_none=True))
    roster = write("r.yaml", "people: {}\nmetrics: {apps/performance-1: 1}\n")
    question = (roster, "apps/silver", "--program", rules)
    metric = "Business-Apps/performance-1=100"
    assert run("check", *question).exit_code == 1
    assert run("check", *question, "--metric", metric).exit_code == 0
    scenario = write("s.yaml", "title: T\nchanges: [{set_metric: {apps/small/performance-1: 100}}]\n")
    for change in (("--set-metric", metric), ("--scenario", scenario)):
        assert "not eligible, 0 exams   eligible" in run("what-if", *question, *change).stdout
