"""The problem as both peers read it: people, targets as trees, and what someone lacks.

Nothing here or in the peers comes from the product's own solver: only its models are used, which
state what a program, a roster and a requirement are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import plan_competency as pc
from plan_competency.models.costs import Costs
from plan_competency.models.qualifications import Qualification, earned
from plan_competency.models.trees import Tree, tree_of

from benchmarks.kinds import Question


@dataclass(frozen=True)
class Part:
    """So many of the parts are still needed."""

    needed: int
    parts: tuple[Part | str, ...]


#: True: nothing is lacking. False: out of reach. An id: that exam or certification is lacking.
Lack = bool | str | Part


@dataclass(frozen=True)
class Person:
    """What someone holds with all that it earns, what it would be after every exam that is left to sit,
    and what no longer counts towards requirements."""

    name: str
    holds: frozenset[str]
    can_sit: frozenset[str]
    reaches: frozenset[str]
    lapsed: frozenset[str]

    def lacks(self, condition: Qualification) -> Lack:
        """What is lacking for a requirement."""
        return lack(condition, self.holds - self.lapsed, self.reaches - self.lapsed)

    def lacks_to_earn(self, route: Qualification) -> Lack:
        """What is lacking for a certification: what no longer counts still earns it."""
        return lack(route, self.holds, self.reaches)


@dataclass(frozen=True)
class Problem:
    """Everything that a model is made from; each target has the trees of its options."""

    people: tuple[Person, ...]
    targets: Mapping[str, tuple[Tree, ...]]
    routes: Mapping[str, Qualification]
    prices: Mapping[str, int]
    exclusive: bool


def problem_of(
    roster: pc.Roster,
    question: Question,
    program: pc.Program,
    prices: pc.Prices | None = None,
    on: date | None = None,
) -> Problem:
    """The problem that a question about a roster makes."""
    targets = dict.fromkeys(found for text in question.targets for found in program.targets_like(text))
    return Problem(
        people=tuple(_person(name, roster, program, on) for name in roster.people),
        targets={
            str(target): tuple(tree_of(option) for option in program.options_of(target).values())
            for target in targets
        },
        routes=program.routes,
        prices=_prices(question, program, prices),
        exclusive=question.share == "exclusive",
    )


def _person(name: str, roster: pc.Roster, program: pc.Program, on: date | None) -> Person:
    person = roster.people[name]
    if person.max_exams is not None:
        raise ValueError(f"{name} has a limit on exams, which the peers do not model")
    holds = program.with_earned(program.held(person, on))
    refused = {program.credential_id(written) for written in person.cannot_take}
    can_sit = program.sittable(on) - holds - refused
    return Person(name, holds, can_sit, earned(holds | can_sit, program.routes), program.lapsed(on))


def _prices(question: Question, program: pc.Program, prices: pc.Prices | None) -> dict[str, int]:
    """What each exam adds to what is made small, in whole numbers."""
    exams = [name for name, facts in program.credentials.items() if facts.is_sat]
    if question.minimize == "exams":
        return dict.fromkeys(exams, 1)
    stated = {exam: Costs(program, prices).of(exam, "cost") for exam in exams}
    found = {exam: price for exam, price in stated.items() if isinstance(price, int)}
    if len(found) < len(stated):
        raise ValueError("the peers need a whole price of every exam")
    return found


def lack(condition: Qualification, has: frozenset[str], reaches: frozenset[str]) -> Lack:
    """A condition without what someone has, and without what someone can never get."""
    if isinstance(condition, str):
        return True if condition in has else condition if condition in reaches else False
    found = [lack(part, has, reaches) for part in condition.parts]
    needed = condition.needed - sum(part is True for part in found)
    open_parts = tuple(part for part in found if not isinstance(part, bool))
    if needed <= 0:
        return True
    if needed > len(open_parts):
        return False
    return open_parts[0] if len(open_parts) == 1 else Part(needed, open_parts)
