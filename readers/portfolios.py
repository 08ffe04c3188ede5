"""Portfolios from YAML and JSON files; price lists from CSV files, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..models.credentials import plain_id
from ..models.errors import InvalidFile, Problem
from ..models.portfolios import Portfolio
from ..models.prices import OTHERS, Prices
from .documents import Document, PathInData, read_document
from .tables import Row, read_table
from .validation import validated

_AMOUNTS = ("price", "hours")
#: So many digits that no reader rounds: what is too exact or too large is said below.
_NUMBER = re.compile(r"-?[0-9]{1,8}(?:\.[0-9]{1,7})?")


def read_portfolio(path: Path | str) -> Portfolio:
    """The portfolio in a `.yaml`, `.yml` or `.json` file.

    Raises:
        UnreadableFile: missing, a directory, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a portfolio; it names line, place and fix.
    """
    return validated(Portfolio, read_document(Path(path)))


def read_prices(path: Path | str) -> Prices:
    """The price list in a `.yaml`, `.yml`, `.json` or `.csv` file.

    CSV has the column `exam`, one or both of `price` and `hours`, and `currency`, which is
    the same in every row with a price. A row for each exam; the exam `*` is every exam that
    is not listed. An empty cell is an amount that is not known.

    Raises:
        UnreadableFile: missing, a directory, empty, binary, not UTF-8, or of another kind.
        InvalidFile: what it says is not a price list; it names line, place and fix.
    """
    path = Path(path)
    is_csv = path.suffix.lower() == ".csv"
    document = _read_csv(path) if is_csv else read_document(path, other_endings=(".csv",))
    return validated(Prices, document)


def _read_csv(path: Path) -> Document:
    rows = list(read_table(path, ("exam",), (*_AMOUNTS, "currency")))
    if not rows:
        raise InvalidFile(path, [Problem("", "has no rows below the header: add a row for each exam")])
    _, first = rows[0]
    if not any(name in first for name in _AMOUNTS):
        raise InvalidFile(path, [Problem("", "has no amounts: add a column 'price' or 'hours'", 1)])
    exams: dict[str, Any] = {}
    data: dict[str, Any] = {"exams": exams}
    lines: dict[PathInData, int] = {}
    for line, exam, amounts in _priced(path, rows):
        if exam == OTHERS:
            data["others"], lines[("others",)] = amounts, line
        else:
            exams[exam], lines["exams", exam] = amounts, line
    if found := _currency(path, rows):
        data["currency"], lines[("currency",)] = found
    return Document(path, data, lines)


def _priced(path: Path, rows: list[Row]) -> Iterator[tuple[int, str, dict[str, int | float]]]:
    """Line, exam and amounts of each row; every exam once."""
    lines: dict[str, int] = {}
    for line, cells in rows:
        exam = cells["exam"]
        if not exam:
            message = f"the row names no exam: write its id, or {OTHERS} for every exam that is not listed"
            raise InvalidFile(path, [Problem("exam", message, line)])
        first = lines.setdefault(plain_id(exam), line)
        if first != line:
            message = f"'{exam}' stands in line {first}, too: keep one of the two rows"
            raise InvalidFile(path, [Problem("exam", message, line)])
        yield (
            line,
            exam,
            {name: _number(path, line, name, cells[name]) for name in _AMOUNTS if cells.get(name)},
        )


def _number(path: Path, line: int, column: str, text: str) -> int | float:
    if not _NUMBER.fullmatch(text):
        message = f"'{text[:60]}' is not a plain number: write it as 165 or 12.5"
        raise InvalidFile(path, [Problem(column, message, line)])
    return float(text) if "." in text else int(text)


def _currency(path: Path, rows: list[Row]) -> tuple[str, int] | None:
    """The one currency of all rows, and the line on which it first stands."""
    found: tuple[str, int] | None = None
    for line, cells in rows:
        currency = _currency_of(path, line, cells)
        if found and currency and currency != found[0]:
            message = (
                f"'{currency}' is not '{found[0]}' of line {found[1]}: a price list has one currency, "
                "keep a file for each"
            )
            raise InvalidFile(path, [Problem("currency", message, line)])
        found = found or ((currency, line) if currency else None)
    return found


def _currency_of(path: Path, line: int, cells: Mapping[str, str]) -> str:
    if cells.get("price") and "currency" not in cells:
        message = (
            "the column 'currency' is missing: add it, and write it in every row with a price, as in USD"
        )
        raise InvalidFile(path, [Problem("", message, 1)])
    if cells.get("price") and not cells["currency"]:
        message = "the row has a price but no currency: write it, as in USD"
        raise InvalidFile(path, [Problem("currency", message, line)])
    return cells.get("currency", "")
