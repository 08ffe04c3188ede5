"""The mixed reading of "2 people pass the exams or 2 people hold the certification"."""

from __future__ import annotations

from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of
from plan_competency.models.readings import mixed_program

GOLD = ("c", "o", "gold")


def by_mixed_reading(requirement: Any) -> Any:
    """The requirement of the one target by the mixed reading, as a file states it."""
    return _written(mixed_program(program_of(requirement)), GOLD)


def _written(program: pc.Program, place: tuple[str, str, str]) -> Any:
    competency, option, level = place
    requirement = program.competencies[competency].options[option].levels[level]
    return requirement.model_dump(mode="json", exclude_none=True, by_alias=True)


def _places(program: pc.Program) -> list[tuple[str, str, str]]:
    return [
        (competency, option, level)
        for competency, facts in program.competencies.items()
        for option, branch in facts.options.items()
        for level in branch.levels
    ]


def people(count: int, each: Any, **more: Any) -> dict[str, Any]:
    return {"people": count, "each": each, **more}


#: What is asked, its requirement, and what that is by the mixed reading.
COMBINED: list[tuple[str, Any, Any]] = [
    (
        "two alternatives of the same number",
        {"any": [people(2, "x"), people(2, "y")]},
        {"any": [people(2, {"any": ["x", "y"]})]},
    ),
    (
        "an alternative stays whole",
        {"any": [people(2, {"all": ["x", "y"]}), people(2, "z")]},
        {"any": [people(2, {"any": [{"all": ["x", "y"]}, "z"]})]},
    ),
    (
        "each number by itself, whatever stands between; others come last",
        {
            "any": [
                people(2, "x"),
                {"metric": "m", "at_least": 5},
                people(1, "y"),
                people(2, "y"),
                people(1, "z"),
            ]
        },
        {
            "any": [
                people(1, {"any": ["y", "z"]}),
                people(2, {"any": ["x", "y"]}),
                {"metric": "m", "at_least": 5},
            ]
        },
    ),
    (
        "one of a number of parts is an alternative, too",
        {"at_least": 1, "of": [people(2, "x"), people(2, "y")]},
        {"any": [people(2, {"any": ["x", "y"]})]},
    ),
    (
        "any in any",
        {"any": [{"any": [people(2, "x"), people(1, "y")]}, people(2, "z")]},
        {"any": [people(1, "y"), people(2, {"any": ["x", "z"]})]},
    ),
    (
        "any in any, both combined",
        {"any": [{"any": [people(2, "x"), people(2, "y")]}, people(2, "z")]},
        {"any": [people(2, {"any": [{"any": ["x", "y"]}, "z"]})]},
    ),
    (  # a choice of one among a different number of people: 2 of x and 2 of z combine
        "at_least 1 of in any, nothing combined inside",
        {"any": [{"at_least": 1, "of": [people(2, "x"), people(1, "y")]}, people(2, "z")]},
        {"any": [people(1, "y"), people(2, {"any": ["x", "z"]})]},
    ),
    (
        "what stands alone in a group",
        {"any": [{"all": [people(2, "x")]}, {"at_least": 1, "of": [people(2, "y")]}]},
        {"any": [people(2, {"any": ["x", "y"]})]},
    ),
    (
        "below all",
        {"all": [people(1, "z"), {"any": [people(2, "x"), people(2, "y")]}]},
        {"all": [people(1, "z"), {"any": [people(2, {"any": ["x", "y"]})]}]},
    ),
    (
        "below a choice of two parts, which itself stays",
        {"at_least": 2, "of": [people(1, "z"), {"any": [people(2, "x"), people(2, "y")]}]},
        {"at_least": 2, "of": [people(1, "z"), {"any": [people(2, {"any": ["x", "y"]})]}]},
    ),
    (
        "below an overlap",
        {"overlap": "allowed", "all": [{"any": [people(2, "x"), people(2, "y")]}]},
        {"overlap": "allowed", "all": [{"any": [people(2, {"any": ["x", "y"]})]}]},
    ),
    (
        "the same role",
        {"any": [people(2, "x", role="sales"), people(2, "y", role="sales"), people(2, "z")]},
        {"any": [people(2, "z"), people(2, {"any": ["x", "y"]}, role="sales")]},
    ),
    (
        "what asks more of the same people stays apart",
        {
            "any": [
                people(2, "x", among_them=[people(1, "z")]),
                people(2, "y"),
                people(2, "z"),
            ]
        },
        {"any": [people(2, {"any": ["y", "z"]}), people(2, "x", among_them=[people(1, "z")])]},
    ),
    (
        "labels are joined, each once",
        {
            "any": [
                people(2, "x", label="an exam"),
                people(2, "y", label="another"),
                people(2, "z", label="an exam"),
            ]
        },
        {"any": [people(2, {"any": ["x", "y", "z"]}, label="an exam or another")]},
    ),
    (
        "one label is enough",
        {"any": [people(2, "x"), people(2, "y", label="the other")]},
        {"any": [people(2, {"any": ["x", "y"]}, label="the other")]},
    ),
    (
        "the choice keeps its own texts",
        {"label": "people", "note": "N", "source": "S", "any": [people(2, "x"), people(2, "y")]},
        {"label": "people", "note": "N", "source": "S", "any": [people(2, {"any": ["x", "y"]})]},
    ),
]


