"""What the reader of an answer should know about the input. Nothing is dropped silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from ..models.base import did_you_mean
from ..models.costs import Costs
from ..models.credentials import plain_id
from ..models.holdings import Holders
from ..models.metrics import MetricKeys, answers, is_one_fact
from ..models.plans import PlannedExam
from ..models.prices import Measure, Prices
from ..models.programs import Program
from ..models.qualifications import mentioned
from ..models.reasons import listed
from ..models.rosters import Workforce
from .candidates import FEW
from .case import Case
from .questions import Question

_PRICED: tuple[tuple[Measure, str], ...] = (("cost", "price"), ("hours", "number of hours"))


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
        who = listed(tuple(sorted(people[written])))
        yield f"'{written}' is not a credential of {program.program} and counts for nothing ({who})."


def _of_many(roster: Workforce, program: Program, on: date | None) -> Iterator[str]:
    """The same about very many people, of whom only the first are named."""
    found, day = roster.holdings(program, on), on or date.today()
    for written, holders in found.unknown.items():
        yield (
            f"'{written}' is not a credential of {program.program} and counts for nothing "
            f"({_first(holders)})."
        )
    for known, holders in found.expired.items():
        yield f"{known} has expired and does not count for {_first(holders)}."
    for known, holders in found.later.items():
        yield f"{known} was passed after {day} and does not count for {_first(holders)}."


def _first(holders: Holders) -> str:
    others = holders.people - len(holders.names)
    names = (*holders.names, f"{others:,} others") if others else holders.names
    return listed(names, most=len(names))


def _unknown_prices(prices: Prices | None, program: Program) -> Iterator[str]:
    """Each entry of the price list that is no exam of the program."""
    for written in sorted(prices.exams) if prices else ():
        known = program.credential_id(written)
        if known is not None and not program.credentials[known].is_sat:
            yield f"{known} in the price list is a certification, which is never sat: it counts for nothing."
        elif known is None:
            hint = did_you_mean(plain_id(written), program.credentials)
            yield (
                f"'{written}' in the price list is not a credential of {program.program} and counts for "
                f"nothing.{hint}"
            )


def _costs_not_known(question: Question, exams: Iterable[PlannedExam]) -> Iterator[str]:
    """What a price list leaves out of this plan."""
    if question.portfolio.prices is None:
        return
    costs = Costs(question.program, question.portfolio.prices)
    named = sorted({item.exam for item in exams})
    for measure, what in _PRICED:
        missing = [exam for exam in named if costs.of(exam, measure) is None]
        if missing and len(missing) < len(named):
            yield f"No {what} is stated for {listed(tuple(missing))}: there is no total."


def _unknown_metrics(roster: Workforce, program: Program) -> Iterator[str]:
    if not roster.metrics:
        return
    keys = MetricKeys(program)
    for metric in sorted(metric for metric in roster.metrics if keys.meant(metric) is None):
        hint = did_you_mean(metric, keys.nearest(metric))
        yield f"'{metric}' is not a metric of {program.program} and counts for nothing.{hint}"


def _ambiguous_metrics(case: Case, roster: Workforce, program: Program) -> Iterator[str]:
    """Each key that would answer for several options, with what to write instead."""
    for key, facts in answers(roster, program, [target.target for target in case.targets]).items():
        if not is_one_fact(facts):
            instead = tuple(dict.fromkeys(f"{fact.competency}/{fact.option}/{fact.metric}" for fact in facts))
            yield f"'{key}' means different facts: write {listed(instead)}. It counts for none of them."


def _lapsed(case: Case, program: Program) -> Iterator[str]:
    """Each credential that the targets name, that people hold, and that counts no longer."""
    named = {name for target in case.targets for each in target.conditions for name in mentioned(each)}
    for name in sorted(named & case.lapsed):
        who = tuple(person.name for person in case.people if name in person.holds)
        if who:
            yield (
                f"{name} counts only until {program.credentials[name].counts_until}: held by {listed(who)}, "
                "it counts for nothing by itself. Name the day in question ('on') to ask about another day."
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
                yield f"{name}: {known} expired on {item.expires} and does not count."
            else:
                yield f"{name}: {known} was passed on {item.passed}, after {day}, and does not count."


def retired_since(exams: Iterable[PlannedExam], program: Program) -> Iterator[str]:
    """Planned by the edition's exams: one sentence on those that are history by now."""
    retired = sorted(
        {item.exam for item in exams if not program.credentials[item.exam].can_be_sat_on(date.today())}
    )
    if retired:
        yield (
            f"The plan is made by the exams of edition {program.edition}; retired since then: "
            f"{listed(tuple(retired))}. Name the day in question ('on') to plan for that day."
        )
