"""What each departure would do: a plan without each person in turn, beside the plan with all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Unpack

from pydantic import Field

from ..models.base import Frozen
from ..models.plans import Plan, Verdict
from ..models.prices import Measure
from ..models.programs import Program
from ..models.rosters import Workforce
from ..solver.answering import standing
from ..solver.departing import Departing, NotProven
from ..solver.notes import notes_on
from ..solver.questions import Options, Question, Targets, question
from ..solver.solutions import Found
from ..solver.today import Today
from .least import First, Least, done_of
from .what_if import without_people


class Departure(Frozen):
    """What happens if one person leaves."""

    person: str
    verdicts: dict[str, Verdict] = Field(description="the new verdicts, of the targets where they differ")
    least: Least = Field(description="without the person")
    extra: int | float | None = Field(description="more than with the person; None unless both have a plan")
    prevents: bool = Field(description="whether there is a plan with the person, and proven none without")

    @property
    def matters(self) -> bool:
        """Whether anything is different without the person, or that is not known."""
        return bool(self.verdicts or self.extra) or self.prevents or self.least.status == "unknown"


class Departures(Frozen):
    """The departures of several people, one at a time; those that cost most come first."""

    verdicts: dict[str, Verdict] = Field(description="of the targets today")
    least: Least = Field(description="with everybody")
    measure: Measure = Field(description="what is kept smallest")
    currency: str | None = Field(description="of costs")
    people: tuple[Departure, ...]
    program: str
    edition: str | None
    on: date | None
    notes: tuple[str, ...]
    left: int = Field(0, description="so many more were to be looked at when somebody ended the search")


def departures(
    roster: Workforce,
    targets: Targets = (),
    *,
    program: Program,
    people: Iterable[str] = (),
    **options: Unpack[Options],
) -> Departures:
    """What it would take to reach the targets if each person left, one at a time.

    Of what is to be kept small the first is looked at: exams unless stated otherwise. All
    departures are found together, which takes far less time than a `what_if` for each.

    Args:
        roster: the people with the credentials they hold.
        targets: as for `plan`.
        program: the rules.
        people: whose departures; everybody's unless some are named.
        options: see `Options`; a budget leaves nothing out here. The time limit is for each
            departure. Once stopped, those that are done are the answer.

    Raises:
        UnknownName, InvalidQuestion: as `plan`; also for people who are not in the roster.
    """
    named = sorted({roster.name_of(name) for name in people}) or sorted(roster.people)
    asked = question(roster, targets, program, options)
    asked = asked.otherwise(asked.portfolio.model_copy(update={"budget": None}))
    sweep = _Sweep(asked)
    found = list(done_of(named, sweep.departure, asked.limits))
    return Departures(
        verdicts=_verdicts(sweep.plan),
        least=sweep.least,
        measure=sweep.first.measure,
        currency=sweep.plan.totals.currency,
        people=tuple(sorted(found, key=_rank)),
        program=program.program,
        edition=program.edition,
        on=asked.on,
        notes=notes_on(asked, ()),
        left=len(named) - len(found),
    )


def _rank(departure: Departure) -> tuple[object, ...]:
    """Whoever cannot be made up for comes first, then who costs most."""
    return not departure.prevents, -(departure.extra or 0), -len(departure.verdicts), departure.person


def _verdicts(plan: Plan) -> dict[str, Verdict]:
    return {result.target: result.verdict for result in plan.targets}


class _Sweep:
    """The plan with everybody, and from it those without one person.

    Whoever fills no seat and sits nothing leaves everything as it is: the plan can still be carried out, and
    nothing that is possible without someone is impossible with him or her.
    """

    def __init__(self, asked: Question) -> None:
        self._asked, self._today = asked, Today(asked.case)
        self.first = First(asked)
        people = (*asked.case.people, *asked.case.absent)
        self._is_everybody = len(people) == len(asked.roster.people)
        self._departing = self._one_model() if self._is_everybody else None
        self._found = self._departing.found if self._departing else self.first.arranged(asked, self._today)
        self.plan, self.least = self.first.answered(asked, self._today, self._found)
        self._pinned = {person.name for person in people if person.pins}
        self._planned = set(_planned(self._found))
        self._involved = self._planned | self._pinned | set(self._seated())

    def departure(self, name: str) -> Departure:
        """What happens without someone."""
        plan, least = self._without(name) if name in self._involved else (self.plan, self.least)
        verdicts = _verdicts(self.plan)
        return Departure(
            person=name,
            verdicts={target: new for target, new in _verdicts(plan).items() if new != verdicts[target]},
            least=least,
            extra=least.beyond(self.least),
            prevents=self.plan.found and plan.status == "infeasible",
        )

    def _one_model(self) -> Departing | None:
        try:
            return Departing(self._today.unmet, self._asked.limits, self.first.stages)
        except NotProven:
            return None

    def _seated(self) -> Iterator[str]:
        """Who fills a seat, by the plan or, of targets that share by rules, as things stand today."""
        plans = [self.plan]
        if not all(map(self._asked.case.is_free, self._asked.case.targets)):
            plans.append(standing(self._asked))
        for plan in plans:
            yield from (seat.person for result in plan.targets for seat in result.seats)

    def _without(self, name: str) -> tuple[Plan, Least]:
        """The plan without someone who has a part in that with everybody."""
        asked = replace(self._asked, roster=self._asked.roster.with_people({name: None}))
        portfolio = without_people(asked.portfolio, [name])
        if self._is_everybody and name not in self._pinned:
            today = self._today.without(name)
            asked = replace(asked, portfolio=portfolio, case=today.case)
            return self.first.answered(asked, today, self._found_without(name, today))
        return self.first.answer(asked.otherwise(portfolio), f"the least without {name}")

    def _found_without(self, name: str, today: Today) -> Found:
        if today.met.keys() != self._today.met.keys():
            return self.first.arranged(self._asked, today, f"the least without {name}")
        if name not in self._planned:
            return self._found
        found = self._departing.without(name) if self._departing else None
        return found or self.first.arranged(self._asked, today, f"the least without {name}")


def _planned(found: Found) -> Iterator[str]:
    """Everybody who has a seat or an exam in an arrangement."""
    for placing in found.placings.values():
        yield from (name for names in placing.placed.values() for name in names)
    yield from (name for name, exams in found.takes.items() if exams)
