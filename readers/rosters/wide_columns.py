"""Which columns of the wide layout are credentials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .credentials import Credentials, has_code
from .headings import Header
from .marks import said


@dataclass(frozen=True)
class WideTable:
    """A table in the wide layout.

    Attributes:
        header: what the other columns are.
        first: the position of the first row of a person.
        columns: the credential of each column that is one.
        expiries: the columns of the last days on which these count, by the column of the credential.
    """

    header: Header
    first: int
    columns: Mapping[int, str]
    expiries: Mapping[int, int] = field(default_factory=dict)

    @property
    def body(self) -> range:
        """The positions of the rows of people, and perhaps of sums."""
        return range(self.first, len(self.header.sheet.rows))


def wide_table(header: Header, credentials: Credentials) -> WideTable:
    """Find the columns of credentials: by the program, or by having nothing but marks and dates in them.

    Raises:
        InvalidFile: two columns are the same credential, or one is the expiry of none.
    """
    second = _second_headings(header, credentials)
    below = header.row + 1 if second is None else header.row + 2
    width = max(len(header.headings), len(second or ()))
    headings = {column: _heading(header, column, second, credentials) for column in range(width)}
    expiring = {column: credentials.expiring(heading) for column, heading in headings.items()}
    columns = {
        column: credentials.meant(heading)
        for column, heading in headings.items()
        if expiring[column] is None and _is_credential(header, column, heading, below, credentials)
    }
    owners = _owners(header, columns, credentials)
    expiries: dict[int, int] = {}
    for column, credential in expiring.items():
        if credential is not None:
            owner = owners.get(credentials.key(credential))
            if owner is None:
                message = f"{credential} has no column but this one: add one that says who passed it"
                raise header.refusal(header.row, column, message)
            expiries[owner] = column
    return WideTable(header, below, columns, expiries)


def _heading(header: Header, column: int, second: Sequence[str] | None, credentials: Credentials) -> str:
    """What names the credential: the heading, or what stands below it where only that is known."""
    heading = header.heading(column)
    below = second[column] if second is not None and column < len(second) else ""
    if not below or credentials.is_known(heading):
        return heading
    return below if not heading or credentials.is_known(below) else heading


def _second_headings(header: Header, credentials: Credentials) -> Sequence[str] | None:
    """The row below the headings, if it has nobody's name and some text that is no mark."""
    row = header.row + 1
    if row >= len(header.sheet.rows) or header.name(row):
        return None
    texts = [header.sheet.text(row, column) for column in range(len(header.sheet.rows[row]))]
    is_heading = any(text and (credentials.is_known(text) or said(text) is None) for text in texts)
    return texts if is_heading else None


def _is_credential(header: Header, column: int, heading: str, first: int, credentials: Credentials) -> bool:
    if not heading or column in header.name_columns:
        return False
    if credentials.is_known(heading):
        return True
    if column < len(header.meanings) and header.meanings[column] is not None:
        return False
    if has_code(heading) and not credentials.has_program:
        return True
    values = set(header.sheet.column(column, range(first, len(header.sheet.rows)))) - {""}
    return bool(values) and all(said(value) is not None for value in values)


def _owners(header: Header, columns: Mapping[int, str], credentials: Credentials) -> dict[str, int]:
    """The column of each credential.

    Raises:
        InvalidFile: one has two.
    """
    owners: dict[str, int] = {}
    for column, credential in columns.items():
        other = owners.setdefault(credentials.key(credential), column)
        if other != column:
            message = f"{header.title(other)} and {header.title(column)} are one credential: keep one column"
            raise header.sheet.refusal(header.row, column, message)
    return owners
