"""Limits and wishes of a portfolio with every name resolved: who is pinned where, who is spared what.

Everything that contradicts itself is found here, before anything is solved. No ortools.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..models.base import nearest
from ..models.errors import ContradictoryTerms, UnknownSeat
from ..models.portfolios import Portfolio, Reading
from ..models.programs import Program
from ..models.readings import is_called
from ..models.requirements import PeopleRequirement
from ..models.rosters import Workforce
from ..models.targets import Target
from ..models.told import Told, told
from ..models.trees import Leaf, leaves, tree_of
from .places import Place


@dataclass(frozen=True)
class Pin:
    """Something that the plan must have: a person sits an exam, or fills one of some places."""

    person: str
    written: str
    exam: str | None = None
    places: frozenset[Place] = frozenset()

    @property
    def words(self) -> Told:
        """The pin as a piece of a sentence: `Ana in customization`, `Ana sitting 70-345`."""
        if self.exam:
            return told("{person} sitting {exam}", person=self.person, exam=self.exam)
        return told("{person} in {seat}", person=self.person, seat=self.written)


@dataclass(frozen=True)
class Wishes:
    """What the portfolio asks of one person, and spares them."""

    unavailable: bool = False
    max_exams: int | None = None
    pins: tuple[Pin, ...] = ()
    refuses: frozenset[str] = frozenset()
    forbids: tuple[Pin, ...] = ()


class WishReader:
    """Finds the people, exams and seats that a portfolio names."""

    def __init__(
        self, roster: Workforce, program: Program, targets: Iterable[Target], reading: Reading
    ) -> None:
        self._roster, self._program, self._reading = roster, program, reading
        self._leaves = dict(_people_leaves(program, targets))
        #: Seats that are named and exist, but not in the targets asked: a sentence each.
        self.without_effect: list[str] = []

    def wishes(self, portfolio: Portfolio) -> dict[str, Wishes]:
        """What is asked of each person named, by the roster's spelling."""
        found: dict[str, Wishes] = {}
        for written, terms in portfolio.people.items():
            name = self._roster.name_of(written)
            forbidden = self._pins(name, terms.forbid)
            found[name] = Wishes(
                unavailable=terms.unavailable,
                max_exams=terms.max_exams,
                pins=self._pins(name, terms.pin),
                refuses=frozenset(pin.exam for pin in forbidden if pin.exam),
                forbids=tuple(pin for pin in forbidden if not pin.exam),
            )
            _refuse_contradictions(name, found[name])
        return found

    def _pins(self, person: str, written: Iterable[str]) -> tuple[Pin, ...]:
        """Exams and seats as they are named, in one order, each once."""
        found = {self._pin(person, text) for text in written} - {None}
        return tuple(sorted((pin for pin in found if pin), key=lambda pin: (pin.exam or "", pin.written)))

    def _refuse_unknown(self, written: str) -> None:
        """A seat that is in no target of the program at all."""
        everywhere = WishReader(self._roster, self._program, self._program.targets(), self._reading)
        if not everywhere._places(written):
            raise UnknownSeat(written, nearest(written, self._known()), _SEAT_HINT)

    def _pin(self, person: str, written: str) -> Pin | None:
        exam = self._program.credential_with_id(written)
        if exam is not None:
            if not self._program.credentials[exam].is_sat:
                raise ContradictoryTerms(
                    f"{person}: {exam} is a certification, which is earned and never sat: name an exam of it."
                )
            return Pin(person, exam, exam=exam)
        places = self._places(written)
        if not places:
            self._refuse_unknown(written)
            self.without_effect.append(
                told(
                    "{person}: '{seat}' is no seat of the targets asked: no effect.",
                    person=person,
                    seat=written,
                )
            )
            return None
        return Pin(person, written.strip(), places=frozenset(places))

    def _places(self, written: str) -> list[Place]:
        """The places of a label, of a target, or of `target: label`."""
        labelled = [place for place in self._leaves if self._is_called(place, written)]
        if labelled:
            return labelled
        target, mark, label = written.partition(":")
        if "/" not in target:
            return []
        within = [place for place in self._leaves if self._is_within(place, target)]
        if not mark:
            return within
        return [place for place in within if self._is_called(place, label)]

    def _is_called(self, place: Place, written: str) -> bool:
        return is_called(self._leaves[place].label, written, self._reading)

    def _is_within(self, place: Place, target: str) -> bool:
        asked = self._program.target(place.target)
        return any(
            (found.competency, found.level) == (asked.competency, asked.level)
            and found.option in (None, place.option)
            for found in self._program.targets_like(target)
        )

    def _known(self) -> Collection[str]:
        labels = {leaf.label for leaf in self._leaves.values()}
        return labels | {place.target for place in self._leaves} | set(self._program.credentials)


_SEAT_HINT = "Name an exam, the label of a seat, a target, or both as 'target: label'."


def _people_leaves(program: Program, targets: Iterable[Target]) -> Iterator[tuple[Place, Leaf]]:
    for target in targets:
        for option, requirement in program.options_of(target).items():
            for leaf in leaves(tree_of(requirement)):
                if isinstance(leaf.requirement, PeopleRequirement):
                    yield Place(str(target), option, leaf.number), leaf


def _refuse_contradictions(name: str, wishes: Wishes) -> None:
    if wishes.unavailable and wishes.pins:
        raise ContradictoryTerms(
            f"{name} is unavailable, but pinned: {wishes.pins[0].words}. Drop one of them."
        )
    forbidden = {place for pin in wishes.forbids for place in pin.places}
    for pin in wishes.pins:
        if pin.exam in wishes.refuses or (pin.places and pin.places <= forbidden):
            raise ContradictoryTerms(f"{name}: {pin.written} is both pinned and forbidden. Drop one of them.")


def refuse_impossible_pins(
    name: str, pins: Iterable[Pin], holds: Collection[str], can_sit: Collection[str], max_exams: int | None
) -> None:
    """Refuse exams that a person cannot be pinned to.

    Raises:
        ContradictoryTerms: it is held already, cannot be sat by this person, or there are too many.
    """
    exams = [pin.exam for pin in pins if pin.exam]
    for exam in exams:
        if exam in holds:
            raise ContradictoryTerms(f"{name} is pinned to {exam}, but holds it already. Drop the pin.")
        if exam not in can_sit:
            raise ContradictoryTerms(
                f"{name} is pinned to {exam}, but cannot or will not sit it. Drop the pin or what forbids it."
            )
    if max_exams is not None and len(exams) > max_exams:
        raise ContradictoryTerms(
            f"{name} is pinned to {len(exams)} exams, but sits at most {max_exams}. Raise that or drop a pin."
        )


def positions(portfolio: Portfolio, roster: Workforce) -> Mapping[str, int]:
    """The place of each preferred person in the list.

    Raises:
        UnknownPerson: nobody is called that.
    """
    return {roster.name_of(written): place for place, written in enumerate(portfolio.prefer)}
