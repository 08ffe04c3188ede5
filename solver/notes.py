"""What the reader of an answer should know about the input. Nothing is dropped silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce

from ..models.base import nearest
from ..models.costs import Costs
from ..models.credentials import plain_id
from ..models.holdings import Holders
from ..models.metrics import MetricKeys, answers, is_one_fact
from ..models.plans import PlannedExam
from ..models.prices import Measure, Prices
from ..models.programs import Program
from ..models.qualifications import mentioned
from ..models.rosters import Workforce
from ..models.told import Names, Number, Told, marked, told
from .candidates import FEW
from .case import Case
from .questions import Question

_PRICED: tuple[tuple[Measure, str], ...] = (
    ("cost", marked("No price is stated for {exams}: there is no total.")),
    ("hours", marked("No number of hours is stated for {exams}: there is no total.")),
)


def notes_on(question: Question, exams: Iterable[PlannedExam]) -> tuple[str, ...]:
    """One sentence for each thing that counts for nothing, or only by the edition's date."""
    exams = tuple(exams)
    case, roster, program, on = question.case, question.roster, question.program, question.on
    few = len(roster.people) <= FEW
    return (
        *(_unknown(roster, program) if few else _of_many(roster, program, on)),
        *_unknown_prices(question.portfolio.prices, program),
        *_costs_not_known(question, exams),
        *question.case.without_effect,
        *_unknown_metrics(roster, program),
        *_ambiguous_metrics(case, roster, program),
        *(_not_counting(roster, program, on) if few else ()),
        *_lapsed(case, program),
        *(retired_since(exams, program) if on is None else ()),
    )


def _unknown(roster: Workforce, program: Program) -> Iterator[str]:
    """Each unknown credential once, with the people who name it."""
    people: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for name, person in sorted(roster.people.items()):
        for written in sorted((*(item.credential for item in person.holds), *person.cannot_take)):
            if program.credential_id(written) is None:
                people[spelled.setdefault(plain_id(written), written)].add(name)
    for written in sorted(people):
        yield _not_known(written, program, Names(tuple(sorted(people[written]))))


def _not_known(written: str, program: Program, people: Names) -> Told:
    return told(
        "'{written}' is not a credential of {program} and counts for nothing ({people}).",
        written=written,
        program=program.program,
        people=people,
    )


def _of_many(roster: Workforce, program: Program, on: date | None) -> Iterator[str]:
    """The same about very many people, of whom only the first are named."""
    found, day = roster.holdings(program, on), on or date.today()
    for written, holders in found.unknown.items():
        yield _not_known(written, program, _first(holders))
    for known, holders in found.expired.items():
        yield told(
            "{credential} has expired and does not count for {people}.",
            credential=known,
            people=_first(holders),
        )
    for known, holders in found.later.items():
        yield told(
            "{credential} was passed after {day} and does not count for {people}.",
            credential=known,
            day=day,
            people=_first(holders),
        )


def _first(holders: Holders) -> Names:
    others = holders.people - len(holders.names)
    rest = (Number(others, "{number} others", "{number} others"),) if others else ()
    return Names((*holders.names, *rest), most=len(holders.names) + 1)


def _unknown_prices(prices: Prices | None, program: Program) -> Iterator[str]:
    """Each entry of the price list that is no exam of the program."""
    for written in sorted(prices.exams) if prices else ():
        known = program.credential_id(written)
        if known is not None and not program.credentials[known].is_sat:
            yield told(
                "{credential} in the price list is a certification, which is never sat: "
                "it counts for nothing.",
                credential=known,
            )
        elif known is None:
            sentence = told(
                "'{written}' in the price list is not a credential of {program} and counts for nothing.",
                written=written,
                program=program.program,
            )
            yield _meant(sentence, nearest(plain_id(written), program.credentials))


def _meant(sentence: Told, near: tuple[str, ...]) -> Told:
    """A sentence about a name that is not known, with the nearest ones that are."""
    if not near:
        return sentence
    names = reduce(lambda one, other: told("{one} or {other}", one=one, other=other), map(repr, near))
    return told("{sentence} Did you mean {names}?", sentence=sentence, names=names)


def _costs_not_known(question: Question, exams: Iterable[PlannedExam]) -> Iterator[str]:
    """What a price list leaves out of this plan."""
    if question.portfolio.prices is None:
        return
    costs = Costs(question.program, question.portfolio.prices)
    named = sorted({item.exam for item in exams})
    for measure, what in _PRICED:
        missing = [exam for exam in named if costs.of(exam, measure) is None]
        if missing and len(missing) < len(named):
            yield told(what, exams=Names(tuple(missing)))


def _unknown_metrics(roster: Workforce, program: Program) -> Iterator[str]:
    if not roster.metrics:
        return
    keys = MetricKeys(program)
    for metric in sorted(metric for metric in roster.metrics if keys.meant(metric) is None):
        sentence = told(
            "'{metric}' is not a metric of {program} and counts for nothing.",
            metric=metric,
            program=program.program,
        )
        yield _meant(sentence, nearest(metric, keys.nearest(metric)))


def _ambiguous_metrics(case: Case, roster: Workforce, program: Program) -> Iterator[str]:
    """Each key that would answer for several options, with what to write instead."""
    for key, facts in answers(roster, program, [target.target for target in case.targets]).items():
        if not is_one_fact(facts):
            instead = tuple(dict.fromkeys(f"{fact.competency}/{fact.option}/{fact.metric}" for fact in facts))
            yield told(
                "'{metric}' means different facts: write {names}. It counts for none of them.",
                metric=key,
                names=Names(instead),
            )


def _lapsed(case: Case, program: Program) -> Iterator[str]:
    """Each credential that the targets name, that people hold, and that counts no longer."""
    named = {name for target in case.targets for each in target.conditions for name in mentioned(each)}
    for name in sorted(named & case.lapsed):
        who = tuple(person.name for person in case.people if name in person.holds)
        if who:
            yield told(
                "{credential} counts only until {day}: held by {people}, it counts for nothing by itself. "
                "State the day in question (--on, or on= in Python) to ask about another day.",
                credential=name,
                day=program.credentials[name].counts_until,
                people=Names(who),
            )


def _not_counting(roster: Workforce, program: Program, on: date | None) -> Iterator[str]:
    day = on or date.today()
    for name in sorted(roster.people):
        held = program.held(roster.people[name], on)
        for item in roster.people[name].holds:
            known = program.credential_id(item.credential)
            if known is None or known in held:
                continue
            if item.expires is not None and item.expires < day:
                yield told(
                    "{person}: {credential} expired on {day} and does not count.",
                    person=name,
                    credential=known,
                    day=item.expires,
                )
            else:
                yield told(
                    "{person}: {credential} was passed on {passed}, after {day}, and does not count.",
                    person=name,
                    credential=known,
                    passed=item.passed,
                    day=day,
                )


def retired_since(exams: Iterable[PlannedExam], program: Program) -> Iterator[str]:
    """Planned by the edition's exams: one sentence on those that are history by now."""
    retired = sorted(
        {item.exam for item in exams if not program.credentials[item.exam].can_be_sat_on(date.today())}
    )
    if retired:
        yield told(
            "The plan is made by the exams of edition {edition}; retired since then: {exams}. "
            "State the day in question (--on, or on= in Python) to plan for that day.",
            edition=program.edition,
            exams=Names(tuple(retired)),
        )
