"""Departures of single people: the smallest cases, and what is asked besides."""

from __future__ import annotations

from typing import Any

import plan_competency as pc
import pytest
from conftest import roster_of
from departure_cases import (
    NO,
    RETIRED,
    departures,
    needs,
    programs,
    told,
)
from plan_competency.models.prices import Measure
from random_cases import DAY
from reporters import Counts

# --- The smallest cases.


def test_who_is_idle_changes_nothing() -> None:
    found = departures(roster_of(["x"], NO), needs("x"))
    assert found.verdicts == {"c0/gold": "eligible"}
    assert found.least == pc.Least(status="optimal", total=0, lower_bound=0)
    assert told(found)["B"] == pc.Departure(
        person="B", verdicts={}, least=found.least, extra=0, prevents=False
    )
    assert not told(found)["B"].matters


def test_who_is_replaced_costs_what_the_others_then_sit() -> None:
    # Without A, who passed both, B sits y.
    found = departures(roster_of(["x", "y"], ["x"], NO), needs("x", "y"))
    assert told(found)["A"] == pc.Departure(
        person="A",
        verdicts={"c0/gold": "not-eligible"},
        least=pc.Least(status="optimal", total=1, lower_bound=1),
        extra=1,
        prevents=False,
    )
    assert [departure.matters for departure in found.people] == [True, False, False]


def test_a_twin_who_is_idle_takes_over() -> None:
    found = departures(roster_of(["x"], ["x"]), needs("x"))
    assert [(one.person, one.extra, one.verdicts, one.matters) for one in found.people] == [
        ("A", 0, {}, False),
        ("B", 0, {}, False),
    ]


def test_two_twins_for_two_seats_are_both_needed() -> None:
    found = departures(roster_of(["x"], ["x"], NO), needs("x", people=2))
    assert [(one.person, one.extra, list(one.verdicts)) for one in found.people] == [
        ("A", 1, ["c0/gold"]),
        ("B", 1, ["c0/gold"]),
        ("C", 0, []),
    ]


def test_who_sits_something_by_the_plan_may_be_replaced_at_no_cost() -> None:
    # One of the two sits x, whoever is there.
    found = departures(roster_of(NO, NO), needs("x"))
    assert found.least.total == 1
    assert [(one.extra, one.verdicts, one.least.total) for one in found.people] == [(0, {}, 1), (0, {}, 1)]


def test_a_pin_may_cost_more_than_its_person() -> None:
    # B is pinned and sits x. Without B the pin goes too, and A serves.
    found = departures(roster_of(["x"], NO), needs("x"), pin=[("B", "c0/gold")])
    assert found.least.total == 1
    assert {one.person: one.extra for one in found.people} == {"A": 0, "B": -1}


def test_of_enough_who_qualify_nobody_is_missed() -> None:
    # Two seats, and x is no matter: of four who passed it two at least are left, whoever sits y.
    found = departures(roster_of(*[["x"]] * 4, NO), {"all": [needs("x"), needs("y")]})
    assert found.least.total == 1
    assert [(one.person, one.extra, one.verdicts) for one in found.people] == [
        (name, 0, {}) for name in "ABCDE"
    ]


def test_who_alone_holds_what_nobody_can_sit_any_more_prevents_the_target() -> None:
    found = departures(roster_of(["y"], ["r"], NO), needs("r"), needs("y"))
    first = found.people[0]
    assert first == pc.Departure(
        person="B",
        verdicts={"c0/gold": "not-eligible"},
        least=pc.Least(status="infeasible", total=None, lower_bound=None),
        extra=None,
        prevents=True,
    )
    assert first.matters
    # C sits y for A; nobody else is missed.
    assert [(one.person, one.extra) for one in found.people[1:]] == [("A", 1), ("C", 0)]


def test_too_few_are_left() -> None:
    # A sits y, but alone A is not two people.
    found = departures(roster_of(["x"], ["x", "y"]), needs("x", people=2))
    assert [(one.prevents, one.extra, one.least.status) for one in found.people] == [
        (True, None, "infeasible"),
        (True, None, "infeasible"),
    ]


def test_what_is_impossible_with_everybody_nobody_prevents() -> None:
    found = departures(roster_of(["x"], NO), needs("r"), needs("x"))
    assert found.least == pc.Least(status="infeasible", total=None, lower_bound=None)
    assert found.verdicts == {"c0/gold": "not-eligible", "c1/gold": "eligible"}
    assert [(one.person, one.verdicts, one.extra, one.prevents, one.matters) for one in found.people] == [
        ("A", {"c1/gold": "not-eligible"}, None, False, True),
        ("B", {}, None, False, False),
    ]


