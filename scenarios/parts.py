"""One target as organizations are asked about it: option by option, by how their people stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..models.requirements import PeopleRequirement
from ..models.rosters import Holding, Person
from ..models.trees import Group, Tree, leaves
from ..solver.colleagues import Colleague, Reach, colleague
from ..solver.families import credentials_of, families_of
from ..solver.questions import Question
from ..solver.reduction import seats_of
from ..solver.stages import NOT_STATED, measures_of
from ..solver.standings import Standing, decided_by_effort, not_dominated, standings
from ..solver.target_case import TargetCase
from ..solver.wishes import Wishes
from .nearest import alone
from .told import Told, told_by

#: So many answers about one part are remembered.
MOST_ANSWERS = 50_000
#: What matters of a person: what is held, what is refused, and the limit on exams, -1 for none.
_Kind = tuple[tuple[str, ...], tuple[str, ...], int]


def parts_of(target: TargetCase, asked: Question) -> tuple[Part, ...]:
    """The options of a target one by one; all together where rules about sharing look at the whole target."""
    if not asked.case.alone(str(target)).is_free(target):
        return (Part(target, asked),)
    return tuple(
        Part(replace(target, options={option: tree}), asked) for option, tree in target.options.items()
    )


class Part:
    """Some options of a target, and what was told of them.

    An answer depends on how many people stand in which way: see `standings`. Beyond as many of one
    standing as there are seats, more change nothing, nor does anybody whom that many others dominate.
    Where efforts decide and every way has the same seats, all that a row says follows from the standings.
    Elsewhere plans that are equal may look different: there what is held counts as well, and the answer
    is found for people without names in the order of what they hold.
    """

    def __init__(self, target: TargetCase, asked: Question) -> None:
        self._asked = replace(asked, case=replace(asked.case, targets=(target,)))
        self._name, self._case = str(target), self._asked.case.alone(str(target))
        self._families = families_of(self._case)
        self._matters = credentials_of(self._families)
        self._seats = seats_of(self._case)
        self._reach = Reach(asked.program, asked.program.sittable(asked.on))
        self._by_standing = decided_by_effort((target,), self._case) and _has_one_set_of_seats(target)
        self._numbers: dict[object, int] = {}
        self._kinds: list[_Kind] = []
        self._standings: list[Standing] = []
        self._answers: dict[object, Told] = {}

    def told(self, people: Iterable[Colleague]) -> Told:
        """What an organization with these people is told."""
        counts = Counter(map(self._number, people))
        everybody = frozenset((number, min(count, self._seats)) for number, count in counts.items())
        if everybody not in self._answers:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            contenders = self._contenders(dict(everybody))
            if contenders not in self._answers:
                self._answers[contenders] = self._found(contenders)
            self._answers[everybody] = self._answers[contenders]
        return self._answers[everybody]

    def _number(self, person: Colleague) -> int:
        """The number of all whom nothing tells apart here."""
        seen = person.stated & self._matters, person.refuses & self._matters, person.max_exams
        if seen not in self._numbers:
            held, refused = (tuple(sorted(names)) for names in seen[:2])
            self._numbers[seen] = self._numbered((held, refused, -1 if seen[2] is None else seen[2]))
        return self._numbers[seen]

    def _numbered(self, kind: _Kind) -> int:
        (standing,) = standings(replace(self._case, people=tuple(self._colleagues([kind]))), self._families)
        if self._by_standing and standing in self._standings:
            return self._standings.index(standing)
        self._kinds.append(kind)
        self._standings.append(standing)
        return len(self._kinds) - 1

    def _contenders(self, counts: Mapping[int, int]) -> frozenset[tuple[int, int]]:
        """Who is not dominated: of each standing as many as there are seats, first by what is held."""
        classes: dict[Standing, list[int]] = defaultdict(list)
        for number in sorted(counts, key=self._kinds.__getitem__):
            classes[self._standings[number]] += [number] * counts[number]
        sizes = {standing: len(people) for standing, people in classes.items()}
        kept = (classes[standing][: self._seats] for standing in not_dominated(sizes, self._seats))
        return frozenset(Counter(number for people in kept for number in people).items())

    def _found(self, contenders: Iterable[tuple[int, int]]) -> Told:
        kinds = sorted(self._kinds[number] for number, count in contenders for _ in range(count))
        roster = self._asked.roster.replaced(people=_people(kinds))
        case = replace(self._asked.case, people=tuple(self._colleagues(kinds)))
        terms = self._case.terms
        plan = alone(
            self._name,
            replace(self._asked, roster=roster, case=case),
            only=(*measures_of(terms), NOT_STATED),
        )
        return told_by(plan, terms.minimize)

    def _colleagues(self, kinds: Iterable[_Kind]) -> Iterator[Colleague]:
        case = self._asked.case
        for name, person in _people(kinds).items():
            yield colleague(name, person, self._reach, case.lapsed, self._asked.on, Wishes(), {})


def _people(kinds: Iterable[_Kind]) -> dict[str, Person]:
    """People of some kinds, by numbers instead of names."""
    return {
        f"{number:06}": Person(
            holds=tuple(Holding(credential=name) for name in held),
            cannot_take=refused,
            max_exams=None if limit < 0 else limit,
        )
        for number, (held, refused, limit) in enumerate(kinds)
    }


def _has_one_set_of_seats(target: TargetCase) -> bool:
    """Whether there is one option in which all that can be chosen are thresholds."""
    return len(target.options) == 1 and all(map(_seats_are_fixed, target.options.values()))


def _seats_are_fixed(tree: Tree) -> bool:
    if not isinstance(tree, Group):
        return True
    if tree.needed < len(tree.parts):
        return not any(isinstance(leaf.requirement, PeopleRequirement) for leaf in leaves(tree))
    return all(map(_seats_are_fixed, tree.parts))
