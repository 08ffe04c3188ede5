"""What changed between two programs: each kind with its smallest case."""

from __future__ import annotations

from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of
from plan_competency.models.base import Frozen
from plan_competency.models.competencies import Competency, Option
from plan_competency.models.credentials import Credential
from plan_competency.models.differences import differences
from plan_competency.models.programs import Program
from plan_competency.models.requirements import (
    AllParts,
    AmongThem,
    AnyPart,
    AtLeastParts,
    MetricRequirement,
    PeopleRequirement,
)

TEXTS = {"title", "label", "note", "source"}

X = {"people": 2, "each": "x"}
Y = {"people": 1, "each": "y"}
Z = {"people": 1, "each": "z"}
M = {"metric": "revenue", "at_least": 100, "unit": "USD"}

#: The requirement before and after, and each change: kind, before, after, and in words.
REQUIREMENTS: list[tuple[Any, Any, list[tuple[str, Any, Any, str]]]] = [
    (X, {**X, "people": 3}, [("people-raised", 2, 3, "2 -> 3 people, each with x")]),
    (
        {**X, "label": "team"},
        {**X, "people": 1, "label": "crew"},
        [("people-lowered", 2, 1, "crew: 2 -> 1 person, with x")],
    ),
    # Conditions on a person.
    (
        {**X, "each": {"any": ["x", "y"]}},
        {**X, "each": {"any": ["x", "z", "y"]}},
        [("choice-added", None, "z", "2 people: one of x, y now also accepts z")],
    ),
    (
        X,
        {**X, "each": {"any": ["x", "y"]}},
        [("choice-added", None, "y", "2 people: instead of x now also accepts y")],
    ),
    (
        X,
        {**X, "each": {"all": ["x", "y"]}},
        [("condition-added", None, "y", "2 people: now also needs y (before: x)")],
    ),
    (
        {**X, "each": {"all": ["x", {"any": ["y", "z"]}]}},
        {**X, "each": "x"},
        [
            (
                "condition-removed",
                {"any": ["y", "z"]},
                None,
                "2 people: no longer needs one of y, z (before: x and one of y, z)",
            )
        ],
    ),
    (
        X,
        {**X, "each": "y"},
        [
            ("condition-removed", "x", None, "2 people: no longer needs x"),
            ("condition-added", None, "y", "2 people: now needs y (before: x)"),
        ],
    ),
    (
        {**X, "each": {"any": ["x", "y", "z"]}},
        {**X, "each": {"at_least": 2, "of": ["x", "y", "z"]}},
        [("needed-raised", 1, 2, "2 people: one -> 2 of x, y, z")],
    ),
    (
        {**X, "each": {"all": ["x", "y"]}},
        {**X, "each": {"any": ["y", "x"]}},
        [("needed-lowered", "all", 1, "2 people: all -> one of x, y")],
    ),
    (
        {**X, "each": {"all": ["x", "y"]}},
        {**X, "each": {"all": ["x", {"any": ["y", "z"]}]}},
        [("choice-added", None, "z", "2 people: instead of y now also accepts z")],
    ),
    # among_them.
    (X, {**X, "among_them": [Y]}, [("among-them-added", None, Y, "2 people: now 1 of them also with y")]),
    (
        {**X, "among_them": [Y]},
        {**X, "among_them": [{**Y, "people": 2}]},
        [("people-raised", 1, 2, "1 -> 2 of them also with y")],
    ),
    (
        {**X, "among_them": [Y]},
        {**X, "among_them": [{**Y, "each": {"any": ["y", "z"]}}]},
        [("choice-added", None, "z", "1 of them: instead of y now also accepts z")],
    ),
    # Parts of the requirement.
    (X, {"all": [X, Y]}, [("requirement-added", None, Y, "now also needed: 1 person, with y")]),
    (
        {"all": [X, M, Y]},
        {"all": [Y, X]},
        [("requirement-removed", M, None, "no longer needed: revenue: at least 100 USD")],
    ),
    (
        {"any": [X, Y]},
        {"any": [X, Y, Z]},
        [("alternative-added", None, Z, "now also possible: 1 person, with z")],
    ),
    (
        {"at_least": 2, "of": [X, Y, Z, M]},
        {"at_least": 2, "of": [X, Y, M]},
        [("alternative-removed", Z, None, "no longer possible: 1 person, with z")],
    ),
    (
        {"any": [X, Y, Z]},
        {"at_least": 2, "of": [X, Y, Z]},
        [
            (
                "needed-raised",
                1,
                2,
                "one -> 2 of (2 people, each with x), (1 person, with y), (1 person, with z)",
            )
        ],
    ),
    (
        X,
        {"any": [X, Y]},
        [
            (
                "became-optional",
                X,
                {"any": [X, Y]},
                "no longer a must: 2 people, each with x. Possible instead: 1 person, with y",
            )
        ],
    ),
    # y and z were both needed, now one of them is: each with the other in its place.
    (
        {"all": [X, Y, Z]},
        {"all": [X, {"any": [Y, Z]}]},
        [
            (
                "became-optional",
                Y,
                {"any": [Y, Z]},
                "no longer a must: 1 person, with y. Possible instead: 1 person, with z",
            ),
            (
                "became-optional",
                Z,
                {"any": [Y, Z]},
                "no longer a must: 1 person, with z. Possible instead: 1 person, with y",
            ),
        ],
    ),
    (
        {"all": [M, {"any": [X, Y, Z]}]},
        {"all": [M, X]},
        [
            (
                "became-mandatory",
                {"any": [X, Y, Z]},
                X,
                "now a must: 2 people, each with x. "
                "Was possible instead: one of (1 person, with y), (1 person, with z)",
            )
        ],
    ),
    # The whole requirement becomes one part, and changes itself.
    (
        {"any": [X, Y]},
        {"all": [M, {"any": [{**X, "people": 4}, Y]}]},
        [
            ("people-raised", 2, 4, "2 -> 4 people, each with x"),
            ("requirement-added", None, M, "now also needed: revenue: at least 100 USD"),
        ],
    ),
    # Nested parts say where.
    (
        {"all": [M, {"any": [X, Y]}]},
        {"all": [M, {"any": [X, Y, Z]}]},
        [
            (
                "alternative-added",
                None,
                Z,
                "now also possible: 1 person, with z "
                "(part of: one of (2 people, each with x), (1 person, with y))",
            )
        ],
    ),
    # Nothing in common: removed and added.
    (
        X,
        M,
        [
            ("requirement-removed", X, None, "no longer needed: 2 people, each with x"),
            ("requirement-added", None, M, "now needed: revenue: at least 100 USD"),
        ],
    ),
    (
        {"all": [X, Y]},
        {"overlap": "allowed", "all": [X, Y]},
        [
            (
                "overlap-allowed",
                False,
                True,
                "people may now also fill other seats: (2 people, each with x), (1 person, with y)",
            )
        ],
    ),
    # What shares its people is kept as it is, as one part of more.
    (
        {"overlap": "allowed", "all": [X, Y]},
        {"all": [{"overlap": "allowed", "all": [X, Y]}, Z]},
        [("requirement-added", None, Z, "now also needed: 1 person, with z")],
    ),
    # Thresholds.
    (M, {**M, "at_least": 250}, [("amount-raised", 100, 250, "revenue: 100 -> 250 USD")]),
    (
        {**M, "label": "Revenue", "at_least": {"developed": 3000, "developing": 50}},
        {**M, "label": "Revenue", "at_least": {"developed": 2000, "developing": 50}},
        [("amount-lowered", 3000, 2000, "Revenue: 3,000 -> 2,000 USD in developed markets")],
    ),
    (
        {**M, "at_least": {"developed": 100}},
        {**M, "at_least": {"developed": 100, "developing": 50}},
        [("market-added", None, 50, "revenue: now also 50 USD in developing markets")],
    ),
    (
        {**M, "at_least": {"developed": 100, "developing": 50}},
        {**M, "at_least": {"developed": 100}},
        [("market-removed", 50, None, "revenue: no amount for developing markets any more (before: 50)")],
    ),
    (
        M,
        {**M, "at_least": {"developed": 100}},
        [("amount-changed", 100, {"developed": 100}, "revenue: 100 USD -> 100 USD in developed markets")],
    ),
    (M, {**M, "unit": "EUR"}, [("unit-changed", "USD", "EUR", "revenue: counted in EUR, before in USD")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), REQUIREMENTS)
def test_changes_of_a_requirement(old: Any, new: Any, expected: list[tuple[str, Any, Any, str]]) -> None:
    found = differences(program_of(old), program_of(new))
    assert [(item.kind, item.before, item.after, item.sentence) for item in found] == expected
    assert {item.place for item in found} == {"c/o/gold"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"all": [X, Y]}, {"all": [Y, X]}),
        ({"all": [X, {"all": [Y, Z]}]}, {"all": [{"all": [X, Y]}, Z]}),
        ({"any": [X]}, X),
        ({"at_least": 1, "of": [X, Y]}, {"any": [Y, X]}),
        ({"at_least": 2, "of": [X, Y]}, {"all": [X, Y]}),
        ({**X, "label": "team", "note": "A note.", "source": "A page."}, X),
        (
            {**X, "each": {"all": ["x", {"any": ["y", "z"]}]}},
            {**X, "each": {"all": [{"any": ["z", "y"]}, "x"]}},
        ),
        ({**X, "among_them": [Y, Z]}, {**X, "among_them": [Z, Y]}),
        (M, {**M, "at_least": 100.0}),
    ],
)
def test_what_is_no_change(one: Any, other: Any) -> None:
    assert differences(program_of(one), program_of(other)) == ()


