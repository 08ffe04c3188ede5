"""Departures of single people: what is without each of them, held against plans for the others alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from brute_force import least as least_of_all
from conftest import roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.prices import Measure
from plan_competency.solver import candidates, notes
from plan_competency.solver.case import Case, case_of
from plan_competency.solver.departing import Departing, NotProven
from plan_competency.solver.reductions import REDUCTIONS, Reduction
from plan_competency.solver.solutions import Found
from plan_competency.solver.stages import Limits, Minimum, measures_of
from plan_competency.solver.today import Today
from random_cases import DAY, _person, random_case
from random_portfolios import random_portfolio
from roster_tables import in_parquet, small, written

SEEDS = 60
NO: list[str] = []
EXAMS: dict[str, Any] = {name: {"kind": "exam"} for name in "uvwxyz"}
#: One that nobody can sit any more.
RETIRED = {**EXAMS, "r": {"kind": "exam", "retired": "2017-06-30"}}


def needs(*exams: str, people: int = 1) -> dict[str, Any]:
    return {"people": people, "each": {"all": list(exams)}}


def programs(*requirements: Any, **credentials: Any) -> pc.Program:
    """Targets `c0/gold`, `c1/gold`, ..."""
    competencies = {
        f"c{number}": {"options": {"o": {"levels": {"gold": rule}}}}
        for number, rule in enumerate(requirements)
    }
    made = {"program": "tiny", "edition": "2017-07", "credentials": credentials or EXAMS}
    return pc.Program.model_validate({**made, "competencies": competencies})


def departures(roster: pc.Workforce, *requirements: Any, **asked: Any) -> pc.Departures:
    return pc.departures(roster, "*/gold", program=programs(*requirements, **RETIRED), on=DAY, **asked)


def told(found: pc.Departures) -> dict[str, pc.Departure]:
    return {departure.person: departure for departure in found.people}


# --- The smallest cases.


def test_who_is_idle_changes_nothing() -> None:
    found = departures(roster_of(["x"], NO), needs("x"))
    assert found.verdicts == {"c0/gold": "eligible"}
    assert found.least == pc.Least(status="optimal", total=0, lower_bound=0)
    assert told(found)["B"] == pc.Departure(
        person="B", verdicts={}, least=found.least, extra=0, prevents=False
    )
    assert not told(found)["B"].matters


def test_who_is_replaced_costs_what_the_others_then_sit() -> None:
    # Without A, who passed both, B sits y.
    found = departures(roster_of(["x", "y"], ["x"], NO), needs("x", "y"))
    assert told(found)["A"] == pc.Departure(
        person="A",
        verdicts={"c0/gold": "not-eligible"},
        least=pc.Least(status="optimal", total=1, lower_bound=1),
        extra=1,
        prevents=False,
    )
    assert [departure.matters for departure in found.people] == [True, False, False]


def test_a_twin_who_is_idle_takes_over() -> None:
    found = departures(roster_of(["x"], ["x"]), needs("x"))
    assert [(one.person, one.extra, one.verdicts, one.matters) for one in found.people] == [
        ("A", 0, {}, False),
        ("B", 0, {}, False),
    ]


def test_two_twins_for_two_seats_are_both_needed() -> None:
    found = departures(roster_of(["x"], ["x"], NO), needs("x", people=2))
    assert [(one.person, one.extra, list(one.verdicts)) for one in found.people] == [
        ("A", 1, ["c0/gold"]),
        ("B", 1, ["c0/gold"]),
        ("C", 0, []),
    ]


def test_who_sits_something_by_the_plan_may_be_replaced_at_no_cost() -> None:
    # One of the two sits x, whoever is there.
    found = departures(roster_of(NO, NO), needs("x"))
    assert found.least.total == 1
    assert [(one.extra, one.verdicts, one.least.total) for one in found.people] == [(0, {}, 1), (0, {}, 1)]


def test_a_pin_may_cost_more_than_its_person() -> None:
    # B is pinned and sits x. Without B the pin goes too, and A serves.
    found = departures(roster_of(["x"], NO), needs("x"), pin=[("B", "c0/gold")])
    assert found.least.total == 1
    assert {one.person: one.extra for one in found.people} == {"A": 0, "B": -1}


def test_of_enough_who_qualify_nobody_is_missed() -> None:
    # Two seats, and x is no matter: of four who passed it two at least are left, whoever sits y.
    found = departures(roster_of(*[["x"]] * 4, NO), {"all": [needs("x"), needs("y")]})
    assert found.least.total == 1
    assert [(one.person, one.extra, one.verdicts) for one in found.people] == [
        (name, 0, {}) for name in "ABCDE"
    ]


def test_who_alone_holds_what_nobody_can_sit_any_more_prevents_the_target() -> None:
    found = departures(roster_of(["y"], ["r"], NO), needs("r"), needs("y"))
    first = found.people[0]
    assert first == pc.Departure(
        person="B",
        verdicts={"c0/gold": "not-eligible"},
        least=pc.Least(status="infeasible", total=None, lower_bound=None),
        extra=None,
        prevents=True,
    )
    assert first.matters
    # C sits y for A; nobody else is missed.
    assert [(one.person, one.extra) for one in found.people[1:]] == [("A", 1), ("C", 0)]


def test_too_few_are_left() -> None:
    # A sits y, but alone A is not two people.
    found = departures(roster_of(["x"], ["x", "y"]), needs("x", people=2))
    assert [(one.prevents, one.extra, one.least.status) for one in found.people] == [
        (True, None, "infeasible"),
        (True, None, "infeasible"),
    ]


def test_what_is_impossible_with_everybody_nobody_prevents() -> None:
    found = departures(roster_of(["x"], NO), needs("r"), needs("x"))
    assert found.least == pc.Least(status="infeasible", total=None, lower_bound=None)
    assert found.verdicts == {"c0/gold": "not-eligible", "c1/gold": "eligible"}
    assert [(one.person, one.verdicts, one.extra, one.prevents, one.matters) for one in found.people] == [
        ("A", {"c1/gold": "not-eligible"}, None, False, True),
        ("B", {}, None, False, False),
    ]


def test_a_verdict_may_change_at_no_cost() -> None:
    # Somebody must sit x for c1 in any case. Without A, who passed v, that one serves c0 as well.
    found = departures(roster_of(["v"], NO), {"people": 1, "each": {"any": ["v", "x"]}}, needs("x"))
    assert (told(found)["A"].extra, told(found)["A"].verdicts) == (0, {"c0/gold": "not-eligible"})
    assert told(found)["A"].matters


def test_a_threshold_that_is_not_stated_leaves_a_verdict_open() -> None:
    rule = {"all": [needs("x"), {"metric": "m", "at_least": 5}]}
    found = departures(roster_of(["x"], ["x"]), rule)
    assert found.verdicts == {"c0/gold": "unconfirmed"}
    assert [one.verdicts for one in found.people] == [{}, {}]
    found = departures(roster_of(["x"], NO), rule)
    assert told(found)["A"].verdicts == {"c0/gold": "not-eligible"}


def test_a_threshold_decides_before_exams() -> None:
    # By z no threshold matters, by x one that is unmet does. Without A, who passed z, B sits it all the same.
    rule = {"any": [{"all": [needs("x"), {"metric": "m", "at_least": 9}]}, needs("z")]}
    found = departures(roster_of(["z"], ["x"], metrics={"m": 1}), rule)
    assert [(one.person, one.extra, one.verdicts) for one in found.people] == [
        ("A", 1, {"c0/gold": "not-eligible"}),
        ("B", 0, {}),
    ]


def test_those_who_prevent_come_first_then_by_cost_then_by_verdicts_then_by_name() -> None:
    targets = [
        needs("r"),  # F, whom nobody can replace
        needs("u", "v"),  # E, replaced by two exams
        needs("w"), needs("w"),  # D, of whom two targets have the same exam
        needs("y"),  # B
        needs("z"),  # C
        needs("x"),  # whoever it is sits x, so that
        {"people": 1, "each": {"any": ["x", "g"]}},  # G is replaced at no cost; all others are idle
    ]  # fmt: skip
    known = {**RETIRED, "g": {"kind": "exam"}}
    roster = roster_of(NO, ["y"], ["z"], ["w"], ["u", "v"], ["r"], ["g"], NO)
    found = pc.departures(roster, "*/gold", program=programs(*targets, **known), on=DAY)
    assert [(one.person, one.prevents, one.extra, len(one.verdicts)) for one in found.people] == [
        ("F", True, None, 1),
        ("E", False, 2, 1),
        ("D", False, 1, 2),
        ("B", False, 1, 1),
        ("C", False, 1, 1),
        ("G", False, 0, 1),
        ("A", False, 0, 0),
        ("H", False, 0, 0),
    ]


#: What differs without somebody, and whether that matters.
MATTERS: list[tuple[dict[str, Any], bool]] = [
    ({}, False),
    ({"verdicts": {"c/gold": "not-eligible"}}, True),
    ({"extra": 1}, True),
    ({"extra": -1}, True),
    ({"extra": None}, False),
    ({"prevents": True, "extra": None}, True),
    ({"least": pc.Least(status="unknown", total=None, lower_bound=0)}, True),
    ({"least": pc.Least(status="infeasible", total=None, lower_bound=None)}, False),
]


@pytest.mark.parametrize(("facts", "matters"), MATTERS, ids=str)
def test_what_matters(facts: dict[str, Any], matters: bool) -> None:
    least = pc.Least(status="optimal", total=1, lower_bound=1)
    nothing = {"person": "A", "verdicts": {}, "least": least, "extra": 0, "prevents": False}
    assert pc.Departure(**{**nothing, **facts}).matters is matters


# --- What is asked besides.

PRICES = pc.Prices.model_validate(
    {"currency": "USD", "exams": {"x": {"price": 30, "hours": 1}}, "others": {"price": 10, "hours": 2.5}}
)
#: A, who passed x and y, leaves: one who passes x or both of u and v is to replace A in two seats. Then one
#: passes x (30 USD, 1 hour) or u and v (20 USD, 5 hours).
MEASURES: list[tuple[Measure, float]] = [("exams", 1), ("people", 1), ("cost", 20), ("hours", 1)]


@pytest.mark.parametrize(("measure", "extra"), MEASURES)
def test_the_first_of_what_is_kept_small_counts(measure: Measure, extra: float) -> None:
    rule = {"people": 1, "each": {"any": ["x", {"all": ["u", "v"]}]}}
    found = departures(roster_of(["x"], NO), rule, minimize=[measure], prices=PRICES)
    assert found.measure == measure
    assert found.least == pc.Least(status="optimal", total=0, lower_bound=0)
    assert [(one.person, one.extra) for one in found.people] == [("A", extra), ("B", 0)]
    assert told(found)["A"].least == pc.Least(status="optimal", total=extra, lower_bound=extra)


def test_few_people_rather_than_few_exams() -> None:
    # With A one sits x. Without A, B sits x and y: two exams, and nobody besides.
    rule = {"all": [needs("u"), needs("x"), {"all": [needs("y")], "overlap": "allowed"}]}
    roster = roster_of(["y", "u"], ["u"], NO)
    by_people = departures(roster, rule, minimize="people")
    assert (by_people.measure, by_people.least.total) == ("people", 1)
    assert (told(by_people)["A"].least.total, told(by_people)["A"].extra) == (1, 0)
    assert told(departures(roster, rule))["A"].extra == 1


def test_exact_amounts() -> None:
    # 0.1 and 0.2 is 0.3.
    prices = {"currency": "USD", "exams": {"x": 0.1}, "others": 0.2}
    found = departures(roster_of(["x"], NO), needs("x"), needs("y"), minimize="cost", prices=prices)
    assert found.least.total == 0.2
    assert (told(found)["A"].least.total, told(found)["A"].extra) == (0.3, 0.1)


def test_a_budget_leaves_nothing_out() -> None:
    roster = roster_of(["x"], NO)
    assert departures(roster, needs("x"), needs("y"), budget={"exams": 0}) == departures(
        roster, needs("x"), needs("y")
    )


def test_nobody_misses_who_is_unavailable() -> None:
    found = departures(roster_of(["x"], ["x"], NO), needs("x"), unavailable=["A"])
    assert [(one.person, one.extra) for one in found.people] == [("B", 1), ("A", 0), ("C", 0)]


def test_rules_about_sharing_hold_without_the_person() -> None:
    # Nobody may serve both: without A one of the others sits x, and B stays where B is needed.
    found = departures(roster_of(["x"], ["x"], NO), needs("x"), needs("x"), share="exclusive")
    assert [(one.person, one.extra, one.prevents) for one in found.people] == [
        ("A", 1, False),
        ("B", 1, False),
        ("C", 0, False),
    ]
    found = departures(roster_of(["x"], ["x"]), needs("x"), needs("x"), share="exclusive")
    assert [one.prevents for one in found.people] == [True, True]


def test_what_is_forbidden_stays_forbidden() -> None:
    found = departures(roster_of(["x"], ["x"], NO), needs("x"), forbid=[("B", "c0/gold")])
    assert (told(found)["A"].extra, told(found)["B"].extra) == (1, 0)


def test_limits_and_refusals_hold_for_those_who_are_left() -> None:
    others: list[Any] = [{"holds": NO, "max_exams": 1}, {"holds": ["x"], "cannot_take": ["y"]}]
    found = departures(roster_of(["x", "y"], *others), needs("x", "y"))
    assert [(one.person, one.prevents) for one in found.people] == [("A", True), ("B", False), ("C", False)]


def test_only_some_people_named_in_any_case_of_letters() -> None:
    roster = pc.Roster.model_validate({"people": {"Ana Lima": ["x"], "Luis": NO, "Eva": ["x"]}})
    found = departures(roster, needs("x", people=2), people=["LUIS", " ana  lima", "luis"])
    assert [(one.person, one.extra) for one in found.people] == [("Ana Lima", 1), ("Luis", 0)]
    everybody = departures(roster, needs("x", people=2))
    assert [one for one in everybody.people if one.person != "Eva"] == list(found.people)
    assert (found.verdicts, found.least) == (everybody.verdicts, everybody.least)


def test_somebody_unknown() -> None:
    with pytest.raises(pc.UnknownPerson, match="Anna"):
        departures(pc.Roster.model_validate({"people": {"Ana": NO}}), needs("x"), people=["Ana", "Anna"])


def test_an_unknown_target() -> None:
    with pytest.raises(pc.UnknownTarget):
        pc.departures(roster_of(NO), "d/gold", program=programs(needs("x")))


@pytest.mark.parametrize(
    ("people", "want"), [([], [(1, 3), (2, 3), (3, 3)]), (["b", "A"], [(1, 2), (2, 2)])], ids=["all", "two"]
)
def test_it_is_told_how_many_are_done(people: list[str], want: list[tuple[int, int]]) -> None:
    seen: list[tuple[int, int]] = []
    roster = roster_of(NO, ["x"], NO)
    departures(roster, needs("x"), people=people, report=lambda done, of: seen.append((done, of)))
    assert seen == want


def test_what_was_asked_is_said() -> None:
    found = departures(roster_of(["x", "q"]), needs("x"))
    assert (found.program, found.edition, found.on, found.measure) == ("tiny", "2017-07", DAY, "exams")
    assert found.notes == ("'q' is not a credential of tiny and counts for nothing (A).",)


def test_nobody_is_there() -> None:
    found = departures(pc.Roster(people={}), needs("x"))
    assert (found.people, found.least.status) == ((), "infeasible")


# --- Held against the plans for those who are left.


def verdicts(plan: pc.Plan) -> dict[str, str]:
    return {result.target: result.verdict for result in plan.targets}


def of(measure: Measure, plan: pc.Plan) -> pc.Least:
    """What a plan that is proven comes to."""
    assert plan.status in ("optimal", "infeasible")
    total = getattr(plan.totals, measure) if plan.found else None
    return pc.Least(status=plan.status, total=total, lower_bound=total)


Plans = Callable[[str | None], pc.Plan]


def assert_agrees(found: pc.Departures, plans: Plans, seed: object, *, verdicts_too: bool = True) -> int:
    """Whether departures agree with the plans with everybody and without each; how many of them matter."""
    before = plans(None)
    assert found.least == of(found.measure, before), seed
    assert not verdicts_too or found.verdicts == verdicts(before), seed
    for departure in found.people:
        after = plans(departure.person)
        now = of(found.measure, after)
        assert departure.least == now, (seed, departure)
        assert departure.prevents == (before.found and not after.found), (seed, departure)
        if not (before.found and after.found):
            assert departure.extra is None, (seed, departure)
        else:
            was = found.least.total
            assert departure.extra == pytest.approx((now.total or 0) - (was or 0), abs=1e-9), (
                seed,
                departure,
            )
        if verdicts_too:
            changed = {
                target: new for target, new in verdicts(after).items() if new != verdicts(before)[target]
            }
            assert departure.verdicts == changed, (seed, departure)
    order = [(not one.prevents, -(one.extra or 0), -len(one.verdicts), one.person) for one in found.people]
    assert order == sorted(order), seed
    return sum(one.matters for one in found.people)


def plans_of_what_if(roster: pc.Roster, targets: list[str], program: pc.Program) -> Plans:
    def plan(name: str | None) -> pc.Plan:
        if name is None:
            return pc.plan(roster, targets, program=program, on=DAY)
        return pc.what_if(roster, targets, [pc.Leave(name)], program=program, on=DAY).after

    return plan


def plans_of(program: pc.Program, roster: pc.Roster, portfolio: Portfolio) -> Plans:
    """Plans without a person and without all that the portfolio says about him or her."""

    def plan(name: str | None) -> pc.Plan:
        terms = portfolio.model_dump(mode="json", exclude_unset=True)
        if name is not None:
            terms["people"] = {
                known: item for known, item in terms.get("people", {}).items() if known != name
            }
            terms["prefer"] = [known for known in terms.get("prefer", ()) if known != name]
        terms = {key: value for key, value in terms.items() if value or key not in ("people", "prefer")}
        stated = Portfolio.model_validate(terms)
        return pc.plan(_left(roster, name), program=program, portfolio=stated, on=DAY)

    return plan


def crowd(seed: int, program: pc.Program, roster: pc.Roster, twins: int = 0) -> pc.Roster:
    """The same roster with more people, many of them alike."""
    rng, known = random.Random(f"crowd {seed}"), list(program.credentials)
    kinds = [_person(rng, known) for _ in range(rng.choice((2, 3, 4)))]
    numbers = range(rng.choice((2, 4, 6)) + twins)
    more = {f"q{number}": pc.Person.model_validate(rng.choice(kinds)) for number in numbers}
    return roster.replaced(people={**roster.people, **more})


def without_pins(portfolio: Portfolio) -> Portfolio:
    """The same portfolio without a budget and pins."""
    people = {name: terms.model_copy(update={"pin": ()}) for name, terms in portfolio.people.items()}
    return portfolio.model_copy(update={"budget": None, "people": people})


def test_random_cases() -> None:
    matter = 0
    for seed in range(SEEDS):
        case = random_case(seed)
        program, roster = case.read()
        found = pc.departures(roster, case.targets, program=program, on=DAY)
        assert {one.person for one in found.people} == set(roster.people)
        if seed % 2:
            plans = plans_of_what_if(roster, case.targets, program)
        else:
            plans = plans_of(program, roster, Portfolio.model_validate({"targets": case.targets}))
        matter += assert_agrees(found, plans, seed)
    assert matter > SEEDS / 4


@pytest.mark.parametrize("part", range(2))
def test_random_portfolios(part: int) -> None:
    """Of targets that share by rules one or another may be met today: their verdicts are left aside."""
    matter = 0
    for seed in range(part * 12, part * 12 + 12):
        program, roster, portfolio = random_portfolio(seed).read()
        portfolio = without_pins(portfolio)
        found = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
        assert found.measure == portfolio.minimize[0]
        plans = plans_of(program, roster, portfolio)
        matter += assert_agrees(found, plans, seed, verdicts_too=not portfolio.sharing)
    assert matter > 3


@pytest.fixture
def by_one_model(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of everybody without whom the least was found in the model for all."""
    names: list[str] = []
    plain = Departing.without

    def noted(self: Departing, name: str) -> Any:
        found = plain(self, name)
        if found is not None:
            names.append(name)
        return found

    monkeypatch.setattr(Departing, "without", noted)
    return names


