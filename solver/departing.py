"""The least when single people are missing, all of it found in one model.

The model leaves enough others for anybody to be missing (`Case.spare`). The variables of whoever is are
held at 0, and the relaxation is solved again, first with the choices of the plan for everybody. What is
ruled out for everybody is ruled out without someone: branching goes on where it ended for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .case import Case
from .reduction import lean
from .rules import ruled
from .search import Search, TooLean
from .solutions import Found, copies_of, found_in, small
from .stages import Limits, Minimum


class Departing:
    """One model for everybody; `found` is the least arrangement of all."""

    def __init__(self, case: Case, limits: Limits, stages: Sequence[Minimum]) -> None:
        """Find the least arrangement of all.

        Raises:
            NotProven: a few decisions on the relaxation do not suffice for that.
        """
        case = small(replace(case, spare=1))
        self._model = ruled(lean(case, copies_of(case)))
        *before, last = stages
        self._name, self._expression = last.name, last.build(self._model)
        try:
            self._search = Search(self._model, limits).run(before, ties=False)
        except TooLean:
            raise NotProven from None
        found = self._search.held(self._name, self._expression, {}) if self._search.proven else None
        if found is None or case.terms.sharing:
            raise NotProven
        search, self._leaves = found
        self._search.solution = search.solution
        self.found = found_in(self._model, search)

    def without(self, name: str) -> Found | None:
        """The least arrangement without someone; None where it takes a search of its own."""
        seats = [seat.index for (_, person), seat in self._model.seats.items() if person == name]
        exams = [sit.index for sit in self._model.sits.get(name, {}).values()]
        held = dict.fromkeys((*seats, *exams), 0)
        found = self._search.held(self._name, self._expression, held, self._leaves)
        return None if found is None else found_in(self._model, found[0], without=name)


class NotProven(Exception):
    """The relaxation does not suffice: each question needs a search of its own."""
