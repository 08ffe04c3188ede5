"""Large rosters are answered by few of their people, and seats that decide nothing are left out: exactly."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.solver import candidates, notes
from plan_competency.solver.case import Case, case_of
from plan_competency.solver.contenders import with_ceilings, with_seats
from plan_competency.solver.filling import without_filled
from plan_competency.solver.reductions import REDUCTIONS
from random_cases import DAY, random_case
from random_portfolios import random_portfolio
from roster_tables import in_parquet, small, written

Patch = pytest.MonkeyPatch


def few(patch: Patch, number: int) -> None:
    """Rosters of no more people are taken as they are."""
    for module in (candidates, notes):
        patch.setattr(module, "FEW", number)


def worth(plan: pc.Plan) -> object:
    """All that must not depend on how many people are looked at."""
    missing = [
        [
            (
                item.requirement,
                item.seats,
                item.open,
                [(near.exams, near.leaves_seat) for near in item.nearest],
            )
            if isinstance(item, pc.MissingPeople)
            else item
            for item in result.missing
        ]
        for result in plan.targets
    ]
    verdicts = [(item.target, item.option, item.people, item.verdict, item.reached) for item in plan.targets]
    return plan.status, plan.totals, plan.lower_bound, plan.stages, verdicts, missing


def answers(roster: pc.Workforce, program: pc.Program, **asked: Any) -> list[object]:
    return [worth(ask(roster, program=program, on=DAY, **asked)) for ask in (pc.check, pc.plan)]


@pytest.mark.parametrize("part", range(3))
def test_random_cases_of_few_people_taken_for_many(part: int, monkeypatch: Patch) -> None:
    for seed in range(part * 30, part * 30 + 30):
        case = random_case(seed)
        program, roster = case.read()
        want = answers(roster, program, targets=case.targets)
        with monkeypatch.context() as patch:
            few(patch, 0)
            assert answers(roster, program, targets=case.targets) == want, seed


@pytest.mark.parametrize("part", range(3))
def test_random_portfolios_of_few_people_taken_for_many(part: int, monkeypatch: Patch) -> None:
    for seed in range(part * 16, part * 16 + 16):
        program, roster, portfolio = random_portfolio(seed).read()
        want = answers(roster, program, portfolio=portfolio)
        with monkeypatch.context() as patch:
            few(patch, 0)
            assert answers(roster, program, portfolio=portfolio) == want, seed


def _many(path: Path, program: pc.Program, seed: int, people: int = 2_500) -> Path:
    """People who hold little of what the requirements name, some of it too late or under other names."""
    rng, known = random.Random(seed), sorted(program.credentials)
    rows = []
    for number in range(people):
        name = f"P {rng.randrange(10**6)} {number}"
        rows.append((name, "", "", ""))
        for credential in rng.sample(known, min(rng.choice((0, 0, 1, 1, 2, 3)), len(known))):
            dates = rng.choice((("", ""), ("", ""), ("", "2017-06-30"), ("2017-07-02", "")))
            rows.append((name, credential, *dates))
    return written(path, rows)


def _repeated(seed: int) -> Iterator[tuple[pc.Program, list[str]]]:
    """Random programs with more seats."""
    for number in range(seed, seed + 4):
        case = random_case(number)
        yield case.read()[0], case.targets


def test_thousands_of_people_in_columns_and_as_objects(tmp_path: Path, monkeypatch: Patch) -> None:
    for number, (program, targets) in enumerate(_repeated(20)):
        path = _many(tmp_path / f"{number}.csv", program, number)
        table, objects = pc.read_roster(in_parquet(path)), small(path)
        assert isinstance(table, pc.TableRoster)
        found = answers(table, program, targets=targets)
        assert answers(objects, program, targets=targets) == found, number
        with monkeypatch.context() as patch:
            few(patch, 10**9)
            assert answers(objects, program, targets=targets) == found, number


def test_thousands_of_people_under_the_shipped_program(
    tmp_path: Path, program: pc.Program, monkeypatch: Patch
) -> None:
    path, targets = _many(tmp_path / "r.csv", program, 7), ["cloud-crm/gold", "messaging/gold"]
    name = next(iter(small(path).people))
    asked: dict[str, Any] = {"targets": targets, "forbid": [(name, "cloud-crm/gold")]}
    found = answers(pc.read_roster(in_parquet(path)), program, **asked)
    few(monkeypatch, 10**9)
    assert answers(small(path), program, **asked) == found


def test_whoever_is_named_or_limited_is_kept(monkeypatch: Patch) -> None:
    few(monkeypatch, 0)
    dropped = 0
    for seed in range(200):
        program, roster, portfolio = random_portfolio(seed).read()
        case = case_of(roster, portfolio, program, DAY)
        kept = {person.name for person in (*case.people, *case.absent)}
        named = {*portfolio.people, *portfolio.prefer}
        limited = {name for name, person in roster.people.items() if person.max_exams is not None}
        limited |= {name for name, person in roster.people.items() if person.cannot_take}
        assert named | limited <= kept, seed
        dropped += len(roster.people) - len(kept)
    crowd = {f"p{number:02}": ["x"] for number in range(30)}
    terms = {"p20": {"pin": ["y"]}, "p21": {"forbid": ["x"]}, "p22": {"unavailable": True}}
    roster = pc.Roster.model_validate(
        {"people": crowd | {"p23": {"holds": [], "max_exams": 3}, "p24": {"holds": [], "cannot_take": ["x"]}}}
    )
    portfolio = Portfolio.model_validate({"targets": ["c/gold"], "people": terms, "prefer": ["p25"]})
    case = case_of(roster, portfolio, program_of({"people": 1, "each": "x"}), DAY)
    kept = {person.name for person in (*case.people, *case.absent)}
    assert {f"p{number}" for number in range(20, 26)} < kept
    assert len(kept) < len(roster.people)


def test_what_does_not_count_in_a_large_roster_is_noted(monkeypatch: Patch) -> None:
    few(monkeypatch, 0)
    program = program_of({"people": 1, "each": "x"})
    many = [[{"credential": "x", "expires": "2017-06-30"}, "AZ-900"]] * 12
    late = [{"credential": "y", "passed": "2017-07-02"}]
    # Fails: the notes end in "and 1 more", however many there are (`notes._first` gives nine to `listed`).
    plan = pc.plan(roster_of(*many, late, ["x", "Exam az-900"]), "c/gold", program=program, on=DAY)
    assert plan.notes == (
        "'AZ-900' is not a credential of tiny and counts for nothing (A, B, C, D, E, F, G, H and 5 others).",
        "x has expired and does not count for A, B, C, D, E, F, G, H and 4 others.",
        "y was passed after 2017-07-01 and does not count for M.",
    )
    assert plan.totals.exams == 0


# --- Seats that need no exams, and seats that are not for everybody: the smallest cases.

TWO = {"all": [{"people": 1, "each": "x"}, {"people": 1, "each": "y"}]}
BOTH = {"people": 1, "each": {"all": ["x", "y"]}}


def two_programs(first: Any, second: Any) -> pc.Program:
    """Targets `c/gold` and `d/gold`."""
    one = program_of(first).model_dump(mode="json", exclude_none=True)
    other = program_of(second).model_dump(mode="json", exclude_none=True)
    one["competencies"]["d"] = other["competencies"]["c"]
    return pc.Program.model_validate(one)


def case_for(program: pc.Program, *holdings: Any, **terms: Any) -> Case:
    """The case of all its targets; it is also answered, as without any reduction."""
    portfolio = Portfolio.model_validate({"targets": ["*/gold"], **terms})
    roster = roster_of(*holdings)
    plan = pc.plan(roster, program=program, portfolio=portfolio, on=DAY)
    plain = pc.plan(roster, program=program, portfolio=portfolio, on=DAY, without=REDUCTIONS)
    assert (plan.status, plan.totals) == (plain.status, plain.totals)
    return case_of(roster, portfolio, program, DAY)


def filled(case: Case) -> list[tuple[str, ...]]:
    """The people of each requirement of c/gold that needs no exams."""
    target = without_filled(case).targets[0]
    return [target.filled[key] for key in sorted(target.filled)]


def ceilings(case: Case) -> list[int]:
    target = with_ceilings(case).targets[0]
    return [target.ceilings[key] for key in sorted(target.ceilings)]


def seated(case: Case) -> str:
    return "".join(person.name for person in with_seats(with_ceilings(case)).people)


X, XS = ["x"], [["x"], ["x"]]
NO: list[str] = []
AMONG = {**TWO["all"][0], "among_them": [{"people": 1, "each": "z"}]}
#: What is asked, who is there, under which terms, and who fills the first requirement.
FILLED: dict[str, tuple[Any, list[Any], dict[str, Any], list[tuple[str, ...]]]] = {
    "as many as there are seats": (TWO, XS, {}, [("A", "B")]),
    "more than there are seats": (TWO, [NO, *XS, X], {}, [("B", "C")]),
    "fewer than there are seats": (TWO, [X, NO], {}, []),
    "limits on exams do not matter": (TWO, [X, {"holds": X, "max_exams": 0}], {}, [("A", "B")]),
    "forbidden there": (TWO, XS, {"people": {"A": {"forbid": ["c/gold"]}}}, []),
    "forbidden there, and others": (TWO, [*XS, X], {"people": {"A": {"forbid": ["c/gold"]}}}, [("B", "C")]),
    "unavailable": (TWO, XS, {"people": {"A": {"unavailable": True}}}, []),
    "pinned to a seat": (TWO, XS, {"people": {"A": {"pin": ["c/gold"]}}}, []),
    "pinned to an exam": (TWO, XS, {"people": {"A": {"pin": ["z"]}}}, [("A", "B")]),
    "exclusive": (TWO, [*XS, X], {"sharing": "exclusive"}, []),
    "not all that is asked of some": ({"all": [AMONG, TWO["all"][1]]}, XS, {}, []),
    "all that is asked of some": ({"all": [AMONG, TWO["all"][1]]}, [["x", "z"]] * 2, {}, [("A", "B")]),
    "expired": (TWO, [X, [{"credential": "x", "expires": "2017-06-30"}]], {}, []),
}


@pytest.mark.parametrize("name", FILLED)
def test_seats_that_need_no_exams(name: str) -> None:
    rule, holdings, terms, want = FILLED[name]
    assert filled(case_for(two_programs(rule, {"people": 1, "each": "z"}), *holdings, **terms)) == want


LIMITED = {"holds": X, "max_exams": 5}
COSTS = {"prices": {"currency": "USD", "exams": {"x": 9, "y": 5, "z": 1}}}
OTHER, NEEDS_Y = {"people": 1, "each": "z"}, {"people": 1, "each": "y"}
#: The other target, who is there, under which terms, what c/gold is worth, and who is left.
CEILINGS: dict[str, tuple[Any, list[Any], dict[str, Any], list[int], str]] = {
    "one needs less": (OTHER, [X, NO, ["z"]], {}, [1], "AC"),
    "nobody needs less": (OTHER, [NO, ["z"]], {}, [2], "AB"),
    "who needs less has a limit": (OTHER, [LIMITED, NO, ["z"]], {}, [2], "ABC"),
    "who needs less is forbidden there": (
        OTHER,
        [X, NO, ["z"]],
        {"people": {"A": {"forbid": ["c/gold"]}}},
        [2],
        "BC",
    ),
    "who needs less is forbidden an exam": (
        OTHER,
        [X, NO, ["z"]],
        {"people": {"A": {"forbid": ["y"]}}},
        [2],
        "BC",
    ),
    "who needs less is unavailable": (
        OTHER,
        [X, NO, ["z"]],
        {"people": {"A": {"unavailable": True}}},
        [2],
        "BC",
    ),
    "who needs more is pinned there": (
        OTHER,
        [X, NO, ["z"]],
        {"people": {"B": {"pin": ["c/gold"]}}},
        [],
        "ABC",
    ),
    "who needs more is pinned to an exam": (
        OTHER,
        [X, NO, ["z"]],
        {"people": {"B": {"pin": ["y"]}}},
        [1],
        "ABC",
    ),
    "an exam of use elsewhere": (NEEDS_Y, [X, NO], {}, [1], "AB"),
    "sharing": (OTHER, [X, NO, ["z"]], {"sharing": "exclusive"}, [], "ABC"),
    "people first": (OTHER, [X, NO, ["z"]], {"minimize": ["people", "exams"]}, [], "ABC"),
    "cost first": (OTHER, [X, ["y"], NO, ["z"]], {"minimize": ["cost"], **COSTS}, [5], "AD"),
}


@pytest.mark.parametrize("name", CEILINGS)
def test_seats_that_are_not_for_everybody(name: str) -> None:
    other, holdings, terms, most, left = CEILINGS[name]
    case = case_for(two_programs(BOTH, other), *holdings, **terms)
    assert (ceilings(case), seated(case)) == (most, left)


def test_one_person_in_several_seats_is_left_alone() -> None:
    apart: dict[str, Any] = {"all": [BOTH, {"people": 1, "each": "z"}]}
    assert sorted(ceilings(case_for(program_of(apart), X, NO, NO))) == [1, 2]
    assert not ceilings(case_for(program_of({**apart, "overlap": "allowed"}), X, NO, NO))


def test_an_exam_of_use_elsewhere_is_not_saved() -> None:
    case = with_ceilings(case_for(two_programs(BOTH, {"people": 1, "each": "y"}), X, NO))
    assert [target.own for target in case.targets] == [{"x": 1}, {}]


def test_what_is_asked_of_some_counts_for_the_others_only() -> None:
    rule = {"people": 1, "each": "x", "among_them": [{"people": 1, "each": "y"}]}
    case = case_for(program_of(rule), X, NO, ["y"])
    assert (ceilings(case), seated(case)) == ([1], "ABC")
    case = case_for(program_of(rule), ["x", "y"], X, NO)
    assert (ceilings(case), seated(case)) == ([0], "AB")
