"""What stands behind an answer: conflicts and repairs, the least alone, what a person's part costs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias, Unpack

from ..models.explanations import Alone, Explanation, PersonCost, Repair, Variant
from ..models.plans import Totals
from ..models.prices import Measure, added
from ..models.programs import Program
from ..models.reasons import Conflict
from ..models.requirements import PeopleRequirement
from ..models.rosters import Workforce
from ..models.trees import leaves
from .answering import Answer, least, lower_bound_of, status_of, totals_of_takes
from .case import Case
from .checker import verified
from .colleagues import Colleague
from .comparisons import more, with_comparisons
from .conflicts import Finder
from .places import Place
from .questions import Options, Question, Targets, question
from .repairs import smallest_repairs
from .solutions import arrange
from .stages import measures_of
from .stopping import Stopped
from .wishes import Pin

_Amounts: TypeAlias = dict[Measure, int | float]
#: What adds up over targets; people may be the same.
_ADDITIVE: tuple[Measure, ...] = ("exams", "cost", "hours")


def explain(
    roster: Workforce,
    targets: Targets = (),
    *,
    program: Program,
    people: Sequence[str] = (),
    **options: Unpack[Options],
) -> Explanation:
    """Why no plan exists and what would mend that; or why not fewer, and why not these people.

    Args:
        roster: the people with the credentials they hold.
        targets: as for `plan`.
        program: the rules.
        people: whose part in the plan is asked about.
        options: see `Options`.

    Raises:
        UnknownName, InvalidQuestion: as `plan`.
    """
    asked = question(roster, targets, program, options)
    names = list(dict.fromkeys(map(roster.name_of, people)))
    answer = least(asked)
    plan = verified(with_comparisons(answer), asked.program, roster, asked.portfolio)
    is_impossible = answer.plan.status == "infeasible"
    conflict, repairs = _impossible(answer) if is_impossible else (None, ())
    alone = tuple(_alone(item.target, asked) for item in answer.plan.targets if item.reached or is_impossible)
    separately = _sum(alone, asked.case.terms.minimize)
    return Explanation(
        plan=plan,
        conflict=conflict,
        repairs=repairs,
        alone=alone,
        separately=separately,
        saving=_saving(separately, answer.plan.totals) if answer.plan.found else None,
        shared=tuple(item for item in answer.plan.exams if len(item.targets) > 1),
        people=tuple(_person(name, answer) for name in names) if answer.plan.found else (),
        interrupted=asked.limits.are_stopped(),
    )


def _impossible(answer: Answer) -> tuple[Conflict | None, tuple[Repair, ...]]:
    """Why there is no plan, and what would mend that; as much of it as was found before a stop."""
    finder = Finder(answer.unmet, answer.question.limits)
    conflict, repairs = None, list[Repair]()
    with suppress(Stopped):
        rules = finder.conflict(finder.rules)
        conflict = Conflict(rules=tuple(rule.told for rule in rules), minimal=finder.certain)
        repairs.extend(smallest_repairs(finder, rules))
    return conflict, tuple(repairs)


def _alone(target: str, asked: Question) -> Alone:
    """The least for one target by the terms that concern it alone: limits, but no pins and no budget."""
    case = asked.case.alone(target)
    stages, what = measures_of(case.terms), f"the least for {target} alone"
    found = arrange(case, asked.limits, stages=stages, ties=False, what=what)
    return Alone(
        target=target,
        status=status_of(found),
        totals=totals_of_takes(found, asked),
        lower_bound=None if found.search.impossible else lower_bound_of(found),
    )


def _sum(alone: Iterable[Alone], measures: Collection[Measure]) -> dict[Measure, int | float] | None:
    totals = [item.totals for item in alone]
    if any(item.exams is None for item in totals):
        return None
    found: dict[Measure, int | float] = {}
    for measure in (name for name in _ADDITIVE if name in measures):
        amounts = [getattr(item, measure) for item in totals]
        if None not in amounts:
            found[measure] = added(amounts)
    return found


def _saving(
    separately: dict[Measure, int | float] | None, together: Totals
) -> dict[Measure, int | float] | None:
    if separately is None:
        return None
    joint = {measure: getattr(together, measure) for measure in separately}
    return {
        measure: added((amount, -joint[measure]))
        for measure, amount in separately.items()
        if joint[measure] is not None
    }


def _person(name: str, answer: Answer) -> PersonCost:
    case = _reached(answer)
    seats = frozenset(_places(case))
    within = {item.target for item in answer.plan.targets if item.reached}
    serving = (seat.person for item in answer.plan.targets if item.target in within for seat in item.seats)
    return PersonCost(
        person=name,
        serves=name in set(serving),
        sits=tuple(item.exam for item in answer.plan.exams if item.person == name),
        used=_variant(_with(case, name, Pin(name, "any seat", places=seats)), answer, f"with {name}"),
        left_out=_variant(_without(case, name), answer, f"without {name}"),
    )


def _reached(answer: Answer) -> Case:
    """The case of all targets that the plan reaches, at whatever price."""
    within = {item.target for item in answer.plan.targets if item.reached}
    case = answer.question.case.only(t for t in answer.question.case.targets if str(t) in within)
    return replace(case, terms=replace(case.terms, budget=None, optional=False))


def _places(case: Case) -> Iterable[Place]:
    for target in case.targets:
        for option, tree in target.options.items():
            for leaf in leaves(tree):
                if isinstance(leaf.requirement, PeopleRequirement):
                    yield Place(str(target), option, leaf.number)


def _with(case: Case, name: str, pin: Pin) -> Case:
    everybody: tuple[Colleague, ...] = (*case.people, *(p for p in case.absent if p.name == name))
    people = tuple(replace(p, pins=(*p.pins, pin)) if p.name == name else p for p in everybody)
    return replace(case, people=tuple(sorted(people, key=lambda person: person.name)))


def _without(case: Case, name: str) -> Case:
    return replace(case, people=tuple(person for person in case.people if person.name != name))


def _variant(case: Case, answer: Answer, who: str) -> Variant:
    stages, what = measures_of(case.terms), f"the least {who}"
    found = arrange(case, answer.question.limits, stages=stages, ties=False, what=what)
    totals = totals_of_takes(found, answer.question)
    return Variant(
        status=status_of(found), totals=totals, extra=more(answer.plan.totals, totals, case.terms.minimize)
    )