EXAM = {"kind": "exam"}
CERTIFICATION = {"kind": "certification"}

#: A credential before and after (None: not there), and the change: kind, part, before, after, in words.
CREDENTIALS: list[tuple[Any, Any, tuple[str, str, Any, Any, str]]] = [
    (None, EXAM, ("credential-added", "", None, EXAM, "new: exam")),
    (EXAM, None, ("credential-removed", "", EXAM, None, "no longer there: exam")),
    (EXAM, {"kind": "assessment"}, ("kind-changed", "", "exam", "assessment", "exam -> assessment")),
    (
        EXAM,
        {**EXAM, "retired": "2019-04-30"},
        (
            "date-added",
            "retired",
            None,
            "2019-04-30",
            "the last day on which it can be sat: none -> 2019-04-30",
        ),
    ),
    (
        {**EXAM, "retired": "2019-04-30"},
        {**EXAM, "retired": "2019-06-30"},
        (
            "date-changed",
            "retired",
            "2019-04-30",
            "2019-06-30",
            "the last day on which it can be sat: 2019-04-30 -> 2019-06-30",
        ),
    ),
    (
        {**EXAM, "retired": "2019-04-30"},
        EXAM,
        (
            "date-removed",
            "retired",
            "2019-04-30",
            None,
            "the last day on which it can be sat: 2019-04-30 -> none",
        ),
    ),
    (
        CERTIFICATION,
        {**CERTIFICATION, "counts_until": "2018-12-31"},
        (
            "date-added",
            "counts_until",
            None,
            "2018-12-31",
            "the last day on which it counts towards requirements: none -> 2018-12-31",
        ),
    ),
    (
        CERTIFICATION,
        {**CERTIFICATION, "earned_by": {"all": ["y", "x"]}},
        ("route-added", "", None, {"all": ["x", "y"]}, "now earned by x and y"),
    ),
    (
        {**CERTIFICATION, "earned_by": "x"},
        CERTIFICATION,
        ("route-removed", "", "x", None, "no longer earned by x: it counts only for those who hold it"),
    ),
    (
        {**CERTIFICATION, "earned_by": {"any": ["x", {"all": ["y", "z"]}]}},
        {**CERTIFICATION, "earned_by": {"any": ["x", "y", {"all": ["y", "z"]}]}},
        (
            "choice-added",
            "one of x, (y and z)",
            None,
            "y",
            "to earn it: one of x, (y and z) now also accepts y",
        ),
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), CREDENTIALS, ids=[row[2][0] for row in CREDENTIALS])
def test_changes_of_a_credential(old: Any, new: Any, expected: tuple[str, str, Any, Any, str]) -> None:
    programs = (
        program_of(X, x=EXAM, y=EXAM, z=EXAM, **({"m": facts} if facts else {})) for facts in (old, new)
    )
    (found,) = differences(*programs)
    assert (found.kind, found.part, found.before, found.after, found.sentence) == expected
    assert found.place == "credentials/m"