def test_random_crowds(by_one_model: list[str]) -> None:
    """More people than a plan needs, and many alike: one model leaves enough of them."""
    for seed in range(500, 550):
        case = random_case(seed)
        program, roster = case.read()
        roster = crowd(seed, program, roster)
        before = len(by_one_model)
        found = pc.departures(roster, case.targets, program=program, on=DAY)
        if len(by_one_model) > before:
            portfolio = Portfolio.model_validate({"targets": case.targets})
            assert_agrees(found, plans_of(program, roster, portfolio), seed)
    assert len(by_one_model) > SEEDS / 3


def test_the_shipped_program(program: pc.Program, by_one_model: list[str]) -> None:
    contoso = pc.find_roster("contoso")
    assert isinstance(contoso, pc.Roster)
    targets = ["cloud-crm/gold", "messaging/gold", "datacenter/*"]
    found = pc.departures(contoso, targets, program=program)
    portfolio = Portfolio.model_validate({"targets": targets})

    def plan(name: str | None) -> pc.Plan:
        return pc.plan(_left(contoso, name), program=program, portfolio=portfolio)

    assert assert_agrees(found, plan, "contoso") > 3
    assert len(by_one_model) > 3


def _same(found: pc.Departures, verdicts_too: bool = True) -> object:
    """All that must not depend on how it is found."""
    if verdicts_too:
        return found.verdicts, found.least, found.people
    worth = [(one.person, one.least, one.extra, one.prevents) for one in found.people]
    return found.least, sorted(worth, key=lambda item: item[0])


