"""Rows of a batch are found option by option and by how people stand, and are the same as for each alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import plan_competency as pc
import pytest
from batch_rows import BOTH, NO, M, cells, needs, program_of
from conftest import roster_of
from inline import Inline
from plan_competency.models.portfolios import Portfolio
from plan_competency.scenarios import judging, parts
from plan_competency.scenarios.judging import Judge
from plan_competency.scenarios.nearest import alone
from plan_competency.scenarios.parts import Part, parts_of
from plan_competency.scenarios.survey import survey_of
from plan_competency.scenarios.told import Told, best
from plan_competency.solver.questions import Question, question
from random_cases import DAY, _roster, random_case
from random_portfolios import random_portfolio

# --- The best of several parts.

TOLD = Told(
    status="optimal", verdict="not-eligible", people="unmet", thresholds="none", option="a",
    exams=3, people_studying=1, lower_bound=3, missing=1, rank=(0, 0, 3),
)  # fmt: skip
NONE: dict[str, Any] = {"exams": None, "people_studying": None, "lower_bound": None, "rank": (1, 1)}


def told(**facts: Any) -> Told:
    return replace(TOLD, **facts)


UNKNOWN = told(status="unknown", option="u", **{**NONE, "lower_bound": 1})
FEASIBLE = told(status="feasible", option="f", exams=4, lower_bound=2, rank=(0, 0, 4))
INFEASIBLE = told(status="infeasible", option="i", **NONE)
#: Several parts, and status, option, exams and bound of what is told.
BEST: dict[str, tuple[list[Told], tuple[Any, ...]]] = {
    "one": ([TOLD], ("optimal", "a", 3, 3)),
    "one that is impossible": ([INFEASIBLE], ("infeasible", "i", None, None)),
    "one that is not known": ([UNKNOWN], ("unknown", "u", None, 1)),
    "the first of equals": ([TOLD, told(option="b")], ("optimal", "a", 3, 3)),
    "the least": ([TOLD, told(option="b", exams=2, lower_bound=2, rank=(0, 0, 2))], ("optimal", "b", 2, 2)),
    "possible rather than not": ([INFEASIBLE, TOLD], ("optimal", "a", 3, 3)),
    "what is found last is not the least for sure": ([TOLD, FEASIBLE], ("feasible", "a", 3, 2)),
    "nor is what is found beside what is not known": ([UNKNOWN, TOLD], ("feasible", "a", 3, 1)),
    "the bound is of what is possible": ([INFEASIBLE, FEASIBLE], ("feasible", "f", 4, 2)),
    "nothing is found, and not all is impossible": ([INFEASIBLE, UNKNOWN], ("unknown", "i", None, 1)),
    "nor known the other way": ([UNKNOWN, replace(UNKNOWN, lower_bound=0)], ("unknown", "u", None, 0)),
}  # fmt: skip


@pytest.mark.parametrize("name", BEST)
def test_the_best_of_several_parts(name: str) -> None:
    found, want = BEST[name]
    least = best(iter(found))
    assert (least.status, least.option, least.exams, least.lower_bound) == want


def test_the_cells_are_those_of_a_row() -> None:
    assert TOLD.cells == ("optimal", "not-eligible", "unmet", "none", "a", 3, 1, 3, 1)


# --- What is asked once: by how people stand.


def _asked(program: pc.Program, **options: Any) -> Question:
    return question(pc.Roster(people={}), "c/gold", program, {"on": DAY, **options})  # type: ignore[typeddict-item]


def _parts(program: pc.Program, **options: Any) -> tuple[Part, ...]:
    asked = _asked(program, **options)
    (target,) = asked.case.targets
    return parts_of(target, asked)


#: The options, the rules about sharing, and the parts.
PARTS: list[tuple[dict[str, Any], Any, int]] = [
    ({"a": needs("x")}, "free", 1),
    (BOTH, "free", 2),
    (BOTH, "exclusive", 2),  # it says nothing about one target
    (BOTH, [{"different_people": 2}], 1),
]


@pytest.mark.parametrize(("options", "share", "number"), PARTS)
def test_options_are_asked_one_by_one_where_they_may_be(options: Any, share: Any, number: int) -> None:
    assert len(_parts(program_of(**options), share=share)) == number


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For how many people each answer was searched."""
    found: list[int] = []
    plain = alone

    def noted(name: str, asked: Question, **only: Any) -> pc.Plan:
        found.append(len(asked.roster.people))
        return plain(name, asked, **only)

    monkeypatch.setattr("plan_competency.scenarios.parts.alone", noted)
    return found


def judge(program: pc.Program, portfolio: Portfolio | None = None) -> Judge:
    """Somebody who has not been asked anything yet."""
    asked = portfolio or Portfolio.model_validate({"targets": ["c/gold"]})
    return Judge(survey_of((), program, None, {"portfolio": asked, "on": DAY}))