def test_a_verdict_may_change_at_no_cost() -> None:
    # Somebody must sit x for c1 in any case. Without A, who passed v, that one serves c0 as well.
    found = departures(roster_of(["v"], NO), {"people": 1, "each": {"any": ["v", "x"]}}, needs("x"))
    assert (told(found)["A"].extra, told(found)["A"].verdicts) == (0, {"c0/gold": "not-eligible"})
    assert told(found)["A"].matters


def test_a_threshold_that_is_not_stated_leaves_a_verdict_open() -> None:
    rule = {"all": [needs("x"), {"metric": "m", "at_least": 5}]}
    found = departures(roster_of(["x"], ["x"]), rule)
    assert found.verdicts == {"c0/gold": "unconfirmed"}
    assert [one.verdicts for one in found.people] == [{}, {}]
    found = departures(roster_of(["x"], NO), rule)
    assert told(found)["A"].verdicts == {"c0/gold": "not-eligible"}


def test_a_threshold_decides_before_exams() -> None:
    # By z no threshold matters, by x one that is unmet does. Without A, who passed z, B sits it all the same.
    rule = {"any": [{"all": [needs("x"), {"metric": "m", "at_least": 9}]}, needs("z")]}
    found = departures(roster_of(["z"], ["x"], metrics={"m": 1}), rule)
    assert [(one.person, one.extra, one.verdicts) for one in found.people] == [
        ("A", 1, {"c0/gold": "not-eligible"}),
        ("B", 0, {}),
    ]


def test_those_who_prevent_come_first_then_by_cost_then_by_verdicts_then_by_name() -> None:
    targets = [
        needs("r"),  # F, whom nobody can replace
        needs("u", "v"),  # E, replaced by two exams
        needs("w"), needs("w"),  # D, of whom two targets have the same exam
        needs("y"),  # B
        needs("z"),  # C
        needs("x"),  # whoever it is sits x, so that
        {"people": 1, "each": {"any": ["x", "g"]}},  # G is replaced at no cost; all others are idle
    ]  # fmt: skip
    known = {**RETIRED, "g": {"kind": "exam"}}
    roster = roster_of(NO, ["y"], ["z"], ["w"], ["u", "v"], ["r"], ["g"], NO)
    found = pc.departures(roster, "*/gold", program=programs(*targets, **known), on=DAY)
    assert [(one.person, one.prevents, one.extra, len(one.verdicts)) for one in found.people] == [
        ("F", True, None, 1),
        ("E", False, 2, 1),
        ("D", False, 1, 2),
        ("B", False, 1, 1),
        ("C", False, 1, 1),
        ("G", False, 0, 1),
        ("A", False, 0, 0),
        ("H", False, 0, 0),
    ]


#: What differs without somebody, and whether that matters.
MATTERS: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"verdicts": {"c/gold": "not-eligible"}}, True),
    ({"extra": 1}, True),
    ({"extra": -1}, True),
    ({"extra": None}, False),
    ({"prevents": True, "extra": None}, True),
    ({"least": pc.Least(status="unknown", total=None, lower_bound=0)}, True),
    ({"least": pc.Least(status="infeasible", total=None, lower_bound=None)}, False),
]


@pytest.mark.parametrize(("facts", "matters"), MATTERS, ids=str)
def test_what_matters(facts: dict[str, Any], matters: bool) -> None:
    least = pc.Least(status="optimal", total=1, lower_bound=1)
    nothing = {"person": "A", "verdicts": {}, "least": least, "extra": 0, "prevents": False}
    assert pc.Departure(**{**nothing, **facts}).matters is matters


# --- What is asked besides.

PRICES = pc.Prices.model_validate(
    {"currency": "USD", "exams": {"x": {"price": 30, "hours": 1}}, "others": {"price": 10, "hours": 2.5}}
)
#: A, who passed x and y, leaves: one who passes x or both of u and v is to replace A in two seats. Then one
#: passes x (30 USD, 1 hour) or u and v (20 USD, 5 hours).
MEASURES: list[tuple[Measure, float]] = [("exams", 1), ("people", 1), ("cost", 20), ("hours", 1)]


@pytest.mark.parametrize(("measure", "extra"), MEASURES)
def test_the_first_of_what_is_kept_small_counts(measure: Measure, extra: float) -> None:
    rule = {"people": 1, "each": {"any": ["x", {"all": ["u", "v"]}]}}
    found = departures(roster_of(["x"], NO), rule, minimize=[measure], prices=PRICES)
    assert found.measure == measure
    assert found.least == pc.Least(status="optimal", total=0, lower_bound=0)
    assert [(one.person, one.extra) for one in found.people] == [("A", extra), ("B", 0)]
    assert told(found)["A"].least == pc.Least(status="optimal", total=extra, lower_bound=extra)


