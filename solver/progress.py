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


def progress(qualification: Qualification, person: Colleague, routes: Routes) -> Progress:
    """What `person` lacks for `qualification`, limits on the number of exams aside."""
    if isinstance(qualification, str):
        return _progress_to(qualification, person, routes)
    lacking: list[Lacking | str] = []
    needed = qualification.needed
    for part in qualification.parts:
        match progress(part, person, routes):
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


def _progress_to(credential: str, person: Colleague, routes: Routes) -> Progress:
    if credential in person.holds:
        return True
    if credential in person.can_sit:
        return credential
    route = routes.get(credential)
    if route is None or progress(route, person, routes) is False:
        return False
    return credential


def witness(
    qualification: Qualification, stated: Collection[str], taken: Collection[str], routes: Routes
) -> frozenset[str] | None:
    """Stated and taken credentials that satisfy a qualification; None if they do not.

    Where several do, those with the fewest taken, then the fewest in all, are chosen.
    """
    if isinstance(qualification, str):
        if qualification in stated or qualification in taken:
            return frozenset([qualification])
        route = routes.get(qualification)
        return None if route is None else witness(route, stated, taken, routes)
    found = [witness(part, stated, taken, routes) for part in qualification.parts]
    ranked = sorted((len(item - set(stated)), len(item), sorted(item)) for item in found if item is not None)
    if len(ranked) < qualification.needed:
        return None
    return frozenset(name for _, _, names in ranked[: qualification.needed] for name in names)
