"""The best plan of a portfolio by trying everything: slow, obvious, and independent of the solver.

Every choice of exams for everybody is one trial. What its people reach is found by filling the
seats of each target in every way; of each way only what the rules look at is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import chain, product
from typing import Any, NamedTuple

import plan_competency as pc
from brute_force import _choices, _groups, _held, _Rule, _state, _ways, closure, lapsed
from plan_competency.models.portfolios import Portfolio, Terms


class Best(NamedTuple):
    """What a plan makes smallest, in this order; `measures` as `measures_of` names them."""

    value_missed: int
    thresholds_unmet: int
    measures: tuple[Decimal, ...]
    largest_load: int
    preference: int
    thresholds_not_stated: int


#: Value missed, thresholds unmet and thresholds not stated, of some targets.
State = tuple[int, int, int]
#: What the rule of this number sees: a person (or that there are some), in a target or a role.
_Fact = tuple[int, int | None, str]
#: What may become of targets: the facts, and the best state in which they are true.
_Outcomes = dict[frozenset[_Fact], State]
#: A person, and the people requirement of which the person fills a place.
_Seat = tuple[int, dict[str, Any]]
#: What counts for each person.
_Holdings = tuple[frozenset[str], ...]


def best(program: pc.Program, roster: pc.Roster, portfolio: Portfolio, on: date) -> Best | None:
    """The best plan over every choice of exams for everybody; None if nothing works."""
    trials = Trials(program, roster, portfolio, on)
    everything = trials.state(trials.everything())
    if everything is None:  # whoever sits more fills no fewer seats
        return None
    found: Best | None = None
    for costs, holdings in sorted(trials.affordable(), key=lambda item: item[0]):
        if found and found[:2] == everything[:2] and costs > found[2:5]:
            break
        state = trials.state(holdings)
        if state:
            this = Best(state[0], state[1], *costs, state[2])
            found = min(found, this) if found else this
    return found


def asked(program: pc.Program, portfolio: Portfolio) -> dict[str, int]:
    """The weights of the targets asked by their names; the later entry counts."""
    weights = {}
    for goal in portfolio.targets:
        for name, facts in program.competencies.items():
            for option, branch in facts.options.items():
                for level in branch.levels:
                    names = (name, option, level) if goal.target.count("/") == 2 else (name, level)
                    if _like(names, goal.target.split("/")):
                        weights["/".join(names)] = goal.weight
    return weights


def _like(names: Iterable[str], patterns: Iterable[str]) -> bool:
    pairs = zip(names, patterns, strict=True)
    return all(fnmatchcase(name.lower(), pattern.lower()) for name, pattern in pairs)


def concerned(target: str, among: Iterable[str]) -> bool:
    """Whether a target asked is one of those that patterns limit a rule to."""
    names = target.split("/")
    for wanted in (pattern.split("/") for pattern in among):
        by_option = len(names) == len(wanted) == 3
        if _like(names, wanted) if by_option else _like((names[0], names[-1]), (wanted[0], wanted[-1])):
            return True
    return False


def fits(seat: str, target: str, rule: dict[str, Any]) -> bool:
    """Whether a name of a seat means those of this requirement in this target; see `_together`."""
    labels = rule["label"].split(" or ") if "label" in rule else []
    return seat in (target, *labels, *(f"{target}: {label}" for label in labels))


def totals(program: pc.Program, portfolio: Portfolio, taken: Iterable[Iterable[str]]) -> dict[str, Decimal]:
    """What exams amount to, listed for each person; only what is known for all of them."""
    sat = [tuple(exams) for exams in taken]
    found = {"exams": Decimal(sum(map(len, sat))), "people": Decimal(sum(1 for exams in sat if exams))}
    for measure, what in (("cost", "price"), ("hours", "hours")):
        amounts = [_amount(program, portfolio, exam, what) for exams in sat for exam in exams]
        if None not in amounts:
            found[measure] = sum((Decimal(str(amount)) for amount in amounts), Decimal())
    return found


def _amount(program: pc.Program, portfolio: Portfolio, exam: str, what: str) -> float | None:
    prices = portfolio.prices
    listed = {name.lower(): item for name, item in prices.exams.items()} if prices else {}
    items = (listed.get(exam.lower(), prices.others if prices else None), program.credentials[exam])
    return next((amount for item in items if (amount := getattr(item, what, None)) is not None), None)


def measures_of(portfolio: Portfolio) -> tuple[str, ...]:
    """What is kept small, the most important first."""
    return tuple(dict.fromkeys((*portfolio.minimize, "exams", "people")))


def place_in_list(portfolio: Portfolio, person: str) -> int:
    """Where a person stands in `prefer`; people who are not in it come after its last."""
    return portfolio.prefer.index(person) if person in portfolio.prefer else len(portfolio.prefer)


def mixed(rule: dict[str, Any]) -> dict[str, Any]:
    """A dumped requirement in which alternatives of the same number of people combine."""
    if "people" in rule or "metric" in rule:
        return rule
    key = next(key for key in ("all", "any", "of") if key in rule)
    parts = [mixed(part) for part in rule[key]]
    if key == "all" or rule.get("at_least", 1) > 1:
        return {**rule, key: parts}
    alike: dict[Any, list[dict[str, Any]]] = {}
    for number, part in enumerate(chain.from_iterable(map(_spliced, parts))):
        combines = "people" in part and "among_them" not in part
        alike.setdefault((part["people"], part.get("role")) if combines else number, []).append(part)
    return {"any": list(map(_together, alike.values()))}


def _spliced(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The alternatives of an `any` in an `any`; what stands alone in an `all` is that part."""
    alone = len(part.get("all", ())) == 1 and "overlap" not in part
    for inner in part.get("any") or (part["all"] if alone else ()):
        yield from _spliced(inner)
    if "any" not in part and not alone:
        yield part


