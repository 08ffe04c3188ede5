"""Published pages become programs: every construct, in four languages, to the same requirement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from published_pages import LANGUAGES, page

Write = Callable[[str, str], Path]
TEXTS = {"label", "note", "source", "title"}

A, B, C, D = "70-410", "70-411", "70-412", "70-413"
ASSESSMENT = "[Power BI Technical Assessment](https://example.com/?courseId=14350)"
MCSE = "[MCSE](https://www.microsoft.com/en-us/learning/mcse-productivity-certification.aspx): Productivity"
#: What the two lines above are called in the program.
POWER_BI, PRODUCTIVITY = "power-bi-assessment", "mcse-productivity"


def rules(data: Any) -> Any:
    """Data without what is text for people."""
    if isinstance(data, dict):
        return {key: rules(value) for key, value in data.items() if key not in TEXTS}
    return [rules(item) for item in data] if isinstance(data, list) else data


def level_of(program: pc.Program, level: str = "silver") -> Any:
    """The rules of the only option's level, as plain data."""
    data = program.model_dump(mode="json", exclude_none=True, by_alias=True)
    return rules(data["competencies"]["works"]["options"]["build"]["levels"][level])


def items(*credentials: str) -> list[str]:
    return [f"        - {credential}" for credential in credentials]


