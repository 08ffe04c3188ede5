"""What a row of a batch says: for each requirement, threshold and rule about sharing its smallest case."""

from __future__ import annotations

from typing import Any

import plan_competency as pc
import pytest
from batch_rows import BOTH, IMPOSSIBLE, NO, OPEN, OPTIMAL, M, batch, needs, program_of, row
from conftest import roster_of

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
