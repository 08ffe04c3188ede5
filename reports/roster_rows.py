"""Rosters as rows, one for each credential, as tables hold them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..models.rosters import Workforce

#: The columns of such a table.
COLUMNS = ("person", "credential", "passed", "expires")

Row = tuple[str, str, date | None, date | None]


def rows_of(roster: Workforce) -> Iterator[Row]:
    """A row for each credential, and one without any for who holds nothing."""
    for name, person in roster.people.items():
        for holding in person.holds:
            yield name, holding.credential, holding.passed, holding.expires
        if not person.holds:
            yield name, "", None, None
