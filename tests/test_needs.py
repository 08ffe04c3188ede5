"""What someone lacks, in exams alone: the same sets of exams lead there as by the condition itself."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.qualifications import Qualification, earned, met_by
from plan_competency.solver import needs
from plan_competency.solver.case import Case, case_of
from plan_competency.solver.colleagues import Colleague
from plan_competency.solver.crowd import Crowd
from plan_competency.solver.effort import efforts
from plan_competency.solver.needs import Needs, is_decided, least
from plan_competency.solver.progress import Lacking, Progress, progress
from random_cases import DAY, _person, _qualification

SEEDS = 500


class Asked(NamedTuple):
    """A condition and the people who may fulfil it."""

    each: Qualification
    people: tuple[Colleague, ...]
    case: Case


def asked(each: Any, credentials: dict[str, Any], *people: Any) -> Asked:
    program = program_of({"people": 1, "each": each}, **credentials)
    roster = roster_of(*(people or [[]]))
    case = case_of(roster, Portfolio.model_validate({"targets": ["c/gold"]}), program, DAY)
    ((_, _, rule),) = case.targets[0].rules
    return Asked(rule.each, case.people, case)


def some_credentials(rng: random.Random) -> dict[str, Any]:
    """Exams, and certifications with routes over all that comes before them."""
    credentials: dict[str, Any] = {
        f"e{number}": {"kind": "exam"} for number in range(rng.choice((3, 4, 5, 6)))
    }
    for number in range(rng.choice((0, 1, 2, 3, 4))):
        facts: dict[str, Any] = {"kind": "certification"}
        if rng.random() < 0.9:
            known = [*credentials, *(name for name in credentials if name.startswith("m"))]
            facts["earned_by"] = _qualification(rng, known, 2)
        credentials[f"m{number}"] = facts
    for facts in credentials.values():
        if rng.random() < 0.06:
            facts["counts_until"] = "2017-06-30"
        elif facts["kind"] == "exam" and rng.random() < 0.06:
            facts["retired"] = "2017-06-30"
    return credentials


def random_asked(seed: int, people: int = 1) -> Asked:
    rng = random.Random(f"needs {seed}")
    credentials = some_credentials(rng)
    known = list(credentials)
    return asked(_qualification(rng, known, 3), credentials, *(_person(rng, known) for _ in range(people)))


def subsets(person: Colleague) -> Iterator[frozenset[str]]:
    names = sorted(person.can_sit)
    return (frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size))


def satisfies(exams: frozenset[str], it: Asked, person: Colleague) -> bool:
    """Whether these exams suffice, by the condition itself."""
    return met_by(it.each, earned(person.holds | exams, it.case.routes) - person.lapsed)


def fulfils(exams: frozenset[str], form: Progress, known: Needs, person: Colleague) -> bool:
    """Whether these exams suffice, by the form."""
    if isinstance(form, bool):
        return form
    if isinstance(form, str):
        if form in person.can_sit:
            return form in exams
        return fulfils(exams, known.route(form), known, person)
    return sum(fulfils(exams, part, known, person) for part in form.parts) >= form.needed


LIMITS = {"as they are": (200, 400), "few sets": (2, 400), "few names": (200, 3), "hardly any": (1, 1)}


@pytest.mark.parametrize("limits", LIMITS)
def test_the_same_exams_lead_there(limits: str, monkeypatch: pytest.MonkeyPatch) -> None:
    most_sets, most_names = LIMITS[limits]
    monkeypatch.setattr(needs, "MOST_SETS", most_sets)
    monkeypatch.setattr(needs, "MOST_NAMES", most_names)
    kinds: Counter[str] = Counter()
    for seed in range(SEEDS):
        it = random_asked(seed)
        (person,) = it.people
        known, rng = Needs(person, it.case), random.Random(seed)
        form = known.form(progress(it.each, person))
        good = [exams for exams in subsets(person) if satisfies(exams, it, person)]
        assert good == [exams for exams in subsets(person) if fulfils(exams, form, known, person)], seed
        (effort,) = efforts(it.each, [person], it.case) if seed % 4 == 0 else [None]
        if effort is not None:
            assert satisfies(effort, it, person), seed
            assert len(effort) == min(map(len, good)), seed
        elif seed % 4 == 0:
            assert not good, seed
        kinds["some"] += bool(good) and not satisfies(frozenset(), it, person)
        kinds["names"] += any(name not in person.can_sit for name in needs.names_in(form))
        if isinstance(form, bool):
            assert least(form, lambda exam: 1) == (0 if form else None)
            assert form is bool(good), seed
        elif is_decided(form, person):
            kinds["decided"] += isinstance(form, Lacking)
            weights = {exam: rng.choice((0, 1, 1, 2, 7)) for exam in person.can_sit}
            want = min(sum(weights[exam] for exam in exams) for exams in good)
            assert least(form, weights.__getitem__) == want, seed
        else:
            kinds["open"] += 1
    assert kinds["some"] > SEEDS // 4
    assert kinds["decided"] > SEEDS // 20
    assert kinds["names"] > 5 or most_names > 3
    assert kinds["open"] > 5 or limits == "as they are"


def test_written_out_forms_are_smallest_sets() -> None:
    written_out = 0
    for seed in range(SEEDS):
        it = random_asked(seed)
        (person,) = it.people
        form = Needs(person, it.case).form(progress(it.each, person))
        if isinstance(form, Lacking) and form.is_written_out:
            written_out += 1
            sets = [frozenset(needs.names_in(part)) for part in form.parts]
            assert not any(one < other for one in sets for other in sets), seed
            good = [exams for exams in subsets(person) if satisfies(exams, it, person)]
            assert set(sets) == {exams for exams in good if not any(other < exams for other in good)}, seed
    assert written_out > SEEDS // 20


EXAM = {"kind": "exam"}


def certification(route: Any) -> dict[str, Any]:
    return {"kind": "certification", "earned_by": route}


CREDENTIALS = {
    **dict.fromkeys("abcdx", EXAM),
    "M": certification({"all": ["a", "x"]}),
    "N": certification({"all": ["M", "b"]}),
    "O": certification({"any": ["c", {"all": ["a", "b"]}]}),
}
AB, BC = Lacking(2, ("a", "b")), Lacking(2, ("b", "c"))
#: A condition, what the person holds, and the form.
FORMS: list[tuple[Any, list[str], Progress]] = [
    ("a", ["a"], True),
    ("a", [], "a"),
    ("M", [], Lacking(2, ("a", "x"))),
    ("M", ["a"], "x"),
    ("M", ["a", "x"], True),
    ("N", [], Lacking(2, (Lacking(2, ("a", "x")), "b"))),
    ({"any": ["a", "M"]}, [], "a"),
    ({"any": ["M", "N"]}, [], Lacking(2, ("a", "x"))),
    ({"any": ["M", "b"]}, [], Lacking(1, (Lacking(2, ("a", "x")), "b"))),
    ({"all": ["a", "M"]}, [], Lacking(2, ("a", "x"))),
    ({"all": ["a", {"any": ["a", "b"]}]}, [], "a"),
    ({"all": ["a", {"any": ["b", "c"]}]}, [], Lacking(2, ("a", Lacking(1, ("b", "c"))))),
    ({"any": ["a", "a"]}, [], "a"),
    ({"any": ["O", "a"]}, [], Lacking(1, ("a", "c"))),
    ({"at_least": 2, "of": [{"all": ["a", "b"]}, "b", "c"]}, [], Lacking(1, (AB, BC))),
    ({"at_least": 2, "of": [{"all": ["a", "b"]}, "b", "c"]}, ["b"], Lacking(1, ("a", "c"))),
]


@pytest.mark.parametrize(("each", "holds", "form"), FORMS, ids=[f"{it[0]} {it[1]}" for it in FORMS])
def test_forms(each: Any, holds: list[str], form: Progress) -> None:
    it = asked(each, CREDENTIALS, holds)
    (person,) = it.people
    found = Needs(person, it.case).form(progress(it.each, person))
    assert _sorted(found) == _sorted(form)


def _sorted(form: Progress) -> Progress:
    """The same form with its parts in one order."""
    if isinstance(form, Lacking):
        parts = [part for part in map(_sorted, form.parts) if not isinstance(part, bool)]
        return Lacking(form.needed, tuple(sorted(parts, key=repr)))
    return form


def test_out_of_reach_is_false() -> None:
    it = asked({"all": ["a", "gone"]}, {"a": EXAM, "gone": {"kind": "exam", "retired": "2017-06-30"}})
    (person,) = it.people
    assert Needs(person, it.case).form(progress(it.each, person)) is False
    assert efforts(it.each, it.people, it.case) == [None]


def test_of_equal_sets_the_one_that_can_be_sat_longest() -> None:
    credentials = {"a": {"kind": "exam", "retired": "2018-01-01"}, "b": EXAM, "c": EXAM}
    it = asked({"any": ["a", "c"]}, credentials)
    assert efforts(it.each, it.people, it.case) == [frozenset("c")]
    it = asked({"any": ["c", "b"]}, credentials)
    assert efforts(it.each, it.people, it.case) == [frozenset("b")]


def test_a_crowd_meets_what_its_people_meet() -> None:
    numbers: Counter[int] = Counter()
    for seed in range(60):
        it = random_asked(seed, people=26)
        crowd = Crowd(it.people)
        for each in (it.each, *it.case.routes.values()):
            group = crowd.meeting(each)
            want = [number for number, person in enumerate(it.people) if met_by(each, person.counts)]
            assert group == sum(1 << number for number in want), (seed, each)
            for most in (0, 1, 3, 50):
                assert list(crowd.positions(group, most)) == want[:most]
                assert crowd.names(group, most) == tuple(it.people[number].name for number in want[:most])
            numbers[len(want)] += 1
    assert len(numbers) > 10


def test_an_empty_crowd_meets_nothing() -> None:
    crowd = Crowd(())
    assert crowd.meeting("a") == crowd.meeting(pc.AnyOf(any=("a", "b"))) == 0
    assert crowd.names(0, 3) == ()