def _together(alike: list[dict[str, Any]]) -> dict[str, Any]:
    """One requirement for all of these; each of their labels means its seats."""
    if len(alike) == 1:
        return alike[0]
    labels = dict.fromkeys(part["label"] for part in alike if "label" in part)
    found = {**alike[0], "each": {"any": [part["each"] for part in alike]}}
    return {**found, "label": " or ".join(labels)} if labels else found


class Trials:
    """A portfolio's question, and what comes of a choice of exams."""

    def __init__(self, program: pc.Program, roster: pc.Roster, portfolio: Portfolio, on: date) -> None:
        self.program, self.roster, self.portfolio, self.on = program, roster, portfolio, on
        self.weights = asked(program, portfolio)
        self.names = [name for name in sorted(roster.people) if not self._terms(name).unavailable]
        self.rules = [rule.model_dump(mode="json", exclude_none=True) for rule in portfolio.sharing]
        self.exams = {name.lower() for name in program.credentials}
        self.pins = [
            (person, pin)
            for person, name in enumerate(self.names)
            for pin in self._terms(name).pin
            if pin.lower() not in self.exams
        ]
        self.forbidden = [self._terms(name).forbid for name in self.names]
        self.ways = {target: list(self._ways_to(target)) for target in self.weights}
        self.choices = [list(self._choices_of(name)) for name in self.names]
        self._known_outcomes: dict[Any, _Outcomes] = {}
        self._known_states: dict[_Holdings, State | None] = {}

    def _terms(self, name: str) -> Terms:
        return self.portfolio.people.get(name, Terms())

    def _ways_to(self, target: str) -> Iterator[tuple[State, list[_Rule]]]:
        """Each set of people requirements that fulfils a target, and how its thresholds stand."""
        competency, *options, level = target.split("/")
        for option, facts in self.program.competencies[competency].options.items():
            if level not in facts.levels or option not in (options or [option]):
                continue
            rule = facts.levels[level].model_dump(mode="json", exclude_none=True)
            rule = mixed(rule) if self.portfolio.reading == "mixed" else rule
            place = competency, option, level
            for way in _ways(rule, True):
                states = [
                    _state(self.program, self.roster, place, leaf.rule, list(self.weights))
                    for leaf in way
                    if "metric" in leaf.rule
                ]
                people = [leaf for leaf in way if "people" in leaf.rule]
                yield (0, states.count("unmet"), states.count("not-stated")), people

    def _choices_of(self, name: str) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
        """What one person may sit, and what then counts."""
        person, terms = self.roster.people[name], self._terms(name)
        pinned = self.exams & {text.lower() for text in terms.pin}
        forbidden = self.exams & {text.lower() for text in terms.forbid}
        for exams in _choices(self.program, person, self.on):
            sat = {exam.lower() for exam in exams}
            most = len(sat) if terms.max_exams is None else terms.max_exams
            if pinned <= sat and not forbidden & sat and len(sat) <= most:
                held = _held(self.program, person, self.on) | set(exams)
                yield exams, closure(self.program, held) - lapsed(self.program, self.on)

    def everything(self) -> _Holdings:
        """What would count for people who could make all their choices at once."""
        return tuple(frozenset[str]().union(*(counts for _, counts in items)) for items in self.choices)

    def affordable(self) -> Iterator[tuple[tuple[tuple[Decimal, ...], int, int], _Holdings]]:
        """Every choice of exams for everybody within the budget: its costs, and what counts then."""
        budget = dict(self.portfolio.budget.amounts()) if self.portfolio.budget else {}
        places = [place_in_list(self.portfolio, name) for name in self.names]
        for taken in product(*self.choices):
            sums = totals(self.program, self.portfolio, (exams for exams, _ in taken))
            if all(sums[measure] <= Decimal(str(most)) for measure, most in budget.items()):
                loads = [len(exams) for exams, _ in taken]
                preference = sum(load * place for load, place in zip(loads, places, strict=True))
                measures = tuple(sums[measure] for measure in measures_of(self.portfolio))
                yield (measures, max(loads, default=0), preference), tuple(counts for _, counts in taken)

    def state(self, holdings: _Holdings) -> State | None:
        """The best that such people reach together; None where the rules cannot be kept."""
        if holdings not in self._known_states:
            reached: _Outcomes = {frozenset(): (0, 0, 0)}
            for target in self.weights:
                reached = self._joined(reached, self._outcomes_of(target, holdings))
            states = [state for facts, state in reached.items() if self._complete(facts)]
            self._known_states[holdings] = min(states, default=None)
        return self._known_states[holdings]

    def _joined(self, some: _Outcomes, others: _Outcomes) -> _Outcomes:
        found: _Outcomes = {}
        for (facts, state), (more, other) in product(some.items(), others.items()):
            total = state[0] + other[0], state[1] + other[1], state[2] + other[2]
            if facts | more in found or self._allowed(facts | more):
                found[facts | more] = min(total, found.get(facts | more, total))
        return found

    def _outcomes_of(self, target: str, holdings: _Holdings) -> _Outcomes:
        """All that may become of one target."""
        if (target, holdings) not in self._known_outcomes:
            found: _Outcomes = {}
            if self.portfolio.budget:
                found[frozenset()] = self.weights[target], 0, 0
            for state, way in self.ways[target]:
                for seats in self._fillings(target, way, frozenset(range(len(self.names))), holdings):
                    facts = frozenset(self._facts(target, seats))
                    found[facts] = min(state, found.get(facts, state))
            self._known_outcomes[target, holdings] = found
        return self._known_outcomes[target, holdings]

    def _fillings(
        self, target: str, way: list[_Rule], free: frozenset[int], holdings: _Holdings
    ) -> Iterator[list[_Seat]]:
        """Every way to fill these seats; those of exclusive leaves with people who are free."""
        if not way:
            yield []
            return
        rule, exclusive = way[0]
        able = free if exclusive else frozenset(range(len(self.names)))
        may = (who for who in able if not any(fits(seat, target, rule) for seat in self.forbidden[who]))
        for group in _groups(rule, frozenset(may), holdings):
            left = free - set(group) if exclusive else free
            for rest in self._fillings(target, way[1:], left, holdings):
                yield [*((person, rule) for person in group), *rest]

    def _facts(self, target: str, seats: list[_Seat]) -> Iterator[_Fact]:
        for number, rule in enumerate(self.rules):
            if concerned(target, rule.get("among", [target])):
                yield number, None, target
                for person, leaf in seats:
                    role = leaf.get("role", "")
                    if role in rule.get("one_role_of", [rule.get("role", role)]):
                        yield number, person, (role if "one_role_of" in rule else target)
        for number, (person, seat) in enumerate(self.pins, start=len(self.rules)):
            if any(who == person and fits(seat, target, leaf) for who, leaf in seats):
                yield number, person, target

    def _allowed(self, facts: frozenset[_Fact]) -> bool:
        """Nobody has more targets, or more roles, than a rule allows."""
        counts = Counter((number, person) for number, person, _ in facts if person is not None)
        most = {number: rule.get("at_most") for number, rule in enumerate(self.rules)}
        most |= {number: 1 for number, rule in enumerate(self.rules) if "one_role_of" in rule}
        return all(count <= (most.get(number) or count) for (number, _), count in counts.items())

    def _complete(self, facts: frozenset[_Fact]) -> bool:
        """There are enough different people, and everybody has the seats that they must have."""
        people = {(number, person) for number, person, _ in facts}
        different = Counter(number for number, person in people if person is not None)
        for number, rule in enumerate(self.rules):
            if (number, None) in people and different[number] < rule.get("different_people", 0):
                return False
        return all(different[len(self.rules) + number] for number in range(len(self.pins)))
