"""Which columns of the wide layout are credentials, and which say more of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, NamedTuple

from .credentials import Credentials, has_code, rest_of
from .headings import Header, texts_of
from .marks import said
from .words import Meaning, words

#: What a column beside that of a credential may say of it.
Role = Literal["passed", "expires", "status"]
_ROLES: Mapping[Meaning | None, Role] = {
    "passed": "passed",
    "date": "passed",
    "expires": "expires",
    "status": "status",
}

#: What may stand beside a credential in one heading.
_BESIDE: tuple[Meaning, ...] = ("expires", "passed", "date")


@dataclass(frozen=True)
class WideTable:
    """A table in the wide layout.

    Attributes:
        header: what the other columns are.
        first: the position of the first row of a person.
        columns: the credential of each column that is one.
        days: the columns of the days on which these were passed, by the column of the credential.
        expiries: the same for the last days on which they count.
    """

    header: Header
    first: int
    columns: Mapping[int, str]
    days: Mapping[int, int] = field(default_factory=dict)
    expiries: Mapping[int, int] = field(default_factory=dict)

    @property
    def body(self) -> range:
        """The positions of the rows of people, and perhaps of sums."""
        return range(self.first, len(self.header.sheet.rows))


class _Named(NamedTuple):
    """What is written above a column: a credential, perhaps, and what the column says of it."""

    text: str
    role: Role | None = None


def wide_table(header: Header, credentials: Credentials) -> WideTable:
    """Find the columns of credentials: by the program, or by having nothing but marks and dates in them.

    Raises:
        InvalidFile: two columns are the same credential, or one says more of none, or of several.
    """
    second = second_headings(header, credentials)
    first = header.row + 1 if second is None else header.row + 2
    names = _names(header, second, credentials)
    bare = {credentials.key(name.text) for name in names.values() if name.role is None}
    columns = {
        column: credentials.meant(name.text)
        for column, name in names.items()
        if (name.role is None or (name.role == "passed" and credentials.key(name.text) not in bare))
        and _is_credential(header, column, name.text, first, credentials)
    }
    owners = _owners(header, columns, credentials)
    table = WideTable(header, first, columns)
    _refuse_lists(table, credentials)
    roles = {**_of_named(table, names, owners, credentials), **_of_neighbours(table)}
    for column, (owner, role) in roles.items():
        if role == "status":
            _refuse_results(table, column, owner)
    return WideTable(
        header, first, columns, _by_owner(table, roles, "passed"), _by_owner(table, roles, "expires")
    )


def second_headings(header: Header, credentials: Credentials) -> Sequence[str] | None:
    """The row below the headings, if it is about nobody and says more of columns of credentials."""
    row = header.row + 1
    if row >= len(header.sheet.rows) or header.names_somebody(row):
        return None
    texts = texts_of(header.sheet, row)
    below = [text for column, text in enumerate(texts) if text and _may_be_credential(header, column)]
    cells = [text for text in below if not credentials.is_known(text) and words().meaning(text) is None]
    if any(said(text) not in (None, "not-held") for text in cells):
        return None  # somebody holds something
    more = [text for text in below if said(text) is None or credentials.is_known(text)]
    return texts if more else None


def _may_be_credential(header: Header, column: int) -> bool:
    meaning = header.meanings[column] if column < len(header.meanings) else None
    return meaning in (None, "credential", *_ROLES) and column not in header.name_columns


def _names(header: Header, second: Sequence[str] | None, credentials: Credentials) -> dict[int, _Named]:
    """What names each column: its heading, or what stands below it where only that is known."""
    below = second or ()
    found: dict[int, _Named] = {}
    group = ""
    for column in range(max(len(header.headings), len(below))):
        heading, text = header.heading(column), below[column] if column < len(below) else ""
        group = heading or group
        role = _ROLES.get(words().meaning(text)) if text else None
        if role is not None:
            found[column] = _Named(group, role)
        elif not text or credentials.is_known(heading):
            found[column] = _Named(heading)
        else:
            found[column] = _Named(text if not heading or credentials.is_known(text) else heading)
    texts = [name.text for name in found.values() if name.role is None]
    present = {credentials.key(text) for text in texts if not any(rest_of(text, role) for role in _BESIDE)}
    split = partial(_split, present, credentials)
    return {column: name if name.role else split(name) for column, name in found.items()}


def _split(present: set[str], credentials: Credentials, name: _Named) -> _Named:
    """The same, where "expires" stands beside a credential, or "passed" beside one with another column."""
    rest = rest_of(name.text, "expires")
    is_credential = credentials.is_known(rest) or has_code(rest) or credentials.key(rest) in present
    if rest and is_credential:
        return _Named(rest, "expires")
    rest = rest_of(name.text, "passed") or rest_of(name.text, "date")
    return _Named(rest, "passed") if rest and credentials.key(rest) in present else name


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


def _of_named(
    table: WideTable, names: Mapping[int, _Named], owners: Mapping[str, int], credentials: Credentials
) -> dict[int, tuple[int, Role]]:
    """The columns whose headings name the credential of which they say more: whose, and what."""
    found: dict[int, tuple[int, Role]] = {}
    for column, (text, role) in names.items():
        if role is None or column in table.columns:
            continue
        owner = owners.get(credentials.key(credentials.meant(text)))
        if owner is not None:
            found[column] = owner, role
        elif role == "expires":
            message = f"{text} has no column but this one: add one that says who passed it"
            raise table.header.refusal(table.header.row, column, message)
    return found


def _of_neighbours(table: WideTable) -> dict[int, tuple[int, Role]]:
    """The same for columns that are only called a date or the like: each behind its credential.

    Raises:
        InvalidFile: days of expiry of which nobody can say to what they belong.
    """
    found: dict[int, tuple[int, Role]] = {}
    owner: int | None = None
    for column in range(len(table.header.headings)):
        role = _ROLES.get(table.header.meanings[column])
        if column in table.columns:
            owner = column
        elif role is None or owner is None:
            owner = None
        else:
            found[column] = owner, role
    for role in ("passed", "expires"):
        whose = {of for of, what in found.values() if what == role}
        if whose and whose != set(table.columns):  # of the last one only, or of all that stand before it?
            found = {column: of for column, of in found.items() if of[1] != role}
    for column in table.header.columns("expires"):
        if len(table.columns) == 1:
            found[column] = next(iter(table.columns)), "expires"
        if column not in found and table.header.is_filled(column):
            example = next(iter(table.columns.values()), "70-347")
            message = f"{table.header.title(column)} of which credential? Call it '{example} expires'"
            raise table.header.refusal(table.header.row, column, message)
    return found


def _by_owner(table: WideTable, roles: Mapping[int, tuple[int, Role]], wanted: Role) -> dict[int, int]:
    """The columns that say one thing of credentials, by the columns of these.

    Raises:
        InvalidFile: two say it of the same.
    """
    found: dict[int, int] = {}
    for column, (owner, role) in sorted(roles.items()):
        if role == wanted and found.setdefault(owner, column) != column:
            titles = f"{table.header.title(found[owner])} and {table.header.title(column)}"
            message = f"{titles} say the same of {table.columns[owner]}: keep one column"
            raise table.header.sheet.refusal(table.header.row, column, message)
    return found


def _refuse_lists(table: WideTable, credentials: Credentials) -> None:
    """Refuse a column whose cells name credentials, beside columns that are credentials.

    Raises:
        InvalidFile: there is one.
    """
    header = table.header
    for column in header.columns("credential") if table.columns else ():
        for row in table.body if column not in table.columns else ():
            if credentials.is_known(header.sheet.text(row, column)):
                message = f"'{header.sheet.text(row, column)}' is a credential: give it a column of its own"
                raise header.refusal(row, column, message)


def _refuse_results(table: WideTable, column: int, owner: int) -> None:
    """Refuse results beside a credential that say that it is not held.

    Raises:
        InvalidFile: one does.
    """
    sheet = table.header.sheet
    for row in table.body:
        if sheet.value(row, column) != "" and said(sheet.value(row, column)) in ("not-held", "cannot-take"):
            message = (
                f"'{sheet.text(row, column)}' stands beside {table.columns[owner]}: "
                f"write it into the column {table.header.title(owner)} itself"
            )
            raise table.header.refusal(row, column, message)
