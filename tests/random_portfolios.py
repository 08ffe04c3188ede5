"""Tiny random portfolios: many targets under a company's own rules, limits and prices."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import plan_competency as pc
from brute_force_portfolio import asked, concerned, fits, mixed
from plan_competency.models.portfolios import Portfolio
from random_cases import DAY, _credentials, _let_some_lapse, _metric, _person, _qualification, _roster

_Data = dict[str, Any]
_AMOUNTS = (0, 1, 3, 12.5, 0.1, 0.2, 100, 165, 33.3333)


class PortfolioCase(NamedTuple):
    """One question: plain data, so that a test can change it before it is read."""

    program: _Data
    roster: _Data
    portfolio: _Data

    def read(self) -> tuple[pc.Program, pc.Roster, Portfolio]:
        return (
            pc.Program.model_validate(self.program),
            pc.Roster.model_validate(self.roster),
            Portfolio.model_validate(self.portfolio),
        )


def random_portfolio(seed: int) -> PortfolioCase:
    rng = random.Random(f"portfolio {seed}")
    credentials = _credentials(rng)
    _let_some_lapse(rng, credentials)
    requirements = _Requirements(rng, list(credentials))
    program: _Data = {
        "program": "random",
        "edition": "2017-07",
        "credentials": credentials,
        "competencies": {f"c{n}": requirements.competency() for n in range(rng.choice((1, 2, 2, 2, 3)))},
    }
    people = rng.choice((2, 3, 3) if "e3" in credentials else (3, 3, 4))
    roster = _roster(rng, list(credentials))
    roster["people"] = {f"p{number}": _person(rng, list(credentials)) for number in range(people)}
    for number, person in enumerate(roster["people"].values()):
        if not person and len(requirements.anys) > 1:
            person.append(f"e{number % 2}")  # people who differ are what the readings differ about
    portfolio: _Data = {"targets": _targets(rng, program["competencies"])}
    if rng.random() < 0.6:
        portfolio["reading"] = "strict" if len(requirements.anys) == 1 and rng.random() < 0.4 else "mixed"
    seats = _seats(program, portfolio)
    _add_measures(rng, program, portfolio)
    if rng.random() < 0.8:
        _add_sharing(rng, portfolio, seats)
    wishes = {name: _terms(rng, credentials, seats) for name in roster["people"]}
    portfolio["people"] = {
        name: terms
        for name, terms in wishes.items()
        if terms and _is_sensible(terms, roster["people"][name], credentials, seats)
    }
    if rng.random() < 0.4:
        names = list(roster["people"])
        portfolio["prefer"] = rng.sample(names, rng.randint(1, len(names)))
    return PortfolioCase(program, roster, portfolio)


class _Requirements:
    """Makes random requirements of these credentials and roles, some or most of them an `any`."""

    def __init__(self, rng: random.Random, known: list[str]) -> None:
        self.rng, self.known = rng, known
        roles: tuple[str, ...] = rng.choice(((), ("sales",), ("sales", "tech"), ("sales", "tech")))
        self.roles = (*roles, *roles, None)
        self.anys = ["any"] * rng.choice((1, 6))

    def competency(self) -> _Data:
        options = {}
        for option in range(self.rng.choice((1, 1, 1, 2))):
            gold = self._requirement()
            levels = {"gold": gold if self.rng.random() < 0.75 else {"all": [gold, _metric(self.rng)]}}
            if self.rng.random() < 0.2:
                levels["silver"] = self._people(1, self.rng.choice(self.roles))
            options[f"o{option}"] = {"levels": levels}
        return {"options": options}

    def _requirement(self) -> _Data:
        form = self.rng.choice(("people", "all", "all", "at_least", *self.anys))
        if form == "people":
            return self._people(self.rng.choice((1, 2, 2)), self.rng.choice(self.roles))
        if form == "any":
            return self._any(2)
        parts = [
            self._people(1, self.rng.choice(self.roles)),
            *(self._part() for _ in range(self.rng.choice((0, 1, 1, 2)))),
        ]
        if form == "at_least":
            return {"at_least": self.rng.randint(1, len(parts)), "of": parts}
        if self.rng.random() < 0.3:
            parts.append({"all": [self._people(1, self.rng.choice(self.roles))], "overlap": "allowed"})
        return {"all": parts}

    def _part(self) -> _Data:
        form = self.rng.choice(("people", "any", "metric"))
        if form == "metric":
            return _metric(self.rng)
        if form == "any":
            return self._any(self.rng.choice((1, 2)))
        return self._people(self.rng.choice((1, 1, 2)), self.rng.choice(self.roles))

    def _any(self, number: int, depth: int = 1) -> _Data:
        """People alternatives, most of them of the same number and role, some of them in groups."""
        role, parts, each = self.rng.choice(self.roles), [], self.rng.sample(self.known, len(self.known))
        for _ in range(self.rng.choice((2, 2, 3))):
            if depth and self.rng.random() < 0.2:
                parts.append(self._any(number, depth - 1))
                continue
            same = self.rng.random() < 0.8
            part = self._people(number if same else 1, role if same else self.rng.choice(self.roles))
            if self.rng.random() < 0.6:
                part["each"] = each[len(parts) % len(each)]
            parts.append({"all": [part]} if self.rng.random() < 0.1 else part)
        if self.rng.random() < 0.06:
            parts.append(_metric(self.rng))
        return {"at_least": 1, "of": parts} if self.rng.random() < 0.25 else {"any": parts}

    def _people(self, number: int, role: str | None) -> _Data:
        rule: _Data = {"people": number, "each": _qualification(self.rng, self.known, self.rng.randint(0, 1))}
        if self.rng.random() < 0.75:
            rule["label"] = self.rng.choice(("red", "green", "blue"))
        if role:
            rule["role"] = role
        if self.rng.random() < 0.12:
            more = {"people": self.rng.randint(1, number), "each": _qualification(self.rng, self.known, 1)}
            rule["among_them"] = [more]
        return rule


def _targets(rng: random.Random, competencies: _Data) -> list[Any]:
    """Targets by name, by option and by pattern; some with a weight, the later of two counts."""
    form = rng.choice(("names", "names", "pattern", "options", "silver"))
    patterns: dict[str, list[Any]] = {
        "pattern": [rng.choice(("*/gold", "c?/GOLD"))],
        "silver": ["c0/*", "*/gold"],
    }
    written = patterns.get(form, [])
    for name in competencies:
        own = f"{name}/gold" if rng.random() < 0.8 else f"{name.upper()}/Gold"
        if form == "options":
            own = rng.choice((f"{name}/*/gold", f"{name}/o0/gold", f"{name}/gold"))
        weight = rng.choice((1, 1, 1, 2, 3, 5))
        if form in ("names", "options") or weight > 1:
            written.append({"target": own, "weight": weight} if weight > 1 else own)
    rng.shuffle(written)
    return written


def _seats(program: _Data, portfolio: _Data) -> dict[str, list[_Data]]:
    """The people requirements of each target asked."""
    found = {}
    questions = pc.Program.model_validate(program), Portfolio.model_validate(portfolio)
    for target in asked(*questions):
        name, *options, level = target.split("/")
        branches = program["competencies"][name]["options"].items()
        rules = [facts["levels"].get(level) for option, facts in branches if option in (options or [option])]
        rules = list(map(mixed, filter(None, rules))) if portfolio.get("reading") == "mixed" else rules
        found[target] = [leaf for rule in rules if rule for leaf in _leaves(rule)]
    return found


def _leaves(rule: _Data) -> Iterator[_Data]:
    if "each" in rule:
        yield rule
    for part in rule.get("all") or rule.get("any") or rule.get("of") or ():
        yield from _leaves(part)


def _add_sharing(rng: random.Random, portfolio: _Data, seats: dict[str, list[_Data]]) -> None:
    if rng.random() < 0.3:
        portfolio["sharing"] = rng.choice(
            ("free", "exclusive", "exclusive", "exclusive", "at-most:1", "at-most:2")
        )
        return
    roles = sorted({leaf["role"] for leaves in seats.values() for leaf in leaves if "role" in leaf})
    rules = []
    for _ in range(rng.choice((1, 1, 2))):
        form = rng.choice(("at_most", "different_people", *["one_role_of"] * (2 * len(roles) - 2)))
        rule: _Data = {form: roles}
        if form != "one_role_of":
            rule = {form: rng.choice((1, 1, 1, 2) if form == "at_most" else (2, 2, 3))}
            if roles and rng.random() < 0.5:
                rule["role"] = rng.choice(roles)
        if rng.random() < 0.5:
            patterns = ("*/gold", "c0/*", "*/o0/*", "*/*/gold", "C?/silver", *seats)
            fitting = [item for item in patterns if any(concerned(target, [item]) for target in seats)]
            rule["among"] = rng.sample(fitting, rng.choice((1, 1, min(2, len(fitting)))))
        rules.append(rule)
    portfolio["sharing"] = rules


def _add_measures(rng: random.Random, program: _Data, portfolio: _Data) -> None:
    """What to keep small, a budget, and the prices that those need."""
    measures = ["exams", "people", "cost", "hours"]
    if rng.random() < 0.6:
        portfolio["minimize"] = rng.sample(measures, rng.choice((1, 1, 2, 2, 3, 4)))
    limited = rng.sample(measures, rng.choice((1, 1, 2))) if rng.random() < 0.5 else []
    used = {*portfolio.get("minimize", ()), *limited}
    exams = [name for name, facts in program["credentials"].items() if facts["kind"] != "certification"]
    needed = [key for key, measure in (("price", "cost"), ("hours", "hours")) if measure in used]
    if not needed and rng.random() < 0.15:
        needed = ["price"]
    amounts = {name: {key: rng.choice(_AMOUNTS) for key in needed} for name in exams}
    if needed:
        _state_amounts(rng, amounts, program, portfolio)
    if limited:
        portfolio["budget"] = {measure: _limit(rng, measure, amounts) for measure in limited}


def _limit(rng: random.Random, measure: str, amounts: dict[str, _Data]) -> Any:
    """Something near what a plan may take."""
    if measure in ("exams", "people"):
        return rng.choice((0, 1, 1, 2, 2, 3, 4))
    key = "price" if measure == "cost" else "hours"
    items = rng.choices(list(amounts.values()), k=rng.choice((0, 1, 2, 2, 3, 4)))
    near = sum(item[key] for item in items) + rng.choice((0, 0, 0, 1, -0.1, 0.05))
    return max(0, round(near, 4))


def _state_amounts(rng: random.Random, amounts: dict[str, _Data], program: _Data, portfolio: _Data) -> None:
    """In a price list, in the program, or in both, of which the list counts."""
    where = rng.choice(("list", "others", "program", "both"))
    currency = {"currency": "USD"} if any("price" in item for item in amounts.values()) else {}
    share = {"list": 1.0, "program": 0.0}.get(where, 0.5)
    listed = {name: item for name, item in amounts.items() if rng.random() < share}
    others = next(iter(amounts.values()))
    for name, item in amounts.items():
        if where == "others" and name not in listed:
            amounts[name] = others
        elif where in ("program", "both"):
            wrong = {key: rng.choice(_AMOUNTS) for key in item}
            program["credentials"][name].update(wrong if name in listed else item)
            program.update(currency)
    if where != "program":
        exams = {name.upper(): _written(rng, item) for name, item in listed.items()}
        portfolio["prices"] = {"exams": exams, **currency}
    if where == "others":
        portfolio["prices"]["others"] = _written(rng, others)


def _written(rng: random.Random, item: _Data) -> Any:
    """A number alone is the price."""
    return item["price"] if list(item) == ["price"] and rng.random() < 0.5 else item


def _terms(rng: random.Random, credentials: _Data, seats: dict[str, list[_Data]]) -> _Data:
    exams = [name for name, facts in credentials.items() if facts["kind"] != "certification"]
    labelled = [(target, leaf["label"]) for target in seats for leaf in seats[target] if "label" in leaf]
    labels = {(target, label) for target, joined in labelled for label in joined.split(" or ")}
    names = sorted({label for _, label in labels} | {f"{target}: {label}" for target, label in labels})
    names += [target for target, leaves in seats.items() if leaves]
    terms: _Data = {"unavailable": True} if rng.random() < 0.07 else {}
    if rng.random() < 0.2:
        terms["max_exams"] = rng.choice((0, 1, 1, 2))
    for key, share in (("pin", 0.16), ("forbid", 0.25)):
        if rng.random() < share:
            item = rng.choice(exams if rng.random() < 0.4 or not names else names)
            terms[key] = sorted({item, rng.choice([*exams, *names])}) if rng.random() < 0.2 else [item]
    return terms


def _is_sensible(terms: _Data, person: Any, credentials: _Data, seats: dict[str, list[_Data]]) -> bool:
    """Whether what is pinned contradicts nothing that is stated."""
    facts = person if isinstance(person, dict) else {"holds": person}
    held = [item["credential"] if isinstance(item, dict) else item for item in facts["holds"]]
    most = [limit for limit in (facts.get("max_exams"), terms.get("max_exams")) if limit is not None]
    exams = [item for item in terms.get("pin", ()) if item in credentials]
    forbidden = terms.get("forbid", [])
    if "pin" in terms and (terms.get("unavailable") or len(exams) > min(most, default=len(exams))):
        return False
    for item in terms.get("pin", ()):
        if item in exams:
            retired = date.fromisoformat(credentials[item].get("retired", "9999-12-31")) < DAY
            if retired or item in (*held, *facts.get("cannot_take", ()), *forbidden):
                return False
        elif not _is_left(item, forbidden, seats):
            return False
    return True


def _is_left(seat: str, forbidden: list[str], seats: dict[str, list[_Data]]) -> bool:
    """Whether some place of a seat is not forbidden."""
    return any(
        fits(seat, target, leaf) and not any(fits(item, target, leaf) for item in forbidden)
        for target, leaves in seats.items()
        for leaf in leaves
    )
