"""What the tests of departures share: tiny programs, more people for random cases, plans to hold against."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from typing import Any

import plan_competency as pc
import pytest
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.prices import Measure
from plan_competency.solver.case import Case, case_of
from random_cases import DAY, _person

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
        return pc.plan(everybody_but(roster, name), program=program, portfolio=stated, on=DAY)

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


def everybody_but(roster: pc.Roster, name: str | None) -> pc.Roster:
    """Everybody else."""
    return roster.replaced(people={known: person for known, person in roster.people.items() if known != name})


def case_for(roster: pc.Roster, program: pc.Program, targets: Collection[str], **terms: Any) -> Case:
    portfolio = Portfolio.model_validate({"targets": list(targets), **terms})
    return case_of(roster, portfolio, program, DAY)