def _questions(seeds: range, twins: int = 0) -> Iterator[tuple[int, pc.Program, pc.Roster, Portfolio]]:
    """Random cases and portfolios with more people, in turn."""
    for seed in seeds:
        if seed % 2:
            program, roster, portfolio = random_portfolio(seed).read()
            yield seed, program, crowd(seed, program, roster, twins), without_pins(portfolio)
        else:
            case = random_case(seed)
            program, roster = case.read()
            portfolio = Portfolio.model_validate({"targets": case.targets})
            yield seed, program, crowd(seed, program, roster, twins), portfolio


@pytest.mark.parametrize("without", [REDUCTIONS, *((name,) for name in REDUCTIONS)], ids="+".join)
def test_whatever_is_switched_off_departures_are_the_same(without: Collection[Reduction]) -> None:
    for seed, program, roster, portfolio in _questions(range(700, 704)):
        # Of ways that ask for the same another may be looked at where targets that are met are searched.
        too = not portfolio.sharing and "met targets" not in without
        found = [
            pc.departures(roster, program=program, portfolio=portfolio, on=DAY, without=names)
            for names in ((), without)
        ]
        assert _same(found[0], too) == _same(found[1], too), seed


def test_rosters_of_which_only_some_people_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    few = 0
    for seed, program, roster, portfolio in _questions(range(720, 728), twins=14):
        want = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
        with monkeypatch.context() as patch:
            for module in (candidates, notes):
                patch.setattr(module, "FEW", 5)
            found = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
            few += len(case_of(roster, portfolio, program, DAY).people) < len(roster.people) - 1
        too = not portfolio.sharing
        assert _same(found, too) == _same(want, too), seed
    assert few > 3