def test_competencies_options_levels_and_aliases() -> None:
    def program(**competencies: Any) -> pc.Program:
        data = program_of(X).model_dump(mode="json", exclude_none=True)
        return pc.Program.model_validate({**data, "competencies": competencies})

    o, p = {"levels": {"gold": X}}, {"levels": {"gold": X, "silver": {"people": 1, "each": "x"}}}
    old = program(a={"options": {"o": o}, "title": "Alpha"}, b={"options": {"o": o}, "aliases": ["bee"]})
    new = program(b={"options": {"o": p, "q": o}, "aliases": ["bee", "beta"]}, c={"options": {"p": p}})
    one = {"people": 1, "each": "x"}
    assert [
        (item.place, item.kind, item.before, item.after, item.sentence) for item in differences(old, new)
    ] == [
        ("a", "competency-removed", {"o": {"gold": X}}, None, "no longer there: gold"),
        ("b", "aliases-changed", ["bee"], ["bee", "beta"], "also called: bee -> bee, beta"),
        ("b/o/silver", "level-added", None, one, "new: 1 person, with x"),
        ("b/q", "option-added", None, {"gold": X}, "new: gold"),
        ("c", "competency-added", None, {"p": {"gold": X, "silver": one}}, "new: gold and silver"),
    ]


