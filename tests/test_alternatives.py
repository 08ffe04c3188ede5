"""Other plans that are really different, and who else could sit an exam: by hand, by trying everything."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from itertools import permutations, product
from math import prod
from typing import Any

import plan_competency as pc
import pytest
from brute_force import _choices, _held, closure, lapsed
from brute_force_portfolio import Trials, concerned, fits, measures_of, place_in_list, totals
from conftest import program_of, roster_of
from plan_competency.models.readings import mixed_program
from plan_competency.solver.checker import violations
from random_cases import DAY, random_case
from random_portfolios import PortfolioCase, random_portfolio

#: So many alternatives are asked for in random cases; more choices of exams than that are not tried.
WANTED, MOST_CHOICES = 6, 1024
SEEDS = 140


def one(each: Any, **more: Any) -> dict[str, Any]:
    return {"people": 1, "each": each, **more}


X, BOTH, EITHER = one("x"), one({"all": ["x", "y"]}), one({"any": ["x", "y"]})
ONE_OR_TWO = one({"any": ["x", {"all": ["y", "z"]}]})
SEATS = {"all": [one("x", label="first"), one("y", label="second")]}
#: Requirement, what people hold, options; the plan and then all others: who sits what (or who could instead).
ROWS: list[tuple[str, Any, list[Any], dict[str, Any], list[str]]] = [
    ("people who are alike", X, [[], []], {}, ["A x (B)"]),
    ("what no seat needs is no difference", X, [["y"], []], {}, ["A x (B)"]),
    ("all who are alike", X, [[], [], []], {}, ["A x (B C)"]),
    ("an exchange of seats", SEATS, [[], []], {}, ["A x (B), B y (A)"]),
    ("another exam", EITHER, [[]], {}, ["A x ()", "A y"]),
    ("another exam, whoever sits it", EITHER, [[], []], {}, ["A x (B)", "A y"]),
    ("someone who lacks more", BOTH, [["x"], []], {}, ["A y ()", "B x, B y"]),
    ("someone who will not", EITHER, [[], {"cannot_take": ["x"]}], {}, ["A x ()", "A y", "B y"]),
    ("someone whose limit is too low", BOTH, [{"max_exams": 1}, []], {}, ["B x (), B y ()"]),
    ("more exams instead", ONE_OR_TWO, [[]], {}, ["A x ()", "A y, A z"]),
    ("not more than the budget", ONE_OR_TWO, [[]], {"budget": {"exams": 1}}, ["A x ()"]),
    ("a pin is kept", EITHER, [[], []], {"pin": [("A", "y")]}, ["A y ()"]),
    ("whom to ask first is a difference", X, [[], []], {"prefer": ["B"]}, ["B x (A)", "A x"]),
    ("whoever is forbidden", one("x", label="s"), [[], [], []], {"forbid": [("B", "s")]}, ["A x (C)"]),
    ("whoever is unavailable", X, [[], [], []], {"unavailable": ["B"]}, ["A x (C)"]),
    (
        "one of two sits another exam, or both",  # who does which is no difference, for they are alike
        {"people": 2, "each": {"any": ["x", "y"]}},
        [[], []],
        {},
        ["A x (), B x ()", "A y, B x", "A y, B y"],
    ),
]


@pytest.mark.parametrize(
    ("requirement", "holdings", "options", "plans"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_smallest_alternatives(requirement: Any, holdings: Any, options: Any, plans: list[str]) -> None:
    program = program_of(requirement)
    plan = pc.plan(roster_of(*holdings), "c/gold", program=program, alternatives=4, **options)
    assert plan.status == "optimal"
    assert all(other.proven for other in plan.alternatives)
    assert _told(plan.exams) == plans[0]
    assert sorted(_told(other.exams) for other in plan.alternatives) == sorted(plans[1:])


def _told(exams: Iterable[pc.PlannedExam]) -> str:
    instead = [f" ({' '.join(item.instead)})" if item.instead is not None else "" for item in exams]
    return ", ".join(f"{item.person} {item.exam}{who}" for item, who in zip(exams, instead, strict=True))


def test_the_best_of_the_others_comes_first() -> None:
    # x costs 3, y costs 1, z costs 2; one of them is enough.
    prices = pc.Prices.model_validate({"currency": "USD", "exams": {"x": 3, "y": 1, "z": 2}})
    plan = pc.plan(
        roster_of([]),
        "c/gold",
        program=program_of(one({"any": ["x", "y", "z"]})),
        alternatives=2,
        minimize="cost",
        prices=prices,
    )
    assert (_told(plan.exams), plan.totals.cost) == ("A y ()", 1)
    others = [(_told(other.exams), other.totals.cost) for other in plan.alternatives]
    assert others == [("A z", 2), ("A x", 3)]


def test_no_others_unless_asked() -> None:
    plan = pc.plan(roster_of([], []), "c/gold", program=program_of(EITHER))
    assert (plan.alternatives, plan.exams[0].instead) == ((), None)


def test_where_nothing_is_to_be_sat_there_are_no_others() -> None:
    plan = pc.plan(roster_of(["x"], []), "c/gold", program=program_of(EITHER), alternatives=50)
    assert (plan.exams, plan.alternatives) == ((), ())


@pytest.mark.parametrize("wanted", [-1, 51])
def test_numbers_that_make_no_sense(wanted: int) -> None:
    with pytest.raises(pc.InvalidQuestion, match=f"From 0 to 50 alternatives can be asked for, not {wanted}"):
        pc.plan(roster_of([]), "c/gold", program=program_of(X), alternatives=wanted)


def test_a_number_that_makes_no_sense_where_there_is_no_plan() -> None:
    with pytest.raises(pc.InvalidQuestion):
        pc.plan(roster_of(), "c/gold", program=program_of(X), alternatives=51)


def test_a_pin_where_no_seat_is_to_be_filled() -> None:
    # c/gold is reached today.
    plan = pc.plan(roster_of(["x"]), "c/gold", program=program_of(X), alternatives=1, pin=[("A", "y")])
    assert (_told(plan.exams), plan.alternatives) == ("A y ()", ())


def test_a_limit_that_cannot_bind_is_no_difference() -> None:
    # No plan of any worth has someone sit more than x.
    plan = pc.plan(roster_of({"max_exams": 1}, []), "c/gold", program=program_of(X), alternatives=1)
    assert plan.alternatives == ()


@pytest.mark.parametrize("part", range(4))
def test_alternatives_of_random_cases(part: int) -> None:
    tried: Counter[str] = Counter()
    for seed in range(part, SEEDS, 4):
        tried.update(_tried(seed))
    assert min(tried[kind] for kind in ("plans", "alternatives", "exams", "others")) > 20, tried


def _tried(seed: int) -> Counter[str]:
    tried: Counter[str] = Counter()
    for case in _random_cases(seed):
        program, roster, portfolio = case.read()
        plan = pc.plan(roster, program=program, portfolio=portfolio, on=DAY, alternatives=WANTED)
        read = mixed_program(program) if portfolio.reading == "mixed" else program
        assert list(violations(plan, read, roster, portfolio)) == []
        if plan.exams and any(result.reached for result in plan.targets):
            possible = Possible(case, plan)
            possible.assert_best(plan)
            possible.assert_instead(plan)
            tried.update(plans=1, alternatives=len(plan.alternatives), exams=len(plan.exams))
            tried.update(others=sum(len(item.instead or ()) for item in plan.exams))
    return tried


def _random_cases(seed: int) -> Iterator[PortfolioCase]:
    """A portfolio and a case without one, each as it is and with two people who are alike."""
    plain = random_case(seed)
    by_targets = PortfolioCase(plain.program, plain.roster, {"targets": plain.targets, "people": {}})
    for case in (random_portfolio(seed), by_targets):
        twins = PortfolioCase(*(deepcopy(part) for part in case))
        people = twins.roster["people"]
        some, other = random.Random(f"twins {seed}").choices(list(people), k=2)
        people[other] = people[some]
        for name in (some, other):
            twins.portfolio["people"].pop(name, None)
        for one_case in (case, twins):
            trials = Trials(*one_case.read(), DAY)
            if prod(map(len, trials.choices)) <= MOST_CHOICES and trials.state(trials.everything()):
                yield one_case


#: Who sits what; people who sit nothing are left out.
Taken = dict[str, frozenset[str]]
#: Thresholds unmet, and then what is kept small.
Key = tuple[Decimal | int, ...]


class Possible(Trials):
    """Every choice of exams that reaches all that a plan reaches."""

    def __init__(self, case: PortfolioCase, plan: pc.Plan) -> None:
        program, roster, portfolio = case.read()
        reached = [result.target for result in plan.targets if result.reached]
        super().__init__(program, roster, portfolio.replaced(targets=reached), DAY)
        self.keys = dict(self._keys())
        met = {result.target for result in plan.targets if result.people == "met"}
        relevant = self._relevant(target for target in reached if target not in met or self._is_bound(target))
        self.classes = {name: self._standing(name, relevant) for name in self.names}

    def _keys(self) -> Iterator[tuple[frozenset[tuple[str, frozenset[str]]], Key]]:
        budget = dict(self.portfolio.budget.amounts()) if self.portfolio.budget else {}
        for choice in product(*self.choices):
            sums = totals(self.program, self.portfolio, (exams for exams, _ in choice))
            state = self.state(tuple(counts for _, counts in choice))
            affordable = all(sums[measure] <= Decimal(str(most)) for measure, most in budget.items())
            if affordable and state and state[0] == 0:
                sat = zip(self.names, (frozenset(exams) for exams, _ in choice), strict=True)
                yield (
                    frozenset(item for item in sat if item[1]),
                    (state[1], *(sums[measure] for measure in measures_of(self.portfolio))),
                )

    def _is_bound(self, target: str) -> bool:
        """Whether it matters to other targets or pins who serves this one."""
        leaves = [leaf.rule for _, way in self.ways[target] for leaf in way]
        pinned = any(fits(seat, target, leaf) for _, seat in self.pins for leaf in leaves)
        return pinned or any(concerned(target, rule.get("among", [target])) for rule in self.rules)

    def _relevant(self, targets: Iterable[str]) -> frozenset[str]:
        """What these targets name and what leads there."""
        rules = [leaf.rule for target in targets for _, way in self.ways[target] for leaf in way]
        found = set(_texts(rules)) - lapsed(self.program, self.on)
        routes = {
            name: facts.model_dump(mode="json")["earned_by"]
            for name, facts in self.program.credentials.items()
        }
        while more := {text for name in found for text in _texts(routes.get(name))} - found:
            found |= more
        return frozenset(found)

    def _standing(self, name: str, relevant: frozenset[str]) -> object:
        """The same for people who are alike in all that matters."""
        person, terms = self.roster.people[name], self._terms(name)
        if terms.pin or any(text not in self.program.credentials for text in terms.forbid):
            return name
        unlimited = person.replaced(max_exams=None)
        able = {exam for exams in _choices(self.program, unlimited, self.on) for exam in exams}
        able &= relevant - {*terms.forbid}
        limits = [most for most in (person.max_exams, terms.max_exams) if most is not None]
        held = closure(self.program, _held(self.program, person, self.on)) & relevant
        most = min(len(able), *limits) if limits else len(able)  # more than that nobody needs
        return held, frozenset(able), most, place_in_list(self.portfolio, name)

    def covers(self, much: Taken, little: Taken) -> bool:
        """Whether everybody who sits something can change with someone alike who sits as much or more."""
        for alike in set(self.classes.values()):
            names = [name for name in self.names if self.classes[name] == alike]
            sets = [little[name] for name in names if name in little]
            orders = permutations([much.get(name, frozenset()) for name in names], len(sets))
            if not any(all(map(frozenset.issubset, sets, order)) for order in orders):
                return False
        return True

    def assert_best(self, plan: pc.Plan) -> None:
        """Each is the best of all that neither repeat nor add to one before it; there are no others."""
        left = sorted(((key, dict(sat)) for sat, key in self.keys.items()), key=lambda item: item[0])
        plans = [(plan.exams, plan.totals), *((other.exams, other.totals) for other in plan.alternatives)]
        for exams, sums in plans:
            sat = _taken(exams)
            key = self.keys[frozenset(sat.items())]
            amounts = [getattr(sums, measure) for measure in measures_of(self.portfolio)]
            assert [Decimal(str(amount)) for amount in amounts] == list(key[1:])
            assert (key, sat) in left
            assert key == left[0][0]
            left = [(key, other) for key, other in left if not self.covers(other, sat)]
        assert len(plan.alternatives) == WANTED or not left

    def assert_instead(self, plan: pc.Plan) -> None:
        """Somebody else could sit an exam if some plan that asks for as little says so."""
        least = min(self.keys.values())
        equal = [dict(sat) for sat, key in self.keys.items() if key == least]
        for item in plan.exams:
            without = [sat for sat in equal if item.exam not in sat.get(item.person, ())]
            able = {name for sat in without for name, exams in sat.items() if item.exam in exams}
            sitting = {other.person for other in plan.exams if other.exam == item.exam}
            assert item.instead == tuple(sorted(able - sitting))


def _taken(exams: Iterable[pc.PlannedExam]) -> Taken:
    found: dict[str, set[str]] = defaultdict(set)
    for item in exams:
        found[item.person].add(item.exam)
    return {name: frozenset(sat) for name, sat in found.items()}


def _texts(data: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts(item)
