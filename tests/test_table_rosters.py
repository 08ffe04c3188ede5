"""A roster in columns is asked like any other, and has an object only for whoever is asked."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from plan_competency.readers import people_table
from plan_competency.readers.large_rosters import read_large_roster
from pydantic import ValidationError
from roster_tables import (
    CREDENTIALS,
    everybody,
    exams_program,
    in_parquet,
    plain,
    random_rows,
    small,
    written,
)

NAMES = ["\uff21lba", "Zoë  B", "Zoe", "ana", "Straße", "𐐀", "李雷", "\ufffd", "Z", "ida", "\u0131ra", "ira"]


@pytest.mark.parametrize("seed", range(5))
def test_people_who_come_go_and_change(tmp_path: Path, seed: int) -> None:
    """As if the people had been others from the start; limits are kept with whom they are stated for."""
    rng = random.Random(seed)
    path = written(tmp_path / "r.csv", random_rows(rng, CREDENTIALS[:5], 30))
    before, table, program = small(path), read_large_roster(path), exams_program(CREDENTIALS[:4])
    holds = [{"credential": "70-340", "passed": "2018-05-06"}, "Exam 70-341", "AZ-1", "az - 900"]
    limited = pc.Person.model_validate({"holds": holds, "max_exams": 1, "cannot_take": ["AZ-2", " az-900"]})
    known = rng.sample(sorted(before.people), 6)
    changes: list[dict[str, pc.Person | None]] = [
        {known[0]: None, known[1]: limited, "Ada": pc.Person(), "Ōta": limited},
        {"Ada": None, known[1]: pc.Person.model_validate(["70-342"]), known[2]: limited, known[3]: None},
        {known[2]: None, "nobody": None},
    ]
    for change in changes:
        before, table = before.with_people(change), table.with_people(change)
        assert everybody(table) == dict(sorted(before.people.items()))
        assert table.limited == before.limited
        for on in (date(2018, 5, 5), date(2018, 5, 6)):
            assert plain(table.holdings(program, on)) == plain(before.holdings(program, on))


@pytest.mark.parametrize("name", ["ana", " Bo", "E\x1bva", ""])
def test_names_that_nobody_can_have(tmp_path: Path, name: str) -> None:
    table = read_large_roster(written(tmp_path / "r.csv", [("Ana", "x", "", "")]))
    roster = pc.Roster(people=everybody(table))
    said = []
    for kept in (table, roster):
        try:
            said.append(list(kept.with_people({name: pc.Person()}).people))
        except ValidationError as error:
            said.append([item["msg"] for item in error.errors()])
    assert said[0] == said[1]


def test_facts_about_the_organization(tmp_path: Path) -> None:
    table = read_large_roster(written(tmp_path / "r.csv", [("Ana", "x", "", "")]))
    stated = table.replaced(organization="Contoso", market="developed", metrics={"revenue": 5})
    assert (stated.organization, stated.market, dict(stated.metrics)) == (
        "Contoso",
        "developed",
        {"revenue": 5},
    )
    again = stated.replaced(market=None).with_people({"Eva": pc.Person()})
    assert (again.organization, again.market, dict(again.metrics)) == ("Contoso", None, {"revenue": 5})
    assert list(again.people) == ["Ana", "Eva"]
    assert table.market is None
    with pytest.raises(ValueError, match="emerging"):
        table.replaced(market="emerging")
    assert stated.replaced(people=dict(table.people)) == pc.Roster(
        organization="Contoso", market="developed", metrics={"revenue": 5}, people=dict(table.people)
    )


def test_people_are_looked_up_without_building_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[object] = []

    def person(**fields: Any) -> pc.Person:
        built.append(fields)
        return pc.Person(**fields)

    monkeypatch.setattr(people_table, "Person", person)
    path = written(tmp_path / "r.csv", random_rows(random.Random(1), CREDENTIALS, 500))
    table = read_large_roster(path)
    names = list(table.people)
    holdings = table.holdings(exams_program(CREDENTIALS))
    assert holdings.first(range(len(holdings.counts)), 3) == tuple(names[:3])
    assert len(table.people) == len(names)
    assert names[7] in table.people
    assert "nobody" not in table.people
    assert 7 not in table.people  # type: ignore[comparison-overlap]
    assert table.name_of(f"  {names[7].upper()} ") == names[7]
    assert not built
    assert table.people[names[7]] == small(path).people[names[7]]
    assert len(built) == 1
    with pytest.raises(KeyError):
        _ = table.people["nobody"]


def test_names_are_in_order_and_found_whatever_the_case(tmp_path: Path) -> None:
    """Code points are the order: not that of UTF-16, which has U+10400 before U+FF21."""
    table = read_large_roster(written(tmp_path / "r.csv", [(name, "x", "", "") for name in NAMES]))
    roster = pc.Roster(people=dict.fromkeys(NAMES, pc.Person()))
    assert list(table.people) == sorted(NAMES)
    assert list(reversed(table.holdings(exams_program(["x"])).people)) == sorted(NAMES)[::-1]
    for name in [
        *NAMES,
        "IDA",
        "\u0131da",
        "ANA",
        "STRASSE",
        " zoë b ",
        "ZOE\u0308 B",
        "𐐨",
        "Zo",
        "",
        "\ud800",
        "a\x00",
    ]:
        assert table.person_called(name) == roster.person_called(name)
        assert (name in table.people) == (name in NAMES)


def test_the_nearest_names_of_many(tmp_path: Path) -> None:
    rows = [(f"Person {number:04}", "x", "", "") for number in range(2_000)]
    table = read_large_roster(
        written(tmp_path / "r.csv", [*rows, ("Ana Lima", "x", "", ""), ("李雷", "x", "", "")])
    )
    for asked, name in (("Anna Lima", "Ana Lima"), ("Pearson 0777", "Person 0777"), ("李", "李雷")):
        with pytest.raises(pc.UnknownPerson) as caught:
            table.name_of(asked)
        assert caught.value.nearest[0] == name
    with pytest.raises(pc.UnknownPerson, match=r"There is no person in the roster called 'Xxx'\.$"):
        table.name_of("Xxx")
    few = read_large_roster(written(tmp_path / "few.csv", rows[:9]))
    with pytest.raises(pc.UnknownPerson) as caught:
        few.name_of("Person 1")
    assert caught.value.nearest[0] == "Person 0001"


@pytest.mark.parametrize("command", ["check", "plan"])
def test_the_commands_ask_tables_like_rosters(
    tmp_path: Path, run: Callable[..., Result], command: str
) -> None:
    people = pc.find_roster("contoso")
    rows = [
        (name, item.credential, str(item.passed or ""), str(item.expires or ""))
        for name, person in people.people.items()
        for item in person.holds
    ]
    path = written(tmp_path / "r.csv", [*rows, ("Nobody", "", "", "")])
    asked = ["cloud-crm/gold", "--market", "developed", "--metric", "performance-1=300000"]
    results = [run(command, file, *asked, "--on", "2017-07-01") for file in (path, in_parquet(path))]
    assert results[0].exit_code == results[1].exit_code < 2
    assert results[0].output == results[1].output
