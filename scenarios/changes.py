"""Changes to a situation: someone leaves or joins, passes or loses something, a rule changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from ..models.base import Amount, CredentialId, Frozen, Line, MetricKey, nearest
from ..models.errors import ImpossibleChange, UnknownCredential, UnknownMetric
from ..models.metrics import MetricKeys
from ..models.programs import Program
from ..models.rosters import Holding, Person, Workforce
from ..models.told import Names, told


class Situation(NamedTuple):
    """What a question is asked about: the rules, the people, and the day in question."""

    program: Program
    roster: Workforce
    on: date | None = None

    def person(self, written: str) -> str:
        """The roster's spelling of a name.

        Raises:
            UnknownPerson: nobody is called that.
        """
        return self.roster.name_of(written)

    def credential(self, written: str) -> str:
        """The program's spelling of a credential.

        Raises:
            UnknownCredential: the program has none of that name.
        """
        known = self.program.credential_id(written)
        if known is None:
            raise UnknownCredential(written, nearest(written, self.program.credentials))
        return known

    def with_person(self, name: str, person: Person) -> Situation:
        """The same with one person added or replaced."""
        return self._replace(roster=self.roster.with_people({name: person}))


class Change(Frozen):
    """Something that happens; `apply` gives the situation afterwards."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)

    def apply(self, before: Situation) -> Situation:
        """The situation after the change.

        Raises:
            UnknownPerson, UnknownCredential, UnknownMetric: it names what does not exist.
            ImpossibleChange: it contradicts the situation.
        """
        raise TypeError(f"{type(self).__name__} does not say what it changes")


class Leave(Change):
    """A person leaves the organization."""

    person: Line

    def __init__(self, person: str) -> None:
        super().__init__(person=person)

    def __str__(self) -> str:
        return told("{person} leaves", person=self.person)

    def apply(self, before: Situation) -> Situation:
        gone = before.person(self.person)
        return before._replace(roster=before.roster.with_people({gone: None}))


class Join(Change):
    """A person joins the organization, with what he or she holds."""

    person: Line
    details: Person

    def __init__(self, person: str, holds: Sequence[object] = (), *, details: Person | None = None) -> None:
        super().__init__(person=person, details=details or Person.model_validate(list(holds)))

    def __str__(self) -> str:
        holds = tuple(item.credential for item in self.details.holds)
        if not holds:
            return told("{person} joins, holding nothing", person=self.person)
        named = Names(holds, separator=", ")
        return told("{person} joins, holding {credentials}", person=self.person, credentials=named)

    def apply(self, before: Situation) -> Situation:
        if before.roster.person_called(self.person) is not None:
            raise ImpossibleChange(str(self), "someone of that name is in the roster already")
        for item in self.details.holds:
            before.credential(item.credential)
        return before.with_person(self.person, self.details)


class Pass(Change):
    """A person passes an exam, or comes to hold a certification."""

    person: Line
    credential: CredentialId

    def __init__(self, person: str, credential: str) -> None:
        super().__init__(person=person, credential=credential)

    def __str__(self) -> str:
        return told("{person} passes {credential}", person=self.person, credential=self.credential)

    def apply(self, before: Situation) -> Situation:
        name, credential = before.person(self.person), before.credential(self.credential)
        person = before.roster.people[name]
        holds = (*person.holds, Holding(credential=credential))
        return before.with_person(name, person.replaced(holds=holds))


