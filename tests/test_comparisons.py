"""An answer beside others: pins, budgets, readings, targets alone, with or without a person, the nearest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import plan_competency as pc
import pytest
from brute_force_portfolio import Best, Trials, asked, best, concerned, measures_of
from conftest import program_of, roster_of
from random_cases import DAY
from random_portfolios import random_portfolio


def one(each: Any, **more: Any) -> dict[str, Any]:
    return {"people": 1, "each": each, **more}


def programs(*requirements: Any) -> pc.Program:
    """Targets c/gold, d/gold and so on, of exams w, x, y and z."""
    exams = {name: {"kind": "exam"} for name in "wxyz"}
    data = program_of(one("w"), **exams).model_dump(mode="json", exclude_none=True)
    for name, rule in zip("cdefgh", requirements, strict=False):
        data["competencies"][name] = {"options": {"o": {"levels": {"gold": rule}}}}
    return pc.Program.model_validate(data)


def planned(program: pc.Program, *holdings: Any, targets: Any = "*/gold", **options: Any) -> pc.Plan:
    return pc.plan(roster_of(*holdings), targets, program=program, **options)


def usd(**exams: float) -> pc.Prices:
    return pc.Prices.model_validate({"currency": "USD", "exams": exams})


NOTHING, ONE, TWO = (pc.Totals(exams=exams, people=min(exams, 1)) for exams in range(3))
X, Y, XY, XYZ = one("x"), one("y"), one({"all": ["x", "y"]}), one({"all": ["x", "y", "z"]})
#: What people hold, and a pin; exams and people of the least plan without it, and of that with it.
PINS: dict[str, tuple[list[Any], tuple[str, str], tuple[int, int], tuple[int, int]]] = {
    "B could fill it today": ([[], ["x"]], ("A", "seat"), (0, 0), (1, 1)),
    "somebody must sit it": ([[], []], ("B", "c/gold"), (1, 1), (1, 1)),
    "an exam that no seat needs": ([["x"]], ("A", "y"), (0, 0), (1, 1)),
    "an exam besides": ([[], []], ("A", "y"), (1, 1), (2, 1)),
}


@pytest.mark.parametrize("name", PINS)
def test_what_a_pin_costs(name: str) -> None:
    holdings, (person, what), (exams, people), total = PINS[name]
    plan = planned(programs(one("x", label="seat")), *holdings, pin=[(person, what)])
    assert (plan.totals.exams, plan.totals.people) == total
    (cost,) = plan.pins
    assert (cost.person, cost.pin, cost.without.exams, cost.without.people) == (person, what, exams, people)
    assert (cost.extra, cost.proven) == ({"exams": total[0] - exams, "people": total[1] - people}, True)
    assert all(item.targets == (("c/gold",) if item.exam == "x" else ()) for item in plan.exams)


def test_a_pin_saves_nothing_that_could_be_saved_without_it() -> None:
    # Either exam is enough: without the pin, too, 1 exam for 1 USD is possible.
    for cheap, dear in ("xy", "yx"):
        prices = usd(**{cheap: 1, dear: 100})
        plan = planned(programs(one({"any": ["x", "y"]})), [], pin=[("A", cheap)], prices=prices)
        assert plan.pins[0].extra.get("cost", 0) == 0


@pytest.mark.parametrize(
    ("exams", "value", "following"),
    [(0, 0, ("c/gold", 1)), (1, 1, ("d/gold", 2)), (2, 4, ("e/gold", 3)), (3, 5, None), (4, 5, None)],
)
def test_what_a_budget_reaches(exams: int, value: int, following: tuple[str, int] | None) -> None:
    # c/gold takes x; d/gold, which is worth 3, y as well; e/gold all of x, y and z.
    targets = ["c/gold", {"target": "d/gold", "weight": 3}, "e/gold"]
    portfolio = pc.Portfolio.model_validate({"targets": targets, "budget": {"exams": exams}})
    outcome = planned(programs(X, XY, XYZ), [], targets=(), portfolio=portfolio).budget
    assert outcome is not None
    assert (outcome.limits, outcome.value, outcome.most, outcome.of) == ({"exams": exams}, value, value, 5)
    further = outcome.next
    assert following == (further and (*further.targets, further.totals.exams))
    assert further is None or further.extra == {"exams": 1, "people": int(exams == 0)}


def test_a_budget_of_money_is_exact() -> None:
    # In binary fractions 0.1 + 0.2 is more than 0.3.
    plan = planned(programs(X, Y, one("z")), [], budget={"cost": 0.3}, prices=usd(x=0.1, y=0.2, z=7))
    further = plan.budget.next if plan.budget else None
    assert further is not None
    assert (plan.totals.cost, further.totals.cost, further.extra["cost"]) == (0.3, 7.3, 7)


#: Two people by x, or two by y and z: A is there by one half; so is B by the other, and will not sit x.
HALVES = {"any": [{"people": 2, "each": "x"}, {"people": 2, "each": {"all": ["y", "z"]}}]}
BY_HALVES: list[Any] = [["x"], {"holds": ["y", "z"], "cannot_take": ["x"]}]


def test_a_plan_by_the_other_reading() -> None:
    # Strictly A must sit y and z; mixed, nothing is to be done.
    strict, mixed = (planned(programs(HALVES), *BY_HALVES, reading=how) for how in ("strict", "mixed"))
    assert (strict.totals, mixed.totals) == (TWO, NOTHING)
    others = [one for one in (strict.other_reading, mixed.other_reading) if one]
    told = [(one.reading, one.status, one.totals, one.lower_bound, one.verdicts) for one in others]
    assert told == [("mixed", "optimal", NOTHING, 0, {}), ("strict", "optimal", TWO, 2, {})]


@pytest.mark.parametrize(("reading", "other"), [("strict", "eligible"), ("mixed", "not-eligible")])
def test_verdicts_by_the_other_reading(reading: Any, other: str) -> None:
    check = pc.check(roster_of(*BY_HALVES), "*/gold", program=programs(HALVES, X), reading=reading)
    assert check.other_reading is not None
    assert check.other_reading.verdicts == {"c/gold": other}  # d/gold is reached either way


SIMPLE = {"any": [{"people": 2, "each": "x"}, {"people": 2, "each": "y"}]}


@pytest.mark.parametrize("requirement", [X, HALVES, SIMPLE], ids=["X", "HALVES", "SIMPLE"])
def test_no_other_reading_where_it_makes_no_difference(requirement: Any) -> None:
    for prices in (usd(x=1, y=9), usd(x=9, y=1)):  # nobody asked to keep money small
        assert planned(programs(requirement), [], [], prices=prices).other_reading is None
    assert pc.check(roster_of([], []), "c/gold", program=programs(requirement)).other_reading is None


def test_terms_that_do_not_fit_the_other_reading() -> None:
    either = {"any": [one("x", label="X"), one("y", label="Y")]}
    plan = planned(programs(either), [], reading="mixed", pin=[("A", "X or Y")])
    assert (plan.totals, plan.other_reading) == (ONE, None)
    assert "The other reading was not compared" in plan.notes[-1]


#: Targets, what people hold, how many targets one may serve, who is asked first; what A and B then sit.
PREFERENCES: dict[str, tuple[list[Any], list[Any], str, list[str], list[int]]] = {
    "one of two": ([X], [[], []], "free", ["B", "A"], [0, 1]),
    "only where plans are equal": ([X], [[], {"cannot_take": ["x"]}], "free", ["B"], [1, 0]),
    "as much as may be": ([X, Y, one("z")], [[], []], "at-most:2", ["B"], [1, 2]),
    "an even load comes first": ([X, Y, one("z"), one("w")], [[], []], "at-most:3", ["B"], [2, 2]),
}


@pytest.mark.parametrize("name", PREFERENCES)
def test_whom_to_ask_first(name: str) -> None:
    rules, holdings, share, prefer, loads = PREFERENCES[name]
    plan = planned(programs(*rules), *holdings, share=share, prefer=prefer)
    assert [sum(item.person == name for item in plan.exams) for name in "AB"] == loads


def test_what_planning_together_saves() -> None:
    # c/gold takes x, d/gold x and y: 1 + 2 one by one, and 2 together, for x counts for both.
    options: Any = {"minimize": "cost", "prices": usd(x=100, y=50)}
    found = pc.explain(roster_of([]), "*/gold", program=programs(X, XY), **options)
    alone = [(row.target, row.totals.exams, row.totals.cost, row.lower_bound) for row in found.alone]
    assert alone == [("c/gold", 1, 100, 1), ("d/gold", 2, 150, 2)]
    assert (found.separately, found.saving) == ({"exams": 3, "cost": 250}, {"exams": 1, "cost": 100})
    assert [(item.exam, item.targets) for item in found.shared] == [("x", ("c/gold", "d/gold"))]
    assert (found.conflict, found.repairs, found.people) == (None, (), ())
    # If A, who has x, may serve only one of the targets, B sits it for the other.
    found = pc.explain(roster_of(["x"], []), "*/gold", program=programs(X, X), share="exclusive")
    assert (found.separately, found.saving, found.shared) == ({"exams": 0}, {"exams": -1}, ())
    # The second target takes two people: there is no plan for it, and so no sum.
    found = pc.explain(roster_of([]), "*/gold", program=programs(X, {"people": 2, "each": "x"}))
    assert [row.status for row in found.alone] == ["optimal", "infeasible"]
    assert (found.separately, found.saving) == (None, None)


#: x and y are needed, A has x: who serves, what is sat, exams beyond the plan if used, and if left out.
PARTS: list[tuple[str, dict[str, Any], tuple[bool, tuple[str, ...], int | None, int | None]]] = [
    ("A", {}, (True, ("y",), 0, 1)),
    ("b", {}, (False, (), 1, 0)),
    ("A", {"unavailable": ["A"]}, (False, (), -1, 0)),
    ("A", {"forbid": [("A", "c/gold")]}, (False, (), None, 0)),
    ("A", {"forbid": [("B", "y")]}, (True, ("y",), 0, None)),
]


@pytest.mark.parametrize(("name", "options", "told"), PARTS)
def test_what_the_part_of_a_person_costs(name: str, options: Any, told: Any) -> None:
    (part,) = pc.explain(
        roster_of(["x"], []), "c/gold", program=programs(XY), people=[name], **options
    ).people
    variants = part.used, part.left_out
    assert (part.person, part.serves, part.sits) == (name.upper(), *told[:2])
    assert tuple(variant.extra.get("exams") for variant in variants) == told[2:]
    assert [variant.status == "infeasible" for variant in variants] == [extra is None for extra in told[2:]]


def test_a_pin_to_a_target_that_is_reached_today_is_explained() -> None:
    found = pc.explain(roster_of(["x"], []), "c/gold", program=programs(X), pin=[("B", "c/gold")])
    assert [(item.person, item.exam) for item in found.plan.exams] == [("B", "x")]


@pytest.mark.parametrize(("minimize", "order"), [("exams", "hgdecf"), ("cost", "hgecdf")])
def test_the_nearest_targets(minimize: Any, order: str) -> None:
    # h is eligible, g lacks a threshold, d takes y, e takes z, c both x and z, f more people than there are.
    g = {"all": [one("w"), {"metric": "revenue", "at_least": 5}]}
    program = programs(one({"all": ["x", "z"]}), Y, one("z"), {"people": 2, "each": "x"}, g, one("w"))
    options: Any = {"minimize": minimize, "prices": usd(w=1, x=5, y=30, z=10)}
    found = pc.nearest(roster_of(["w"], metrics={"revenue": 4}), program=program, **options).targets
    assert "".join(row.target[0] for row in found) == order
    rows = {row.target[0]: (row.totals.exams, row.totals.cost) for row in found}
    assert rows == {"g": (0, 0), "h": (0, 0), "d": (1, 30), "e": (1, 10), "c": (2, 15), "f": (None, None)}
    assert [row.verdict for row in found] == ["eligible", *["not-eligible"] * 5]
    states = [(row.target, item.stated, item.state) for row in found for item in row.thresholds]
    assert states == [("g/gold", 4, "unmet")]


def test_a_metric_named_by_its_position_answers_only_for_one() -> None:
    program = programs(*[{"all": [X, {"metric": "performance-1", "at_least": 5}]}] * 2)
    roster = roster_of(["x"], metrics={"performance-1": 9})
    alone, both = (pc.nearest(roster, named, program=program).targets for named in ("c/gold", ()))
    assert [[row.verdict for row in found] for found in (alone, both)] == [["eligible"], ["unconfirmed"] * 2]


class Case:
    """A random portfolio, and the least under others by trying every choice of exams."""

    def __init__(self, seed: int) -> None:
        self.program, self.roster, self.portfolio = random_portfolio(seed).read()
        self.options: Any = {"program": self.program, "portfolio": self.portfolio, "on": DAY}

    def least(self, **changes: Any) -> Best | None:
        return best(self.program, self.roster, self.portfolio.replaced(**changes), DAY)

    def cheapest(self, targets: list[str]) -> list[Decimal] | None:
        """The least for some targets, whatever thresholds are unmet and whatever the budget; exams first."""
        only = self.portfolio.replaced(targets=targets, budget=None)
        place, trials = measures_of(only).index("exams"), Trials(self.program, self.roster, only, DAY)
        costs = (found for (found, *_), has in trials.affordable() if trials.state(has))
        return min(([found[place], *found] for found in costs), default=None)

    def alone(self, target: str) -> Best | None:
        """The least for one target by itself: without pins, budget, and what several need together."""
        people = {name: self.people(name)[name] for name in self.portfolio.people}
        names = asked(self.program, self.portfolio)
        alone = []
        for rule in self.portfolio.sharing:
            several = sum(concerned(name, rule.among or [name]) for name in names) > 1
            alone += [] if isinstance(rule, pc.DifferentPeople) and several else [rule]
        return self.least(targets=[target], people=people, budget=None, sharing=alone)

    def told(self, totals: pc.Totals) -> list[Decimal] | None:
        amounts = [getattr(totals, measure) for measure in ("exams", *measures_of(self.portfolio))]
        return None if None in amounts else [Decimal(str(amount)) for amount in amounts]

    def agrees(self, totals: pc.Totals, *found: Best | None) -> bool:
        """Whether totals are those of the best of some plans, as far as they are kept small."""
        least, told = min((one for one in found if one), default=None), self.told(totals)
        return (told and told[1:]) == (least and [*least.measures])

    def people(self, name: str, *pins: str, **changes: Any) -> dict[str, pc.Terms]:
        """Everybody's terms, with other pins and changes for one person."""
        terms = self.portfolio.people.get(name, pc.Terms())
        kept = {key: getattr(terms, key) for key in terms.model_fields_set - {"pin"}} | changes
        changed: dict[str, Any] = {**kept, "pin": pins} if pins else kept
        return {**self.portfolio.people, name: pc.Terms(**changed)}


