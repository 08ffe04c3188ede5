"""What one person still lacks for a qualification, and a witness once nothing is lacking."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..models.qualifications import Qualification
from .case import Colleague

Routes = Mapping[str, Qualification]


@dataclass(frozen=True)
class Lacking:
    """So many of the parts are still needed; what the person has or can never get is gone."""

    needed: int
    parts: tuple[Lacking | str, ...]


#: True: satisfied today. False: out of reach. A credential id: that is lacking.
Progress = bool | Lacking | str


def progress(qualification: Qualification, person: Colleague) -> Progress:
    """What `person` lacks for `qualification`, limits on the number of exams aside."""
    if isinstance(qualification, str):
        if qualification in person.holds:
            return True
        return qualification if qualification in person.reaches else False
    lacking: list[Lacking | str] = []
    needed = qualification.needed
    for part in qualification.parts:
        match progress(part, person):
            case True:
                needed -= 1
            case False:
                pass
            case rest:
                lacking.append(rest)
    if needed <= 0:
        return True
    if needed > len(lacking):
        return False
    return lacking[0] if len(lacking) == 1 else Lacking(needed, tuple(lacking))


def witness(
    qualification: Qualification, stated: Collection[str], taken: Collection[str], routes: Routes
) -> frozenset[str] | None:
    """Stated and taken credentials that satisfy a qualification; None if they do not.

    Where several do, those with the fewest taken, then the fewest in all, are chosen.
    """
    known: dict[str, frozenset[str] | None] = {name: frozenset([name]) for name in (*stated, *taken)}

    def found(qualification: Qualification) -> frozenset[str] | None:
        if isinstance(qualification, str):
            if qualification not in known:
                route = routes.get(qualification)
                known[qualification] = None if route is None else found(route)
            return known[qualification]
        parts = [item for item in map(found, qualification.parts) if item is not None]
        if len(parts) < qualification.needed:
            return None
        parts.sort(key=lambda item: (len(item.difference(stated)), len(item), sorted(item)))
        return frozenset[str]().union(*parts[: qualification.needed])

    return found(qualification)
