"""The pages of July 2017 as published, read in place; skipped by name where they are not there."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from conftest import PUBLIC
from plan_competency.models.requirements import AllParts, AnyPart
from published_pages import LANGUAGES, damaged, read_or_refused
from test_reading_pages import rules

PAGES, SEEDS = PUBLIC / "pages", PUBLIC / "seeds"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the published pages are not beside this checkout")

NAMES = sorted(path.name for path in PAGES.glob("en/*.md"))
#: Known misprints of the French pages, by page; `readers/pages/errata.yaml` has their source.
MISPRINTS = {
    "cloud-business-applications.md": 2,
    "cloud-customer-relationship-management.md": 1,
    "cloud-platform.md": 1,
    "cloud-productivity.md": 1,
    "enterprise-resource-planning.md": 1,
}


def rules_of(program: pc.Program) -> Any:
    return rules(program.model_dump(mode="json", exclude_none=True, by_alias=True)["competencies"])


def without_order(data: Any) -> Any:
    """Rules with nested `all` in `all` and `any` in `any` flattened, and their parts in one order."""
    if not isinstance(data, dict):
        return data
    data = {key: value for key, value in data.items() if key != "aliases"}
    for key, value in data.items():
        if key in ("all", "any", "of", "among_them"):
            parts = [without_order(part) for part in value]
            flat = [inner for part in parts for inner in (part[key] if _is_only(part, key) else [part])]
            data[key] = sorted(flat if key in ("all", "any") else parts, key=repr)
        elif isinstance(value, dict):
            data[key] = without_order(value)
    return data


def _is_only(part: Any, key: str) -> bool:
    return isinstance(part, dict) and set(part) == {key}


def test_there_are_18_pages_in_each_language() -> None:
    for language in LANGUAGES:
        assert sorted(path.name for path in (PAGES / language).glob("*.md")) == NAMES
    assert len(NAMES) == 18


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_states_the_same_in_every_language(name: str, language: str) -> None:
    english = pc.read_pages([PAGES / "en" / name])
    read = pc.read_pages([PAGES / language / name])
    assert rules_of(read.program) == rules_of(english.program)
    assert read.program.credentials == english.program.credentials
    misprints = MISPRINTS.get(name, 0) if language == "fr" else 0
    assert ["a known misprint" in remark for remark in read.remarks] == [True] * misprints


def test_the_catalog_says_what_the_pages_say(program: pc.Program) -> None:
    """The catalog was written by hand, the pages are read by the reader: neither knows of the other."""
    read = pc.read_pages(PAGES / "en" / name for name in NAMES).program
    assert without_order(rules_of(read)) == without_order(rules_of(program))
    assert set(read.credentials) <= set(program.credentials)


def test_every_rule_names_its_page_and_line() -> None:
    read = pc.read_pages(PAGES / "en" / name for name in NAMES).program
    pending = [
        level
        for competency in read.competencies.values()
        for option in competency.options.values()
        for level in option.levels.values()
    ]
    while pending:
        requirement = pending.pop()
        assert requirement.source is not None
        assert ".md, line" in requirement.source
        if isinstance(requirement, AllParts | AnyPart):
            pending += requirement.parts


#: Where people who hold nothing sit the least, by hand: people x exams each.
LEAST = {
    "application-integration/gold": 8,  # 4 x 1 exam, 4 others x 1 assessment
    "cloud-business-applications/enterprise-customer-engagement-option/gold": 45,  # 15 x (2 and 1)
    "communications/silver": 5,  # 2 x 2 exams, and 1 of them an assessment
    "devops/gold": 10,  # 4 x 2, and 2 of them 1 more
    "data-platform/sql-server-specialist-option/silver": 3,  # 1 x (2 exams of an area and the assessment)
    "enterprise-resource-planning/silver": 5,  # 5 people x 1
    "enterprise-resource-planning/gold": 5,
    "project-and-portfolio-management/gold": 10,  # 4 x 2, and 2 of them 1 more
    "small-and-midmarket-cloud-solutions/silver": 0,  # thresholds only
    "small-and-midmarket-cloud-solutions/gold": 2,  # 2 x 1
}


@pytest.mark.parametrize("target", LEAST)
def test_the_least_that_20_people_who_hold_nothing_must_sit(target: str) -> None:
    people = {f"person {number}": pc.Person() for number in range(20)}
    page = PAGES / "fr" / f"{target.split('/')[0]}.md"
    plan = pc.plan(pc.Roster(people=people), [target], program=pc.read_program(page))
    assert (plan.status, plan.totals.exams) == ("optimal", LEAST[target])


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_a_page_as_it_was_first_received(seed: Path, program: pc.Program) -> None:
    read = pc.read_program(seed)
    for name, competency in read.competencies.items():
        assert rules(competency.model_dump(mode="json", exclude_none=True)) == rules(
            program.competencies[name].model_dump(mode="json", exclude_none=True)
        )


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_page_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    page = draw.choice(sorted(PAGES.glob("*/*.md"))).read_bytes()
    for _ in range(5):
        read_or_refused(damaged(page, draw), tmp_path / "page.md")
