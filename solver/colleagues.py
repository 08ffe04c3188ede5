"""People as a case sees them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..models.programs import Program
from ..models.qualifications import Qualification, earned
from ..models.rosters import Person
from .places import Place
from .wishes import Pin, Wishes, refuse_impossible_pins


@dataclass(frozen=True)
class Colleague:
    """One person as the case sees them, in the program's spelling of credentials.

    `stated` is what is held as the roster has it, `holds` adds what that earns, `reaches`
    what the person would hold after sitting all of `can_sit`. `lapsed` is what counts
    towards requirements no longer, whoever holds it. `pins` and `forbids` are what the plan must
    and must not do with the person, `preference` how late he or she is asked. With a `number` above 1 the
    person stands for so many who are alike.
    """

    name: str
    stated: frozenset[str]
    holds: frozenset[str]
    refuses: frozenset[str]
    can_sit: frozenset[str]
    max_exams: int | None
    lapsed: frozenset[str] = frozenset()
    reaches: frozenset[str] = frozenset()
    pins: tuple[Pin, ...] = ()
    forbids: tuple[Pin, ...] = ()
    preference: int = 0
    number: int = 1

    @cached_property
    def counts(self) -> frozenset[str]:
        """What the person holds that counts towards requirements."""
        return self.holds - self.lapsed

    @cached_property
    def forbidden(self) -> frozenset[Place]:
        """Where the person must not be seated."""
        return frozenset(place for pin in self.forbids for place in pin.places)

    @cached_property
    def can_count(self) -> frozenset[str]:
        """What the person could hold that counts towards requirements."""
        return self.reaches - self.lapsed

    def pinned_in(self, targets: Collection[str]) -> Colleague:
        """The same person without pins to seats of other targets."""
        if not self.pins:
            return self
        here = (
            replace(pin, places=frozenset(place for place in pin.places if place.target in targets))
            for pin in self.pins
        )
        return replace(self, pins=tuple(pin for pin in here if pin.exam or pin.places))

    def sitting(self, exams: frozenset[str], routes: Mapping[str, Qualification]) -> Colleague:
        """The same person if these exams are what he or she can still sit."""
        reaches = earned(self.holds | exams, routes) if exams else self.holds
        return replace(self, can_sit=exams, reaches=reaches)


class Reach:
    """What people hold, can sit and reach; found once for all who state the same."""

    def __init__(self, program: Program, sittable: frozenset[str]) -> None:
        self.program, self._sittable = program, sittable
        self._most = earned(sittable, program.routes)
        self._known: dict[object, tuple[frozenset[str], frozenset[str], frozenset[str]]] = {}

    def of(
        self, stated: frozenset[str], refuses: frozenset[str]
    ) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Everything held, everything that can be sat, and everything held after that."""
        if (stated, refuses) not in self._known:
            holds = self.program.with_earned(stated)
            can_sit = self._sittable - holds - refuses
            self._known[stated, refuses] = holds, can_sit, self._reached(holds, can_sit)
        return self._known[stated, refuses]

    def _reached(self, holds: frozenset[str], can_sit: frozenset[str]) -> frozenset[str]:
        everything = holds | can_sit
        if everything >= self._sittable and holds <= self._most:
            return self._most  # all that can be sat, and nothing that this does not earn
        return earned(everything, self.program.routes)


def colleague(
    name: str,
    person: Person,
    reach: Reach,
    lapsed: frozenset[str],
    on: date | None,
    wishes: Wishes,
    preferred: Mapping[str, int],
) -> Colleague:
    """A person as the case sees them.

    Raises:
        ContradictoryTerms: pinned to what cannot be.
    """
    program = reach.program
    stated = program.held(person, on)
    refused = {program.credential_id(written) for written in person.cannot_take}
    refuses = frozenset(name for name in refused if name) | wishes.refuses
    holds, can_sit, reaches = reach.of(stated, refuses)
    limits = [limit for limit in (person.max_exams, wishes.max_exams) if limit is not None]
    found = Colleague(
        name=name,
        stated=stated,
        holds=holds,
        refuses=refuses,
        can_sit=can_sit,
        max_exams=min(limits, default=None),
        lapsed=lapsed,
        reaches=reaches,
        pins=wishes.pins,
        forbids=wishes.forbids,
        preference=preferred.get(name, len(preferred)),
    )
    refuse_impossible_pins(name, wishes.pins, holds, found.can_sit, found.max_exams)
    return found