@pytest.mark.parametrize("seed", range(45))
def test_comparisons_of_random_cases(seed: int) -> None:
    case = Case(seed)
    for row in pc.nearest(case.roster, **case.options).targets:
        assert case.agrees(row.totals, case.alone(row.target)), row
    plan = pc.plan(case.roster, **case.options)
    reading = {"strict": "mixed", "mixed": "strict"}[case.portfolio.reading]
    if not any("other reading" in note for note in plan.notes):
        other = plan.other_reading.totals if plan.other_reading else plan.totals
        assert case.agrees(other, case.least(reading=reading)), other
    reached = {"targets": [result.target for result in plan.targets if result.reached], "budget": None}
    if not plan.found or not reached["targets"]:
        return
    for pin in plan.pins:
        others = (text for text in case.portfolio.people[pin.person].pin if text != pin.pin)
        without = case.least(people=case.people(pin.person, *others), **reached)
        assert case.agrees(pin.without, without), pin
    found = pc.explain(case.roster, people=["p0"], **case.options)
    assert all(case.agrees(row.totals, case.alone(row.target)) for row in found.alone)
    pins = case.portfolio.people.get("p0", pc.Terms()).pin
    used = (case.people("p0", *pins, target, unavailable=False) for target in reached["targets"])
    assert case.agrees(found.people[0].used.totals, *(case.least(people=one, **reached) for one in used))
    without = case.least(people=case.people("p0", unavailable=True), **reached)
    assert case.agrees(found.people[0].left_out.totals, without)


