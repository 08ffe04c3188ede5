"""What one person still lacks for a qualification, and a witness once nothing is lacking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from ..models.qualifications import Qualification
from .colleagues import Colleague

Routes = Mapping[str, Qualification]
#: The stated and taken credentials by which one credential is had; None if they do not give it.
_Proof = Callable[[str], frozenset[str] | None]


@dataclass(frozen=True)
class Lacking:
    """So many of the parts are still needed; what the person has or can never get is gone."""

    needed: int
    parts: tuple[Lacking | str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every credential in it, repeats included."""
        each = ((part,) if isinstance(part, str) else part.names for part in self.parts)
        return tuple(chain.from_iterable(each))

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Every credential in it."""
        return frozenset(self.names)

    @cached_property
    def is_set(self) -> bool:
        """Whether each of the parts is a credential, and all are needed."""
        return self.needed == len(self.parts) and all(isinstance(part, str) for part in self.parts)

    @cached_property
    def is_written_out(self) -> bool:
        """Whether the parts are alternatives of which each is a set of credentials."""
        return self.needed == 1 and all(isinstance(part, str) or part.is_set for part in self.parts)

    @cached_property
    def is_disjoint(self) -> bool:
        """Whether no part has a credential in common with another, but for those that are alternatives."""
        if not all(isinstance(part, str) or part.is_disjoint for part in self.parts):
            return False
        sizes = (1 if isinstance(part, str) else len(part.distinct) for part in self.parts)
        return self.needed == 1 or sum(sizes) == len(self.distinct)


#: True: satisfied today. False: out of reach. A credential id: that is lacking.
Progress = bool | Lacking | str


def progress(condition: Qualification, person: Colleague) -> Progress:
    """What `person` lacks for a requirement's condition, limits on the number of exams aside."""
    return _progress(condition, person.counts, person.can_count)


def progress_to(route: Qualification, person: Colleague) -> Progress:
    """The same for what earns a certification: there everything held serves."""
    return _progress(route, person.holds, person.reaches)


def _progress(qualification: Qualification, has: frozenset[str], reaches: frozenset[str]) -> Progress:
    if isinstance(qualification, str):
        if qualification in has:
            return True
        return qualification if qualification in reaches else False
    lacking: list[Lacking | str] = []
    needed = qualification.needed
    for part in qualification.parts:
        match _progress(part, has, reaches):
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
    condition: Qualification, person: Colleague, taken: Collection[str], routes: Routes
) -> frozenset[str] | None:
    """Stated and taken credentials that satisfy a requirement's condition; None if they do not.

    Where several do, those with the fewest taken, then the fewest in all, are chosen.
    """
    known: dict[str, frozenset[str] | None] = {name: frozenset([name]) for name in (*person.stated, *taken)}

    def held(name: str) -> frozenset[str] | None:
        if name not in known:
            route = routes.get(name)
            known[name] = None if route is None else found(route, held)
        return known[name]

    def counted(name: str) -> frozenset[str] | None:
        return None if name in person.lapsed else held(name)

    def found(qualification: Qualification, proof: _Proof) -> frozenset[str] | None:
        if isinstance(qualification, str):
            return proof(qualification)
        parts = [item for part in qualification.parts if (item := found(part, proof)) is not None]
        if len(parts) < qualification.needed:
            return None
        parts.sort(key=lambda item: (len(item.difference(person.stated)), len(item), sorted(item)))
        return frozenset[str]().union(*parts[: qualification.needed])

    return found(condition, counted)
