"""Which rules exclude each other, and the smallest repairs: by hand, and tried out on random cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import combinations, product
from typing import Any, NamedTuple

import plan_competency as pc
import pytest
import yaml
from brute_force import _Rule
from brute_force_portfolio import Trials
from plan_competency.models.requirements import PeopleRequirement
from plan_competency.models.trees import in_order_of_meaning
from plan_competency.models.words import in_short
from random_cases import DAY, random_case
from random_portfolios import PortfolioCase, random_portfolio

#: So many repairs by terms are told at most, of so many terms each.
MOST_TOLD, MOST_LIFTED = 5, 4
SEEDS = range(120)
CASES = yaml.safe_load("""
nobody may serve both targets:
  given: [{c: {people: 2, each: x}, d: {people: 2, each: x}}, {A: [], B: []}, {sharing: exclusive}]
  conflict: ["c/gold needs 2 people, each with x", "d/gold needs 2 people, each with x",
    one person serves at most 1 target]
  repairs: [lift the rule that one person serves at most 1 target, 2]
the target without the role has no part in it:
  given: [{c: &x {people: 1, each: x, role: sales}, d: *x, e: {people: 1, each: x}}, {A: []},
    {sharing: [{at_most: 1, role: sales}]}]
  conflict: ["c/gold needs 1 person, with x, as sales", "d/gold needs 1 person, with x, as sales",
    one person serves at most 1 target as sales]
  repairs: [lift the rule that one person serves at most 1 target as sales, 1]
two must serve, and only one of them will sit x: # no requirement excludes that both serve
  given: [{c: {people: 1, each: x}, d: {people: 1, each: x}}, {A: [x], B: {cannot_take: [x]}},
    {sharing: [{different_people: 2}]}]
  conflict: [at least 2 different people serve, B will not sit x]
  repairs: [lift the rule that at least 2 different people serve, let B sit x, 1]
one person for two roles that do not mix:
  given: [{c: {people: 1, each: x, role: sales}, d: {people: 1, each: x, role: tech}}, {A: []},
    {sharing: [{one_role_of: [sales, tech]}]}]
  conflict: ["c/gold needs 1 person, with x, as sales", "d/gold needs 1 person, with x, as tech",
    one person has only one of the roles sales and tech]
  repairs: [lift the rule that one person has only one of the roles sales and tech, 1]
the lower of two limits:
  given: [{c: {people: 1, each: {all: [x, y]}}}, {A: {max_exams: 1}}, {people: {A: {max_exams: 2}}}]
  conflict: ["c/gold needs 1 person, with x and y", A sits at most 1 exam]
  repairs: [lift the limit of 1 for A, 1]
a refusal, and an exam that is forbidden:
  given: [{c: {people: 1, each: x}}, {A: {cannot_take: [x]}, B: []}, {people: {B: {forbid: [x]}}}]
  conflict: ["c/gold needs 1 person, with x", A will not sit x, B will not sit x]
  repairs: [let A sit x, let B sit x, 1]
A is left in c, where x is needed: # and no newcomer can be there for A
  given: [{c: {people: 1, each: x, label: red}, d: {people: 1, each: y, label: red}},
    {A: {cannot_take: [x]}, B: [x, y]}, {people: {A: {pin: [red], forbid: [d/gold]}}}]
  conflict: [A will not sit x, A in red is pinned, A must not be in d/gold]
  repairs: [let A sit x, drop the pin of A in red, allow A in d/gold]
an absence:
  given: [{c: {people: 1, each: x}}, {A: []}, {people: {A: {unavailable: true}}}]
  conflict: ["c/gold needs 1 person, with x", A is unavailable]
  repairs: [make A available, 1]
a budget below an exam that is pinned:
  given: [{c: {people: 1, each: x}}, {A: []}, {budget: {exams: 0}, people: {A: {pin: [y]}}}]
  conflict: [the budget allows 0 of exams, A sitting y is pinned]
  repairs: [raise the budget of 0 of exams, drop the pin of A sitting y]
