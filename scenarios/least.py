"""The least of what is kept smallest first, and of nothing behind that: what is compared many times over."""

from __future__ import annotations

from pydantic import Field

from ..models.base import Frozen
from ..models.plans import Plan, Status
from ..models.prices import added
from ..solver.answering import answered, status_of
from ..solver.checker import verified
from ..solver.questions import Question
from ..solver.solutions import Found, arrange
from ..solver.stages import measures_of
from ..solver.today import Today


class Least(Frozen):
    """What is still to be done at least, of what is to be kept smallest."""

    status: Status = Field(description="'optimal': proven; 'infeasible': proven impossible")
    total: int | float | None = Field(description="None where there is no plan")
    lower_bound: int | float | None = Field(description="no plan has less; None if there is none")

    def beyond(self, other: Least) -> int | float | None:
        """How much more that is; None unless there is a plan both ways."""
        if self.total is None or other.total is None:
            return None
        return added((self.total, -other.total))


class First:
    """What is kept smallest first, by a question and by others that ask for the same."""

    def __init__(self, asked: Question) -> None:
        terms = asked.case.terms
        self.measure = terms.minimize[0]
        stages = measures_of(terms)
        self.stages = stages[: 1 + [stage.name for stage in stages].index(self.measure)]

    def answer(self, asked: Question) -> tuple[Plan, Least]:
        """The least of a question, with a plan that comes to it."""
        today = Today(asked.case)
        return self.answered(asked, today, self.arranged(asked, today))

    def arranged(self, asked: Question, today: Today) -> Found:
        """The least arrangement of what is not reached on that day."""
        return arrange(today.unmet, asked.limits, stages=self.stages, ties=False)

    def answered(self, asked: Question, today: Today, found: Found) -> tuple[Plan, Least]:
        """What an arrangement comes to, and a plan of it that the checker has seen."""
        plan = answered(asked, today, found, brief=True).plan
        if plan.found and self.measure != "exams":  # of exams nothing is proven
            plan = plan.replaced(status="feasible", lower_bound=0)
        verified(plan, asked.program, asked.roster, asked.portfolio)
        stage = found.search.stage(self.measure)
        bound = None if plan.status == "infeasible" else (stage.lower_bound or 0) if stage else 0
        total = getattr(plan.totals, self.measure) if plan.found else None
        return plan, Least(status=status_of(found), total=total, lower_bound=bound)
