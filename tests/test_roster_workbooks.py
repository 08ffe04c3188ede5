"""Workbooks: those that this tool writes, several sheets, and what is refused before it is read."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import plan_competency as pc
import pytest
from plan_competency.readers.rosters.sheets import Sheet, sheet_called
from plan_competency.readers.rosters.spreadsheets import limits
from raw_workbooks import EMPTY_CELLS, ods, ods_row, repacked, text
from spreadsheets import PROGRAM, Rows, data_of, message_on, notes_on, people_in, workbook

CREDENTIALS: Rows = [
    ["person", "credential", "passed", "expires"],
    ["Ana", "70-347", datetime.date(2016, 5, 2), datetime.date(2019, 5, 2)],
    ["Ana", "MB2-714"],
    ["Luis", "70-345", "2016-05-02"],
]
PEOPLE: Rows = [["person", "max_exams"], ["Ana", None], ["Luis", 1], ["Eva", None]]
WILL_NOT_SIT: Rows = [["person", "exam"], ["Luis", "70-347"], ["Luis", "MB2-714"], ["Eva", "70-345"]]
ORGANIZATION: Rows = [
    ["name", "value"],
    ["organization", "Contoso"],
    ["market", "developed"],
    ["crm/gold/seats", 320000],
    ["Ratio", 0.5],
    ["customers", "12"],
    ["growth", None],
]
OWN: dict[str, Any] = {
    "organization": "Contoso",
    "market": "developed",
    "metrics": {"crm/gold/seats": 320000, "Ratio": 0.5, "customers": 12},
    "people": {
        "Ana": [{"credential": "70-347", "passed": "2016-05-02", "expires": "2019-05-02"}, "MB2-714"],
        "Luis": {
            "holds": [{"credential": "70-345", "passed": "2016-05-02"}],
            "max_exams": 1,
            "cannot_take": ["70-347", "MB2-714"],
        },
        "Eva": {"holds": [], "cannot_take": ["70-345"]},
    },
}


def read(path: Path, **asked: Any) -> dict[str, Any]:
    roster = pc.read_roster(path, program=PROGRAM, **asked)
    assert isinstance(roster, pc.Roster)
    return roster.model_dump(mode="json", exclude_none=True)


def test_our_own_workbook(tmp_path: Path) -> None:
    sheets = {"People": PEOPLE, "Will_not_sit": WILL_NOT_SIT, "Organization": ORGANIZATION}
    path = workbook(tmp_path / "r.xlsx", Credentials=CREDENTIALS, **sheets)
    assert read(path) == data_of(OWN)
    assert notes_on(path) == []


def test_our_own_workbook_where_nobody_holds_anything(tmp_path: Path) -> None:
    people: Rows = [["person", "max_exams"], ["Ana", None], ["Luis", 0]]
    path = workbook(tmp_path / "r.xlsx", Credentials=CREDENTIALS[:1], People=people)
    assert read(path) == data_of({"people": {"Ana": [], "Luis": {"max_exams": 0}}})


def test_names_of_sheets_columns_and_keys_match_whatever_the_case(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        CREDENTIALS=[["PERSON", "Credential"], ["Ana", "70-347"]],
        people=[["Person", "Max_Exams"], ["ana", 2]],
        WILL_NOT_SIT=[["person", "EXAM"], ["ANA", "70-345"]],
        organization=[["Market", "Developing"], ["ORGANIZATION", "Contoso"]],
    )
    assert read(path) == data_of(
        {
            "organization": "Contoso",
            "market": "developing",
            "people": {"Ana": {"holds": ["70-347"], "max_exams": 2, "cannot_take": ["70-345"]}},
        }
    )


def test_our_own_template(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        Roster=[
            ["Person", "Max exams", "70-347", "70-345", "mcse"],
            [None, None, "Enabling Office 365 Services", "Designing and ...", "MCSE: Productivity"],
            ["Ana", 1, "x", datetime.date(2016, 5, 2), None],
            ["Luis", None, None, "will not sit", "x"],
        ],
        Organization=[["organization", None], ["market", None], ["performance-1", None]],
    )
    assert read(path) == data_of(
        {
            "people": {
                "Ana": {
                    "holds": ["70-347", {"credential": "70-345", "passed": "2016-05-02"}],
                    "max_exams": 1,
                },
                "Luis": {"holds": ["mcse"], "cannot_take": ["70-345"]},
            }
        }
    )


def test_the_template_without_a_program(tmp_path: Path) -> None:
    rows: Rows = [
        ["Person", "Max exams", "70-347"],
        [None, None, "Enabling Office 365 Services"],
        ["Ana", None, "x"],
    ]
    assert people_in(workbook(tmp_path / "r.xlsx", Roster=rows), program=None) == {"Ana": ["70-347"]}


ONE, OTHER = [["Name", "70-347"], ["Ana", "x"]], [["Name", "70-347"], ["Eva", "x"]]


def test_the_one_sheet_that_is_a_roster_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Notes=[["about", "this"]], Team=ONE, Lists=[["Berlin"], ["Paris"]])
    assert people_in(path) == {"Ana": ["70-347"]}
    assert notes_on(path) == ["r.xlsx: the sheet 'Team' is read, not 'Notes' and 'Lists'."]


def test_names_of_our_own_sheets_do_not_make_a_roster(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Credentials=[["Exam", "Vendor"], ["70-347", "M"]], People=ONE)
    assert people_in(path) == {"Ana": ["70-347"]}
    path = workbook(tmp_path / "r.xlsx", Old=OTHER, Roster=ONE)
    assert people_in(path) == {"Ana": ["70-347"]}
    path = workbook(tmp_path / "r.xlsx", Old=[["Name", "70-347", "70-347"], ["Ana", "x", "x"]], Team=ONE)
    assert "may each be the roster" in message_on(path)


def test_the_option_picks_a_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team_2023=ONE, Team_2024=OTHER)
    assert people_in(path, sheet="team 2024") == {"Eva": ["70-347"]}
    assert message_on(path) == (
        "r.xlsx: the sheets 'Team 2023' and 'Team 2024' may each be the roster: say which one is, with "
        "--sheet NAME"
    )
    assert message_on(path, sheet="2024") == (
        "r.xlsx: has no sheet '2024': its sheets are 'Team 2023' and 'Team 2024'"
    )


@pytest.mark.parametrize("ending", [".xlsm", ".XLSX"])
def test_other_endings(ending: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=ONE).rename(tmp_path / f"r{ending}")
    assert people_in(path) == {"Ana": ["70-347"]}


def test_open_document_sheets(tmp_path: Path) -> None:
    empty = ods_row(EMPTY_CELLS, more=' table:number-rows-repeated="1048570"')
    rows = [ods_row(text("Name"), text("70-347"), EMPTY_CELLS), ods_row(text("Ana"), text("x")), empty]
    assert people_in(ods(tmp_path / "r.ods", *rows)) == {"Ana": ["70-347"]}


def test_a_sheet_of_open_document_that_repeats_too_much(tmp_path: Path) -> None:
    wide = text("x", ' table:number-columns-repeated="16000"')
    rows = [ods_row(wide, more=' table:number-rows-repeated="1000"')]
    assert message_on(ods(tmp_path / "r.ods", *rows)) == (
        "r.ods: has a sheet of 1,000 rows and 16,000 columns, 10,000,000 cells are read at most: delete what "
        "stands far from the table"
    )


def test_cells_far_apart(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=ONE)
    book = openpyxl.load_workbook(path)
    book["Team"]["XFD1048576"] = "!"
    book.save(path)
    assert message_on(path) == (
        "r.xlsx: has a sheet of 1,048,576 rows and 16,384 columns, 10,000,000 cells are read at most: delete "
        "what stands far from the table"
    )


def test_what_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_UNPACKED_BYTES", 3 * 1024**2)
    path = repacked(workbook(tmp_path / "r.xlsx", Team=ONE), "xl/media/image.bin", bytes(4 * 1024**2))
    assert path.stat().st_size < 50_000
    assert message_on(path) == "r.xlsx: unpacks to more than 3 MiB"


def test_one_long_text_in_very_many_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=ONE)
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % row for row in range(1, 100_001))
    repacked(
        path,
        "xl/worksheets/sheet1.xml",
        b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>",
    )
    repacked(path, "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>")
    assert message_on(path) == "r.xlsx: has too long a text in too many cells"


def test_a_part_that_is_longer_than_it_says(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "r.xlsx", Team=ONE), "xl/more.xml", b" " * 1_000_000)
    raw = bytearray(path.read_bytes())
    size = (1_000_000).to_bytes(4, "little")
    assert raw.count(size) == 2  # before the part, and in the directory
    path.write_bytes(raw.replace(size, (10).to_bytes(4, "little")))
    assert message_on(path) == "r.xlsx: is a damaged workbook: open it and save it anew"


def test_cells_that_show_an_error(tmp_path: Path) -> None:
    """#N/A is what a look-up says that finds nothing; other errors say nothing about a credential."""
    path = workbook(
        tmp_path / "r.xlsx", Other=[["a"]], Team=[["Name", "70-347"], ["Ana", "x"], ["Eva", "#N/A"]]
    )
    assert people_in(path) == {"Ana": ["70-347"], "Eva": []}
    path = workbook(
        tmp_path / "r.xlsx", Other=[["a"]], Team=[["Name", "70-347"], ["Ana", "x"], ["Eva", "#REF!"]]
    )
    assert message_on(path).startswith("r.xlsx: Team!B3: '#REF!' is not understood: write a mark")


