"""Rosters as the files from which they are read: YAML, JSON, CSV and workbooks."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..models.errors import NoPlaceInFile, UnreadableFile
from ..models.rosters import Workforce
from .formulas import is_formula
from .roster_rows import COLUMNS, rows_of
from .whole_files import whole_file
from .yaml_files import yaml_text

#: How the names of files end that hold a roster.
ENDINGS = (".xlsx", ".csv", ".yaml", ".yml", ".json")
_KEEPERS = "Write .xlsx, .yaml or .json, which keep it"
#: So many names are listed in a message.
_NAMED = 3


def write_roster(roster: Workforce, path: Path | str) -> None:
    """Write a roster to an `.xlsx`, `.csv`, `.yaml`, `.yml` or `.json` file, all of it or nothing.

    `read_roster` reads it back equal. CSV has the columns `person,credential,passed,expires` and no place
    for anything else; it begins with the mark by which spreadsheets know UTF-8.

    Args:
        roster: the people, and what the organization states about itself.
        path: the file; replaced if it is there.

    Raises:
        NoPlaceInFile: such a file cannot hold all of it; the error names what would be lost.
        UnreadableFile: it cannot be written, or has another ending.
    """
    path = Path(path)
    _writer_for(path)(roster, path)


def roster_data(roster: Workforce) -> dict[str, Any]:
    """The roster as plain data, in the shape of its YAML file."""
    stated = {
        "organization": roster.organization,
        "market": roster.market,
        "metrics": dict(roster.metrics) or None,
    }
    people = {
        name: person.model_dump(mode="json", exclude_none=True) for name, person in roster.people.items()
    }
    return {key: value for key, value in stated.items() if value is not None} | {"people": people}


def _writer_for(path: Path) -> Callable[[Workforce, Path], None]:
    match path.suffix.lower():
        case ".xlsx":
            from .workbook.rosters import write_roster_workbook

            return write_roster_workbook
        case ".csv":
            return _write_csv
        case ".yaml" | ".yml":
            return _write_yaml
        case ".json":
            return _write_json
    known = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
    raise UnreadableFile(path, f"is no name for a roster: let it end in {known}")


def _write_yaml(roster: Workforce, path: Path) -> None:
    _write_text(yaml_text(roster_data(roster)), path)


def _write_json(roster: Workforce, path: Path) -> None:
    _write_text(json.dumps(roster_data(roster), ensure_ascii=False, indent=2) + "\n", path)


def _write_text(text: str, path: Path) -> None:
    with whole_file(path) as whole:
        whole.write_text(text, encoding="utf-8", newline="\n")


def _write_csv(roster: Workforce, path: Path) -> None:
    if lost := [*_lost_facts(roster), *_lost_limits(roster), *_lost_texts(roster)]:
        raise NoPlaceInFile(path, lost, f"{_KEEPERS}.")
    with whole_file(path) as whole, whole.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(rows_of(roster))


def _lost_facts(roster: Workforce) -> Iterator[str]:
    if roster.organization is not None:
        yield "the name of the organization"
    if roster.market is not None:
        yield "the market"
    if roster.metrics:
        yield f"the metrics {_some(roster.metrics)}"
    if not roster.people:
        yield "a roster without people"


def _lost_limits(roster: Workforce) -> Iterator[str]:
    limited = [(name, roster.people[name]) for name in roster.limited]
    if few := [name for name, person in limited if person.max_exams is not None]:
        yield f"max_exams of {_some(few)}"
    if unwilling := [name for name, person in limited if person.cannot_take]:
        yield f"cannot_take of {_some(unwilling)}"


def _lost_texts(roster: Workforce) -> Iterator[str]:
    """Texts that a spreadsheet would take for formulas: an apostrophe in front would change them."""
    texts = (text for name, credential, *_ in rows_of(roster) for text in (name, credential))
    if found := list(dict.fromkeys(filter(is_formula, texts))):
        yield f"{_some([repr(text) for text in found])}, which a spreadsheet would take for a formula"


def _some(names: Any) -> str:
    names = list(names)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
