"""Targets by name and by pattern: `*/gold`, `cloud-*/silver`, `messaging/*/gold`."""

from __future__ import annotations

import plan_competency as pc
import pytest
from conftest import program_of
from plan_competency.models.portfolios import Goal

GOLD_OF_CLOUD = [
    "cloud-business-applications/gold",
    "cloud-customer-relationship-management/gold",
    "cloud-platform/gold",
    "cloud-productivity/gold",
]
#: A name or pattern, and the targets of the shipped program that it means.
PATTERNS: list[tuple[str, list[str]]] = [
    ("messaging/gold", ["messaging/gold"]),
    ("cloud-*/gold", GOLD_OF_CLOUD),
    ("CLOUD-*/Gold", GOLD_OF_CLOUD),
    (" cloud-* / gold ", GOLD_OF_CLOUD),
    # cloud-crm is an alias.
    ("cloud-crm*/gold", ["cloud-customer-relationship-management/gold"]),
    (
        "*cloud*/silver",
        [
            "cloud-business-applications/silver",
            "cloud-customer-relationship-management/silver",
            "cloud-platform/silver",
            "cloud-productivity/silver",
            "small-and-midmarket-cloud-solutions/silver",
        ],
    ),
    # Aliases of three letters; no competency has so few.
    (
        "???/gold",
        [
            "enterprise-mobility-management/gold",
            "enterprise-resource-planning/gold",
            "project-and-portfolio-management/gold",
        ],
    ),
    ("?pm/*", ["project-and-portfolio-management/silver", "project-and-portfolio-management/gold"]),
    ("messaging/*/gold", ["messaging/hybrid-services-partner-option/gold"]),
    (
        "emm/s*/*",
        [
            "enterprise-mobility-management/smb-partner-option/silver",
            "enterprise-mobility-management/smb-partner-option/gold",
        ],
    ),
    (
        "windows-and-devices/*/s?lver",
        [
            "windows-and-devices/service-partner-option/silver",
            "windows-and-devices/device-partner-option/silver",
        ],
    ),
    (
        "data-*/*s*/gold",
        [
            "data-analytics/data-analytics-specialist-option/gold",
            "data-analytics/data-analytics-beginners-option/gold",
            "data-platform/sql-server-specialist-option/gold",
        ],
    ),
]


@pytest.mark.parametrize(("pattern", "targets"), PATTERNS, ids=[row[0] for row in PATTERNS])
def test_targets_like(program: pc.Program, pattern: str, targets: list[str]) -> None:
    assert [str(target) for target in program.targets_like(pattern)] == targets


def test_every_gold_in_the_programs_order(program: pc.Program) -> None:
    assert [str(target) for target in program.targets_like("*/gold")] == [
        f"{competency}/gold" for competency in program.competencies
    ]
    assert program.targets_like("*/*") == program.targets()
    assert len(program.targets_like("*/*/*")) == 2 * sum(
        len(facts.options) for facts in program.competencies.values()
    )


def test_levels_of_one_option_only() -> None:
    requirement = {"people": 1, "each": "x"}
    options = {
        "o1": {"levels": {"silver": requirement, "gold": requirement}},
        "o2": {"levels": {"gold": requirement}},
    }
    program = program_of(requirement).replaced(competencies={"c[1]": {"options": options}})
    assert [str(target) for target in program.targets_like("*/*")] == ["c[1]/silver", "c[1]/gold"]
    assert [str(target) for target in program.targets_like("*/o?/*")] == [
        "c[1]/o1/silver",
        "c[1]/o1/gold",
        "c[1]/o2/gold",
    ]
    # A bracket is a letter as any other.
    assert [str(target) for target in program.targets_like("c[1]*/gold")] == ["c[1]/gold"]
    assert [str(target) for target in program.targets_like("*]/gold")] == ["c[1]/gold"]
    with pytest.raises(pc.UnknownTarget):
        program.targets_like("[a-z]*/gold")


@pytest.mark.parametrize("cafe", ["caf\u00e9", "cafe\u0301"], ids=["composed", "decomposed"])
def test_letters_may_be_composed_or_not(cafe: str) -> None:
    levels = {"levels": {"gold": {"people": 1, "each": "x"}}}
    competencies = {"caf\u00e9": {"options": {"caf\u00e9-option": levels}}}
    program = program_of({"people": 1, "each": "x"}).replaced(competencies=competencies)
    assert str(program.target(f"{cafe}/gold")) == "caf\u00e9/gold"
    assert str(program.target(f"{cafe}/{cafe}-option/gold")) == "caf\u00e9/caf\u00e9-option/gold"
    assert [str(target) for target in program.targets_like(f"{cafe}*/gold")] == ["caf\u00e9/gold"]
    assert [str(target) for target in program.targets_like(f"*/{cafe}*/gold")] == [
        "caf\u00e9/caf\u00e9-option/gold"
    ]
    # One letter, however it is written.
    assert [str(target) for target in program.targets_like("caf?/gold")] == ["caf\u00e9/gold"]
    assert Goal(target=f"{cafe}/gold").target == "caf\u00e9/gold"


#: What matches nothing, and the nearest names (the first of them).
NOTHING: list[tuple[str, tuple[str, ...]]] = [
    ("clod-platform*/silver", ("cloud-platform/silver",)),
    ("mesaging/gold", ("messaging/gold", "messaging/silver")),
    ("*/platinum", ("*/silver", "*/gold")),
    ("*/gol", ("*/gold",)),
    ("*", ()),
    ("a/b/c/*", ()),
    ("messaging/hybrid-srv*/gold", ("messaging/hybrid-services-partner-option/gold",)),
]


@pytest.mark.parametrize(("pattern", "nearest"), NOTHING, ids=[row[0] for row in NOTHING])
def test_a_pattern_that_matches_nothing(program: pc.Program, pattern: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(pc.UnknownTarget, match="stands for any name, as in") as caught:
        program.targets_like(pattern)
    assert (caught.value.name, caught.value.nearest[: len(nearest)]) == (pattern, nearest)
    assert bool(caught.value.nearest) is bool(nearest)
