"""Which sheet of a file is the roster, and in which layout it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...models.errors import InvalidFile, Problem
from ...models.programs import Program
from ...models.told import Names, listed, marked, told
from .asked import Asked
from .credentials import Credentials, has_code
from .header_rows import header_at, header_of
from .headings import Header
from .long import long_document
from .people import Remark
from .sheets import Sheet, SheetDocument, letters, sheet_called
from .wide import wide_document
from .wide_columns import second_headings, wide_table
from .words import Meaning, folded
from .workbook import CREDENTIALS, ORGANIZATION, PEOPLE, ROSTER, WILL_NOT_SIT, add_limits, add_organization


def roster_in(
    sheets: Sequence[Sheet], program: Program | None, asked: Asked, remark: Remark
) -> SheetDocument:
    """The sheets of a file as the data of one roster.

    Raises:
        InvalidFile: no sheet is a roster, or several are; or see `long_document` and `wide_document`.
    """
    credentials = Credentials(program)
    by_name = {folded(sheet.name): sheet for sheet in sheets if sheet.name}
    if asked.sheet is not None:
        sheet = sheet_called(sheets, asked.sheet)
    else:
        sheet = _found_sheet(sheets, by_name, Credentials(program), asked, remark)
    is_ours = _is_called(sheet, CREDENTIALS)
    if is_ours and len(sheet.rows) == 1 and folded(PEOPLE) in by_name:  # nobody holds anything
        document = SheetDocument(sheet.path, {"people": {}}, sheet=sheet)
    else:
        document = _read(sheet, credentials, asked, remark)
    if is_ours:
        add_limits(document, by_name)
    add_organization(document, by_name)
    credentials.tell(remark)
    return document


def _found_sheet(
    sheets: Sequence[Sheet],
    by_name: Mapping[str, Sheet],
    credentials: Credentials,
    asked: Asked,
    remark: Remark,
) -> Sheet:
    """The one sheet that has people and credentials; one called as in our own workbooks goes first."""
    if len(sheets) == 1:
        return sheets[0]
    candidates = [sheet for sheet in sheets if sheet is not by_name.get(folded(ORGANIZATION))]
    found = [sheet for sheet in candidates if _is_roster(sheet, credentials, asked)]
    ours = by_name.get(folded(CREDENTIALS)) or by_name.get(folded(ROSTER))
    is_ours = ours is not None and (not found or _is_ours(ours, found, credentials, asked))
    if len(found) > 1 and not is_ours:
        names = listed(tuple(f"'{sheet.name}'" for sheet in found), most=len(found))
        message = f"the sheets {names} may each be the roster: say which one is, with --sheet NAME"
        raise InvalidFile(sheets[0].path, [Problem("", message)])
    first = found[0] if found else (*candidates, *sheets)[0]  # its reader says what is missing
    chosen = ours if is_ours and ours is not None else first
    left = tuple(f"'{sheet.name}'" for sheet in candidates if sheet is not chosen)
    if is_ours:
        read = (chosen, by_name.get(folded(WILL_NOT_SIT)) if _is_called(chosen, CREDENTIALS) else None)
        left = tuple(f"'{sheet.name}'" for sheet in found if not any(sheet is other for other in read))
    if left:
        remark(
            told(
                "{place}: the sheet '{sheet}' is read, not {others}.",
                place=chosen.path.name,
                sheet=chosen.name,
                others=Names(left, most=len(left)),
            )
        )
    return chosen


def _is_called(sheet: Sheet, name: str) -> bool:
    return folded(sheet.name or "") == folded(name)


def _is_ours(sheet: Sheet, found: Sequence[Sheet], credentials: Credentials, asked: Asked) -> bool:
    """Whether a sheet that is called like one of ours is one: in our form, or with known credentials."""
    if not any(other is sheet for other in found):
        return False
    header = header_of(sheet, asked.columns)
    if len(found) == 1 or header is None or header.is_plain:
        return True
    is_known = credentials.is_known if credentials.has_program else has_code
    return header.column("credential") is not None or any(map(is_known, header.headings))


def _is_roster(sheet: Sheet, credentials: Credentials, asked: Asked) -> bool:
    header = header_of(sheet, asked.columns) or _without_person(sheet, credentials)
    if header is None:
        return False
    try:
        return header.column("credential") is not None or bool(wide_table(header, credentials).columns)
    except InvalidFile:
        return True  # its reader says what is wrong


def _read(sheet: Sheet, credentials: Credentials, asked: Asked, remark: Remark) -> SheetDocument:
    header = header_of(sheet, asked.columns)
    if header is None and (header := _without_person(sheet, credentials)):
        column = letters(header.name_columns[0])
        sentence = marked("{place}: column {column}, which has no heading, is read as the people.")
        remark(told(sentence, place=sheet.where(header.row), column=column))
    if header is None:
        raise _without_header(sheet, asked.columns)
    if _is_wide(header, credentials, asked):
        table = wide_table(header, credentials)
        if table.columns:
            return wide_document(table, asked.dates, remark)
    return long_document(header, credentials, asked.dates, remark)


def _without_person(sheet: Sheet, credentials: Credentials) -> Header | None:
    """The first row with credentials behind one column that has no heading."""
    is_credential = credentials.is_known if credentials.has_program else has_code
    for row in range(min(len(sheet.rows), 50)):
        texts = [sheet.text(row, column) for column in range(len(sheet.rows[row]))]
        first = next((column for column, text in enumerate(texts) if text), 0)
        below = [
            column for column in range(first) if any(sheet.column(column, range(row + 1, len(sheet.rows))))
        ]
        if texts and is_credential(texts[first]) and len(below) == 1:
            meanings = header_at(sheet, row, {}).meanings
            return Header(sheet, row, (*meanings[: below[0]], "person", *meanings[below[0] + 1 :]))
    return None


def _is_wide(header: Header, credentials: Credentials, asked: Asked) -> bool:
    """Whether headings name credentials; otherwise one column does."""
    if "credential" in asked.columns or header.is_vendors_report or header.is_plain:
        return False
    if header.column("credential") is None:
        return True
    is_known = credentials.is_known if credentials.has_program else has_code
    below = second_headings(header, credentials) or ()
    return any(map(is_known, header.headings)) or sum(map(is_known, below)) > 1


def _without_header(sheet: Sheet, given: Mapping[Meaning, str]) -> InvalidFile:
    """No row names people: what is missing, in the row that names the most."""
    rows = range(min(len(sheet.rows), 50))
    present = {folded(sheet.text(row, column)) for row in rows for column in range(len(sheet.rows[row]))}
    for meaning, heading in given.items():
        if folded(heading) not in present:
            return sheet.refuse_all(f"has no heading '{heading}', which --column names for {meaning}")
    header = header_at(sheet, _fullest(sheet, rows), given)
    return header.missing("person", "credential") or sheet.refuse_all(
        "has no table of people and credentials: see docs/rosters.md for what is read"
    )


def _fullest(sheet: Sheet, rows: range) -> int:
    """The first row with the most headings that are known."""

    def known(row: int) -> int:
        return sum(meaning is not None for meaning in header_at(sheet, row, {}).meanings)

    return max(rows, key=lambda row: (known(row), -row))