def test_those_who_were_not_looked_at_take_over(monkeypatch: pytest.MonkeyPatch) -> None:
    # For one seat the first of six who passed x is enough; without that one there are five.
    for module in (candidates, notes):
        monkeypatch.setattr(module, "FEW", 5)
    roster = roster_of(*[["x"]] * 6)
    assert [person.name for person in _case(roster, programs(needs("x")), ["*/gold"]).people] == ["A"]
    found = departures(roster, needs("x"))
    assert [(one.extra, one.prevents, one.verdicts) for one in found.people] == [(0, False, {})] * 6


def test_a_table_of_thousands(tmp_path: Path) -> None:
    rng = random.Random(1)
    rows = [(f"P{number:04}", rng.choice(("", "u", "v", "x", "y")), "", "") for number in range(2_500)]
    path = written(tmp_path / "r.csv", [*rows, ("Quy", "r", "", "")])
    table, objects = pc.read_roster(in_parquet(path)), small(path)
    assert isinstance(table, pc.TableRoster)
    # Nobody has both x and y, and whoever sits the other can be anybody; r is Quy's alone.
    found, same = (
        departures(some, needs("x", "y"), needs("r"), needs("u", people=3)) for some in (table, objects)
    )
    assert found == same
    assert (found.least.total, len(found.people)) == (1, 2_501)
    assert [one.person for one in found.people if one.matters] == ["Quy"]
    assert found.people[0].prevents


