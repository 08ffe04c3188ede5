"""The CP-SAT model of a case: its variables, and one rule for each kind of requirement.

A seat is a choice of one person, and every "or" below it a choice among its
alternatives. Choices *sum* to what chose them (`sum(alternatives) == seat`)
instead of implying it: then the linear relaxation is tight enough to prove most
cases at once. An exam taken serves every seat that can use it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, singledispatchmethod

from ..models.qualifications import Qualification
from ..models.requirements import MetricRequirement, PeopleRequirement
from ..models.trees import Group, Leaf, Tree
from .case import Case
from .colleagues import Colleague
from .cpsat import CpModel, Expression, IntVar, Literal
from .needs import Needs, form_of, is_too_much, kinds_of, names_in
from .places import Place
from .progress import Lacking, Progress
from .target_case import TargetCase


class SeatModel:
    """Variables and rules; `seats`, `sits` and `active` are read back from a solution.

    With `vacancies`, seats may stay open; `vacant` counts how many do. `open_today` has
    the seats whose person lacks something, `studying` the exclusive ones by person, `reached`
    whether a target is reached at all.
    """

    def __init__(self, case: Case, *, vacancies: bool = False) -> None:
        self.case = case
        self._targets = {str(target): target for target in case.targets}
        self.reached: dict[str, Literal] = {}
        self.vacancies = vacancies
        self._to_fill = 0
        self.cp = CpModel()
        self.active: dict[Place, Literal] = {}
        self.seats: dict[tuple[Place, str], IntVar] = {}
        self.sits: dict[str, dict[str, IntVar]] = {p.name: {} for p in case.people}
        self.number = {person.name: person.number for person in case.people}
        self.vacant: dict[Place, list[IntVar]] = defaultdict(list)
        self.thresholds: list[Place] = []
        self._earns: dict[tuple[str, str], IntVar] = {}
        self._forms: dict[object, Needs] = {}
        self._uses: dict[tuple[str, str, str], dict[Place, list[Expression]]] = defaultdict(dict)
        self.exclusive: set[Place] = set()
        self.studies: dict[str, IntVar] | None = None
        self.open_today: list[IntVar] = []
        self.studying: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        self._together: dict[tuple[str, str], list[IntVar]] = defaultdict(list)
        for target in case.targets:
            self._add_target(target)
        for (_, name), seats in self._together.items():
            self._one_seat(seats, self.number[name])
        self._add_uses()

    def require(self, lacking: Progress, person: Colleague) -> None:
        """A person of the case gets what is lacking for some condition, seat or no seat."""
        self._earn(self._needs(person).form(lacking), 1, person)

    @cached_property
    def stand_ins(self) -> list[int]:
        """Seats and exams, by index, of those who stand for several people."""
        seats = [seat.index for (_, name), seat in self.seats.items() if self.number[name] > 1]
        several = (sits for name, sits in self.sits.items() if self.number[name] > 1)
        return seats + [sit.index for sits in several for sit in sits.values()]

    def in_order(self, expression: Expression) -> Expression:
        """An expression, and behind it, among solutions in which it is equal, that people come in order."""
        ranks = {name: rank for rank, name in enumerate(self.sits)}
        order = sum(ranks[name] * seat for (_, name), seat in self.seats.items())
        return (1 + len(ranks) * self._to_fill) * expression + order

    def _add_target(self, target: TargetCase) -> None:
        """Any one option earns the target; with a budget it may be left."""
        reached = self.cp.new_bool_var() if self.case.terms.optional else 1
        self.reached[str(target)] = reached
        options = self._choices(1, len(target.options), reached)
        for option, (name, tree) in zip(options, target.options.items(), strict=True):
            self._add_tree(tree, option, Place(str(target), name, 0))

    def _add_tree(self, tree: Tree, active: Literal, place: Place) -> None:
        if isinstance(tree, Group):
            choices = self._choices(tree.needed, len(tree.parts), active)
            for part, choice in zip(tree.parts, choices, strict=True):
                self._add_tree(part, choice, place)
            return
        place = place._replace(number=tree.number)
        self.active[place] = active
        if tree.exclusive:
            self.exclusive.add(place)
        self._add_rule(tree.requirement, tree, place, active)

    def _choices(self, needed: int, among: int, chosen_by: Literal, most: int = 1) -> list[Literal]:
        """So many of the alternatives, if what chooses them is itself chosen; by `most` people at most."""
        if needed == among:
            return [chosen_by] * among
        choices = [self.cp.new_int_var(0, most) for _ in range(among)]
        self.cp.add(sum(choices) == needed * chosen_by)
        if needed > 1 and not isinstance(chosen_by, int):
            for choice in choices:
                self.cp.add(choice <= chosen_by)
        return list(choices)

    @singledispatchmethod
    def _add_rule(self, requirement: object, leaf: Leaf, place: Place, active: Literal) -> None:
        raise TypeError(f"no rule for {type(requirement).__name__}")

    @_add_rule.register
    def _add_metric(self, requirement: MetricRequirement, leaf: Leaf, place: Place, active: Literal) -> None:
        """Exams cannot change a metric; which ones a plan relies on is minimized."""
        self.thresholds.append(place)

    @_add_rule.register
    def _add_people(self, requirement: PeopleRequirement, leaf: Leaf, place: Place, active: Literal) -> None:
        """So many different people are seated, each of whom qualifies."""
        if (place.option, place.number) in self._targets[place.target].filled:
            return
        seats: dict[str, Literal] = {}
        for person, lacking in self._fit(requirement.each, place):
            if place not in person.forbidden:
                seat = self.seats[place, person.name] = self._count(person)
                seats[person.name] = seat
                if lacking is not True:
                    self.open_today.append(seat)
                if leaf.exclusive:
                    self._together[place.target, person.name].append(seat)
                    if lacking is not True:
                        self.studying[place.target, person.name].append(seat)
                self._qualify(lacking, seat, person, place)
                if not isinstance(active, int) and requirement.people > 1:
                    self.cp.add(seat <= person.number * active)
        self._to_fill += requirement.people
        filled = sum(seats.values()) + self._vacancy(place, requirement.people)
        self.cp.add(filled == requirement.people * active)
        for entry in requirement.among_them:
            self._add_among_them(entry.people, entry.each, seats, place, active)

    def _add_among_them(
        self, people: int, each: Qualification, seats: dict[str, Literal], place: Place, active: Literal
    ) -> None:
        """So many of the seated people satisfy more."""
        chosen: list[Literal] = []
        for person in self.case.people:
            lacking = self._form(each, person)
            if person.name not in seats or lacking is False:
                continue
            if lacking is True:
                chosen.append(seats[person.name])
                continue
            choice = self._count(person)
            self.cp.add(choice <= seats[person.name])
            self._qualify(lacking, choice, person, place)
            chosen.append(choice)
        self.cp.add(sum(chosen) + self._vacancy(place, people) >= people * active)

    def _vacancy(self, place: Place, people: int) -> Literal:
        if not self.vacancies and place not in self.case.lifted:
            return 0
        vacant = self.cp.new_int_var(0, people)
        self.vacant[place].append(vacant)
        return vacant

    def _form(self, each: Qualification, person: Colleague) -> Progress:
        """What the person lacks, as a form."""
        form = form_of(each, person, self.case)
        return form is True if person.max_exams == 0 else form

    def _fit(self, each: Qualification, place: Place) -> Iterator[tuple[Colleague, Progress]]:
        """Those who can reach a condition and of whom that is not too much, with what they lack, in order."""
        people, target = self.case.people, self._targets[place.target]
        fit: dict[int, Progress] = {}
        for positions in kinds_of(each, people, self.case).values():
            first = people[positions[0]]
            lacking = form_of(each, first, self.case)
            if lacking is False:
                continue
            too_much = is_too_much(lacking, target, place, first)
            fit |= {at: lacking for at in positions if people[at].pins or not too_much}
        for at in sorted(fit):
            if fit[at] is True or people[at].max_exams != 0:
                yield people[at], fit[at]

    def _qualify(self, lacking: Progress, chosen: Literal, person: Colleague, place: Place) -> None:
        """Whoever fills a seat takes what is lacking for it."""
        for name, uses in self._ways(lacking, chosen, person.number):
            self._uses[place.target, person.name, name].setdefault(place, []).append(uses)

    def _ways(self, lacking: Progress, chosen: Literal, most: int) -> Iterator[tuple[str, Expression]]:
        """Each exam, and certification that is not written out, with whether the way chosen uses it."""
        if isinstance(lacking, str):
            yield lacking, chosen
        elif isinstance(lacking, Lacking):
            choices = self._choices(lacking.needed, len(lacking.parts), chosen, most)
            if lacking.is_written_out:
                yield from _in_sets(lacking.parts, choices)
                return
            for part, choice in zip(lacking.parts, choices, strict=True):
                yield from self._ways(part, choice, most)

    def _one_seat(self, seats: list[IntVar], most: int) -> None:
        """A person fills one exclusive seat of a target at most."""
        if most == 1:
            self.cp.add_at_most_one(seats)
        else:
            self.cp.add(sum(seats) <= most)

    def _add_uses(self) -> None:
        """What a seat uses is sat.

        A person fills one exclusive seat of a target at most, so the uses of one
        exam there sum to what is taken: tighter than one by one.
        """
        people = {person.name: person for person in self.case.people}
        for (_, name, credential), uses in self._uses.items():
            gets = self.gets(people[name], credential)
            exclusive = []
            for place, literals in uses.items():
                used = self._any_of(literals, people[name])
                if place in self.exclusive:
                    exclusive.append(used)
                else:
                    self.cp.add(used <= gets)
            if exclusive:
                self.cp.add(sum(exclusive) <= gets)

    def _any_of(self, literals: list[Expression], person: Colleague) -> Expression:
        if len(literals) == 1:
            return literals[0]
        used = self._count(person)
        for literal in literals:
            self.cp.add(literal <= used)
        return used

    def gets(self, person: Colleague, credential: str) -> IntVar:
        """Whether a person sits an exam, or earns a certification by its route."""
        if credential in person.can_sit:
            sits = self.sits[person.name]
            if credential not in sits:
                sits[credential] = self._count(person)
            return sits[credential]
        key = (person.name, credential)
        if key not in self._earns:
            self._earns[key] = self._count(person)
            self._earn(self._needs(person).route(credential), self._earns[key], person)
        return self._earns[key]

    def _earn(self, lacking: Progress, earns: Literal, person: Colleague) -> None:
        for name, uses in self._ways(lacking, earns, person.number):
            self.cp.add(uses <= self.gets(person, name))

    def _needs(self, person: Colleague) -> Needs:
        """Shared by all who hold and can sit the same."""
        key = (person.holds, person.can_sit)
        if key not in self._forms:
            self._forms[key] = Needs(person, self.case)
        return self._forms[key]

    def _count(self, person: Colleague) -> IntVar:
        """0 or 1 for one person; up to their number for someone who stands for several."""
        return self.cp.new_int_var(0, person.number)


def _in_sets(sets: Iterable[Lacking | str], choices: Iterable[Literal]) -> Iterator[tuple[str, Expression]]:
    """Each exam with the sum of the sets that it is in, of which one at most is chosen."""
    uses: dict[str, list[Literal]] = defaultdict(list)
    for exams, choice in zip(sets, choices, strict=True):
        for exam in names_in(exams):
            uses[exam].append(choice)
    for exam, literals in uses.items():
        yield exam, sum(literals)
