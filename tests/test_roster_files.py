"""Rosters are written as what they are read from: nothing is lost, or it is refused with what would be."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import plan_competency as pc
import pytest
from conftest import roster_of
from plan_competency.models.base import folded_name
from random_cases import random_case
from small_reports import HOSTILE

FULL = pc.Roster.model_validate(
    {
        "organization": "Contoso",
        "market": "developed",
        "metrics": {"cloud-crm/gold/performance-1": 320000, "share": 0.1},
        "people": {
            "Ana": [{"credential": "70-347", "passed": "2016-05-02", "expires": "2019-05-02"}, "MB2-714"],
            "Luis": {"holds": ["642"], "max_exams": 1, "cannot_take": ["70-345", "70-346"]},
            "Eva": [],
        },
    }
)
#: Names, ids and amounts that one kind of file or another could change.
AWKWARD = (
    *(text.strip() for text in HOSTILE if text.strip().isprintable()),
    *("no", "null", "~", "010", "1e5", "0x1F", "12:30", "2016-05-02", "70.5", "1_000", "-", "?", "<<"),
    *("x: y", "x #y", "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "'a'", '"a"', "a,b", "a;b", 'a "b" c'),
    *("José", "Żółć", "李雷", "🙂", "a\u2028b", "a\u00a0b", "person", "organization", "a" * 190, "\ufeffa"),
)
AMOUNTS = (0, -1, 10**15, 0.1, 0.1 + 0.2, 1 / 3, 1e-7, 1e-30, -2.5e14, 123456.78 * 3, 1e15)


def awkward_roster(seed: int, texts: tuple[str, ...] = AWKWARD) -> pc.Roster:
    rng = random.Random(seed)

    def some(most: int) -> list[str]:
        return rng.sample(texts, rng.randint(0, most))

    def holding() -> Any:
        days = sorted(date.fromordinal(rng.choice((1, 36_500, 693_000, 736_000, 750_000))) for _ in range(2))
        dates = dict(zip(("passed", "expires"), map(str, days), strict=True))
        kept = rng.sample(sorted(dates), rng.randint(0, 2))
        return {"credential": rng.choice(texts), **{key: dates[key] for key in kept}}

    people: dict[str, Any] = {"Ana": []}
    for name in {folded_name(text): text for text in some(8)}.values():
        people[name] = {"holds": [holding() for _ in range(rng.randint(0, 3))]}
        if rng.random() < 0.4:
            people[name] |= {"max_exams": rng.choice((0, 1, 10**6)), "cannot_take": some(2)}
    metrics = {f"m{number}/gold": rng.choice(AMOUNTS) for number in range(rng.randint(0, 3))}
    facts = {"organization": rng.choice((None, *texts)), "market": rng.choice((None, "developing"))}
    return pc.Roster.model_validate({"people": people, "metrics": metrics, **facts})


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".json"])
def test_what_is_written_reads_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"team{ending}"
    for seed in range(60):
        for roster in (awkward_roster(seed), random_case(seed).read()[1]):
            pc.write_roster(roster, path)
            assert pc.read_roster(path) == roster


def test_csv_reads_back_or_names_what_would_be_lost(tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    written = 0
    for seed in range(200):
        roster = awkward_roster(seed) if seed % 2 else random_case(seed).read()[1]
        plain = pc.Roster.model_validate(
            {"people": {name: list(person.holds) for name, person in roster.people.items()}}
        )
        for case in (roster, plain):
            path.unlink(missing_ok=True)
            with suppress(pc.NoPlaceInFile):
                pc.write_roster(case, path)
            if path.exists():
                written += 1
                assert pc.read_roster(path) == case
    assert written > 100


def test_yaml_is_the_contract() -> None:
    from plan_competency.reports.roster_files import roster_data

    for seed in range(60):
        roster = awkward_roster(seed)
        assert roster_data(roster) == roster.model_dump(mode="json", exclude_none=True, by_alias=True)


def test_yaml_looks_as_a_person_would_write_it(tmp_path: Path) -> None:
    pc.write_roster(FULL, tmp_path / "team.yaml")
    assert (tmp_path / "team.yaml").read_text(encoding="utf-8") == (
        "organization: Contoso\n"
        "market: developed\n"
        "metrics: {cloud-crm/gold/performance-1: 320000, share: 0.1}\n"
        "people:\n"
        "  Ana: [{credential: 70-347, passed: '2016-05-02', expires: '2019-05-02'}, MB2-714]\n"
        "  Luis: {holds: ['642'], max_exams: 1, cannot_take: [70-345, 70-346]}\n"
        "  Eva: []\n"
    )


def test_json_is_the_same_data(tmp_path: Path) -> None:
    pc.write_roster(FULL, tmp_path / "team.json")
    text = (tmp_path / "team.json").read_text(encoding="utf-8")
    assert json.loads(text) == FULL.model_dump(mode="json", exclude_none=True)


def test_csv_is_the_contract(tmp_path: Path) -> None:
    roster = pc.Roster.model_validate({"people": {name: FULL.people[name].holds for name in FULL.people}})
    pc.write_roster(roster, tmp_path / "team.csv")
    assert (tmp_path / "team.csv").read_bytes().decode("utf-8") == (
        "\ufeffperson,credential,passed,expires\n"
        "Ana,70-347,2016-05-02,2019-05-02\n"
        "Ana,MB2-714,,\n"
        "Luis,642,,\n"
        "Eva,,,\n"
    )


KEEP = "Write .xlsx, .yaml or .json, which keep it."
LOST: list[tuple[Any, str]] = [
    ({"organization": "Contoso"}, "the name of the organization"),
    ({"market": "developing"}, "the market"),
    ({"metrics": {"a": 1, "b": 2, "c": 3, "d": 4}}, "the metrics a, b, c and 1 more"),
    ({"people": {}}, "a roster without people"),
    ({"people": {"Luis": {"max_exams": 0}}}, "max_exams of Luis"),
    ({"people": {"Luis": {"cannot_take": ["x"]}}}, "cannot_take of Luis"),
    ({"people": {"=1+1": []}}, "'=1+1', which a spreadsheet would take for a formula"),
    ({"people": {"Ana": ["-1"]}}, "'-1', which a spreadsheet would take for a formula"),
    (
        {"market": "developed", "people": {"Ana": {"max_exams": 2, "cannot_take": ["x"]}}},
        "the market; max_exams of Ana; cannot_take of Ana",
    ),
]


@pytest.mark.parametrize(("stated", "lost"), LOST, ids=[lost for _, lost in LOST])
def test_csv_refuses_what_it_would_lose(tmp_path: Path, stated: Any, lost: str) -> None:
    path = tmp_path / "team.csv"
    roster = pc.Roster.model_validate({"people": {"Ana": []}, **stated})
    with pytest.raises(pc.NoPlaceInFile) as caught:
        pc.write_roster(roster, path)
    assert str(caught.value) == f"{path}: has no place for {lost}. {KEEP}"
    assert list(tmp_path.iterdir()) == []
    pc.write_roster(roster, tmp_path / "team.yaml")
    assert pc.read_roster(tmp_path / "team.yaml") == roster


def test_no_formula_character_gets_into_a_csv(tmp_path: Path) -> None:
    """Whatever is not refused starts no cell that is a formula, also where ; or tabs separate cells."""
    for name in HOSTILE[:14]:
        text = " ".join(name.split())
        with pytest.raises(pc.NoPlaceInFile, match="formula"):
            pc.write_roster(pc.Roster(people={text: pc.Person()}), tmp_path / "t.csv")


def cells(path: Path) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_a_workbook_has_a_sheet_for_each_thing(tmp_path: Path) -> None:
    pc.write_roster(FULL, tmp_path / "team.xlsx")
    assert cells(tmp_path / "team.xlsx") == {
        "Credentials": [
            ["person", "credential", "passed", "expires"],
            ["Ana", "70-347", datetime(2016, 5, 2), datetime(2019, 5, 2)],
            ["Ana", "MB2-714", None, None],
            ["Luis", "642", None, None],
            ["Eva", None, None, None],
        ],
        "People": [["person", "max_exams"], ["Ana", None], ["Luis", 1], ["Eva", None]],
        "Will not sit": [["person", "exam"], ["Luis", "70-345"], ["Luis", "70-346"]],
        "Organization": [
            ["name", "value"],
            ["organization", "Contoso"],
            ["market", "developed"],
            ["cloud-crm/gold/performance-1", 320000],
            ["share", 0.1],
        ],
    }


def test_numbers_and_days_that_a_sheet_cannot_hold_are_text(tmp_path: Path) -> None:
    """Cells have 16 digits, and days from 1 March 1900."""
    roster = roster_of([{"credential": "x", "passed": "1900-02-28", "expires": "1900-03-01"}])
    pc.write_roster(roster.replaced(metrics={"m": 0.1 + 0.2}), tmp_path / "team.xlsx")
    found = cells(tmp_path / "team.xlsx")
    assert found["Credentials"][1][2:] == ["1900-02-28", datetime(1900, 3, 1)]
    assert found["Organization"][3] == ["m", "0.30000000000000004"]


@pytest.mark.parametrize(
    ("stated", "lost"),
    [
        ({"people": {}}, "a roster without people"),
        ({"metrics": {"Market": 1}}, "the metric 'Market', which means something else there"),
        ({"people": {"a\uffff": []}}, "'a\\uffff', which has a character that no workbook can hold"),
        ({"people": {"A": {"max_exams": 10**17 + 1}}}, f"max_exams of A, {10**17 + 1}"),
    ],
)
def test_a_workbook_refuses_what_it_would_lose(tmp_path: Path, stated: Any, lost: str) -> None:
    path = tmp_path / "team.xlsx"
    with pytest.raises(pc.NoPlaceInFile) as caught:
        pc.write_roster(pc.Roster.model_validate({"people": {"A": []}, **stated}), path)
    assert str(caught.value) == f"{path}: has no place for {lost}. Write .yaml or .json, which keep it."
    assert list(tmp_path.iterdir()) == []


def test_workbooks_read_back(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    for seed in range(40):
        for roster in (awkward_roster(seed), random_case(seed).read()[1], FULL):
            pc.write_roster(roster, path)
            assert pc.read_roster(path) == roster


def test_every_text_of_a_workbook_is_text(tmp_path: Path) -> None:
    for seed in range(20):
        pc.write_roster(awkward_roster(seed), tmp_path / "team.xlsx")
        for sheet in openpyxl.load_workbook(tmp_path / "team.xlsx"):
            for row in sheet.iter_rows():
                assert all(cell.data_type in "snd" and cell.hyperlink is None for cell in row)


@pytest.mark.parametrize("name", ["team.txt", "team", "team.xls", "team.parquet"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(pc.UnreadableFile) as caught:
        pc.write_roster(FULL, tmp_path / name)
    expected = "is no name for a roster: let it end in .xlsx, .csv, .yaml, .yml or .json"
    assert str(caught.value) == f"{tmp_path / name}: {expected}"


@pytest.mark.parametrize("ending", [".xlsx", ".yaml", ".json"])
def test_a_folder_that_is_not_there(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "no" / f"team{ending}"
    with pytest.raises(pc.UnreadableFile) as caught:
        pc.write_roster(FULL, path)
    assert str(caught.value) == f"{path}: cannot be written: No such file or directory"


@pytest.mark.parametrize("ending", [".xlsx", ".yaml", ".json"])
def test_the_same_roster_is_the_same_bytes(tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    for path in (first, second):
        pc.write_roster(FULL, path)
    assert first.read_bytes() == second.read_bytes()


def test_large_rosters_in_columns_are_written_too(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    pytest.importorskip("polars")
    from plan_competency.readers.large_rosters import read_large_roster

    table = read_large_roster(write("t.csv", "person,credential,passed\nAna,x,2016-05-02\nEva,,\n"))
    pc.write_roster(table.replaced(organization="Contoso"), tmp_path / "team.yaml")
    assert pc.read_roster(tmp_path / "team.yaml") == pc.Roster.model_validate(
        {
            "organization": "Contoso",
            "people": {"Ana": [{"credential": "x", "passed": "2016-05-02"}], "Eva": []},
        }
    )