def test_the_order_of_people_changes_nothing() -> None:
    for seed, program, roster, portfolio in _questions(range(760, 768)):
        names = list(roster.people)
        random.Random(seed).shuffle(names)
        other = roster.replaced(people={name: roster.people[name] for name in names})
        assert pc.departures(roster, program=program, portfolio=portfolio, on=DAY) == pc.departures(
            other, program=program, portfolio=portfolio, on=DAY
        ), seed


@pytest.mark.parametrize("seconds", [1e-9, 1e-3])
def test_time_that_is_up_proves_nothing_wrong(seconds: float) -> None:
    stopped = 0
    for seed, program, roster, portfolio in _questions(range(780, 788)):
        truth = pc.departures(roster, program=program, portfolio=portfolio, on=DAY)
        found = pc.departures(roster, program=program, portfolio=portfolio, on=DAY, time_limit=seconds)
        known = told(truth)
        pairs = [(found.least, truth.least), *((one.least, known[one.person].least) for one in found.people)]
        for claim, true in pairs:
            stopped += claim.status == "unknown"
            if claim.status in ("optimal", "infeasible"):
                assert claim == true, seed
            elif claim.status == "unknown":
                assert claim.total is None, seed
            else:
                assert true.status == "optimal", seed
                assert (claim.total or 0) >= (true.total or 0) >= (claim.lower_bound or 0), seed
        assert all(known[one.person].prevents for one in found.people if one.prevents), seed
    assert stopped > (20 if seconds == 1e-9 else 0)


