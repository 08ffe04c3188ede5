"""Spreadsheets that tests write, and rosters as plain data that tests compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import plan_competency as pc
from conftest import program_of

Rows = Sequence[Sequence[Any]]

#: A program with exams like those that people write in headings.
PROGRAM = program_of(
    {"people": 1, "each": "70-347"},
    **{
        "70-347": {"kind": "exam", "title": "Enabling Office 365 Services"},
        "70-345": {"kind": "exam", "title": "Designing and Deploying Microsoft Exchange Server 2016"},
        "MB2-714": {"kind": "exam", "title": "Microsoft Dynamics CRM 2016 Customer Service"},
        "mcse": {"kind": "certification", "title": "MCSE: Productivity"},
        "azure-admin": {
            "kind": "certification",
            "title": "Microsoft Certified: Azure Administrator Associate",
        },
    },
)


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook with these sheets; "_" in a name stands for a blank."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def people_in(path: Path, program: pc.Program | None = PROGRAM, **asked: Any) -> Any:
    """The people of a roster file as plain data; what is not known of them is left out."""
    roster = pc.read_roster(path, program=program, **asked)
    assert isinstance(roster, pc.Roster)
    return roster.model_dump(mode="json", exclude_none=True)["people"]


def notes_on(path: Path, program: pc.Program | None = PROGRAM, **asked: Any) -> list[str]:
    """What is said of how a file was read, without its folder."""
    notes: list[str] = []
    pc.read_roster(path, program=program, remark=notes.append, **asked)
    return [note.replace(f"{path.parent}/", "") for note in notes]


def message_on(path: Path, program: pc.Program | None = PROGRAM, **asked: Any) -> str:
    """Why a file is refused, without its folder."""
    try:
        pc.read_roster(path, program=program, **asked)
    except pc.PlanCompetencyError as error:
        return str(error).replace(f"{path.parent}/", "")
    raise AssertionError(f"{path} is not refused")


def data_of(text: Mapping[str, Any]) -> dict[str, Any]:
    """A roster as plain data."""
    return pc.Roster.model_validate(text).model_dump(mode="json", exclude_none=True)
