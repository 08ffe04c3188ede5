"""Portfolios, sharing policies and prices: each rule with its own smallest case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
import yaml
from conftest import program_of, roster_of
from plan_competency.models.base import Frozen
from plan_competency.models.costs import Costs
from plan_competency.models.policies import AtMostTargets, DifferentPeople, OneRole, roles_of
from plan_competency.models.portfolios import Budget, Goal, Portfolio, Terms
from plan_competency.models.prices import ExamPrice, Prices, added
from plan_competency.readers.portfolios import read_portfolio, read_prices
from pydantic import ValidationError

Write = Callable[[str, str], Path]

#: Everything that a portfolio can say.
FULL = """\
title: Badges for the coming year
note: Asked by the board.
targets:
  - "*/silver"
  - {target: cloud-crm/gold, weight: 5}
sharing:
  - {at_most: 1, among: ["*/gold"], label: one gold each}
  - {different_people: 3, role: account-manager}
  - {one_role_of: [sales, technical]}
reading: mixed
minimize: [cost, exams]
budget: {exams: 12, people: 0, cost: 1980.5, hours: 400}
prices:
  currency: USD
  exams: {70-345: {price: 165, hours: 40}, 70-347: 0.1}
  others: {price: 165, hours: 30.25}
people:
  Ana Lima: {pin: [customization]}
  Luis Ortega: {max_exams: 2, forbid: [MB2-706, "cloud-crm/gold: customization"]}
  Mei Tan: {unavailable: true}