def test_who_is_needed_is_not_known_where_time_is_up() -> None:
    found = departures(roster_of(["x"], NO), needs("x"), needs("y"), time_limit=1e-9)
    assert found.least == pc.Least(status="unknown", total=None, lower_bound=0)
    # Verdicts need no search: they stand.
    assert found.verdicts == {"c0/gold": "eligible", "c1/gold": "not-eligible"}
    assert told(found)["A"].verdicts == {"c0/gold": "not-eligible"}
    assert [(one.least.status, one.extra, one.prevents, one.matters) for one in found.people] == [
        ("unknown", None, False, True)
    ] * 2


# --- The parts: one model for all departures, and how things stand without somebody.


def _stages(case: Case) -> list[Minimum]:
    """What is made smallest, up to the exams."""
    found = list(measures_of(case.terms))
    return found[: 1 + [stage.name for stage in found].index("exams")]


def _case(roster: pc.Roster, program: pc.Program, targets: Collection[str], **terms: Any) -> Case:
    portfolio = Portfolio.model_validate({"targets": list(targets), **terms})
    return case_of(roster, portfolio, program, DAY)


def test_one_model_and_everything_tried() -> None:
    found = infeasible = 0
    for seed in range(800, 800 + SEEDS):
        case = random_case(seed)
        program, roster = case.read()
        asked = _case(roster, program, case.targets)
        try:
            model = Departing(asked, Limits(), _stages(asked))
        except NotProven:
            continue
        assert _reached(model.found) == _least(program, roster, case.targets), seed
        for name in roster.people:
            best, without = _least(program, _left(roster, name), case.targets), model.without(name)
            if without is None:
                infeasible += best is None
                continue
            found += 1
            assert _reached(without) == best, (seed, name)
            assert not without.takes.get(name), (seed, name)
            placed = [names for placing in without.placings.values() for names in placing.placed.values()]
            assert all(name not in names for names in placed), (seed, name)
            assert set(without.placings) == set(case.targets), (seed, name)
    assert found > SEEDS / 2
    assert infeasible > 10