what nobody can get comes before what two targets share:
  given: [{c: {people: 1, each: m}, d: &one {people: 1, each: x}, e: *one}, {A: []}, {sharing: exclusive}]
  conflict: ["c/gold needs 1 person, with m"]
  repairs: []
""")
#: How it is told that so many newcomers would do.
READY = "ready to sit whatever is needed"
NEWCOMERS = {1: f"one more person, {READY}", 2: f"2 more people, {READY}"}


def _case(targets: dict[str, Any], people: dict[str, Any], portfolio: dict[str, Any]) -> PortfolioCase:
    """Files with exams x and y, and m, which nobody can get."""
    levels = {name: {"options": {"o": {"levels": {"gold": rule}}}} for name, rule in targets.items()}
    credentials = {"x": {"kind": "exam"}, "y": {"kind": "exam"}, "m": {"kind": "certification"}}
    program = {"program": "tiny", "edition": "2017-07", "credentials": credentials, "competencies": levels}
    asked = {"targets": [f"{name}/gold" for name in targets], "people": {}, **portfolio}
    return PortfolioCase(program, {"people": people}, asked)


def _explained(case: PortfolioCase) -> pc.Explanation:
    program, roster, portfolio = case.read()
    return pc.explain(roster, program=program, portfolio=portfolio, on=DAY)


def _has_plan(case: PortfolioCase, newcomers: int = 0) -> bool:
    """Whether there is a plan, with so many more people, who hold nothing and sit whatever is needed."""
    program, roster, portfolio = case.read()
    people = {**roster.people, **{f"newcomer {number}": pc.Person() for number in range(newcomers)}}
    return pc.plan(roster.replaced(people=people), program=program, portfolio=portfolio, on=DAY).found


@pytest.mark.parametrize("name", CASES)
def test_the_smallest_conflicts(name: str) -> None:
    row, case = CASES[name], _case(*CASES[name]["given"])
    explanation = _explained(case)
    assert explanation.conflict is not None
    assert [rule.words for rule in explanation.conflict.rules] == row["conflict"]
    told = [text for repair in explanation.repairs for text in repair.changes]
    assert told == [NEWCOMERS.get(item, item) for item in row["repairs"]]
    assert _assert_conflict(case, explanation)
    assert _assert_smallest_repairs(case, explanation) == bool(row["repairs"])


@pytest.mark.parametrize(
    ("person", "wishes", "changes"),
    [
        ({"max_exams": 0, "cannot_take": ["x"]}, {}, {"lift the limit of 0 for A", "let A sit x"}),
        ({"cannot_take": ["x"]}, {"unavailable": True}, {"make A available", "let A sit x"}),
        ([], {"forbid": ["s", "c/gold"]}, {"allow A in s", "allow A in c/gold"}),
    ],
)
def test_two_terms_that_must_be_lifted_together(person: Any, wishes: Any, changes: set[str]) -> None:
    # With either of the two A could not fill the seat.
    case = _case({"c": {"people": 1, "each": "x", "label": "s"}}, {"A": person}, {"people": {"A": wishes}})
    together, newcomers = _explained(case).repairs
    assert (set(together.changes), newcomers.changes) == (changes, (NEWCOMERS[1],))


def test_no_more_than_five_repairs_by_terms_are_told() -> None:
    case = _case({"c": {"people": 1, "each": "x"}}, {name: {"cannot_take": ["x"]} for name in "ABCDEF"}, {})
    told = [*(f"let {name} sit x" for name in "ABCDE"), NEWCOMERS[1]]
    assert [text for repair in _explained(case).repairs for text in repair.changes] == told


@pytest.mark.parametrize("seed", SEEDS)
def test_conflicts_and_repairs_of_random_cases(seed: int) -> None:
    for case in _impossible(seed):
        explanation = _explained(case)
        _assert_conflict(case, explanation)
        _assert_smallest_repairs(case, explanation)


def test_enough_of_the_random_cases_are_impossible() -> None:
    assert len([case for seed in SEEDS for case in _impossible(seed)]) > 30


def _impossible(seed: int) -> Iterator[PortfolioCase]:
    """A portfolio and a case without one, as far as no plan exists; most of those that terms exclude."""
    plain = random_case(seed)
    by_targets = PortfolioCase(plain.program, plain.roster, {"targets": plain.targets, "people": {}})
    for case in (random_portfolio(seed), by_targets):
        terms = list(_terms(case))
        matters = seed % 4 == 0 or Lifting(_lifted(case, terms)).is_possible()
        if matters and len({*terms}) == len(terms) and not Lifting(case).is_possible():
            yield case


class Term(NamedTuple):
    """A term that can be lifted: of whom or of what measure, and what it says."""

    kind: str
    name: str
    what: str

    @property
    def words(self) -> str:
        most = {"0": "no exam", "1": "at most 1 exam"}.get(self.what, f"at most {self.what} exams")
        return _WORDS[self.kind][0].format(**self._asdict(), most=most)

    @property
    def repair(self) -> str:
        return _WORDS[self.kind][1].format(**self._asdict())


#: The words of a term, those of its repair, and the keys under which files state it of a person.
_WORDS: dict[str, tuple[str, str, list[str]]] = {
    "sharing": ("{what}", "lift the rule that {what}", []),
    "budget": ("the budget allows {what} of {name}", "raise the budget of {what} of {name}", []),
    "absence": ("{name} is unavailable", "make {name} available", ["unavailable"]),
    "limit": ("{name} sits {most}", "lift the limit of {what} for {name}", ["max_exams"]),
    "refusal": ("{name} will not sit {what}", "let {name} sit {what}", ["forbid", "cannot_take"]),
    "pin": ("{name} in {what} is pinned", "drop the pin of {name} in {what}", ["pin"]),
    "sitting": ("{name} sitting {what} is pinned", "drop the pin of {name} sitting {what}", ["pin"]),
    "forbid": ("{name} must not be in {what}", "allow {name} in {what}", ["forbid"]),
}


def _terms(case: PortfolioCase) -> Iterator[Term]:
    """Every term that a case states."""
    program, roster, portfolio = case.read()
    yield from (Term("sharing", "", rule.words) for rule in portfolio.sharing)
    for measure, most in portfolio.budget.amounts() if portfolio.budget else ():
        yield Term("budget", measure, str(most))
    for name, person in roster.people.items():
        terms = portfolio.people.get(name, pc.Terms())
        if terms.unavailable:
            yield Term("absence", name, "")
        limits = [most for most in (person.max_exams, terms.max_exams) if most is not None]
        if limits:
            yield Term("limit", name, str(min(limits)))
        exams = {item for item in terms.forbid if item in program.credentials}
        yield from (Term("refusal", name, exam) for exam in sorted(exams | {*person.cannot_take}))
        for item in terms.pin:
            yield Term("sitting" if item in program.credentials else "pin", name, item)
        yield from (Term("forbid", name, item) for item in terms.forbid if item not in exams)


def _lifted(case: PortfolioCase, terms: Iterable[Term]) -> PortfolioCase:
    """The same files without some terms."""
    lifted = PortfolioCase(*(deepcopy(part) for part in case))
    wishes, people = lifted.portfolio["people"], lifted.roster["people"]
    for kind, name, what in terms:
        if kind == "sharing":
            rules = (rule for rule in lifted.read()[2].sharing if rule.words != what)
            lifted.portfolio["sharing"] = [rule.model_dump(exclude_none=True) for rule in rules]
        elif kind == "budget":  # without any budget all targets would have to be reached
            lifted.portfolio["budget"][name] = 10**6
        for facts, key in product((wishes.get(name, {}), people.get(name, {})), _WORDS[kind][2]):
            stated = facts.pop(key) if key in facts else None
            if isinstance(stated, list) and stated != [what]:
                facts[key] = [item for item in stated if item != what]
    return lifted


class Lifting(Trials):
    """Trials in which the places of some requirements, by their number, may stay open."""

    def __init__(self, case: PortfolioCase, lifted: Iterable[int] = ()) -> None:
        super().__init__(*case.read(), DAY)
        ways = ((target, leaf.rule) for target in self.ways for _, way in self.ways[target] for leaf in way)
        self._rules = {id(rule): (target, rule) for target, rule in ways}
        self.requirements: list[str] = []
        for target, rule in self._rules.values():
            is_must = all(any(leaf.rule is rule for leaf in way) for _, way in self.ways[target])
            words = in_short(PeopleRequirement.model_validate(in_order_of_meaning(rule)))
            self.requirements.append(f"{target} needs{'' if is_must else ' by one way'} {words}")
        self._open = {list(self._rules)[number] for number in lifted}

    def _fillings(self, target: str, way: list[_Rule], free: frozenset[int], holdings: Any) -> Iterator[Any]:
        if not way or id(way[0].rule) not in self._open:
            yield from super()._fillings(target, way, free, holdings)
            return
        rule = {key: value for key, value in way[0].rule.items() if key != "among_them"}
        yield from self._fillings(target, way[1:], free, holdings)
        for people in range(1, rule["people"] + 1):
            fewer = way[0]._replace(rule={**rule, "people": people})
            yield from super()._fillings(target, [fewer, *way[1:]], free, holdings)

    def is_possible(self) -> bool:
        """Whether some choice of exams reaches all; without a budget it does no harm to sit more."""
        if self.state(self.everything()) is None:
            return False
        if self.portfolio.budget:
            return any(self.state(holdings) is not None for _, holdings in self.affordable())
        most = [[c for e, c in mine if not any({*e} < {*more} for more, _ in mine)] for mine in self.choices]
        return any(self.state(holdings) is not None for holdings in product(*most))


def _assert_conflict(case: PortfolioCase, explanation: pc.Explanation) -> bool:
    """Its rules alone exclude every plan, and none can be left out; False if words do not tell which."""
    assert explanation.conflict is not None
    assert explanation.conflict.minimal
    rules: list[Any] = [(rule.kind, rule.words, rule.repair) for rule in explanation.conflict.rules]
    words = Counter(text for _, text, _ in rules)
    terms, requirements = list(_terms(case)), Lifting(case).requirements
    stated: list[Any] = [(term.kind.replace("sitting", "pin"), term.words, term.repair) for term in terms]
    stated += [("requirement", text, None) for text in requirements]
    assert Counter(rules) <= Counter(stated)
    if any(requirements.count(text) > number for text, number in words.items()):
        return False
    kept = _lifted(case, (term for term in terms if term.words not in words))
    lifted = {number for number, text in enumerate(requirements) if text not in words}
    assert not Lifting(kept, lifted).is_possible()
    for term in terms:
        assert term.words not in words or Lifting(_lifted(kept, [term]), lifted).is_possible(), term
    for number, text in enumerate(requirements):
        assert number in lifted or Lifting(kept, {*lifted, number}).is_possible(), text
    return True


def _assert_smallest_repairs(case: PortfolioCase, explanation: pc.Explanation) -> int:
    """All smallest sets of terms are told, and the fewest newcomers who would do; the size of a set."""
    told = [repair.changes for repair in explanation.repairs]
    people = told.pop()[0] if told and READY in told[-1][0] else "0"
    number = int(people.replace("one", "1").split()[0])
    assert _has_plan(case, number or 12) is bool(number)
    assert number < 2 or not _has_plan(case, number - 1)
    terms = {term.repair: term for term in _terms(case)}

    def helping(size: int) -> Iterator[frozenset[str]]:
        for some in combinations(terms, size):
            if Lifting(_lifted(case, [terms[text] for text in some])).is_possible():
                yield frozenset(some)

    size = len(told[0]) if told else 0
    assert size == 1 or not [*helping(size - 1 if told else min(len(terms), MOST_LIFTED))]
    found = set(helping(size)) if told else set()
    assert set(map(frozenset, told)) <= found
    assert len({*told}) == len(told) == min(len(found), MOST_TOLD)
    assert all(_has_plan(_lifted(case, [terms[text] for text in some])) for some in told)
    return size
