"""How targets stand today: each by itself where sharing is free, the others together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from ..models.policies import AtMostTargets, DifferentPeople
from ..models.requirements import PeopleRequirement
from ..models.trees import Group, Tree
from .answers import least_unmet
from .arrangement import Placing
from .case import Case
from .crowd import Crowd
from .filling import enough_today
from .solutions import arrange, fill_together, most_met
from .stages import NOT_STATED, OPEN_SEATS, UNMET, Limits
from .target_case import TargetCase


class Today:
    """Today's people in the seats of a case's targets.

    Args:
        case: the case.
        known: whom some targets are known to be reached by, None by nobody.
    """

    def __init__(self, case: Case, known: Mapping[str, Placing | None] | None = None) -> None:
        self._case, self._known = case, known or {}
        self._free = [target for target in case.targets if case.is_free(target)]
        self._together = case.only(target for target in case.targets if target not in self._free)

    @cached_property
    def met(self) -> dict[str, Placing]:
        """The targets that are reached today and of no concern to others: they need no exams.

        Each is filled as well as any plan could fill it.
        """
        if "met targets" in self._case.without:
            return {}
        found = ((str(target), self._met(target)) for target in self._free)
        return {name: placing for name, placing in found if placing is not None}

    @property
    def unmet(self) -> Case:
        """The case less the targets that need nothing."""
        return self._case.only(target for target in self._case.targets if str(target) not in self.met)

    def without(self, name: str) -> Today:
        """The same when someone is missing: only what he or she filled is filled anew."""
        people = tuple(person for person in self._case.people if person.name != name)
        placings = {str(target): self.met.get(str(target)) for target in self._free}
        known = {
            target: placing
            for target, placing in placings.items()
            if placing is None or name not in _people(placing)
        }
        return Today(replace(self._case, people=people), known)

    @property
    def case(self) -> Case:
        """The whole case."""
        return self._case

    def nearest(self, limits: Limits | None, targets: Collection[TargetCase]) -> dict[str, Placing]:
        """The nearest way to each of some targets; without limits that with the fewest open seats."""
        found: dict[str, Placing] = {}
        for target in (target for target in self._free if target in targets):
            known = self.met.get(str(target))
            found |= {str(target): known} if known else _nearest(self._case.only([target]), limits)
        together = [target for target in self._together.targets if target in targets]
        return found | (_nearest(self._case.only(together), limits) if together else {})

    def filled(self, ways: Mapping[str, Placing]) -> dict[str, Placing]:
        """Some ways filled as well as they can be today.

        Targets that share by rules are filled together: as many as possible are met, in whatever way.
        """
        found = {
            str(target): self.met.get(str(target)) or self._fill(target, ways[str(target)])
            for target in self._free
        }
        if self._together.targets:
            like = [ways[str(target)] for target in self._together.targets]
            met = most_met(self._together, like)
            together = fill_together(self._together, like, met)
            found |= {name: self._with_short(name, together, met) for name in together}
        return found

    def _fill(self, target: TargetCase, like: Placing) -> Placing:
        """As many seats of a way filled today as can be, by the people of `like` where possible."""
        case = enough_today(self._case, target, self._crowd, also=_people(like))
        (placing,) = fill_together(case, [like]).values()
        return placing

    def _with_short(self, name: str, filled: Mapping[str, Placing], met: Mapping[str, Placing]) -> Placing:
        """A placing with how many people rules about different people lack: only targets met count."""
        short = {}
        for sharing in self._case.terms.sharing:
            rule = sharing.rule
            if isinstance(rule, DifferentPeople) and name in sharing.targets and name not in met:
                counting = {*met, name}
                serving = {
                    person
                    for place in sharing.groups[0]
                    if place.target in counting and place.option == filled[place.target].way.option
                    for person in filled[place.target].placed.get(place.number, ())
                }
                short[sharing] = max(0, rule.different_people - len(serving))
        return replace(filled[name], short=short)

    def busy(self, target: str, filled: Mapping[str, Placing]) -> frozenset[str]:
        """Who could not serve this target as well today, by the rules about sharing."""
        found: set[str] = set()
        for sharing in self._case.terms.sharing:
            if isinstance(sharing.rule, AtMostTargets) and target in sharing.targets:
                others = [_people(filled[name]) for name in sharing.targets - {target}]
                serving = {name: sum(name in people for people in others) for name in set().union(*others)}
                found |= {name for name, number in serving.items() if number >= sharing.rule.at_most}
        return frozenset(found)

    @cached_property
    def _crowd(self) -> Crowd:
        return Crowd(self._case.people)

    def _may_hold(self, tree: Tree) -> bool:
        """Whether enough people qualify today for each part by itself: if not, there is nothing to search."""
        if isinstance(tree, Group):
            return sum(map(self._may_hold, tree.parts)) >= tree.needed
        rule = tree.requirement
        if not isinstance(rule, PeopleRequirement):
            return True
        conditions = [(rule.people, rule.each), *((entry.people, entry.each) for entry in rule.among_them)]
        return all(self._crowd.meeting(each).bit_count() >= number for number, each in conditions)

    def _met(self, target: TargetCase) -> Placing | None:
        if str(target) in self._known:
            return self._known[str(target)]
        if not any(self._may_hold(tree) for tree in target.options.values()):
            return None
        alone = enough_today(self._case, target, self._crowd)
        found = arrange(alone, Limits(), stages=(UNMET, NOT_STATED))
        unmet = found.search.minimum("thresholds unmet")
        if found.search.solution is None or unmet > least_unmet(target, self._case):
            return None
        return found.placings[str(target)]


def _nearest(case: Case, limits: Limits | None) -> dict[str, Placing]:
    case = case.reaching_all()
    if limits is not None:
        what = f"the nearest way to {', '.join(map(str, case.targets))}"
        found = arrange(case, limits, vacancies=True, what=what)
        if found.placings:
            return found.placings
    return arrange(case.without_exams(), Limits(), vacancies=True, stages=(OPEN_SEATS,)).placings


def _people(placing: Placing) -> frozenset[str]:
    return frozenset(name for names in placing.placed.values() for name in names)
