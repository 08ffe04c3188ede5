"""Other plans that are really different, and who else could sit an exam.

People who are alike in all that matters are interchangeable: plans that differ only in which
of them does what are one plan. A plan that was found is excluded together with all that it
becomes by such exchanges, and with all that add exams to one of these, for nothing is gained
by them.

Such an exchange exists if everybody who sits something can be matched with someone of the
same class who sits at least as much. By Hall's theorem there is no such matching if and only
if, in some class, some of the sets of exams are sat as a whole by fewer people than the plan
had for them: which class and which sets, the solver chooses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..models.plans import Alternative, Plan, PlannedExam
from .answering import Answer, exams_of, results_of, totals_of
from .comparisons import reached_case
from .cpsat import IntVar
from .measures import measured
from .model import SeatModel
from .reduction import few_of_each, interchangeable
from .rules import ruled
from .search import Search
from .solutions import found_in
from .stages import UNMET, Minimum, measures_of

Takes = Mapping[str, frozenset[str]]


def with_alternatives(plan: Plan, answer: Answer, wanted: int) -> Plan:
    """The plan with up to so many others, and with those who could sit each exam instead."""
    if not plan.exams:
        return plan
    field = _Field(answer)
    exams = tuple(item.replaced(instead=field.instead_of(item, plan)) for item in plan.exams)
    return plan.replaced(exams=exams, alternatives=tuple(field.others(plan, wanted)))


class _Field:
    """The people and targets among whom alternatives are looked for."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        case = reached_case(answer)
        case = replace(case, terms=replace(case.terms, budget=answer.unmet.terms.budget))
        self._classes = interchangeable(case)
        self._class_of = {name: number for number, names in enumerate(self._classes) for name in names}
        self._case = few_of_each(case, self._classes)

    def others(self, plan: Plan, wanted: int) -> Iterator[Alternative]:
        """The best of all other plans, then the best of those that are left, and so on."""
        known = [_takes(plan.exams)]
        while len(known) <= wanted:
            self._begins(f"another plan, {len(known)} of {wanted}")
            model = ruled(self._case)
            for takes in known:
                self._exclude(takes, model)
            search = Search(model, self._answer.question.limits).run(measures_of(self._case.terms))
            if search.solution is None:
                return
            found = found_in(model, search)
            answer = self._answer
            results = results_of(found, answer.today, answer.question.case, answer.question.limits)
            exams = exams_of(results, answer.question.case)
            known.append(_takes(exams))
            yield Alternative(
                totals=totals_of(((item.person, item.exam) for item in exams), answer.question),
                proven=search.proven,
                exams=exams,
                targets=results,
            )

    def _begins(self, what: str) -> None:
        limits = self._answer.question.limits
        if limits.report is not None:
            limits.report.begins(what, limits.seconds)

    def instead_of(self, item: PlannedExam, plan: Plan) -> tuple[str, ...] | None:
        """Who else could sit an exam at equal totals; None where the search ran out of time."""
        sitting = {other.person for other in plan.exams if other.exam == item.exam}
        able = {self._class_of[item.person]}
        while new := self._able_besides(able, item, sitting, plan):
            able |= new
        if new is None:
            return None
        names = {name for number in able for name in self._classes[number]}
        return tuple(sorted(names - sitting))

    def _able_besides(
        self, known: set[int], item: PlannedExam, sitting: set[str], plan: Plan
    ) -> set[int] | None:
        """Further classes of which someone sits the exam instead, in a plan of equal totals.

        None where the search ran out of time.
        """
        model = self._equal_to(plan)
        mine = model.sits[item.person].get(item.exam)
        if mine is not None:
            model.cp.add(mine == 0)
        others = {
            name: sits[item.exam]
            for name, sits in model.sits.items()
            if item.exam in sits and name not in sitting and self._class_of[name] not in known
        }
        if not others:
            return set()
        model.cp.add(sum(others.values()) >= 1)
        self._begins(f"who else could sit {item.exam}")
        search = Search(model, self._answer.question.limits)
        search.run((Minimum("others", lambda _: -sum(others.values())),))
        if search.solution is None:
            return set() if search.impossible else None
        return {self._class_of[name] for name, sit in others.items() if search.value(sit)}

    def _equal_to(self, plan: Plan) -> SeatModel:
        """A model of all plans with the totals of this one."""
        model = ruled(self._case)
        terms = self._case.terms
        for measure in terms.minimize:
            total = getattr(plan.totals, measure)
            amounts = terms.amounts.get(measure)
            model.cp.add(measured(model, measure) == (amounts.whole(total) if amounts else total))
        model.cp.add(UNMET.build(model) <= self._answer.found.search.minimum(UNMET.name))
        return model

    def _exclude(self, takes: Takes, model: SeatModel) -> None:
        """Exclude a plan, all that it becomes by exchanges, and all that only add exams to these."""
        sets: dict[int, Counter[frozenset[str]]] = defaultdict(Counter)
        for name, exams in takes.items():
            sets[self._class_of[name]][exams] += 1
        lacking = [self._too_few(number, counts, model) for number, counts in sorted(sets.items())]
        model.cp.add(sum(lacking) >= 1)

    def _too_few(self, number: int, counts: Counter[frozenset[str]], model: SeatModel) -> IntVar:
        """Whether some sets of exams are sat as a whole by fewer people of a class than the plan had."""
        ordered = sorted(counts, key=sorted)
        chosen = {exams: model.cp.new_bool_var() for exams in ordered}
        able = []
        for name in self._classes[number]:
            sits = model.sits.get(name, {})
            one = model.cp.new_bool_var()
            for exams in ordered:
                if exams <= sits.keys():
                    sat = sum(sits[exam] for exam in sorted(exams))
                    model.cp.add(one >= chosen[exams] + sat - len(exams))
            able.append(one)
        too_few = model.cp.new_bool_var()
        had = sum(counts[exams] * chosen[exams] for exams in ordered)
        model.cp.add(sum(able) <= had - too_few)
        return too_few


def _takes(exams: Iterable[PlannedExam]) -> Takes:
    found: dict[str, set[str]] = defaultdict(set)
    for item in exams:
        found[item.person].add(item.exam)
    return {name: frozenset(sat) for name, sat in found.items()}
