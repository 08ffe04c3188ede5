"""What a plan can keep small, as expressions of the model."""

from __future__ import annotations

from ..models.prices import Measure
from .cpsat import Expression, IntVar
from .model import SeatModel


def measured(model: SeatModel, measure: Measure) -> Expression:
    """A measure of the plan: counts, or whole units of money or hours."""
    if measure == "exams":
        return sum(sit for sits in model.sits.values() for sit in sits.values())
    if measure == "people":
        return sum(studies(model).values())
    by_exam = model.case.terms.amounts[measure].by_exam
    return sum(by_exam[exam] * sit for sits in model.sits.values() for exam, sit in sits.items())


def studies(model: SeatModel) -> dict[str, IntVar]:
    """Who sits something, as variables by name; seats for which someone must study bound them tightly."""
    if model.studies is None:
        number = model.number
        model.studies = {
            name: model.cp.new_int_var(0, number[name]) for name, sits in model.sits.items() if sits
        }
        for name, someone in model.studies.items():
            for sit in model.sits[name].values():
                model.cp.add(sit <= someone)
        for (_, name), seats in model.studying.items():
            model.cp.add(sum(seats) <= model.studies[name])
    return model.studies