prefer: [Priya Raman, Ana Lima]
"""


def written(model: Frozen) -> Any:
    """A model as a file states it."""
    return model.model_dump(mode="json", exclude_none=True, by_alias=True)


def sharing(value: Any) -> Any:
    return Portfolio.model_validate({"sharing": value}).sharing


def test_a_portfolio_says_what_it_says(write: Write) -> None:
    portfolio = read_portfolio(write("p.yaml", FULL))
    assert portfolio.targets == (
        Goal(target="*/silver", weight=1),
        Goal(target="cloud-crm/gold", weight=5),
    )
    assert portfolio.sharing == (
        AtMostTargets(at_most=1, among=("*/gold",), label="one gold each"),
        DifferentPeople(different_people=3, role="account-manager"),
        OneRole(one_role_of=("sales", "technical")),
    )
    assert (portfolio.reading, portfolio.minimize) == ("mixed", ("cost", "exams"))
    assert portfolio.budget is not None
    assert dict(portfolio.budget.amounts()) == {"exams": 12, "people": 0, "cost": 1980.5, "hours": 400}
    assert portfolio.prices == Prices(
        currency="USD",
        exams={"70-345": ExamPrice(price=165, hours=40), "70-347": ExamPrice(price=0.1)},
        others=ExamPrice(price=165, hours=30.25),
    )
    assert portfolio.people["Luis Ortega"] == Terms(
        max_exams=2, forbid=("MB2-706", "cloud-crm/gold: customization")
    )
    assert [name for name, terms in portfolio.people.items() if terms.unavailable] == ["Mei Tan"]
    assert portfolio.prefer == ("Priya Raman", "Ana Lima")


def test_an_empty_portfolio_says_nothing() -> None:
    portfolio = Portfolio()
    assert (portfolio.targets, portfolio.sharing, portfolio.prefer, portfolio.people) == ((), (), (), {})
    assert (portfolio.budget, portfolio.prices) == (None, None)
    assert written(portfolio) == {"reading": "strict", "minimize": ["exams", "people"]}


@pytest.mark.parametrize(
    "data",
    [yaml.safe_load(FULL), {}, {"sharing": "exclusive"}, {"sharing": "free"}, {"people": {"Ana": {}}}],
    ids=["full", "empty", "exclusive", "free", "no terms"],
)
def test_what_is_written_reads_back_equal(write: Write, data: Any) -> None:
    portfolio = Portfolio.model_validate(data)
    plain = written(portfolio)
    assert Portfolio.model_validate(plain) == portfolio
    assert written(Portfolio.model_validate(plain)) == plain
    assert read_portfolio(write("p.json", json.dumps(plain))) == portfolio
    assert read_portfolio(write("p.yaml", yaml.safe_dump(plain))) == portfolio
    assert portfolio.replaced(title="Another").replaced(title=portfolio.title) == portfolio


def test_a_price_list_reads_back_equal(write: Write) -> None:
    prices = Prices.model_validate(yaml.safe_load(FULL)["prices"])
    plain = written(prices)
    assert plain == {
        "currency": "USD",
        "exams": {"70-345": {"price": 165, "hours": 40}, "70-347": {"price": 0.1}},
        "others": {"price": 165, "hours": 30.25},
    }
    assert read_prices(write("p.json", json.dumps(plain))) == prices
    assert read_prices(write("p.yml", yaml.safe_dump(plain))) == prices
    assert written(Prices()) == {}


def test_a_goal_is_written_as_its_target_alone() -> None:
    assert Goal.model_validate(" messaging / gold ") == Goal(target="messaging/gold", weight=1)
    assert written(Goal(target="*/gold")) == "*/gold"
    assert written(Goal(target="*/gold", weight=2)) == {"target": "*/gold", "weight": 2}


SHORTHAND: list[tuple[Any, list[Any]]] = [
    ("free", []),
    ([], []),
    ("exclusive", [{"at_most": 1}]),
    ("at-most:1", [{"at_most": 1}]),
    ("at-most:12", [{"at_most": 12}]),
    ("at-most: 3", [{"at_most": 3}]),
    ([{"at_most": 2}], [{"at_most": 2}]),
]


@pytest.mark.parametrize(("short", "rules"), SHORTHAND, ids=[str(row[0]) for row in SHORTHAND])
def test_shorthand_for_sharing(short: Any, rules: list[Any]) -> None:
    assert [written(rule) for rule in sharing(short)] == rules
    assert sharing(short) == sharing(rules)


#: A rule, and what it says.
RULES: list[tuple[dict[str, Any], str]] = [
    ({"at_most": 1}, "one person serves at most 1 target"),
    (
        {"at_most": 2, "role": "sales", "among": ["*/gold", "cloud-*/silver", "erp/gold"]},
        "one person serves at most 2 of the targets */gold, cloud-*/silver and erp/gold as sales",
    ),
    ({"different_people": 1}, "at least 1 person serves"),
    (
        {"different_people": 3, "role": "account-manager", "among": ["*/gold"]},
        "at least 3 different people serve the targets */gold as account-manager",
    ),
    (
        {"one_role_of": ["sales", "technical"]},
        "one person has only one of the roles sales and technical",
    ),
    (
        {"one_role_of": ["a", "b", "c"], "among": ["*/gold", "*/silver"], "label": "house rule"},
        "house rule: one person has only one of the roles a, b and c in the targets */gold and */silver",
    ),
]


@pytest.mark.parametrize(("rule", "words"), RULES, ids=[row[1] for row in RULES])
def test_rules_about_sharing_in_words(rule: dict[str, Any], words: str) -> None:
    (read,) = sharing([rule])
    assert read.words == words
    assert written(read) == rule


def test_the_roles_of_a_rule() -> None:
    assert [
        tuple(roles_of(rule))
        for rule in sharing(
            [{"at_most": 1}, {"different_people": 2, "role": "a"}, {"one_role_of": ["b", "a"]}]
        )
    ] == [(), ("a",), ("b", "a")]


def test_sums_are_exact() -> None:
    assert added([0.1, 0.2]) == 0.3
    assert added([0.1] * 10) == 1
    assert isinstance(added([0.5, 0.5]), int)
    assert added([]) == 0
    assert added([9_999_999.9999] * 3) == 29_999_999.9997


@pytest.mark.parametrize("amount", [0, 165, 0.1, 12.5, 0.0001, 10_000_000])
def test_amounts_stay_as_they_are_written(amount: float) -> None:
    read = ExamPrice.model_validate({"price": amount, "hours": amount})
    assert (read.price, read.hours) == (amount, amount)
    assert ExamPrice.model_validate(amount) == ExamPrice(price=amount)


def test_a_budget_may_be_larger_than_a_price() -> None:
    budget = Budget(cost=10_000_000.5, hours=1_000_000_000_000)
    assert dict(budget.amounts()) == {"cost": 10_000_000.5, "hours": 1_000_000_000_000}
    # It is exact to the last digit beside the smallest price, and the solver holds it.
    prices = Prices(currency="USD", others=ExamPrice(price=0.0001, hours=0.0001))
    program = program_of({"people": 2, "each": "x"})
    for cost in (0.0001, 0.0002, 999_999_999_999.9999, 1_000_000_000_000):
        plan = pc.plan(
            roster_of([], []),
            "c/gold",
            program=program,
            prices=prices,
            budget=Budget(cost=cost, hours=10**12),
        )
        assert (plan.targets[0].reached, plan.totals.cost) == (
            (True, 0.0002) if cost > 0.0001 else (False, 0)
        )


def test_numbers_without_quotes_name_exams_and_people(write: Write) -> None:
    text = "people:\n  Ana: {pin: [642], forbid: [70-345, 643]}\nprefer: [Ana, 642]"
    portfolio = read_portfolio(write("p.yaml", text))
    assert portfolio.people == {"Ana": Terms(pin=("642",), forbid=("70-345", "643"))}
    assert portfolio.prefer == ("Ana", "642")


#: A price list of which the program knows nothing, and the notes on it.
UNKNOWN_PRICES = [
    "'70-346' in the price list is not a credential of tiny and counts for nothing. Did you mean '70-345'?",
    "'Foo' in the price list is not a credential of tiny and counts for nothing.",
]


def test_prices_of_exams_that_the_program_does_not_know() -> None:
    program = program_of({"people": 1, "each": "70-345"}, **{"70-345": {"kind": "exam"}})
    prices = Prices(currency="USD", exams={"Foo": ExamPrice(price=2), "70-346": ExamPrice(price=1)})
    assert Costs(program, prices).total([], "cost") is None
    assert Costs(program, prices).of("70-345", "cost") is None
    for answer in (pc.check, pc.plan):
        assert list(answer(roster_of([]), "c/gold", program=program, prices=prices).notes) == UNKNOWN_PRICES
    known = Prices(currency="USD", exams={"Exam 70-345": ExamPrice(price=3)})
    assert Costs(program, known).total([], "cost") == 0
    assert pc.check(roster_of([]), "c/gold", program=program, prices=known).notes == ()


def test_hours_need_no_currency() -> None:
    assert Prices(exams={"x": ExamPrice(hours=8)}, others=ExamPrice(hours=2)).currency is None
    with pytest.raises(ValidationError, match="add one, such as currency: USD"):
        Prices(others=ExamPrice(price=1))
    with pytest.raises(ValidationError, match="is empty: state one of exams, people, cost, hours"):
        Budget()


PROGRAM = """\
program: tiny
credentials:
  x: {kind: exam}
  m: {kind: certification, earned_by: x}