def test_few_people_rather_than_few_exams() -> None:
    # With A one sits x. Without A, B sits x and y: two exams, and nobody besides.
    rule = {"all": [needs("u"), needs("x"), {"all": [needs("y")], "overlap": "allowed"}]}
    roster = roster_of(["y", "u"], ["u"], NO)
    by_people = departures(roster, rule, minimize="people")
    assert (by_people.measure, by_people.least.total) == ("people", 1)
    assert (told(by_people)["A"].least.total, told(by_people)["A"].extra) == (1, 0)
    assert told(departures(roster, rule))["A"].extra == 1


def test_exact_amounts() -> None:
    # 0.1 and 0.2 is 0.3.
    prices = {"currency": "USD", "exams": {"x": 0.1}, "others": 0.2}
    found = departures(roster_of(["x"], NO), needs("x"), needs("y"), minimize="cost", prices=prices)
    assert found.least.total == 0.2
    assert (told(found)["A"].least.total, told(found)["A"].extra) == (0.3, 0.1)


def test_a_budget_leaves_nothing_out() -> None:
    roster = roster_of(["x"], NO)
    assert departures(roster, needs("x"), needs("y"), budget={"exams": 0}) == departures(
        roster, needs("x"), needs("y")
    )


def test_nobody_misses_who_is_unavailable() -> None:
    found = departures(roster_of(["x"], ["x"], NO), needs("x"), unavailable=["A"])
    assert [(one.person, one.extra) for one in found.people] == [("B", 1), ("A", 0), ("C", 0)]


def test_rules_about_sharing_hold_without_the_person() -> None:
    # Nobody may serve both: without A one of the others sits x, and B stays where B is needed.
    found = departures(roster_of(["x"], ["x"], NO), needs("x"), needs("x"), share="exclusive")
    assert [(one.person, one.extra, one.prevents) for one in found.people] == [
        ("A", 1, False),
        ("B", 1, False),
        ("C", 0, False),
    ]
    found = departures(roster_of(["x"], ["x"]), needs("x"), needs("x"), share="exclusive")
    assert [one.prevents for one in found.people] == [True, True]


def test_what_is_forbidden_stays_forbidden() -> None:
    found = departures(roster_of(["x"], ["x"], NO), needs("x"), forbid=[("B", "c0/gold")])
    assert (told(found)["A"].extra, told(found)["B"].extra) == (1, 0)


def test_limits_and_refusals_hold_for_those_who_are_left() -> None:
    others: list[Any] = [{"holds": NO, "max_exams": 1}, {"holds": ["x"], "cannot_take": ["y"]}]
    found = departures(roster_of(["x", "y"], *others), needs("x", "y"))
    assert [(one.person, one.prevents) for one in found.people] == [("A", True), ("B", False), ("C", False)]


def test_only_some_people_named_in_any_case_of_letters() -> None:
    roster = pc.Roster.model_validate({"people": {"Ana Lima": ["x"], "Luis": NO, "Eva": ["x"]}})
    found = departures(roster, needs("x", people=2), people=["LUIS", " ana  lima", "luis"])
    assert [(one.person, one.extra) for one in found.people] == [("Ana Lima", 1), ("Luis", 0)]
    everybody = departures(roster, needs("x", people=2))
    assert [one for one in everybody.people if one.person != "Eva"] == list(found.people)
    assert (found.verdicts, found.least) == (everybody.verdicts, everybody.least)


def test_somebody_unknown() -> None:
    with pytest.raises(pc.UnknownPerson, match="Anna"):
        departures(pc.Roster.model_validate({"people": {"Ana": NO}}), needs("x"), people=["Ana", "Anna"])


def test_an_unknown_target() -> None:
    with pytest.raises(pc.UnknownTarget):
        pc.departures(roster_of(NO), "d/gold", program=programs(needs("x")))


@pytest.mark.parametrize(
    ("people", "want"), [([], [(1, 3), (2, 3), (3, 3)]), (["b", "A"], [(1, 2), (2, 2)])], ids=["all", "two"]
)
def test_it_is_told_how_many_are_done(people: list[str], want: list[tuple[int, int]]) -> None:
    counts = Counts()
    roster = roster_of(NO, ["x"], NO)
    departures(roster, needs("x"), people=people, report=counts)
    assert counts.seen == want


def test_what_was_asked_is_said() -> None:
    found = departures(roster_of(["x", "q"]), needs("x"))
    assert (found.program, found.edition, found.on, found.measure) == ("tiny", "2017-07", DAY, "exams")
    assert found.notes == ("'q' is not a credential of tiny and counts for nothing (A).",)


def test_nobody_is_there() -> None:
    found = departures(pc.Roster(people={}), needs("x"))
    assert (found.people, found.least.status) == ((), "infeasible")
