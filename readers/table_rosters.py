"""The roster of a large organization: columns for all of its people, an object for whoever is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..models.errors import UnknownPerson
from ..models.holdings import NAMED, Holdings
from ..models.programs import Program
from ..models.requirements import Market
from ..models.rosters import Person, Roster, Workforce

if TYPE_CHECKING:
    from .people_table import PeopleTable


class TablePeople(Mapping[str, Person]):
    """The people of a table by name, in name order; each is built when it is asked for."""

    def __init__(self, table: PeopleTable) -> None:
        self._table = table

    def __getitem__(self, name: str) -> Person:
        position = self._table.names.position(name)
        if position is None:
            raise KeyError(name)
        return self._table.person(position)

    def __contains__(self, name: object) -> bool:
        return name in self._table.names

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.names)

    def __len__(self) -> int:
        return len(self._table.names)

    def __repr__(self) -> str:
        return f"<{len(self):,} people>"


class TableRoster:
    """An organization's people in columns, as `read_roster` gives it for Parquet and for large CSV files.

    It is asked like a `Roster`: `organization`, `market`, `metrics` and `people`, of which a table
    states the last one only; `replaced` sets the others. It is never changed. A person is an object
    only while somebody asks for one by name.
    """

    def __init__(self, table: PeopleTable, stated: Roster | None = None) -> None:
        self._table = table
        self._stated = stated or Roster(people={})

    def __repr__(self) -> str:
        return f"TableRoster(organization={self.organization!r}, people={self.people!r})"

    @property
    def organization(self) -> str | None:
        """The organization's name; None unless set."""
        return self._stated.organization

    @property
    def market(self) -> Market | None:
        """For metrics that differ by market; None unless set."""
        return self._stated.market

    @property
    def metrics(self) -> Mapping[str, float]:
        """Facts about the organization, by metric; empty unless set."""
        return self._stated.metrics

    @property
    def people(self) -> TablePeople:
        """Name to person, in name order."""
        return TablePeople(self._table)

    @property
    def limited(self) -> tuple[str, ...]:
        """Who has `max_exams` or `cannot_take`, in name order: nobody, unless added in code."""
        return tuple(self._table.limits)

    def name_of(self, written: str) -> str:
        """The roster's spelling of a name.

        Raises:
            UnknownPerson: nobody is called that; it carries the nearest names.
        """
        name = self.person_called(written)
        if name is None:
            raise UnknownPerson(written, self._table.names.nearest(written))
        return name

    def person_called(self, name: str) -> str | None:
        """The roster's spelling of a name, whatever the case and spaces; None if unknown."""
        return self._table.names.called(name)

    def replaced(self, **changes: Any) -> Workforce:
        """A copy with some of `organization`, `market` and `metrics` changed, validated anew.

        With `people` it is a `Roster` of those.

        Raises:
            pydantic.ValidationError: a value that a `Roster` does not take either.
        """
        stated = self._stated.replaced(**changes)
        return stated if "people" in changes else TableRoster(self._table, stated)

    def with_people(self, people: Mapping[str, Person | None]) -> TableRoster:
        """A copy with some people added or replaced, or (None) gone.

        Raises:
            pydantic.ValidationError: a name that a `Roster` does not take either.
        """
        from .changed_people import changed_people

        new = {name: person for name, person in people.items() if person is not None}
        others = {name for name in map(self.person_called, new) if name is not None and name not in people}
        checked = Roster(people={**dict.fromkeys(others, Person()), **new}).people
        gone = dict.fromkeys(name for name, person in people.items() if person is None)
        return TableRoster(changed_people(self._table, {**gone, **checked}), self._stated)

    def holdings(
        self,
        program: Program,
        on: date | None = None,
        *,
        among: Collection[str] | None = None,
        named: int = NAMED,
    ) -> Holdings:
        """Who holds what on a day, with the people who hold the same taken together; see `holdings_of`."""
        from .table_holdings import holdings_in

        return holdings_in(self._table, program, on, among=among, named=named)
