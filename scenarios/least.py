"""The least of what is kept smallest first, and of nothing behind that: what is compared many times over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Protocol, TypeVar

from pydantic import Field

from ..models.base import Frozen
from ..models.plans import Plan, Status
from ..models.prices import added
from ..solver.answering import answered, status_of
from ..solver.checker import verified
from ..solver.questions import Question
from ..solver.solutions import Found, arrange
from ..solver.stages import Limits, measures_of
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

    @property
    def proven(self) -> bool:
        """Whether nothing is left to search for."""
        return self.status in ("optimal", "infeasible")


class _Looked(Protocol):
    """What was looked at: one departure, one retirement."""

    @property
    def least(self) -> Least: ...


Item = TypeVar("Item")
Looked = TypeVar("Looked", bound=_Looked)


def done_of(items: Collection[Item], look: Callable[[Item], Looked], limits: Limits) -> Iterator[Looked]:
    """One thing looked at after another until somebody ends that; what is not proven then is left out."""
    if limits.are_stopped():
        return
    for number, item in enumerate(items, start=1):
        found = look(item)
        if found.least.proven or not limits.are_stopped():
            yield found
            if limits.report is not None:
                limits.report.done(number, len(items))
        if limits.are_stopped():
            return


class First:
    """What is kept smallest first, by a question and by others that ask for the same."""

    def __init__(self, asked: Question) -> None:
        terms = asked.case.terms
        self.measure = terms.minimize[0]
        stages = measures_of(terms)
        self.stages = stages[: 1 + [stage.name for stage in stages].index(self.measure)]

    def answer(self, asked: Question, what: str = "the least") -> tuple[Plan, Least]:
        """The least of a question, with a plan that comes to it."""
        today = Today(asked.case)
        return self.answered(asked, today, self.arranged(asked, today, what))

    def arranged(self, asked: Question, today: Today, what: str = "the least") -> Found:
        """The least arrangement of what is not reached on that day, which is told as `what`."""
        return arrange(today.unmet, asked.limits, stages=self.stages, ties=False, what=what)

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