def test_a_formula_that_was_never_calculated(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=[["Name", "70-347"], ["Ana", '=IF(1=1,"x","")']])
    assert message_on(path) == (
        "r.xlsx: cell B2 has a formula that was never calculated: open the file and save it"
    )


def test_formulas_have_the_values_that_were_calculated(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=[["Name", "70-347", "70-345"], ["Ana", "=1", "=2"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    for cell, formula, value in (("B2", 1, "x"), ("C2", 2, "")):
        empty = f'<c r="{cell}"><f>{formula}</f><v /></c>'
        assert empty in sheet
        sheet = sheet.replace(empty, f'<c r="{cell}" t="str"><f>{formula}</f><v>{value}</v></c>')
    assert people_in(repacked(path, "xl/worksheets/sheet1.xml", sheet.encode())) == {"Ana": ["70-347"]}


def test_sheets_of_charts_are_no_rosters(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=ONE)
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("Chart", 0)
    book.save(path)
    assert people_in(path) == {"Ana": ["70-347"]}
    assert notes_on(path) == []


def _named(*names: str) -> list[Sheet]:
    return [Sheet(Path("r.xlsx"), name, [["x"]], [1]) for name in names]


def test_a_sheet_is_called_exactly_so_before_it_is_called_alike() -> None:
    sheets = _named("Team A", "Team A+", "team a+")
    assert [sheet_called(sheets, name).name for name in ("Team A", "Team A+", "team a+")] == [
        "Team A", "Team A+", "team a+",
    ]  # fmt: skip
    assert sheet_called(_named("Old", "Team A+"), "TEAM A").name == "Team A+"
    with pytest.raises(pc.UnreadableFile) as error:
        sheet_called(sheets, "TEAM A")
    assert str(error.value) == (
        "r.xlsx: the sheets 'Team A', 'Team A+' and 'team a+' may each be 'TEAM A': write the name "
        "exactly as it is"
    )


@pytest.mark.parametrize("amount", ["150.000", "-1.234"])
def test_a_text_that_may_be_two_numbers(amount: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=ONE, Organization=[["customers", amount]])
    assert message_on(path) == (
        f"r.xlsx: Organization!B1: '{amount}' is a text that may be two numbers: write it as a number, "
        "in a cell for numbers"
    )


@pytest.mark.parametrize(
    ("amount", "read_as"), [("0.125", 0.125), ("1234.567", 1234.567), ("1.5", 1.5), (150.125, 150.125)]
)
def test_a_text_that_is_one_number(amount: str | float, read_as: float, tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", Team=ONE, Organization=[["customers", amount]])
    assert read(path)["metrics"] == {"customers": read_as}