@pytest.mark.parametrize(("strict", "mixed"), [row[1:] for row in COMBINED], ids=[row[0] for row in COMBINED])
def test_alternatives_that_combine(strict: Any, mixed: Any) -> None:
    assert by_mixed_reading(strict) == mixed
    # There is nothing left to combine.
    assert by_mixed_reading(mixed) == mixed


def test_joined_labels_are_cut_where_a_program_could_not_state_them() -> None:
    strict = {"any": [people(2, "x", label="a" * 3000), people(2, "y", label="b" * 3000)]}
    label = "a" * 3000 + " or " + "b" * 993 + "..."  # 4000 letters
    assert by_mixed_reading(strict) == {"any": [people(2, {"any": ["x", "y"]}, label=label)]}
    # Four thousand are not too many.
    strict = {"any": [people(2, "x", label="a" * 3000), people(2, "y", label="b" * 996)]}
    label = "a" * 3000 + " or " + "b" * 996
    assert by_mixed_reading(strict) == {"any": [people(2, {"any": ["x", "y"]}, label=label)]}


#: What does not combine, and its requirement.
APART: list[tuple[str, Any]] = [
    ("people alone", people(2, "x")),
    ("a threshold", {"metric": "m", "at_least": 5}),
    ("different numbers", {"any": [people(2, "x"), people(3, "y")]}),
    ("a threshold or people", {"any": [{"metric": "m", "at_least": 5}, people(3, "y")]}),
    ("different roles", {"any": [people(2, "x", role="sales"), people(2, "y", role="technical")]}),
    ("a role and none", {"any": [people(2, "x", role="sales"), people(2, "y")]}),
    ("among them", {"any": [people(2, "x", among_them=[people(1, "z")]), people(2, "y")]}),
    (
        "among them twice",
        {
            "any": [
                people(2, "x", among_them=[people(1, "z")]),
                people(2, "y", among_them=[people(1, "z")]),
            ]
        },
    ),
    ("not alternatives", {"all": [people(2, "x"), people(2, "y")]}),
    ("two of three", {"at_least": 2, "of": [people(2, "x"), people(2, "y"), people(2, "z")]}),
    ("groups as a whole", {"any": [{"all": [people(2, "x"), people(1, "z")]}, people(2, "y")]}),
    (
        "two of two in a choice",
        {"any": [{"at_least": 2, "of": [people(2, "x"), people(2, "z")]}, people(2, "y")]},
    ),
    ("alone below an overlap", {"any": [{"overlap": "allowed", "all": [people(2, "x")]}, people(2, "y")]}),
    ("any in any of different numbers", {"any": [{"any": [people(1, "x"), people(2, "y")]}, people(3, "z")]}),
    ("one of parts", {"at_least": 1, "of": [people(1, "x"), people(2, "y")], "label": "one"}),
]


@pytest.mark.parametrize("requirement", [row[1] for row in APART], ids=[row[0] for row in APART])
def test_alternatives_that_do_not_combine(requirement: Any) -> None:
    assert by_mixed_reading(requirement) == requirement
    program = program_of(requirement)
    assert mixed_program(program) == program


def test_options_do_not_combine() -> None:
    levels = {name: {"levels": {"gold": people(2, name)}} for name in "xy"}
    program = program_of(people(1, "x")).replaced(competencies={"c": {"options": levels}})
    assert mixed_program(program) == program


#: Read off the catalog: where a page offers so many people by one way or so many by another.
#: Elsewhere the choice is each person's own, or there is none.
DIFFERENT = [
    ("cloud-platform", "azure-consumption-option", "silver"),
    ("cloud-platform", "azure-consumption-option", "gold"),
    ("cloud-productivity", "managed-service-partner-option", "silver"),
    ("cloud-productivity", "managed-service-partner-option", "gold"),
    ("collaboration-and-content", "sharepoint-services-partner-option", "silver"),
    ("collaboration-and-content", "sharepoint-services-partner-option", "gold"),
    ("messaging", "hybrid-services-partner-option", "silver"),
    ("messaging", "hybrid-services-partner-option", "gold"),
    ("windows-and-devices", "service-partner-option", "silver"),
    ("windows-and-devices", "service-partner-option", "gold"),
    ("windows-and-devices", "device-partner-option", "silver"),
    ("windows-and-devices", "device-partner-option", "gold"),
]


def test_what_differs_in_the_shipped_program(program: pc.Program) -> None:
    mixed = mixed_program(program)
    assert [at for at in _places(program) if _written(mixed, at) != _written(program, at)] == DIFFERENT
    assert mixed.replaced(competencies=program.competencies) == program
    assert mixed_program(mixed) == mixed


def test_messaging_by_the_mixed_reading(program: pc.Program) -> None:
    assert _written(mixed_program(program), ("messaging", "hybrid-services-partner-option", "gold")) == {
        "any": [
            {
                "people": 4,
                "label": "both exams or MCSE: Productivity",
                "each": {"any": [{"all": ["70-347", "70-345"]}, "mcse-productivity"]},
            }
        ]
    }