def _reached(found: Found) -> tuple[int, int]:
    """Thresholds unmet, and exams."""
    return found.search.minimum("thresholds unmet"), found.search.minimum("exams")


def _least(program: pc.Program, roster: pc.Roster, targets: list[str]) -> tuple[int, int] | None:
    """The same by trying everything."""
    best = least_of_all(program, roster, targets, DAY)
    return best and best[:2]


def _left(roster: pc.Roster, name: str | None) -> pc.Roster:
    """Everybody else."""
    return roster.replaced(people={known: person for known, person in roster.people.items() if known != name})


def test_one_model_is_not_tried_where_it_cannot_prove_anything() -> None:
    program, roster = programs(needs("x"), needs("x")), roster_of(["x"], ["x"], NO)
    proven = _case(roster, program, ["*/gold"])
    assert Departing(proven, Limits(), _stages(proven)).found.search.minimum("exams") == 0
    # Rules about sharing look at people one by one: there the relaxation suffices by chance only.
    shared = _case(roster, program, ["*/gold"], sharing="exclusive")
    plain = replace(proven, without=frozenset[Reduction](["relaxation"]))
    for case, limits in ((shared, Limits()), (plain, Limits()), (proven, Limits(seconds=1e-9))):
        with pytest.raises(NotProven):
            Departing(case, limits, _stages(case))


