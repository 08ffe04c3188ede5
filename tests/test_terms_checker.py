"""The checker finds every broken term: true answers without terms are held against terms that they break."""

from __future__ import annotations

from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.solver.checker import violations

TARGETS = ["c/gold", "d/gold"]


def _program() -> pc.Program:
    """c/gold: a seller with x; d/gold: an engineer with x, and y by anybody else."""
    data = program_of({"people": 1, "each": "x", "label": "seller", "role": "sales"}).model_dump(
        mode="json", exclude_none=True
    )
    engineer = {"people": 1, "each": "x", "label": "engineer", "role": "tech"}
    rule = {"all": [engineer, {"people": 1, "each": "y", "label": "helper"}]}
    data["competencies"]["d"] = {"options": {"o": {"levels": {"gold": rule}}}}
    return pc.Program.model_validate(data)


def _broken(dump: dict[str, Any], **terms: Any) -> list[str]:
    portfolio = pc.Portfolio.model_validate({"targets": TARGETS, **terms})
    plan = pc.Plan.model_validate(dump)
    return list(violations(plan, _program(), roster_of(["x"], []), portfolio))


@pytest.fixture
def answer() -> dict[str, Any]:
    """A holds x and serves both targets, B sits y: the only least plan."""
    plan = pc.plan(roster_of(["x"], []), TARGETS, program=_program())
    assert [(item.person, item.exam) for item in plan.exams] == [("B", "y")]
    return plan.model_dump(mode="json")


PRICES = {"currency": "USD", "exams": {"x": 5, "y": {"price": 7, "hours": 3}}}
#: Terms that the plan breaks, and what the checker says of it.
BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"sharing": "exclusive"}, "A serves 2 targets, but one person serves at most 1 target"),
    ({"sharing": [{"at_most": 1, "among": ["*/gold"]}]}, "A serves 2 targets"),
    ({"sharing": [{"different_people": 3}]}, "2 different people serve, but at least 3"),
    ({"sharing": [{"different_people": 2, "role": "sales"}]}, "1 different people serve"),
    ({"sharing": [{"one_role_of": ["sales", "tech"]}]}, "A has the roles sales, tech"),
    ({"people": {"B": {"unavailable": True}}}, "B is unavailable, but serves or sits exams"),
    ({"people": {"B": {"max_exams": 0}}}, "B sits 1 exams, at most 0 are allowed"),
    ({"people": {"B": {"forbid": ["y"]}}}, "B is used for y, which is forbidden"),
    ({"people": {"A": {"forbid": ["seller"]}}}, "A is used for seller, which is forbidden"),
    ({"people": {"A": {"forbid": ["d/gold"]}}}, "A is used for d/gold, which is forbidden"),
    ({"people": {"A": {"forbid": ["d/gold: engineer"]}}}, "A is used for d/gold: engineer"),
    ({"people": {"B": {"pin": ["seller"]}}}, "B is pinned to seller, but the plan does without"),
    ({"people": {"A": {"pin": ["y"]}}}, "A is pinned to y, but the plan does without"),
    ({"budget": {"exams": 0}}, "the plan asks for 1 exams, the budget allows 0"),
    ({"prices": PRICES}, "the cost add up to 7, not to None"),
    ({"prices": PRICES}, "the hours add up to 3, not to None"),
    ({"reading": "mixed"}, "the reading is strict, not mixed"),
]


@pytest.mark.parametrize(("terms", "sentence"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_broken_term_is_found(answer: dict[str, Any], terms: dict[str, Any], sentence: str) -> None:
    assert any(sentence in found for found in _broken(answer, **terms)), _broken(answer, **terms)


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"sharing": [{"at_most": 2}, {"different_people": 2}, {"at_most": 1, "role": "sales"}]},
        {"people": {"A": {"pin": ["seller"], "forbid": ["helper"]}, "B": {"max_exams": 1, "pin": ["y"]}}},
        {"budget": {"exams": 1, "people": 1}},
    ],
)
def test_terms_that_are_kept_are_not_broken(answer: dict[str, Any], terms: dict[str, Any]) -> None:
    assert _broken(answer, **terms) == []


def test_a_target_is_not_left_without_a_budget(answer: dict[str, Any]) -> None:
    answer["targets"][1]["reached"] = False
    assert any("there is no budget, but d/gold are left" in found for found in _broken(answer))


def test_a_wrong_value_within_a_budget_is_found() -> None:
    portfolio = pc.Portfolio.model_validate({"targets": TARGETS, "budget": {"exams": 1}})
    plan = pc.plan(roster_of(["x"], []), program=_program(), portfolio=portfolio)
    assert plan.budget is not None
    dump = plan.replaced(budget=plan.budget.replaced(value=1)).model_dump(mode="json")
    assert any("are worth 2, not 1" in found for found in _broken(dump, budget={"exams": 1}))


def test_an_alternative_is_checked_as_the_plan_is_and_differs_from_it() -> None:
    plan = pc.plan(roster_of(["x"], [], ["z"]), TARGETS, program=_program(), alternatives=1)
    dump = plan.model_dump(mode="json")
    same = {key: dump[key] for key in ("totals", "exams", "targets")} | {"proven": True}
    dump["alternatives"] = [same]
    assert "two alternatives are the same plan" in _broken(dump)
    same["totals"] = {"exams": 0, "people": 0}
    assert any(found.startswith("alternative 1: the total is 0 exams") for found in _broken(dump))
