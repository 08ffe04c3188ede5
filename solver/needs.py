"""What someone lacks, in exams alone, without alternatives that can never win.

Certifications on the way are replaced by what earns them. Where parts of one condition have
exams in common, they are written out as the smallest sets of exams that fulfil them, and a set
that contains another goes: whoever sits it has sat the other, which fulfils the same, so with
the other alone no plan asks for more, whatever is made small.

Why this matters: with `{any: [A, B]}` where B also takes all of A's exams, the linear relaxation
pays half of A for both halves. Written out, an exam used by several of the sets is paid
for each. Parts without exams in common stay as they are: for them choice by choice is as tight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations, product

from ..models.qualifications import Qualification, leading_to, mentioned
from .case import Case
from .colleagues import Colleague
from .places import Place
from .progress import Lacking, Progress, progress, progress_to
from .target_case import TargetCase

#: Conditions that come to more sets than this are left as they are written.
MOST_SETS = 200
#: Certifications whose form would name more than this stay in the form by their own name.
MOST_NAMES = 400

Names = frozenset[str]
#: What each exam counts for.
Weight = Callable[[str], int]


class Needs:
    """What one person lacks for any condition, as forms over exams.

    A form is fulfilled by exactly the same exams as the condition. Where it would be too long it
    names certifications, and `route` says what earns these.
    """

    def __init__(self, person: Colleague, case: Case) -> None:
        self._person, self._routes = person, case.routes
        self._as_written = "alternatives" in case.without
        self._known: dict[str, Lacking | str] = {}
        self._forms: dict[str, Progress] = {}

    def form(self, lacking: Progress) -> Progress:
        """What is lacking, in exams as far as that is short enough."""
        if isinstance(lacking, bool) or self._as_written:
            return lacking
        if isinstance(lacking, str):
            return lacking if lacking in self._person.can_sit else self._certification(lacking)
        parts = (self.form(part) for part in lacking.parts)
        return _joined(lacking.needed, [part for part in parts if not isinstance(part, bool)])

    def route(self, certification: str) -> Progress:
        """What is lacking for a certification that a form names."""
        if certification not in self._forms:
            step = progress_to(self._routes[certification], self._person)
            self._forms[certification] = self.form(step)
        return self._forms[certification]

    def _certification(self, name: str) -> Lacking | str:
        if name not in self._known:
            form = self.route(name)
            is_short = not isinstance(form, bool) and len(names_in(form)) <= MOST_NAMES
            self._known[name] = form if is_short and not isinstance(form, bool) else name
        return self._known[name]


def names_in(form: Progress) -> Collection[str]:
    """Every exam in a form, and every certification that stands for itself, repeats included."""
    if isinstance(form, str):
        return (form,)
    return form.names if isinstance(form, Lacking) else ()


def is_decided(form: Lacking | str, person: Colleague) -> bool:
    """Whether a form names exams only, and its parts can be looked at one by one."""
    if isinstance(form, str):
        return form in person.can_sit
    return form.is_disjoint and form.distinct <= person.can_sit


def least(form: Progress, weight: Weight) -> int | None:
    """The least that exams for a form weigh, if it is decided; None if none lead there."""
    if isinstance(form, bool):
        return 0 if form else None
    if isinstance(form, str):
        return weight(form)
    return sum(sorted(least(part, weight) or 0 for part in form.parts)[: form.needed])


def is_too_much(form: Progress, target: TargetCase, place: Place, person: Colleague) -> bool:
    """Whether a seat is not worth what someone would have to sit for it who is not pinned to exams."""
    ceiling = target.ceilings.get((place.option, place.number))
    if ceiling is None or isinstance(form, bool) or not is_decided(form, person):
        return False
    own = least(form, lambda exam: target.own.get(exam, 0))
    return own is not None and own > ceiling


def form_of(condition: Qualification, person: Colleague, case: Case) -> Progress:
    """What a person lacks for a condition, as a form; made once for all of whom it asks the same."""
    matters, known = _asked(condition, case)
    kind = person.holds & matters, person.can_sit & matters
    if kind not in known:
        known[kind] = Needs(person, case).form(progress(condition, person))
    return known[kind]


def _asked(condition: Qualification, case: Case) -> tuple[frozenset[str], dict[object, Progress]]:
    """What matters to a condition, and its forms so far, kept with it: so its id stays its own."""
    if id(condition) not in case.forms:
        matters = frozenset(leading_to(mentioned(condition), case.routes))
        case.forms[id(condition)] = condition, matters, {}
    _, matters, known = case.forms[id(condition)]
    return matters, known


def kinds_of(condition: Qualification, people: Sequence[Colleague], case: Case) -> Mapping[object, list[int]]:
    """The people by position, together where a condition asks the same of them."""
    matters, _ = _asked(condition, case)
    kinds: dict[object, list[int]] = defaultdict(list)
    for position, person in enumerate(people):
        kinds[person.holds & matters, person.can_sit & matters].append(position)
    return kinds


def _joined(number: int, parts: Sequence[Lacking | str]) -> Lacking | str:
    """So many of the parts, those written out that have exams in common."""
    if len(parts) == 1:
        return parts[0]
    kin = _families(parts)
    if all(len(family) == 1 for family in kin):
        return Lacking(number, tuple(parts))
    if number not in (1, len(parts)):
        kin = [list(parts)]  # how many of which family are taken is open
    joined = []
    for family in kin:
        of_family = number if len(kin) == 1 else 1 if number == 1 else len(family)
        sets = _sets(Lacking(of_family, tuple(family))) if len(family) > 1 else None
        if len(family) > 1 and sets is None:
            return Lacking(number, tuple(parts))
        joined.append(family[0] if sets is None else _written_out(sets))
    if len(joined) == 1:
        return joined[0]
    return Lacking(1 if number == 1 else len(joined), tuple(joined))


def _families(parts: Iterable[Lacking | str]) -> list[list[Lacking | str]]:
    """The parts in groups that have exams in common, directly or through others."""
    families: list[tuple[set[str], list[Lacking | str]]] = []
    for part in parts:
        exams, members = set(names_in(part)), [part]
        for kin in [family for family in families if family[0] & exams]:
            families.remove(kin)
            exams |= kin[0]
            members = [*kin[1], *members]
        families.append((exams, members))
    return [members for _, members in families]


def _written_out(sets: Iterable[Names]) -> Lacking | str:
    alternatives = tuple(
        exams[0] if len(exams) == 1 else Lacking(len(exams), tuple(exams)) for exams in map(sorted, sets)
    )
    return alternatives[0] if len(alternatives) == 1 else Lacking(1, alternatives)


def _sets(part: Lacking | str) -> list[Names] | None:
    """The smallest sets that fulfil it; None if there are too many."""
    if isinstance(part, str):
        return [frozenset([part])]
    each = [_sets(item) for item in part.parts]
    found: set[Names] = set()
    for chosen in combinations(each, part.needed):
        if any(sets is None for sets in chosen):
            return None
        for sets in product(*(sets or () for sets in chosen)):
            found.add(frozenset().union(*sets))
            if len(found) > MOST_SETS * 10:
                return None
    smallest = _smallest(found)
    return smallest if len(smallest) <= MOST_SETS else None


def _smallest(sets: Iterable[Names]) -> list[Names]:
    """Those that contain no other, in one order."""
    kept: list[Names] = []
    for exams in sorted(sets, key=lambda exams: (len(exams), sorted(exams))):
        if not any(other <= exams for other in kept):
            kept.append(exams)
    return kept