def test_a_departure_leaves_the_model_as_it_was() -> None:
    # Each by itself costs one exam, in whatever order and however often they are asked for.
    case = _case(roster_of(["x"], ["y"], NO), programs(needs("x"), needs("y")), ["*/gold"])
    case = replace(case, without=frozenset[Reduction](["met targets", "filled seats"]))
    model = Departing(case, Limits(), _stages(case))
    for name in ("A", "B", "C", "B", "A"):
        without = model.without(name)
        assert without is not None
        assert without.search.minimum("exams") == (0 if name == "C" else 1)
    assert model.found.search.minimum("exams") == 0


def test_enough_others_are_left_in_the_model() -> None:
    # One seat, and A is as good as B and C: of those alike two are kept, so that one can be missing.
    case = _case(roster_of(*[["x"]] * 3), programs(needs("x", "y")), ["*/gold"])
    model = Departing(case, Limits(), _stages(case))
    for name in "ABC":
        without = model.without(name)
        assert without is not None
        assert without.search.minimum("exams") == 1
        assert name not in {person for person, exams in without.takes.items() if exams}


def test_today_without_somebody_is_today_of_the_others() -> None:
    kept = changed = 0
    for seed in range(900, 900 + SEEDS):
        case = random_case(seed)
        program, roster = case.read()
        roster = crowd(seed, program, roster)
        asked = _case(roster, program, case.targets)
        today = Today(asked)
        for name in roster.people:
            left = _case(_left(roster, name), program, case.targets)
            without = today.without(name)
            assert [person.name for person in without.case.people] == [person.name for person in left.people]
            assert without.met.keys() == Today(left).met.keys(), (seed, name)
            for target, placing in without.met.items():
                placed = {person for names in placing.placed.values() for person in names}
                assert placed <= set(roster.people) - {name}, (seed, name)
                kept += placing is today.met.get(target)
            changed += without.met.keys() != today.met.keys()
    assert kept > SEEDS
    assert changed > SEEDS / 6


def test_only_what_somebody_filled_is_filled_anew() -> None:
    case = _case(roster_of(["x"], ["y"], ["y"]), programs(needs("x"), needs("y"), needs("z")), ["*/gold"])
    today = Today(case)
    assert list(today.met) == ["c0/gold", "c1/gold"]
    without = today.without("A")
    assert list(without.met) == ["c1/gold"]
    assert without.met["c1/gold"] is today.met["c1/gold"]
    without = today.without("B")
    assert list(without.met) == ["c0/gold", "c1/gold"]
    assert without.met["c1/gold"].placed == {1: ("C",)}
    assert [str(target) for target in without.unmet.targets] == ["c2/gold"]


@pytest.mark.parametrize("idle", [1, 2])
def test_of_targets_that_share_those_are_reached_whose_thresholds_are_met(idle: int) -> None:
    # A alone has x, and serves one of the two: c1, for c0 has a threshold that is not met.
    threshold = {"metric": "m", "at_least": 5}
    rules = {"all": [needs("x"), threshold]}, needs("x")
    roster = roster_of(["x"], *[NO] * idle, metrics={"m": 1})
    found = departures(roster, *rules, share="exclusive")
    checked = pc.check(roster, "*/gold", program=programs(*rules, **RETIRED), on=DAY, share="exclusive")
    assert found.verdicts == {item.target: item.verdict for item in checked.targets}
    assert found.verdicts == {"c0/gold": "not-eligible", "c1/gold": "eligible"}
