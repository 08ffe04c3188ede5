"""The checker finds every falsehood: true answers are bent, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.solver import answering
from plan_competency.solver.checker import verified, violations

Dump = dict[str, Any]
TARGETS = ["cloud-crm/gold", "messaging/silver"]


@pytest.fixture
def answer(program: pc.Program) -> Dump:
    return pc.plan(pc.find_roster(), TARGETS, program=program).model_dump(mode="json")


def falsehoods(dump: Dump, program: pc.Program, roster: pc.Roster | None = None) -> list[str]:
    return list(violations(pc.Plan.model_validate(dump), program, roster or pc.find_roster()))


def test_a_true_answer_passes(answer: Dump, program: pc.Program) -> None:
    assert falsehoods(answer, program) == []
    plan = pc.Plan.model_validate(answer)
    assert verified(plan, program, pc.find_roster()) is plan


def _seat(dump: Dump, person: str, target: int = 0) -> Dump:
    return next(seat for seat in dump["targets"][target]["seats"] if seat["person"] == person)


def _exam_of(dump: Dump, person: str) -> Dump:
    return next(item for item in dump["exams"] if item["person"] == person)


def _add_exam(dump: Dump, person: str, exam: str) -> None:
    dump["exams"].append({"person": person, "exam": exam, "targets": []})
    dump["exams"].sort(key=lambda item: (item["person"], item["exam"]))


BENT: list[tuple[str, Callable[[Dump], Any], str]] = [
    ("total too small", lambda d: d["totals"].update(exams=3), "the total is 3 exams, 4 are listed"),
    ("people too few", lambda d: d["totals"].update(people=2), "the total of 2 people"),
    ("bound above", lambda d: d.update(lower_bound=5), "the lower bound 5 does not lie below the total"),
    ("no bound", lambda d: d.update(lower_bound=None), "the lower bound None does not lie below"),
    ("not proven", lambda d: d["stages"][2].update(proven=False), "called optimal without proof"),
    ("bound below optimum", lambda d: d.update(lower_bound=3), "called optimal without proof"),
    ("exam dropped", lambda d: d["exams"].pop(), "is not to sit all of"),
    ("exam twice", lambda d: d["exams"].append(d["exams"][-1]), "one stands twice"),
    ("unsorted", lambda d: d["exams"].reverse(), "not sorted"),
    ("stranger sits", lambda d: _add_exam(d, "Zoe", "70-345"), "Zoe is not in the roster"),
    ("held already", lambda d: _add_exam(d, "Ana Lima", "MB2-714"), "Ana Lima holds MB2-714 already"),
    (
        "certification sat",
        lambda d: _add_exam(d, "Sven Holm", "mcse-productivity"),
        "mcse-productivity cannot be sat",
    ),
    ("refused exam", lambda d: _add_exam(d, "Julia Weiss", "70-347"), "Julia Weiss will not sit 70-347"),
    (
        "over the limit",
        lambda d: _add_exam(d, "Luis Ortega", "70-345"),
        "Luis Ortega sits 2 exams, at most 1",
    ),
    (
        "idle exam counted",
        lambda d: _exam_of(d, "Luis Ortega")["targets"].append("messaging/silver"),
        "the exams said to count for it",
    ),
    (
        "stranger seated",
        lambda d: _seat(d, "Eva Novak").update(person="Zoe"),
        "Zoe is not in the roster",
    ),
    (
        "unheld counts",
        lambda d: _seat(d, "Eva Novak").update(counts=["MB2-712"]),
        "Eva Novak does not hold all of MB2-712",
    ),
    (
        "seat unproven",
        lambda d: _seat(d, "Ana Lima").update(counts=["MB2-714"]),
        "Ana Lima does not qualify for 'sales and deployment'",
    ),
    (
        "one person twice",
        lambda d: d["targets"][0]["seats"].append(
            {
                **_seat(d, "Ana Lima"),
                "requirement": _seat(d, "Eva Novak")["requirement"],
                "counts": ["MB2-712"],
            }
        ),
        "Ana Lima fills 2 seats that need different people",
    ),
    (
        "same seat twice",
        lambda d: d["targets"][0]["seats"].append(_seat(d, "Ana Lima")),
        "one person fills two seats",
    ),
    (
        "seat of nothing",
        lambda d: _seat(d, "Ana Lima").update(requirement=99),
        "a requirement that does not exist",
    ),
    (
        "seat empty",
        lambda d: d["targets"][0]["seats"].remove(_seat(d, "Eva Novak")),
        "do not add up to the requirement",
    ),
    ("wrong option", lambda d: d["targets"][0].update(option="else"), "the option else cannot reach it"),
    (
        "threshold left out",
        lambda d: d["targets"][0].update(metrics=[], thresholds="none"),
        "do not add up to the requirement",
    ),
    (
        "threshold bent",
        lambda d: d["targets"][0]["metrics"][0].update(stated=1),
        "is not as the roster and the program state it",
    ),
    ("thresholds bent", lambda d: d["targets"][0].update(thresholds="unmet"), "its thresholds are met"),
    ("verdict bent", lambda d: d["targets"][0].update(verdict="eligible"), "the verdict is not-eligible"),
    (
        "people bent",
        lambda d: d["targets"][0].update(people="met", verdict="eligible"),
        "people are met, but 2 shortfalls",
    ),
    (
        "shortfall hidden",
        lambda d: d["targets"][0].update(missing=[], people="met", verdict="eligible"),
        "people are met today, but a seat takes exams",
    ),
    ("plan that is none", lambda d: d.update(status="infeasible"), "there is no plan, but exams"),
]


@pytest.mark.parametrize(("bend", "sentence"), [row[1:] for row in BENT], ids=[row[0] for row in BENT])
def test_what_is_bent_is_found(
    answer: Dump, program: pc.Program, bend: Callable[[Dump], Any], sentence: str
) -> None:
    bend(answer)
    assert any(sentence in found for found in falsehoods(answer, program)), falsehoods(answer, program)


def test_a_wrong_number_of_open_seats_is_found(program: pc.Program) -> None:
    dump = pc.check(pc.find_roster(), ["cloud-crm/gold"], program=program).model_dump(mode="json")
    assert falsehoods(dump, program) == []
    dump["targets"][0]["missing"][0]["open"] = 2
    assert any("has not 2 open seats" in found for found in falsehoods(dump, program))


def test_among_them_is_checked() -> None:
    rule = {"people": 2, "each": "x", "among_them": [{"people": 1, "each": "y"}]}
    program, roster = program_of(rule), roster_of(["x"], ["x", "y"])
    dump = pc.plan(roster, "c/gold", program=program).model_dump(mode="json")
    assert falsehoods(dump, program, roster) == []
    dump["targets"][0]["seats"][1]["counts"] = ["x"]
    assert any("do not add up" in found for found in falsehoods(dump, program, roster))


def test_overlap_is_respected_by_the_checker() -> None:
    rule = {"all": [{"people": 1, "each": "x"}, {"people": 1, "each": "y"}]}
    shared, roster = program_of({**rule, "overlap": "allowed"}), roster_of(["x", "y"])
    dump = pc.plan(roster, "c/gold", program=shared).model_dump(mode="json")
    assert falsehoods(dump, shared, roster) == []
    exclusive = program_of(rule)
    assert any("need different people" in found for found in falsehoods(dump, exclusive, roster))


def test_a_false_answer_is_withheld(program: pc.Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that lies is found out before anyone sees the answer."""
    totals_of = answering.totals_of

    def one_less(exams: Any, question: Any) -> pc.Totals:
        found = totals_of(exams, question)
        return found.replaced(exams=max(0, (found.exams or 0) - 1))

    monkeypatch.setattr(answering, "totals_of", one_less)
    with pytest.raises(pc.AnswerRejected, match="bug in plan-competency") as caught:
        pc.plan(pc.find_roster(), TARGETS, program=program)
    assert caught.value.violations == ("the total is 3 exams, 4 are listed",)