@pytest.mark.parametrize("seed", range(30))
def test_budgets_of_random_cases(seed: int) -> None:
    case = Case(seed)
    weights = asked(case.program, case.portfolio)
    for exams in range(5):
        budget = pc.Budget(exams=exams)
        plan, found = pc.plan(case.roster, **case.options, budget=budget), case.least(budget=budget)
        assert plan.found == (found is not None)
        if found is None or plan.budget is None:
            continue
        value, most = sum(weights.values()) - found.value_missed, sum(weights.values())
        assert (plan.budget.value, plan.budget.most, plan.budget.of) == (value, value, most)
        reached = [result.target for result in plan.targets if result.reached]
        more = {target: case.cheapest([*reached, target]) for target in set(weights) - set(reached)}
        least = min((found for found in more.values() if found), default=None)
        further = plan.budget.next
        assert (further and case.told(further.totals)) == least
        assert further is None or [more[target] for target in further.targets] == [least]


def test_a_pinned_exam_that_no_seat_needs_counts_towards_the_limit() -> None:
    # A may sit one exam and must sit y; x is left to B.
    program = programs(one("x"))
    plan = planned(program, {"max_exams": 1}, [], pin=[("A", "y")])
    assert [(item.person, item.exam) for item in plan.exams] == [("A", "y"), ("B", "x")]


def test_a_forbidden_exam_has_its_price_where_a_repair_allows_it() -> None:
    # Nobody may sit x, so nothing reaches c/gold; that x were allowed is tried by what it costs.
    program, prices = programs(one("x")), usd(x=1)
    forbidden: dict[str, Any] = {"forbid": [("A", "x")], "prices": prices, "minimize": "cost"}
    found = pc.explain(roster_of([]), "c/gold", program=program, **forbidden)
    assert [repair.changes[0] for repair in found.repairs][:1] == ["let A sit x"]
