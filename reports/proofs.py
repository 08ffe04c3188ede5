"""What an answer asks for and what is proven about it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..models.plans import Plan, Stage
from ..models.prices import MEASURES, added
from ..models.reasons import counted
from .amounts import extra_in_words, totals_in_words
from .portfolio import other_reading_in_words


def proof(plan: Plan) -> Iterable[str]:
    """What an answer asks for, and last what is proven about it."""
    if plan.status in ("optimal", "infeasible") and plan.interrupted:
        yield "The search was interrupted after the proof: what is said beside that may be incomplete."
    if plan.status == "infeasible":
        yield from (reason.sentence for reason in plan.reasons)
        yield "Proven: whatever people sit, these targets cannot be reached."
    elif plan.status == "unknown":
        yield "The search stopped before it found a plan; there may be one. " + way_on(plan.interrupted)
        yield f"Proven so far: no plan needs fewer than {counted(plan.lower_bound or 0, 'exam')}."
    else:
        if plan.exams:
            yield f"{_asked(plan)}."
        yield from other_reading_in_words(plan)
        yield bound(plan)


def _asked(plan: Plan) -> str:
    """`7 exams for 5 people, 1,155 USD, 280 hours`."""
    people = counted(plan.totals.people or 0, "person", "people")
    exams, _, *rest = totals_in_words(plan.totals)
    return ", ".join((f"{exams} for {people}", *rest))


def bound(plan: Plan) -> str:
    """What is proven about a plan that was found."""
    if not plan.exams and plan.status == "optimal":
        return "No exam is needed." if any(item.reached for item in plan.targets) else "Nothing is reached."
    measured = [stage for stage in plan.stages if stage.minimized in MEASURES]
    open_ = next((stage for stage in measured if not stage.proven), None)
    if open_ is not None:
        before = measured[: measured.index(open_)]
        return " ".join((*_proven(before, plan), _open(open_, plan, is_first=not before)))
    proven = " ".join(_proven(measured, plan))
    if plan.status == "optimal":
        return proven
    doubt = "Not proven: that no other plan spreads them over fewer people or more evenly."
    return " ".join((doubt, *([way_on(True)] if plan.interrupted else []), proven))


def _open(stage: Stage, plan: Plan, *, is_first: bool) -> str:
    """How far a stage came that is not proven; `is_first` if none is proven before it."""
    value = getattr(plan.totals, stage.minimized) or 0
    gap = _amount(stage, plan, added((value, -(stage.lower_bound or 0))))
    least = _no_plan(stage, plan) if is_first else f"of those, none {_no_plan(stage, plan)[8:]}"
    return (
        f"Not proven minimal: {least}, this one {_VERBS[stage.minimized]} "
        f"{_amount(stage, plan, value)} (gap {gap}). {way_on(plan.interrupted)}"
    )


def way_on(interrupted: bool) -> str:
    """Why a search ended early, or what to do about it."""
    return "The search was interrupted." if interrupted else "Give it more time."


def more_time(interrupted: bool) -> str:
    """The same within a sentence."""
    return "the search was interrupted" if interrupted else "give the search more time"


def _proven(measured: list[Stage], plan: Plan) -> Iterator[str]:
    """The first measure, and those after it up to the exams, each among the plans before it."""
    for number, stage in enumerate(measured):
        sentence = _no_plan(stage, plan)
        yield f"{sentence[0].upper()}{sentence[1:]}." if number == 0 else f"Of those, none {sentence[8:]}."
        if stage.minimized == "exams":
            return


_VERBS = {"exams": "needs", "people": "needs", "cost": "costs", "hours": "takes"}


def _no_plan(stage: Stage, plan: Plan) -> str:
    """`no plan needs fewer than 3 exams`, `no plan costs less than 330 USD`."""
    less = "less" if stage.minimized == "cost" else "fewer"
    return f"no plan {_VERBS[stage.minimized]} {less} than {_amount(stage, plan, stage.lower_bound or 0)}"


def _amount(stage: Stage, plan: Plan, value: float) -> str:
    measure = next(measure for measure in MEASURES if measure == stage.minimized)
    return next(iter(extra_in_words({measure: value}, plan.totals.currency)))
