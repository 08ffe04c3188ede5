"""The shipped programs: complete, sourced, and as published."""

from __future__ import annotations

import csv

import plan_competency as pc
import pytest
from conftest import PUBLIC
from plan_competency.catalog import DEFAULT, shipped
from plan_competency.models.qualifications import leading_to, mentioned
from plan_competency.models.requirements import qualifications

FACTS = PUBLIC / "facts"


def test_every_shipped_program_is_valid_and_named_by_its_folder() -> None:
    assert DEFAULT in shipped()
    for name in shipped():
        assert pc.read_program(name).program == name


def test_what_ships(program: pc.Program) -> None:
    assert program.edition == "2017-07"
    assert [str(target) for target in program.targets()] == [
        "cloud-customer-relationship-management/silver",
        "cloud-customer-relationship-management/gold",
        "messaging/silver",
        "messaging/gold",
    ]


def test_everything_names_its_source(program: pc.Program) -> None:
    unsourced = [name for name, facts in program.credentials.items() if not facts.source]
    unsourced += [name for name, facts in program.competencies.items() if not facts.source]
    assert unsourced == []


def test_no_credential_is_left_over(program: pc.Program) -> None:
    """Whatever ships is accepted somewhere, or leads to what is accepted."""
    used = {
        name
        for competency in program.competencies.values()
        for option in competency.options.values()
        for requirement in option.levels.values()
        for _, qualification in qualifications(requirement)
        for name in mentioned(qualification)
    }
    assert set(leading_to(used, program.routes)) == set(program.credentials)


@pytest.mark.skipif(not FACTS.is_dir(), reason="the public facts are not beside this checkout")
def test_retirement_dates_are_those_published(program: pc.Program) -> None:
    with (FACTS / "exam-retirements.csv").open(encoding="utf-8") as file:
        published = {row["exam"]: row["retired"] for row in csv.DictReader(file)}
    shipped_dates = {name: str(facts.retired) for name, facts in program.credentials.items() if facts.is_sat}
    assert shipped_dates == {name: published[name] for name in shipped_dates}
