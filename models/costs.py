"""What exams cost under a price list and a program together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .errors import InvalidQuestion
from .prices import ExamPrice, Measure, Prices, added
from .programs import Program

#: Where credentials and price lists state a measure.
_FIELDS: dict[Measure, str] = {"cost": "price", "hours": "hours"}


class Costs:
    """Prices and hours of exams: those of the list, else of the program, else the list's for all others.

    Raises:
        InvalidQuestion: the list and the program state prices in different currencies, or the list
            has one exam twice.
    """

    def __init__(self, program: Program, prices: Prices | None) -> None:
        self._program, self._others = program, prices.others if prices else None
        listed = prices.exams if prices else {}
        self._listed = _by_exam(listed, program)
        self.currency = (prices.currency if prices else None) or program.currency
        self._refuse_two_currencies()

    def of(self, exam: str, measure: Measure) -> int | float | None:
        """The price ("cost") or the hours of an exam; None where nobody states it."""
        field = _FIELDS[measure]
        stated = (self._listed.get(exam), self._program.credentials[exam], self._others)
        amounts = (getattr(item, field) for item in stated if item is not None)
        return next((amount for amount in amounts if amount is not None), None)

    def total(self, exams: Iterable[str], measure: Measure) -> int | float | None:
        """The exact sum over some exams; None where one of them is not stated, or none at all are."""
        if not self._are_stated(measure):
            return None
        amounts = [self.of(exam, measure) for exam in exams]
        known = [amount for amount in amounts if amount is not None]
        return added(known) if len(known) == len(amounts) else None

    def _are_stated(self, measure: Measure) -> bool:
        field = _FIELDS[measure]
        items = (*self._listed.values(), *self._program.credentials.values(), self._others)
        return any(item is not None and getattr(item, field) is not None for item in items)

    def _refuse_two_currencies(self) -> None:
        if self._program.currency in (None, self.currency):
            return
        for exam, facts in self._program.credentials.items():
            listed = self._listed.get(exam)
            if facts.price is not None and (listed is None or listed.price is None):
                raise InvalidQuestion(
                    f"The price list is in {self.currency}, but the program states the price of {exam} in "
                    f"{self._program.currency}: state it in the list, too."
                )


def _by_exam(listed: Mapping[str, ExamPrice], program: Program) -> dict[str, ExamPrice]:
    """The entries of a price list that the program knows, by the id of the exam.

    Raises:
        InvalidQuestion: one exam stands there by its id and by its title.
    """
    written: dict[str, str] = {}
    for entry in listed:
        exam = program.credential_id(entry)
        if exam is not None and written.setdefault(exam, entry) != entry:
            raise InvalidQuestion(
                f"'{written[exam]}' and '{entry}' in the price list are the same: keep one."
            )
    return {exam: listed[entry] for exam, entry in written.items()}