TWO = {"all": [needs("x", "y"), needs("x", "y")]}
ONE_EXAM = {"holds": NO, "max_exams": 1}
#: Organizations that stand alike where two are to pass x and y, and one that does not.
ALIKE: dict[str, tuple[list[list[Any]], list[Any]]] = {
    "other names and another order": ([[["x"], NO], [NO, ["x"]]], [["x"], ["x"]]),
    "what nobody asks for": ([[["x"], NO], [["x", "z"], ["v", "w"]]], [["x", "y"], NO]),
    "as much to sit of other exams": ([[["x"], NO], [["y"], NO], [["y", "z"], NO]], [["x", "y"], NO]),
    "more people alike than there are seats": ([[["x"]] * 2, [["x"]] * 9, [["x"]] * 3], [["x"]]),
    "people whom enough others outdo": ([[["x"]] * 2, [["x"], NO, ["y"], NO]], [["x"], NO, NO]),
    "a limit that cannot bind": ([[NO, NO], [{"holds": NO, "max_exams": 2}, NO]], [NO, ONE_EXAM]),
    "what somebody refuses and need not sit": (
        [[NO, NO], [NO, {"holds": NO, "cannot_take": ["z"]}]],
        [NO, {"holds": NO, "cannot_take": ["x"]}],
    ),
}


@pytest.mark.parametrize("name", ALIKE)
def test_organizations_that_stand_alike_are_asked_about_once(name: str, searches: list[int]) -> None:
    alike, other = ALIKE[name]
    program, rosters = program_of(a=TWO), [roster_of(*people) for people in (*alike, other)]
    judges = judge(program)
    *same, (last,) = map(judges.cells, rosters)
    assert len(searches) == 2  # one search for all who are alike, and one for the other
    assert len(set(same)) == 1
    assert last != same[0][0]
    # Each by itself, with nothing to remember, has the same row.
    assert [judge(program).cells(roster) for roster in rosters] == [*same, (last,)]
    assert len(searches) == 2 + len(rosters)


def test_where_ways_differ_what_is_held_counts_as_well(searches: list[int]) -> None:
    # One exam more either way; but which of the ways it is depends on what is held.
    judges = judge(program_of(a={"any": [{"all": [needs("x", "y"), M]}, needs("u", "v")]}))
    found = [judges.cells(roster_of([held], metrics={"m": 10})) for held in "xu"]
    assert [(cells[5], cells[3]) for (cells,) in found] == [(1, "met"), (1, "none")]
    assert len(searches) == 2


def test_only_those_who_are_needed_are_looked_at(searches: list[int]) -> None:
    # Two seats: of twenty people alike two, and nobody whom these outdo.
    judge(program_of(a=TWO)).cells(roster_of(*[["x"]] * 20, *[NO] * 6))
    assert searches == [2]


def test_facts_of_another_organization_are_asked_anew(searches: list[int]) -> None:
    judges = judge(program_of(a={"all": [needs("x"), M]}))
    states = [{"m": 10}, {"m": 9}, {}, {"m": 10}]
    found = [judges.cells(roster_of(["x"], metrics=metrics)) for metrics in states]
    assert [cells[3] for (cells,) in found] == ["met", "unmet", "not-stated", "met"]
    assert len(searches) == 3


#: Rows of two kinds in turn, and for each kind of memory what differs between them.
FORGOTTEN: list[tuple[Any, str, list[pc.Roster]]] = [
    (parts, "MOST_ANSWERS", [roster_of(["x"]), roster_of(NO)]),
    (judging, "MOST_FACTS", [roster_of(["x"], metrics={"m": 10}), roster_of(["x"], metrics={"m": 9})]),
]


@pytest.mark.parametrize(("module", "name", "rosters"), FORGOTTEN, ids=[name for _, name, _ in FORGOTTEN])
def test_what_is_forgotten_is_found_again(
    module: Any, name: str, rosters: list[pc.Roster], monkeypatch: pytest.MonkeyPatch, searches: list[int]
) -> None:
    program = program_of(a={"all": [needs("x", "y"), M]})
    remembers = judge(program)
    want = [remembers.cells(roster) for roster in rosters * 3]
    assert len(searches) == 2
    monkeypatch.setattr(module, name, 1)
    forgets = judge(program)
    assert [forgets.cells(roster) for roster in rosters * 3] == want
    assert len(searches) > 2 + 2


# --- Random organizations, held against `nearest` for each roster.


def _rosters(
    seed: int, program: pc.Program, number: int, like: pc.Roster | None = None
) -> Iterator[pc.Roster]:
    """Random rosters, in some of them several people who hold the same; half of them state what one does."""
    rng = random.Random(f"organizations {seed}")
    while number:
        data = _roster(rng, list(program.credentials))
        if rng.random() < 0.4:
            more = rng.sample(sorted(data["people"]), 1)
            data["people"] |= {f"{name} too": data["people"][name] for name in more}
        number -= 1
        roster = pc.Roster.model_validate(data)
        if like and seed % 2:
            roster = roster.replaced(market=like.market, metrics=like.metrics)
        yield roster


