"""Rows of a batch: found option by option and by how people stand, and the same as for each roster alone."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import plan_competency as pc
import pytest
from conftest import roster_of
from inline import Inline
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.verdicts import COLUMNS
from plan_competency.scenarios import judging, parts
from plan_competency.scenarios.judging import Judge
from plan_competency.scenarios.nearest import alone
from plan_competency.scenarios.parts import Part, parts_of
from plan_competency.scenarios.survey import survey_of
from plan_competency.scenarios.told import Cells, Told, best
from plan_competency.solver.questions import Question, question
from random_cases import DAY, _roster, random_case
from random_portfolios import random_portfolio

NO: list[str] = []
M = {"metric": "m", "at_least": 10}


def needs(*exams: str, people: int = 1) -> dict[str, Any]:
    return {"people": people, "each": {"all": list(exams)}}


def program_of(**options: Any) -> pc.Program:
    """A target `c/gold` with these options; r can be sat no more."""
    credentials: dict[str, Any] = {name: {"kind": "exam"} for name in "uvwxyz"}
    made = {
        "program": "tiny",
        "edition": "2017-07",
        "credentials": {**credentials, "r": {"kind": "exam", "retired": "2017-06-30"}},
        "competencies": {
            "c": {"options": {name: {"levels": {"gold": rule}} for name, rule in options.items()}}
        },
    }
    return pc.Program.model_validate(made)


def batch(rosters: Iterable[pc.Roster], program: pc.Program, **asked: Any) -> list[pc.VerdictRow]:
    named = [(f"o{number}", roster) for number, roster in enumerate(rosters)]
    return list(pc.batch(named, "c/gold", program=program, executor=Inline(), on=DAY, **asked))


def row(roster: pc.Roster, **options: Any) -> tuple[Any, ...]:
    """Status, verdict, people, thresholds, option, exams, people who study, bound and missing of `c/gold`."""
    (found,) = batch([roster], program_of(**options))
    assert COLUMNS[2:11] == (
        *("status", "verdict", "people", "thresholds", "option"),
        *("exams", "people_studying", "lower_bound", "missing"),
    )
    return _cells(found)


def _cells(row: pc.VerdictRow) -> Cells:
    return tuple(getattr(row, name) for name in COLUMNS[2:11])


OPTIMAL, IMPOSSIBLE, OPEN = "optimal", "infeasible", "not-eligible"
#: The options, the people, and the row.
ROWS: dict[str, tuple[dict[str, Any], list[Any], tuple[Any, ...]]] = {
    "the option that takes less": (
        {"a": needs("x", "y"), "b": needs("z")},
        [["x", "y"], NO],
        (OPTIMAL, "eligible", "met", "none", "a", 0, 0, 0, 0),
    ),
    "a later option that takes less": (
        {"a": needs("x", "y"), "b": needs("z")},
        [NO, NO],
        (OPTIMAL, OPEN, "unmet", "none", "b", 1, 1, 1, 1),
    ),
    "of equals the first by name": (
        {"b": needs("x"), "a": needs("y"), "c": needs("z")},
        [NO],
        (OPTIMAL, OPEN, "unmet", "none", "a", 1, 1, 1, 1),
    ),
    # Two exams either way: by one person, or by two.
    "of as many exams those of fewer people": (
        {"a": needs("x", people=2), "b": needs("y", "z")},
        [NO, NO],
        (OPTIMAL, OPEN, "unmet", "none", "b", 2, 1, 2, 1),
    ),
    "an option that is impossible": (
        {"a": needs("r"), "b": needs("x", "y", "z")},
        [NO],
        (OPTIMAL, OPEN, "unmet", "none", "b", 3, 1, 3, 1),
    ),
    "an option that is impossible, the last": (
        {"a": needs("x", "y", "z"), "b": needs("r")},
        [NO],
        (OPTIMAL, OPEN, "unmet", "none", "a", 3, 1, 3, 1),
    ),
    "all are impossible: that with fewer open seats": (
        {"a": {"all": [needs("r"), needs("x")]}, "b": {"all": [needs("r"), needs("y"), needs("y")]}},
        [["y"], ["y"], NO],
        (IMPOSSIBLE, OPEN, "unmet", "none", "b", None, None, None, 1),
    ),
    "all are impossible alike": (
        {"b": needs("r"), "a": needs("r", "x")},
        [["x"]],
        (IMPOSSIBLE, OPEN, "unmet", "none", "a", None, None, None, 1),
    ),
    "nobody is there": (
        {"a": needs("x", people=2), "b": needs("y", people=3)},
        [],
        (IMPOSSIBLE, OPEN, "unmet", "none", "a", None, None, None, 2),
    ),
    "all parts of a group": (
        {"a": {"all": [needs("x"), needs("y"), needs("z")]}},
        [["x"], ["y"], NO],
        (OPTIMAL, OPEN, "unmet", "none", "a", 1, 1, 1, 1),
    ),
    "any part of a group": (
        {"a": {"any": [needs("x", people=2), {"any": [needs("y", "z"), needs("u", "v", "w")]}]}},
        [["y"], ["u"]],
        (OPTIMAL, OPEN, "unmet", "none", "a", 1, 1, 1, 1),
    ),
    # v and w are there, by two people: z is the third.
    "so many parts of a group": (
        {"a": {"at_least": 3, "of": [needs("x", "y"), needs("v"), needs("w"), needs("z")]}},
        [["v"], ["w"], NO],
        (OPTIMAL, OPEN, "unmet", "none", "a", 1, 1, 1, 1),
    ),
    # Two with x, one of whom has y as well: B, who has x, sits y.
    "what is asked of some": (
        {"a": {**needs("x", people=2), "among_them": [needs("y")]}},
        [["x"], ["x"], ["y"]],
        (OPTIMAL, OPEN, "unmet", "none", "a", 1, 1, 1, 1),
    ),
    "one person is two where that is allowed": (
        {"a": {"all": [needs("x"), {"all": [needs("y")], "overlap": "allowed"}]}},
        [["x", "y"]],
        (OPTIMAL, "eligible", "met", "none", "a", 0, 0, 0, 0),
    ),
    "but not elsewhere": (
        {"a": {"all": [needs("x"), needs("y")]}},
        [["x", "y"]],
        (IMPOSSIBLE, OPEN, "unmet", "none", "a", None, None, None, 1),
    ),
    "a limit on exams": (
        {"a": needs("x", "y"), "b": needs("u", "v", "w")},
        [{"holds": NO, "max_exams": 1}, ["u"]],
        (OPTIMAL, OPEN, "unmet", "none", "a", 2, 1, 2, 1),
    ),
    "a limit that puts all out of reach": (
        {"a": needs("x", "y"), "b": needs("u", "v", "w")},
        [{"holds": NO, "max_exams": 1}, {"holds": ["u"], "max_exams": 1}],
        (IMPOSSIBLE, OPEN, "unmet", "none", "a", None, None, None, 1),
    ),
    "what somebody refuses": (
        {"a": needs("x", "y"), "b": needs("u", "v", "w")},
        [{"holds": ["y"], "cannot_take": ["x"]}],
        (OPTIMAL, OPEN, "unmet", "none", "b", 3, 1, 3, 1),
    ),
    "what has expired": (
        {"a": needs("x")},
        [[{"credential": "x", "expires": "2017-06-30"}], [{"credential": "x", "passed": "2017-07-02"}]],
        (OPTIMAL, OPEN, "unmet", "none", "a", 1, 1, 1, 1),
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_rows(name: str) -> None:
    options, people, want = ROWS[name]
    assert row(roster_of(*people), **options) == want


BY_MARKET = {"metric": "m", "at_least": {"developed": 10, "developing": 5}}
#: The options for someone with x, what is stated, and verdict, thresholds, option and exams.
THRESHOLDS: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[Any, ...]]] = {
    "met": ({"a": {"all": [needs("x"), M]}}, {"metrics": {"m": 10}}, ("eligible", "met", "a", 0)),
    "unmet": ({"a": {"all": [needs("x"), M]}}, {"metrics": {"m": 9}}, (OPEN, "unmet", "a", 0)),
    "not stated": ({"a": {"all": [needs("x"), M]}}, {}, ("unconfirmed", "not-stated", "a", 0)),
    "met, and people missing": (
        {"a": {"all": [needs("y"), M]}},
        {"metrics": {"m": 10}},
        (OPEN, "met", "a", 1),
    ),
    "met in one market": (
        {"a": {"all": [needs("x"), BY_MARKET]}},
        {"metrics": {"m": 7}, "market": "developing"},
        ("eligible", "met", "a", 0),
    ),
    "unmet in the other": (
        {"a": {"all": [needs("x"), BY_MARKET]}},
        {"metrics": {"m": 7}, "market": "developed"},
        (OPEN, "unmet", "a", 0),
    ),
    "the market is not stated": (
        {"a": {"all": [needs("x"), BY_MARKET]}},
        {"metrics": {"m": 7}},
        ("unconfirmed", "not-stated", "a", 0),
    ),
    "rather two exams than one threshold unmet": (
        {"a": {"all": [needs("x"), M]}, "b": needs("u", "v")},
        {"metrics": {"m": 9}},
        (OPEN, "none", "b", 2),
    ),
    "rather one threshold unmet than two": (
        {"a": {"all": [needs("x"), M, M]}, "b": {"all": [needs("u", "v"), M]}},
        {"metrics": {"m": 9}},
        (OPEN, "unmet", "b", 2),
    ),
    "rather one not stated than one more exam": (
        {"a": needs("u"), "b": {"all": [needs("x"), M]}},
        {},
        ("unconfirmed", "not-stated", "b", 0),
    ),
    "of equals rather that with nothing left open": (
        {"a": {"all": [needs("x"), M]}, "b": needs("x")},
        {},
        ("eligible", "none", "b", 0),
    ),
    "of equals of one option as well": (
        {"a": {"any": [{"all": [needs("x"), M]}, needs("x")]}},
        {},
        ("eligible", "none", "a", 0),
    ),
    "of equals of one option that takes exams": (
        {"a": {"any": [{"all": [needs("u"), M]}, needs("v"), {"all": [needs("w"), M]}]}},
        {},
        (OPEN, "none", "a", 1),
    ),
    "rather one threshold unmet than impossible": (
        {"a": {"all": [needs("x"), M]}, "b": needs("r")},
        {"metrics": {"m": 9}},
        (OPEN, "unmet", "a", 0),
    ),
    "stated for one of two options": (
        {"a": {"all": [needs("x"), M]}, "b": {"all": [needs("x"), M]}},
        {"metrics": {"c/a/m": 9, "c/b/m": 10}},
        ("eligible", "met", "b", 0),
    ),
}


@pytest.mark.parametrize("name", THRESHOLDS)
def test_thresholds(name: str) -> None:
    options, facts, (verdict, thresholds, option, exams) = THRESHOLDS[name]
    found = row(roster_of(["x"], **facts), **options)
    assert (found[1], *found[3:6]) == (verdict, thresholds, option, exams)


def test_the_market_of_all_goes_before_that_of_each() -> None:
    program = program_of(a={"all": [needs("x"), BY_MARKET]})
    rosters = [roster_of(["x"], metrics={"m": 7}, **market) for market in ({}, {"market": "developed"})]
    assert [one.thresholds for one in batch(rosters, program)] == ["not-stated", "unmet"]
    assert [one.thresholds for one in batch(rosters, program, market="developing")] == ["met", "met"]


PRICES = pc.Prices.model_validate({"currency": "USD", "exams": {"x": 50}, "others": 10})
#: What is kept small; the option, its exams and who studies. a: x by one. b: u and v by one. c: y by two.
MINIMIZED: list[tuple[Any, tuple[Any, ...]]] = [
    (["exams"], ("a", 1, 1)),
    (["people"], ("a", 1, 1)),
    (["cost"], ("b", 2, 1)),  # 50, 20, 20 USD; as many exams and fewer people than c
    (["cost", "exams"], ("b", 2, 1)),
]


@pytest.mark.parametrize(("minimize", "want"), MINIMIZED, ids=str)
def test_what_is_kept_small_decides_between_options(minimize: Any, want: tuple[Any, ...]) -> None:
    program = program_of(a=needs("x"), b=needs("u", "v"), c=needs("y", people=2))
    (found,) = batch([roster_of(NO, NO)], program, minimize=minimize, prices=PRICES)
    assert (found.option, found.exams, found.people_studying) == want


# --- Rules about sharing.

BOTH: dict[str, Any] = {"a": needs("x"), "b": needs("y", people=2)}
#: The rules for someone with x and someone with y: the option and the exams.
SHARED: list[tuple[Any, tuple[str, int]]] = [
    ("free", ("a", 0)),
    ("exclusive", ("a", 0)),  # there is one target
    ("at-most:2", ("a", 0)),
    ([{"different_people": 1}], ("a", 0)),
    ([{"different_people": 2}], ("b", 1)),  # a has one seat
    ([{"different_people": 2, "among": ["c/a/gold"]}], ("b", 1)),  # options matter only if both name one
]


@pytest.mark.parametrize(("share", "want"), SHARED, ids=str)
def test_rules_about_sharing(share: Any, want: tuple[str, int]) -> None:
    (found,) = batch([roster_of(["x"], ["y"])], program_of(**BOTH), share=share)
    assert (found.option, found.exams) == want


def test_more_people_than_any_option_has_seats_cannot_serve() -> None:
    (found,) = batch([roster_of(["x"], ["y"], NO)], program_of(**BOTH), share=[{"different_people": 3}])
    assert (found.status, found.verdict, found.exams) == (IMPOSSIBLE, OPEN, None)


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
        assert tuple(map(_cells, rows)) == backwards.cells(roster), (seed, name)
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