competencies: {c: {options: {o: {levels: {gold: {people: 1, each: m}}}}}}
"""


def test_a_program_states_prices_and_hours(write: Write) -> None:
    text = PROGRAM.replace("kind: exam", "kind: exam, price: 165.5, hours: 40")
    exam = pc.read_program(write("p.yaml", f"currency: USD\n{text}")).credentials["x"]
    assert (exam.price, exam.hours) == (165.5, 40)
    # Hours need no currency.
    text = PROGRAM.replace("kind: exam", "kind: exam, hours: 40")
    assert pc.read_program(write("p.yaml", text)).credentials["x"].hours == 40


#: What stands in the program, what replaces it, and what the message says.
REFUSED: list[tuple[str, str, str]] = [
    (
        "kind: exam",
        "kind: exam, price: 165",
        "line 3, credentials.x.price: has no currency: state 'currency' for the program",
    ),
    (
        "earned_by: x",
        "earned_by: x, price: 165",
        "line 4, credentials.m: price and hours belong to exams and assessments; "
        "a certification is never sat: remove them",
    ),
    ("earned_by: x", "earned_by: x, hours: 0", "line 4, credentials.m: price and hours belong to exams"),
    ("kind: exam", "kind: exam, hours: -1", "line 3, credentials.x.hours: is below zero"),
    (
        "kind: exam",
        "kind: exam, hours: 0.00001",
        "line 3, credentials.x.hours: has more than 4 digits behind the point: round it",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), REFUSED, ids=[row[2] for row in REFUSED])
def test_prices_that_a_program_may_not_state(write: Write, old: str, new: str, message: str) -> None:
    path = write("p.yaml", PROGRAM.replace(old, new))
    with pytest.raises(pc.InvalidFile) as caught:
        pc.read_program(path)
    assert str(caught.value).startswith(f"{path}, {message}")


def test_a_price_of_a_certification_is_noted() -> None:
    program = program_of({"people": 1, "each": "m"}, m={"kind": "certification"})
    prices = Prices(currency="USD", exams={"M": ExamPrice(price=2)})
    (note,) = pc.check(roster_of(["m"]), "c/gold", program=program, prices=prices).notes
    assert note == "m in the price list is a certification, which is never sat: it counts for nothing."


def test_an_exam_that_is_priced_by_its_id_and_by_its_title_is_an_error() -> None:
    program = program_of({"people": 1, "each": "x"}, x={"kind": "exam", "title": "Setting up"})
    prices = pc.Prices.model_validate({"currency": "USD", "exams": {"X": 100, "setting up": 120}})
    with pytest.raises(pc.InvalidQuestion) as caught:
        Costs(program, prices)
    assert str(caught.value) == "'X' and 'setting up' in the price list are the same: keep one."
    assert Costs(program, prices.replaced(exams={"setting up": 120})).of("x", "cost") == 120
