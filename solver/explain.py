"""What is missing today, and why no plan exists. Every statement is verified before it is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from ..models.plans import Candidate, Missing, MissingPeople, MissingThreshold, Threshold
from ..models.qualifications import AllOf, Qualification, in_words, leading_to, mentioned
from ..models.reasons import OpenSeats, Reason, TooFewCandidates, TooFewPeople
from ..models.requirements import PeopleRequirement
from ..models.told import told
from ..models.trees import Group, Leaf, Tree
from .arrangement import Placing, Way
from .case import Case
from .colleagues import Colleague
from .places import Place
from .progress import progress, witness
from .solutions import arrange, nearest
from .stages import OPEN_SEATS, Limits
from .stopping import Stopped
from .target_case import TargetCase

#: How many of the nearest people are named for an open seat.
MOST_NEAREST = 3
#: Beyond this many leaves not every set of them is tried for a shortage of people.
MOST_LEAVES_TRIED = 10


def missing_people(
    placing: Placing, case: Case, busy: Collection[str] = (), most: int = MOST_NEAREST
) -> Iterator[Missing]:
    """The shortfalls of a way filled as well as it can be today, with the nearest people.

    Args:
        placing: the way, and who fills it.
        case: the case.
        busy: those who serve elsewhere, by rules about sharing: named only if there is nobody else.
        most: so many people are named for each.
    """
    people = {person.name: person for person in case.people}
    for leaf, rule in placing.way.people_leaves:
        here = placing.placed.get(leaf.number, ())
        elsewhere = _seated_elsewhere(leaf, placing) | set(busy)
        place = Place(str(placing.way.target), placing.way.option, leaf.number)
        if len(here) < rule.people:
            others = [p for p in case.people if p.name not in here and place not in p.forbidden]
            found = _nearest(rule.each, others, elsewhere, case, most)
            yield _shortfall(leaf, leaf.label, rule.people, len(here), found)
        for entry in rule.among_them:
            met = {name for name in here if witness(entry.each, people[name], (), case.routes) is not None}
            if len(met) < entry.people:
                label = f"{leaf.label}: {entry.label or in_words(entry.each)}"
                others = [p for p in case.people if p.name not in met and place not in p.forbidden]
                both = AllOf(all=(rule.each, entry.each))
                found = _nearest(both, others, elsewhere, case, most)
                yield _shortfall(leaf, label, entry.people, len(met), found)


def _seated_elsewhere(leaf: Leaf, placing: Placing) -> set[str]:
    """Who fills a seat today that excludes one of `leaf`."""
    return {
        name
        for other, _ in placing.way.people_leaves
        if leaf.exclusive and other.exclusive and other.number != leaf.number
        for name in placing.placed.get(other.number, ())
    }


def _nearest(
    each: Qualification, people: Sequence[Colleague], elsewhere: set[str], case: Case, most: int
) -> tuple[Candidate, ...]:
    """The nearest people; those who would leave another seat only if there is nobody else."""
    if not most:
        return ()
    free = [person for person in people if person.name not in elsewhere]
    found = tuple(islice(nearest(each, free, case), most))
    if not found:
        seated = [person for person in people if person.name in elsewhere]
        leaving = islice(nearest(each, seated, case), most)
        found = tuple(item.replaced(leaves_seat=True) for item in leaving)
    return found


def _shortfall(
    leaf: Leaf, label: str, seats: int, filled: int, found: tuple[Candidate, ...]
) -> MissingPeople:
    return MissingPeople(
        requirement=leaf.number, label=label, seats=seats, open=seats - filled, nearest=found
    )


def missing_thresholds(thresholds: Iterable[Threshold]) -> Iterator[Missing]:
    """The thresholds that are not reached, as far as the roster states them."""
    for item in thresholds:
        if item.state == "unmet" and item.at_least is not None and item.stated is not None:
            yield MissingThreshold(
                requirement=item.requirement,
                metric=item.metric,
                label=item.label,
                at_least=item.at_least,
                stated=item.stated,
                unit=item.unit,
            )


def why_impossible(case: Case, limits: Limits) -> tuple[Reason, ...]:
    """Why no plan exists; for a case that was proven to have none.

    Targets that fail alone are explained one by one; only if all can be reached alone, by
    whomever the roster has, are the company's terms and people's limits what stands between.
    Empty where somebody ended the search for that.
    """
    from .conflicts import conflict_in

    bare = case.bare()
    alone = [reason for target in case.targets for reason in _why_alone(bare.only([target]))]
    try:
        return tuple(alone) or (conflict_in(case, limits),)
    except Stopped:
        return ()


def _why_alone(case: Case) -> Iterator[Reason]:
    found = arrange(case, Limits(), vacancies=True, stages=(OPEN_SEATS,))
    missing = found.search.minimum("open seats")
    if missing == 0:
        return
    (target,) = case.targets
    needed = min(
        max(exclusive, shared) for tree in target.options.values() for exclusive, shared in _heads(tree)
    )
    if needed > len(case.people):
        yield TooFewPeople(target=str(target), needed=needed, available=len(case.people))
        return
    placing = found.placings[str(target)]
    shortage = _shortage(placing.way, case)
    if shortage is not None:
        yield shortage
        return
    short = [
        leaf.label
        for leaf, rule in placing.way.people_leaves
        if len(placing.placed.get(leaf.number, ())) < rule.people or rule.among_them
    ]
    yield OpenSeats(target=str(target), open=missing, labels=tuple(sorted(set(short))))


def _heads(tree: Tree) -> set[tuple[int, int]]:
    """People that the ways through a tree need: (in exclusive seats, in one shared requirement).

    Exclusive seats add up; shared ones only need as many people as the largest.
    """
    if isinstance(tree, Leaf):
        people = tree.requirement.people if isinstance(tree.requirement, PeopleRequirement) else 0
        return {(people, 0) if tree.exclusive else (0, people)}
    return _heads_of_parts(tree)


def _heads_of_parts(tree: Group) -> set[tuple[int, int]]:
    chosen: dict[int, set[tuple[int, int]]] = {0: {(0, 0)}}
    for part in tree.parts:
        here = _heads(part)
        for so_many in sorted(chosen, reverse=True):
            if so_many < tree.needed:
                sums = {(a + c, max(b, d)) for a, b in chosen[so_many] for c, d in here}
                chosen[so_many + 1] = _least(chosen.get(so_many + 1, set()) | sums)
    return chosen[tree.needed]


def _least(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    return {
        pair
        for pair in pairs
        if not any(other != pair and other[0] <= pair[0] and other[1] <= pair[1] for other in pairs)
    }


def _shortage(way: Way, case: Case) -> TooFewCandidates | None:
    """The smallest set of requirements that need more people than can ever fill them."""
    rules = way.people_leaves
    able = {
        leaf.number: {found.person for found in nearest(rule.each, case.people, case)} for leaf, rule in rules
    }
    largest = len(rules) if len(rules) <= MOST_LEAVES_TRIED else 1
    for size in range(1, largest + 1):
        for chosen in combinations(rules, size):
            if size > 1 and not all(leaf.exclusive for leaf, _ in chosen):
                continue
            who = set().union(*(able[leaf.number] for leaf, _ in chosen))
            needed = sum(rule.people for _, rule in chosen)
            if needed > len(who):
                return TooFewCandidates(
                    target=str(way.target),
                    labels=tuple(leaf.label for leaf, _ in chosen),
                    needed=needed,
                    candidates=tuple(sorted(who)),
                    blocked=_blocked([rule.each for _, rule in chosen], who, case),
                    only_way=_ways(way.target) == 1,
                )
    return None


def _ways(target: TargetCase) -> int:
    def choices(tree: Tree) -> int:
        if isinstance(tree, Leaf):
            return 1
        return 2 if tree.needed < len(tree.parts) else max(map(choices, tree.parts))

    return 2 if len(target.options) > 1 else max(map(choices, target.options.values()))


def _blocked(conditions: list[Qualification], able: set[str], case: Case) -> tuple[str, ...]:
    """What keeps the others out, each thing verified by lifting it for that person."""
    found: dict[str, None] = {}
    for each in conditions:
        for person in case.people:
            if person.name not in able:
                found.update(dict.fromkeys(_blocks(each, person, case)))
    return tuple(found)[:3]


def _blocks(each: Qualification, person: Colleague, case: Case) -> Iterator[str]:
    if progress(each, person) is not False:
        yield told(
            "{person} will sit at most {number}",
            person=person.name,
            number=person.max_exams,
        )
        return
    for name in sorted(leading_to(mentioned(each), case.routes)):
        is_led_to = name in person.reaches or name in case.routes
        if is_led_to and name not in case.lapsed:
            continue
        lifted = person.sitting(person.can_sit | {name}, case.routes)
        if progress(each, lifted) is False:
            if progress(each, replace(lifted, lapsed=case.lapsed - {name})) is not False:
                yield told("{credential} counts no longer", credential=name)
        elif is_led_to:
            continue
        elif name in case.retired:
            yield told("{exam} can no longer be sat", exam=name)
        elif name in person.refuses:
            yield told("{person} will not sit {exam}", person=person.name, exam=name)
        else:
            yield told("no exam leads to {credential}", credential=name)
