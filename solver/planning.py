"""The two questions: are we eligible today, and what is the least we must still do."""

from __future__ import annotations

from typing import Unpack

from ..models.errors import InvalidQuestion
from ..models.plans import Plan
from ..models.programs import Program
from ..models.rosters import Workforce
from .answering import least, standing
from .checker import verified
from .comparisons import with_comparisons, with_other_reading
from .questions import Options, Targets, question

#: More alternatives than this nobody reads.
MOST_ALTERNATIVES = 50


def check(roster: Workforce, targets: Targets = (), *, program: Program, **options: Unpack[Options]) -> Plan:
    """Whether each target is reached today, by whom, and what is missing.

    Under rules about sharing, as many targets as possible count as reached together. The
    verdict is always proven; the time limit only bounds the search for the nearest way to a
    target that is not reached. Pins, budgets and what is to be kept small are about plans.

    Args:
        roster: the people with the credentials they hold.
        targets: `competency/level`, `competency/option/level` or patterns such as `*/gold`;
            none where `portfolio` names them.
        program: the rules.
        options: see `Options`.

    Returns:
        A plan without exams: verdicts, filled seats, and what is missing.

    Raises:
        UnknownName: a target, person, role or seat that does not exist.
        InvalidQuestion: no target, or terms that make no sense.
    """
    asked = question(roster, targets, program, options)
    answer = with_other_reading(standing(asked), asked).replaced(interrupted=asked.limits.are_stopped())
    return verified(answer, asked.program, roster, asked.portfolio)


def plan(
    roster: Workforce,
    targets: Targets = (),
    *,
    program: Program,
    alternatives: int = 0,
    **options: Unpack[Options],
) -> Plan:
    """The least that must still be done to reach the targets, and what is proven about it.

    Least value missed where there is a budget, fewest thresholds unmet, what is to be kept small
    (exams and people unless stated otherwise), the smallest largest load on one person, the
    preferences, fewest thresholds not stated: each made smallest in turn. An exam counts
    everywhere it is accepted.

    Args:
        roster: the people with the credentials they hold.
        targets: as for `check`.
        program: the rules.
        alternatives: so many other plans are wanted, and who else could sit each exam.
        options: see `Options`.

    Returns:
        A plan whose `status` says what it is worth: "optimal" (every stage proven),
        "feasible" (with `lower_bound`), "infeasible" (with `reasons`), or "unknown".

    Raises:
        UnknownName, InvalidQuestion: as `check`.
    """
    asked = question(roster, targets, program, options)
    if not 0 <= alternatives <= MOST_ALTERNATIVES:
        raise InvalidQuestion(
            f"From 0 to {MOST_ALTERNATIVES} alternatives can be asked for, not {alternatives}."
        )
    answer = least(asked)
    found = with_comparisons(answer)
    if found.found and alternatives:
        from .alternatives import with_alternatives

        found = with_alternatives(found, answer, alternatives)
    found = found.replaced(interrupted=asked.limits.are_stopped())
    return verified(found, asked.program, roster, asked.portfolio)