#: A name, the lines of a level, and the requirement that they state.
CONSTRUCTS: dict[str, tuple[list[str], Any]] = {
    "one of": (["1. head 2", "", "    - 2 one", *items(A, B)], {"people": 2, "each": {"any": [A, B]}}),
    "all of": (["1. head 2", "", "    - 2 all", *items(A, B)], {"people": 2, "each": {"all": [A, B]}}),
    "k of": (
        ["1. head 2", "", "    - 2 two of", *items(A, B, C)],
        {"people": 2, "each": {"at_least": 2, "of": [A, B, C]}},
    ),
    "a single credential is no choice": (
        ["1. head 3", "", "    - 3 exam", *items(A)],
        {"people": 3, "each": A},
    ),
    "one of a single credential": (["1. head 3", "", "    - 3 one", *items(A)], {"people": 3, "each": A}),
    "at least so many people": (
        ["1. head at least 5", "", "    - 5 one", *items(A, B)],
        {"people": 5, "each": {"any": [A, B]}},
    ),
    "the same people pass more": (
        ["1. head 2", "", "    - 2 one", *items(A, B), "", "    - same 2 one", *items(C, D)],
        {"people": 2, "each": {"all": [{"any": [A, B]}, {"any": [C, D]}]}},
    ),
    "the same person passes more": (
        [
            "1. head 1",
            "",
            "    - 1 person exam",
            *items(A),
            "",
            "    and",
            "",
            "    - same person exam",
            *items(B),
        ],
        {"people": 1, "each": {"all": [A, B]}},
    ),
    "both pass more": (
        [
            "1. head 2",
            "",
            "    - 2 all",
            *items(A, B),
            "",
            "    and",
            "",
            "    - both assessment",
            *items(ASSESSMENT),
        ],
        {"people": 2, "each": {"all": [A, B, POWER_BI]}},
    ),
    "the other people": (
        ["1. head 4", "", "    - 2 one", *items(A, B), "", "    - other 2 one", *items(C, D)],
        {"all": [{"people": 2, "each": {"any": [A, B]}}, {"people": 2, "each": {"any": [C, D]}}]},
    ),
    "so many other people": (
        [
            "1. head 5 exams and assessments",
            "",
            "    - 3 one",
            *items(A, B),
            "",
            "        and",
            "",
            "    - 2 others assessment",
            *items(ASSESSMENT),
        ],
        {"all": [{"people": 3, "each": {"any": [A, B]}}, {"people": 2, "each": POWER_BI}]},
    ),
    "another person, and another": (
        [
            "1. head 3",
            "",
            "    - 1 person exam",
            *items(A),
            "",
            "    and",
            "",
            "    - another exam",
            *items(B),
            "",
            "    and",
            "",
            "    - another exam",
            *items(C),
        ],
        {"all": [{"people": 1, "each": A}, {"people": 1, "each": B}, {"people": 1, "each": C}]},
    ),
    "k of the same n": (
        [
            "1. head 2",
            "",
            "    - 2 all",
            *items(A, B),
            "",
            "    and",
            "",
            "    - 1 of the same 2 one",
            *items(C, D),
        ],
        {"people": 2, "each": {"all": [A, B]}, "among_them": [{"people": 1, "each": {"any": [C, D]}}]},
    ),
    "k of the n, said first; or inside the group": (
        [
            "1. head 2",
            "",
            "    - 1 of the 2 assessment",
            *items(ASSESSMENT),
            "",
            "    - all either all",
            *items(A, B),
            "",
            "    or",
            "",
            "    - bare certification",
            *items(MCSE),
        ],
        {
            "people": 2,
            "each": {"any": [{"all": [A, B]}, PRODUCTIVITY]},
            "among_them": [{"people": 1, "each": POWER_BI}],
        },
    ),
    "or between groups": (
        [
            "1. head 2",
            "",
            "    - 2 all",
            *items(A, B),
            "",
            "    or",
            "",
            "    - 2 certification",
            *items(MCSE),
        ],
        {"any": [{"people": 2, "each": {"all": [A, B]}}, {"people": 2, "each": PRODUCTIVITY}]},
    ),
    "the same or different people": (
        [
            "1. head at least 5",
            "",
            "    - 5 all",
            *items(A, B),
            "",
            "    and",
            "",
            "    - same or different 5 one",
            *items(C, D),
        ],
        {
            "all": [{"people": 5, "each": {"all": [A, B]}}, {"people": 5, "each": {"any": [C, D]}}],
            "overlap": "allowed",
        },
    ),
    # "and" binds first, for only so does each way come to 5 people.
    "one way of two groups, or another of one": (
        [
            "1. head at least 5",
            "",
            "    - 5 all",
            *items(A, B),
            "",
            "    and",
            "",
            "    - same or different 5 one",
            *items(C, D),
            "",
            "    or",
            "",
            "    - 5 certification",
            *items(MCSE),
        ],
        {
            "any": [
                {
                    "all": [{"people": 5, "each": {"all": [A, B]}}, {"people": 5, "each": {"any": [C, D]}}],
                    "overlap": "allowed",
                },
                {"people": 5, "each": PRODUCTIVITY},
            ]
        },
    ),
    # Here "or" binds first: 2 + 2 is the 4 of the head, 2 alone is not.
    "a group, and one of two others": (
        [
            "1. head 4",
            "",
            "    - 2 exam",
            *items(A),
            "",
            "    and",
            "",
            "    - 2 all",
            *items(B, C),
            "",
            "    or",
            "",
            "    - 2 certification",
            *items(MCSE),
        ],
        {
            "all": [
                {"people": 2, "each": A},
                {"any": [{"people": 2, "each": {"all": [B, C]}}, {"people": 2, "each": PRODUCTIVITY}]},
            ]
        },
    ),
    "any exam of any focus area": (
        ["1. head 2 any exam", "", "    - first area", *items(A, B), "", "    - second area", *items(C)],
        {"people": 2, "each": {"any": [A, B, C]}},
    ),
    "focus areas inside a group": (
        [
            "1. head 2",
            "",
            "    - 2 one",
            "        - first area",
            "            - 70-410",
            "            - 70-411",
            "",
            "        - second area",
            "            - 70-412",
        ],
        {"people": 2, "each": {"any": [A, B, C]}},
    ),
    "all exams of any one focus area, and an assessment": (
        [
            "1. head 1 all exams of one of 2 areas, and an assessment",
            "",
            "    - first area",
            *items(A, B),
            "",
            "    - second area",
            *items(C),
            "",
            "    and",
            "",
            f"    - {ASSESSMENT}",
        ],
        {"people": 1, "each": {"all": [{"any": [{"all": [A, B]}, C]}, POWER_BI]}},
    ),
    "exams of areas or an assessment, each person": (
        [
            "1. head 2 one exam or assessment",
            "",
            "    - first area",
            *items(A, B),
            "",
            "    or",
            "",
            f"    -  {ASSESSMENT}",
        ],
        {"people": 2, "each": {"any": [A, B, POWER_BI]}},
    ),
    "no sub-list": (["1. head 4 certification", f"    - {MCSE}"], {"people": 4, "each": PRODUCTIVITY}),
    "exams without links, one of them written like a link's address": (
        ["1. head 2", "    - 2 one", "        - 70-410: Bridges", "        - [70-411]: Roads"],
        {"people": 2, "each": {"any": [A, B]}},
    ),
    "or right above an item, inside a group": (
        ["1. head 2", "    - 2 all", *items(A, B), "        or", *items(MCSE)],
        {"people": 2, "each": {"any": [{"all": [A, B]}, PRODUCTIVITY]}},
    ),
    "a list that is indented too deeply": (
        ["1. head 2", "    - 2 one", "", "                - 70-410", "                - 70-411"],
        {"people": 2, "each": {"any": [A, B]}},
    ),
    "links that lead on, among groups": (
        ["1. head 2", "    - 2 one", *items(A), "    - learn more"],
        {"people": 2, "each": A},
    ),
    "a threshold, conditions aside": (
        ["1. thresholds", "", "    - USD 15,000", "    - condition", "    - learn more"],
        {"metric": "performance-1", "at_least": 15000, "unit": "USD"},
    ),
    "one market": (
        ["1. thresholds", "", "    developed", "    - USD 100,000", "    - condition"],
        {"metric": "performance-1", "at_least": {"developed": 100000}, "unit": "USD"},
    ),
    "two markets, nested": (
        [
            "1. thresholds",
            "",
            "    - developed",
            "",
            "        - USD 100,000",
            "        - 50 seats",
            "",
            "    - developing",
            "",
            "        - USD 50,000",
            "        - 25 seats",
            "",
            "    - condition",
        ],
        {
            "all": [
                {
                    "metric": "performance-1",
                    "at_least": {"developed": 100000, "developing": 50000},
                    "unit": "USD",
                },
                {"metric": "performance-2", "at_least": {"developed": 50, "developing": 25}, "unit": "seats"},
            ]
        },
    ),
    "bullets nested wrongly": (
        [
            "1. thresholds",
            "",
            "    - developed",
            "    -   USD 175,000",
            "  ",
            "    - developing",
            "        - USD 75,000",
        ],
        {"metric": "performance-1", "at_least": {"developed": 175000, "developing": 75000}, "unit": "USD"},
    ),
    "two amounts in one sentence": (
        ["1. thresholds", "", "    - 3 customers and 500 users"],
        {
            "all": [
                {"metric": "performance-1", "at_least": 3, "unit": "customers"},
                {"metric": "performance-2", "at_least": 500, "unit": "active users"},
            ]
        },
    ),
    "people and thresholds": (
        ["1. head 1", "    - 1 person exam", *items(A), "", "2. thresholds", "    - 1,000 seats"],
        {
            "all": [
                {"people": 1, "each": A},
                {"metric": "performance-1", "at_least": 1000, "unit": "seats"},
            ]
        },
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_construct(construct: str, language: str, write: Write) -> None:
    lines, expected = CONSTRUCTS[construct]
    read = pc.read_pages([write("page.md", page(lines, language))])
    assert level_of(read.program) == expected
    assert read.remarks == ()
