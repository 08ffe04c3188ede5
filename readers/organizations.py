"""Many organizations: a folder of rosters, a table, or rosters at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from ..models.errors import InvalidQuestion, UnreadableFile
from ..models.rosters import Roster, Workforce
from ..models.told import counted
from .documents import DATA_ENDINGS, LARGEST_FILE_BYTES, is_there
from .folders import is_folder
from .organization import Organization
from .rosters.asked import Asked, asked_of
from .rosters.endings import TABLES as ROSTER_TABLES

#: How the names of files end that are rosters; what ends in .txt is more often a text.
ROSTERS = (*DATA_ENDINGS, *(ending for ending in ROSTER_TABLES if ending != ".txt"))
#: Hidden files, and those that office programs leave beside an open one.
_NOT_MINE = (".", "~$")
#: How the names of tables of organizations end.
TABLES = (".csv", ".parquet")


@dataclass(frozen=True)
class Organizations:
    """Organizations, found one after the other; `remarks` say what was passed over."""

    number: int
    found: Callable[[], Iterator[Organization]]
    remarks: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return self.number

    def __iter__(self) -> Iterator[Organization]:
        return self.found()


def read_organizations(
    path: Path | str,
    *,
    sheet: str | None = None,
    dates: Literal["day-first", "month-first"] | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Organizations:
    """The organizations in a folder of rosters, or in one table.

    A folder has a roster file for each organization, of any kind that `read_roster` reads row by row;
    those in folders below are no part of it. How such files are read can be said for all of them
    at once, see `read_roster`. A table (`.csv`, `.parquet`) has the columns
    `organization,person,credential` and optionally `passed,expires`.

    Each is read when it is judged: what is wrong with one organization is of no concern here.

    Raises:
        UnreadableFile: missing, or neither such a folder nor such a table.
        InvalidFile: a table without the columns, or one that is no table at all.
        InvalidQuestion: an order of dates, or the meaning of a column, is not known.
        MissingExtra: a table is read with Polars, which is not installed.
    """
    path = Path(path)
    asked = asked_of(sheet, dates, encoding, columns)
    if is_folder(path):
        return _in_folder(path, asked)
    if not is_there(path):
        raise UnreadableFile(path, "there is no such folder or table")
    if path.suffix.lower() not in TABLES:
        raise UnreadableFile(
            path, f"is neither a folder of rosters nor a table that ends in {' or '.join(TABLES)}"
        )
    if not asked.is_nothing:
        raise UnreadableFile(
            path, "is a table of organizations, which is read in one way: leave the options out"
        )
    from .organization_tables import organizations_in_table  # needs Polars

    number, found = organizations_in_table(path)
    return Organizations(number, found)


def _in_folder(folder: Path, asked: Asked) -> Organizations:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith(_NOT_MINE))
    except OSError as error:
        raise UnreadableFile(folder, f"cannot be opened: {error.strerror}") from None
    files = [entry for entry in entries if entry.suffix.lower() in ROSTERS]
    if not files:
        raise UnreadableFile(
            folder, f"is a folder without a roster that ends in {', '.join(ROSTERS)}: add one"
        )
    others = [entry.name for entry in entries if entry.suffix.lower() not in ROSTERS]
    passed = counted(len(others), "entry that is no roster", "entries that are no rosters")
    remarks = [f"{folder} has {passed}, such as {_shown(name)}: not read." for name in others[:1]]
    return Organizations(len(files), partial(map, partial(_in_file, asked), files), tuple(remarks))


def _in_file(asked: Asked, file: Path) -> Organization:
    found = partial(Organization, _shown(file.stem), _shown(file), ending=file.suffix.lower(), asked=asked)
    try:
        with file.open("rb") as opened:
            return found(opened.read(LARGEST_FILE_BYTES + 1))  # what is larger is refused by its reader
    except OSError as error:
        return found(b"", problem=str(UnreadableFile(_shown(file), f"cannot be opened: {error.strerror}")))


def _shown(name: Path | str) -> str:
    """The name of a file as text, whatever bytes the system has in it."""
    return str(name).encode(errors="replace").decode()


def organization_of(roster: Workforce | tuple[str, Workforce] | Organization) -> Organization:
    """A roster at hand as an organization.

    Raises:
        InvalidQuestion: it has no name.
    """
    if isinstance(roster, Organization):
        return roster
    name, people = roster if isinstance(roster, tuple) else (roster.organization, roster)
    if not name:
        raise InvalidQuestion("A roster has no organization: state it, or give pairs of a name and a roster.")
    whole = people if isinstance(people, Roster) else _in_objects(people)
    named = whole.model_copy(update={"organization": name})
    return Organization(name, name, named.model_dump_json(exclude_none=True, by_alias=True).encode(), ".json")


def _in_objects(roster: Workforce) -> Roster:
    return Roster(market=roster.market, metrics=dict(roster.metrics), people=dict(roster.people))


def organizations_of(
    rosters: Iterable[Workforce | tuple[str, Workforce] | Organization],
) -> Iterator[Organization]:
    """Rosters at hand as organizations, one after the other."""
    return map(organization_of, rosters)