class Lose(Change):
    """A credential no longer counts: for one person, or without a person for everybody.

    `Lose("Ana", "70-345")` is as if Ana had never passed it; she may sit it again.
    `Lose("70-345")` is as if nobody had, and nobody can get it any more.
    """

    person: Line | None
    credential: CredentialId

    def __init__(self, person: str | None = None, credential: str | None = None) -> None:
        if credential is None:
            person, credential = None, person
        super().__init__(person=person, credential=credential)

    def __str__(self) -> str:
        if self.person is None:
            return told("everybody loses {credential}", credential=self.credential)
        return told("{person} loses {credential}", person=self.person, credential=self.credential)

    def apply(self, before: Situation) -> Situation:
        credential = before.credential(self.credential)
        if self.person is not None:
            name = before.person(self.person)
            return before.with_person(name, self._without(before, name, credential))
        after = _unobtainable(before, credential)
        left = {name: self._without(after, name, credential) for name in _stating(before, credential)}
        return after._replace(roster=after.roster.with_people(left))

    def _without(self, before: Situation, name: str, credential: str) -> Person:
        """A person as if he or she had never had a credential."""
        person = before.roster.people[name]
        lost = self._holdings(before, name, credential)
        kept = person.replaced(holds=tuple(item for item in person.holds if item not in lost))
        if credential in before.program.with_earned(before.program.held(kept, before.on)):
            raise ImpossibleChange(str(self), "is earned by other credentials: lose one of those as well")
        if not lost:
            raise ImpossibleChange(str(self), f"{name} does not hold it")
        return kept

    def _holdings(self, before: Situation, name: str, credential: str) -> list[Holding]:
        return [
            item
            for item in before.roster.people[name].holds
            if before.program.credential_id(item.credential) == credential
        ]


class RetireExam(Change):
    """An exam can no longer be sat; it still counts for whoever holds it."""

    exam: CredentialId

    def __init__(self, exam: str) -> None:
        super().__init__(exam=exam)

    def __str__(self) -> str:
        return told("{exam} can no longer be sat", exam=self.exam)

    def apply(self, before: Situation) -> Situation:
        exam = before.credential(self.exam)
        if not before.program.credentials[exam].is_sat:
            raise ImpossibleChange(str(self), "a certification is never sat; retire an exam that leads to it")
        return _retired(before, exam)


class SetMetric(Change):
    """The organization reaches another amount.

    The metric is written as in a roster: `revenue-12m`, or for a part of the program
    `cloud-crm/revenue-12m`.
    """

    metric: MetricKey
    value: Amount

    def __init__(self, metric: str, value: float) -> None:
        super().__init__(metric=metric, value=value)

    def __str__(self) -> str:
        return told("{metric} becomes {amount}", metric=self.metric, amount=self.value)

    def apply(self, before: Situation) -> Situation:
        keys = MetricKeys(before.program)
        meant = keys.meant(self.metric)
        if meant is None:
            raise UnknownMetric(self.metric, keys.nearest(self.metric), keys.known_in_short)
        kept = {key: value for key, value in before.roster.metrics.items() if keys.meant(key) != meant}
        metrics = {**kept, self.metric: self.value}
        return before._replace(roster=before.roster.replaced(metrics=metrics))


def _retired(before: Situation, exam: str) -> Situation:
    """As if the exam's last day had been the one before the day in question, or earlier as it was."""
    day = before.on or before.program.day or date.today()
    if day == date.min:
        raise ImpossibleChange(f"{exam} can no longer be sat", "there is no day before the day in question")
    facts = before.program.credentials[exam]
    days = (day - timedelta(days=1), facts.retired, facts.counts_until)
    retired = min(day for day in days if day is not None)
    return _with_credential(before, exam, facts.replaced(retired=retired))


def _stating(situation: Situation, credential: str) -> list[str]:
    """Everybody who is said to hold a credential, whether it counts on the day or not."""
    roster = situation.roster
    everybody = len(roster.people)
    found = roster.holdings(situation.program, situation.on, among=[credential], named=everybody)
    holders = found.first(found.held[:, 0], everybody) if found.credentials else ()
    others = (kind[credential].names for kind in (found.expired, found.later) if credential in kind)
    return sorted({*holders, *(name for names in others for name in names)})


def _unobtainable(before: Situation, credential: str) -> Situation:
    facts = before.program.credentials[credential]
    if facts.is_sat:
        return _retired(before, credential)
    return _with_credential(before, credential, facts.replaced(earned_by=None))


def _with_credential(before: Situation, credential: str, facts: object) -> Situation:
    credentials = {**before.program.credentials, credential: facts}
    return before._replace(program=before.program.replaced(credentials=credentials))
