"""What is not proven, or lost, is never told as if it was: budgets, interruptions, stages that are open."""

from __future__ import annotations

import random
from typing import Any

import plan_competency as pc
import pytest
from plan_competency.models.plans import Stage
from plan_competency.reports.contents import report_of
from plan_competency.reports.languages import ENGLISH
from plan_competency.reports.sentences.changes import cost_in_words
from plan_competency.reports.sentences.proofs import bound
from plan_competency.reports.sentences.terms import terms_in_words
from plan_competency.scenarios.changes import Situation

PROGRAM = pc.read_program()
TARGETS = ["cloud-crm/gold", "messaging/gold"]
NOT_KNOWN = "What a further target would take is not known: the search stopped before."


@pytest.fixture
def contoso() -> pc.Roster:
    roster = pc.find_roster("contoso")
    assert isinstance(roster, pc.Roster)
    return roster


class Stopping(pc.Reporter):
    """Ends the search when one for something begins."""

    def __init__(self, stop: pc.Stop, what: str) -> None:
        self._stop, self._what = stop, what

    def begins(self, what: str, seconds: float | None) -> None:
        if self._what in what:
            self._stop.set()


def stopped_at(what: str, roster: pc.Roster, targets: list[str], **terms: Any) -> pc.Plan:
    stop = pc.Stop()
    return pc.plan(roster, targets, program=PROGRAM, report=Stopping(stop, what), stop=stop, **terms)


def headline(plan: pc.Plan, roster: pc.Roster) -> list[str]:
    report = report_of(plan, Situation(PROGRAM, roster), ENGLISH)
    return [str(getattr(sentence, "text", sentence)) for sentence in report.headline]


def test_a_further_target_that_nobody_looked_for_is_not_impossible(contoso: pc.Roster) -> None:
    """Messaging takes 5 exams beyond the two for Cloud CRM; a search that is stopped does not know that."""
    plan = stopped_at("one target more", contoso, TARGETS, budget={"exams": 2})
    assert plan.budget is not None
    assert (plan.budget.next, plan.budget.no_more) == (None, False)
    assert list(terms_in_words(plan))[-1] == NOT_KNOWN


def test_a_further_target_that_cannot_be_is_proven_so(contoso: pc.Roster) -> None:
    nobody = pc.Roster(people={"Ana": contoso.people["Ana Lima"]})
    plan = pc.plan(nobody, TARGETS, program=PROGRAM, budget={"exams": 9})
    assert plan.budget is not None
    assert plan.budget.no_more
    assert list(terms_in_words(plan))[-1] == "No further target can be reached, whatever that may cost."


class StoppingInDoubt(pc.Reporter):
    """Ends the search when it has a value that it has not proven."""

    def __init__(self, stop: pc.Stop) -> None:
        self._stop = stop

    def searching(self, stage: Stage) -> None:
        if stage.value is not None and stage.value > (stage.lower_bound or 0):
            self._stop.set()


def test_no_figure_of_a_plan_is_the_least_while_its_value_is_not_proven() -> None:
    """60 people and 18 targets: proving the value takes longer than finding it."""
    rng, stop = random.Random(1), pc.Stop()
    exams = [name for name, facts in PROGRAM.credentials.items() if facts.is_sat]
    roster = pc.Roster.model_validate(
        {"people": {f"P{number:04}": rng.sample(exams, rng.randint(0, 3)) for number in range(60)}}
    )
    terms: dict[str, Any] = {"budget": {"exams": 12}, "share": "at-most:2"}
    plan = pc.plan(roster, ["*/gold"], program=PROGRAM, report=StoppingInDoubt(stop), stop=stop, **terms)
    assert [(stage.minimized, stage.proven) for stage in plan.stages] == [("value missed", False)]
    assert bound(plan) == (
        "Not proven: that no other plan within the budget reaches more, or the same with fewer exams. "
        "The search was interrupted."
    )


def test_a_headline_says_first_what_a_budget_leaves(contoso: pc.Roster) -> None:
    """Datacenter at silver needs no exam, Messaging at gold five: with none, the first one is reached."""
    plan = pc.plan(contoso, ["datacenter/silver", "messaging/gold"], program=PROGRAM, budget={"exams": 0})
    assert headline(plan, contoso)[:2] == [
        "Within 0 exams: 1 of 2 targets reached, worth 1 of 2.",
        "No exam is part of this plan.",
    ]


def test_what_is_lost_is_not_saved(contoso: pc.Roster) -> None:
    """Without the three nothing is reached with two exams: no exam is sat, and that is no saving."""
    changes = [pc.Leave(name) for name in ("Ana Lima", "Luis Ortega", "Priya Raman")]
    outcome = pc.what_if(contoso, TARGETS, changes, program=PROGRAM, budget={"exams": 2})
    assert list(cost_in_words(outcome)) == [
        "Within the budget, the change takes the value reached from 1 to 0 (2 exams before, 0 exams after).",
        "Nothing is reached.",
    ]


def test_an_interruption_after_the_proof_is_told_in_reports(contoso: pc.Roster) -> None:
    plan = stopped_at("without the pin", contoso, TARGETS, pin=[("Tom Becker", "70-333")], alternatives=2)
    assert (plan.status, plan.interrupted, plan.alternatives) == ("optimal", True, ())
    assert (
        "The search was interrupted after the proof: what is said beside that may be incomplete."
        in headline(plan, contoso)
    )