def test_titles_and_editions_are_no_rules() -> None:
    old = program_of(X)
    assert differences(old, old.replaced(title="Tiny", edition="2018", program="other", note="A note.")) == ()


def test_of_several_changed_parts_each_meets_the_one_most_like_it() -> None:
    # {x, y} and {x, z} each lose nothing but swap their counts; the metric moves to another amount.
    old = [{"people": 1, "each": {"all": ["x", "y"]}}, {"people": 2, "each": {"any": ["x", "z"]}}, M]
    new = [
        {**M, "at_least": 5},
        {"people": 3, "each": {"any": ["x", "z"]}},
        {"people": 4, "each": {"all": ["x", "y"]}},
    ]
    found = differences(program_of({"all": old}), program_of({"all": new}))
    assert sorted((item.kind, item.before, item.after) for item in found) == [
        ("amount-lowered", 100, 5),
        ("people-raised", 1, 4),
        ("people-raised", 2, 3),
    ]


def test_of_two_equally_alike_the_one_with_the_same_number_is_the_same_part() -> None:
    def program(each: str, *counts: int) -> pc.Program:
        return program_of({"all": [{"people": count, "each": {each: ["x", "y"]}} for count in counts]})

    found = differences(program("all", 2, 3), program("any", 3, 4))
    assert sorted((item.kind, item.before, item.after) for item in found) == [
        ("needed-lowered", "all", 1),
        ("needed-lowered", "all", 1),
        ("people-raised", 2, 4),
    ]


def test_no_field_of_a_program_is_forgotten() -> None:
    """A new field has to be compared, or named here as no rule."""
    fields_compared: dict[type[Frozen], set[str]] = {
        Program: {"credentials", "competencies"},
        Competency: {"aliases", "options"},
        Option: {"levels"},
        PeopleRequirement: {"people", "each", "among_them", "role"},
        AmongThem: {"people", "each"},
        MetricRequirement: {"metric", "at_least", "unit"},
        AllParts: {"all", "overlap"},
        AnyPart: {"any"},
        AtLeastParts: {"at_least", "of"},
    }
    for model, fields in fields_compared.items():
        assert set(model.model_fields) - TEXTS - {"program", "edition", "currency"} == fields
    dates = {name for name, field in Credential.model_fields.items() if "date" in str(field.annotation)}
    assert set(Credential.model_fields) - TEXTS - dates - {"price", "hours"} == {"kind", "earned_by"}
