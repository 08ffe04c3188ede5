"""Organizations from folders and tables: what each is, and what is wrong with one or with all."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import polars as pl
import pytest
from conftest import roster_of
from plan_competency.readers import organization_tables
from plan_competency.readers.organizations import organization_of

Write = Callable[[str, str], Path]
Found = list[tuple[str, Any]]


def read(path: Path) -> Found:
    """Each organization with its people, or with the message of its error."""
    found: Found = []
    for organization in pc.read_organizations(path):
        try:
            name, roster = organization.read()
            found.append((name, roster.model_dump(mode="json")["people"]))
        except pc.PlanCompetencyError as error:
            found.append((organization.name, str(error).replace(f"{path}", path.name)))
    return found


HEADER = "organization,person,credential,passed,expires\n"
ROWS = """\
Beta,Ana,x,2016-05-02,
Alpha,Luis,y,,
Beta,Eva,,,
Beta,Ana,z,,2020-01-31

Alpha,Luis,x,,
"""
PEOPLE: Found = [
    (
        "Beta",
        {
            "Ana": [
                {"credential": "x", "passed": "2016-05-02", "expires": None},
                {"credential": "z", "passed": None, "expires": "2020-01-31"},
            ],
            "Eva": [],
        },
    ),
    ("Alpha", {"Luis": ["y", "x"]}),
]


def test_a_table_has_organizations_in_the_order_of_their_first_rows(write: Write) -> None:
    assert read(write("t.csv", HEADER + ROWS)) == PEOPLE
    assert len(pc.read_organizations(write("t.csv", HEADER + ROWS))) == 2


def test_rows_are_taken_block_by_block(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organization_tables, "_ROWS_AT_ONCE", 2)
    assert read(write("t.csv", HEADER + ROWS)) == PEOPLE


#: The same in other forms.
FORMS: list[tuple[str, str]] = [
    ("any order of columns and case", "PASSED, Person ,credential,expires,organization\n,Ana,x,,Beta\n"),
    ("a byte order mark", "\ufefforganization,person,credential\nBeta,Ana,x\n"),
    ("blanks around cells", "organization,person,credential\n Beta , Ana,x \n"),
    ("blank rows", "\norganization,person,credential\n\n,,\nBeta,Ana,x\n , , \n"),
    ("a row with nothing but the organization", "organization,person,credential\nBeta,,\nBeta,Ana,x\n"),
    ("rows that end early", "organization,person,credential,passed\nBeta,Ana,x\n"),
    ("lines that end as on Windows", "organization,person,credential\r\nBeta,Ana,x\r\n"),
    ("lines that end as on old Macs", "organization,person,credential\rBeta,Ana,x\r"),
    ("quotes", '"organization","person","credential"\n"Beta","Ana","x"\n'),
]


@pytest.mark.parametrize(("what", "text"), FORMS, ids=[what for what, _ in FORMS])
def test_forms_of_a_table(what: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode())
    assert read(path) == [("Beta", {"Ana": ["x"]})]


#: What is wrong with one organization, rows, and its error; Good is not touched by it.
WRONG: list[tuple[str, str, str, str]] = [
    ("a date", "Bad,Ana,x,2016-13-01,", "Bad", "t.csv, line 3, people.Ana[0].passed: '2016-13-01' is not a"),
    ("dates", "Bad,Ana,x,2016-01-02,2016-01-01", "Bad", "line 3, people.Ana[0]: expires (2016-01-01) is bef"),
    ("a name in two ways", "Bad,Ana,x,,\nBad,ANA,y,,", "Bad", "line 4, person: 'ANA' is also written 'Ana'"),
    ("an organization in two ways", "Bad,Ana,x,,\nBAD,Eva,y,,", "Bad", "line 4, organization: 'BAD' is also"),
    (
        "a date alone",
        "Bad,Ana,,2016-01-01,",
        "Bad",
        "line 3, credential: the row has a date but no credential",
    ),
    ("nobody", "Bad,,x,,", "Bad", "line 3, person: the row names nobody: write who holds this"),
    ("nobody at all", "Bad,,,,", "Bad", "line 3, person: the row names nobody: write who works there"),
    (
        "too many cells",
        "Bad,Lima, Ana,x,,",
        "Bad",
        "line 3: has 6 cells, but the header has 5: put text with",
    ),
    (
        "no organization",
        ",Ana,x,,\n,Eva,x,,",
        "",
        "line 3, organization: the row names no organization: write",
    ),
    ("no organizations", ",Ana,x,,\n,Eva,x,,", "", "write whose it is (1 more such row)"),
    ("a control character", "Bad,A\x07na,x,,", "Bad", "has a control character: remove it"),
    (
        "a control character in its name",
        "Bad\x07,Ana,x,,",
        "Bad\x07",
        "organization: has a control character",
    ),
    (
        "cells of several lines",
        'Bad,"A\nB",x,,\nBad,Eva,x,never,',
        "Bad",
        "line 5, people.Eva[0].passed: 'ne",
    ),
]


@pytest.mark.parametrize(("what", "rows", "name", "message"), WRONG, ids=[what for what, *_ in WRONG])
def test_a_bad_organization_leaves_the_others_alone(
    what: str, rows: str, name: str, message: str, write: Write
) -> None:
    found = dict(read(write("t.csv", f"{HEADER}Good,Ana,x,,\n{rows}\nLast,Eva,y,,\n")))
    assert message in found.pop(name)
    assert found == {"Good": {"Ana": ["x"]}, "Last": {"Eva": ["y"]}}


#: What is wrong with a table as a whole, its name, text, and the message.
UNREADABLE: list[tuple[str, str, bytes, str]] = [
    ("nothing", "t.csv", b"", "t.csv: is empty"),
    ("blanks", "t.csv", b" \n\n", "t.csv: is empty"),
    ("no rows", "t.csv", b"organization,person,credential\n", "t.csv: has no rows below the header"),
    (
        "no organizations",
        "t.csv",
        b"person,credential\nA,x\n",
        "t.csv, line 1: the column 'organization' is m",
    ),
    ("semicolons", "t.csv", b"organization;person;credential\nA;B;x\n", "cells must be separated by commas"),
    (
        "an unknown column",
        "t.csv",
        b"organization,person,credential,expire\nA,B,x,\n",
        "Did you mean 'expires'",
    ),
    (
        "a column twice",
        "t.csv",
        b"organization,person,person,credential\n",
        "the column 'person' stands twice",
    ),
    ("another encoding", "t.csv", "organization,person,credential\nA,José,x\n".encode("latin-1"), "UTF-8"),
    ("an open quote", "t.csv", b'organization,person,credential\nA,"B,x\n', "t.csv, line 2: is not CSV"),
    ("binary", "t.csv", b"organization,person,credential\nA,\0,x\n", "is not a text file"),
    ("not Parquet", "t.parquet", b"PAR1 or not", "t.parquet: is not Parquet"),
    ("empty Parquet", "t.parquet", b"", "t.parquet: is empty"),
    (
        "a roster",
        "t.yaml",
        b"people: {}",
        "t.yaml: is neither a folder of rosters nor a table that ends in .csv",
    ),
]


@pytest.mark.parametrize(
    ("what", "name", "raw", "message"), UNREADABLE, ids=[what for what, *_ in UNREADABLE]
)
def test_a_table_that_cannot_be_read(
    what: str, name: str, raw: bytes, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(raw)
    with pytest.raises(pc.PlanCompetencyError) as caught:
        pc.read_organizations(name)
    assert message in str(caught.value)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(pc.UnreadableFile, match="there is no such folder or table"):
        pc.read_organizations(tmp_path / "missing.csv")


def _parquet(tmp_path: Path, **columns: Any) -> Path:
    path = tmp_path / "t.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def test_parquet_is_read_like_csv(tmp_path: Path) -> None:
    day = datetime.date(2016, 5, 2)
    path = _parquet(
        tmp_path,
        organization=["Beta", "Alpha", "Beta", "Beta", "Alpha"],
        person=["Ana", "Luis", "Eva", "Ana", "Luis"],
        credential=["x", "y", None, "z", "x"],
        passed=[day, None, None, None, None],
        expires=[None, None, None, datetime.datetime(2020, 1, 31), None],
    )
    assert read(path) == PEOPLE


def test_parquet_of_whole_numbers_and_categories(tmp_path: Path) -> None:
    path = _parquet(
        tmp_path, organization=pl.Series(["A"], dtype=pl.Categorical), person=["Ana"], credential=[642]
    )
    assert read(path) == [("A", {"Ana": ["642"]})]


def test_rows_of_parquet_are_known_by_their_numbers(tmp_path: Path) -> None:
    path = _parquet(
        tmp_path,
        organization=["A", "A", "B"],
        person=["Ana", "ANA", "Eva"],
        credential=["x", "x", "x"],
        passed=["", "", "2016"],
    )
    assert read(path) == [
        ("A", "t.parquet: row 2, person: 'ANA' is also written 'Ana': write the name in one way"),
        ("B", "t.parquet: row 3, people.Eva[0].passed: '2016' is not a date: write it as YYYY-MM-DD"),
    ]


def test_a_table_without_polars(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(pc.MissingExtra, match=r"needs polars, .*: pip install 'plan-competency\[large\]'"):
        pc.read_organizations(write("t.csv", HEADER + ROWS))


def test_a_folder_has_a_roster_for_each_organization(tmp_path: Path) -> None:
    files = {
        "b.yaml": "organization: Beta\npeople: {Ana: [x]}\n",
        "a.yml": "people: {Luis: [y]}\n",
        "c.JSON": '{"organization": "Gamma", "people": {"Eva": []}}',
        "d.csv": "person,credential,passed\nTom,x,2016-13-01\n",
        "e.yaml": "people: [\n",
        ".hidden.yaml": "people: {}\n",
        "notes.txt": "nothing",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "f.yaml").mkdir()
    found = pc.read_organizations(tmp_path)
    assert len(found) == 6
    assert found.remarks == (f"{tmp_path} has 2 entries that are no rosters, such as below: not read.",)
    assert [(name, text) for name, text in read(tmp_path) if isinstance(text, dict)] == [
        ("a", {"Luis": ["y"]}),
        ("Beta", {"Ana": ["x"]}),
        ("Gamma", {"Eva": []}),
    ]
    errors = {name: text for name, text in read(tmp_path) if isinstance(text, str)}
    assert set(errors) == {"d", "e", "f"}
    assert "d.csv, line 2, people.Tom[0].passed: '2016-13-01' is not a date" in errors["d"]
    assert "e.yaml, line 2: is not YAML" in errors["e"]
    assert "f.yaml: cannot be opened" in errors["f"]


def test_a_folder_without_rosters(tmp_path: Path) -> None:
    with pytest.raises(pc.UnreadableFile, match=r"without a roster that ends in .yaml, .yml, .json, .csv"):
        pc.read_organizations(tmp_path)


def test_a_digest_tells_inputs_apart_and_not_where_they_stand(write: Write) -> None:
    first = {one.name: one.digest for one in pc.read_organizations(write("t.csv", HEADER + ROWS))}
    moved = {one.name: one.digest for one in pc.read_organizations(write("u.csv", HEADER + "\n\n" + ROWS))}
    assert moved == first
    changed = ROWS.replace("Luis,y", "Luis,w")
    other = {one.name: one.digest for one in pc.read_organizations(write("t.csv", HEADER + changed))}
    assert other["Beta"] == first["Beta"]
    assert other["Alpha"] != first["Alpha"]


def test_a_roster_in_columns_is_an_organization_too(tmp_path: Path) -> None:
    pl.DataFrame({"person": ["A"], "credential": ["x"]}).write_parquet(tmp_path / "r.parquet")
    roster = pc.read_roster(tmp_path / "r.parquet")
    sent = organization_of(("Beta", roster.replaced(market="developed")))
    expected = roster_of(["x"], organization="Beta", market="developed")
    assert sent.read() == ("Beta", expected)