def _agrees(found: pc.VerdictRow, one: pc.Distance, program: pc.Program) -> bool:
    """Whether a row says what `nearest` says; of ways that are equal either may name any one.

    Those of which nothing is unmet or not stated are equal, be there thresholds or not; if there is no plan,
    so are all with as many open seats, whatever their thresholds.
    """
    states = {item.state for item in one.thresholds}
    thresholds = "unmet" if "unmet" in states else "not-stated" if "not-stated" in states else "met"
    row = found.status, found.verdict, found.exams, found.people_studying, found.lower_bound
    want = one.status, one.verdict, one.totals.exams, one.totals.people, one.lower_bound
    told = {"none": "met"}.get(str(found.thresholds), found.thresholds)
    is_option = found.option in program.options_of(program.target(one.target))
    return row == want and is_option and (one.totals.exams is None or told == thresholds)


def _as_nearest_says(program: pc.Program, rosters: list[pc.Roster], portfolio: Portfolio, seed: int) -> int:
    """How many rows there are, all of them as `nearest` says and whatever was asked before."""
    asked: dict[str, Any] = {"program": program, "portfolio": portfolio, "on": DAY}
    named = [(f"o{number}", roster) for number, roster in enumerate(rosters)]
    found = {(one.organization, one.target): one for one in pc.batch(named, executor=Inline(), **asked)}
    backwards = judge(program, portfolio)
    for name, roster in named[::-1]:
        rows = [found[name, target] for organization, target in found if organization == name]
        assert tuple(map(cells, rows)) == backwards.cells(roster), (seed, name)
    for name, roster in named:
        for one in pc.nearest(roster, **asked).targets:
            row = found[name, one.target]
            assert _agrees(row, one, program), (seed, name, one, row)
            assert (row.people == "unmet") >= bool(row.missing), (seed, name)
            assert row.verdict == "not-eligible" or row.people == "met", (seed, name)
            if not portfolio.sharing and seed % 2:
                (today,) = pc.check(
                    roster, [one.target], program=program, reading=portfolio.reading, on=DAY
                ).targets
                assert (row.people, row.verdict) == (today.people, today.verdict), (seed, name)
    return len(found)


def test_random_organizations_and_programs() -> None:
    rows = 0
    for seed in range(60):
        case = random_case(seed)
        program, roster = case.read()
        portfolio = Portfolio.model_validate({"targets": case.targets})
        rows += _as_nearest_says(program, [roster, *_rosters(seed, program, 1, roster)], portfolio, seed)
    assert rows > 120


def _impersonal(portfolio: Portfolio) -> Portfolio:
    """The same portfolio without what it says about single people."""
    terms = portfolio.model_dump(mode="json", exclude_unset=True)
    return Portfolio.model_validate({key: terms[key] for key in terms if key not in ("people", "prefer")})


def test_random_organizations_and_portfolios() -> None:
    rows = shared = 0
    for seed in range(24):
        program, roster, portfolio = random_portfolio(seed).read()
        portfolio = _impersonal(portfolio)
        rows += _as_nearest_says(program, [roster, *_rosters(seed, program, 1, roster)], portfolio, seed)
        shared += bool(portfolio.sharing)
    assert rows > 60
    assert shared > 12


def test_by_other_names_and_in_another_order_people_have_the_same_rows() -> None:
    for seed in range(200, 220):
        case = random_case(seed)
        program, _ = case.read()
        portfolio = Portfolio.model_validate({"targets": case.targets})
        for roster in _rosters(seed, program, 2):
            people = reversed(roster.people.values())
            renamed = roster.replaced(people={f"z{number}": person for number, person in enumerate(people)})
            cells = [judge(program, portfolio).cells(some) for some in (roster, renamed)]
            assert cells[0] == cells[1], seed


def _questions() -> Iterator[tuple[int, pc.Program, pc.Roster, Portfolio]]:
    for seed in range(300, 306):
        case = random_case(seed)
        yield seed, *case.read(), Portfolio.model_validate({"targets": case.targets})
    for seed in range(
        151, 155
    ):  # in the last there are ways that take the same, with more or fewer open seats
        program, roster, portfolio = random_portfolio(seed).read()
        yield seed, program, roster, _impersonal(portfolio)


def test_no_row_depends_on_who_was_asked_before() -> None:
    """Many small organizations of which the same is stated, so that they have much in common."""
    for seed, program, like, portfolio in _questions():
        rosters = [
            roster.replaced(market=like.market, metrics=like.metrics) for roster in _rosters(seed, program, 6)
        ]
        forwards, backwards = judge(program, portfolio), judge(program, portfolio)
        want = [judge(program, portfolio).cells(roster) for roster in rosters]
        assert [forwards.cells(roster) for roster in rosters] == want, seed
        assert [backwards.cells(roster) for roster in rosters[::-1]] == want[::-1], seed
