"""Tiny random programs and rosters that use the whole requirement language."""

from __future__ import annotations

import random
from datetime import date
from typing import Any, NamedTuple

import plan_competency as pc

DAY = date(2017, 7, 1)


class RandomCase(NamedTuple):
    """One question: plain data, so that a test can permute it before it is read."""

    program: dict[str, Any]
    roster: dict[str, Any]
    targets: list[str]

    def read(self) -> tuple[pc.Program, pc.Roster]:
        return pc.Program.model_validate(self.program), pc.Roster.model_validate(self.roster)


def random_case(seed: int) -> RandomCase:
    rng = random.Random(seed)
    credentials = _credentials(rng)
    competencies = {
        f"c{number}": {
            "options": {
                f"o{option}": {"levels": {"gold": _requirement(rng, list(credentials), 2)}}
                for option in range(rng.choice((1, 1, 2)))
            }
        }
        for number in range(rng.choice((1, 1, 2)))
    }
    program = {
        "program": "random",
        "edition": "2017-07",
        "credentials": credentials,
        "competencies": competencies,
    }
    roster = _roster(rng, list(credentials))
    later = random.Random(f"{seed} later")  # of its own, so that what is above stays as it was
    _let_some_lapse(later, credentials)
    if later.random() < 0.5:
        _add_thresholds(later, competencies)
        program = _renamed(program)
        _state_for_parts(later, competencies, roster)
    return RandomCase(program, roster, [f"{name}/gold" for name in competencies])


def _let_some_lapse(rng: random.Random, credentials: dict[str, dict[str, Any]]) -> None:
    for facts in credentials.values():
        if rng.random() < 0.15:
            last = rng.choice(("2017-06-30", "2017-06-30", "2017-07-01"))
            facts["counts_until"] = max(last, facts.get("retired", last))


def _add_thresholds(rng: random.Random, competencies: dict[str, Any]) -> None:
    for facts in competencies.values():
        for option in facts["options"].values():
            if rng.random() < 0.5:
                option["levels"]["gold"] = {"all": [option["levels"]["gold"], _metric(rng)]}


def _renamed(data: Any) -> Any:
    """The same program with a metric that is named by its position."""
    if isinstance(data, dict):
        return {key: _renamed(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(item) for item in data]
    return "performance-1" if data == "revenue" else data


def _state_for_parts(rng: random.Random, competencies: dict[str, Any], roster: dict[str, Any]) -> None:
    """Metrics stated for the program, and for its competencies, levels and options."""
    metrics = roster.pop("metrics", {})
    if "revenue" in metrics or rng.random() < 0.5:
        metrics["performance-1"] = metrics.pop("revenue", 60)
    for competency, facts in competencies.items():
        options = [f"/{option}{level}" for option in facts["options"] for level in ("", "/gold")]
        for part in ("", "/gold", *options):
            for metric in ("performance-1", "customers"):
                if rng.random() < 0.15:
                    name = rng.choice((competency, competency.upper()))
                    metrics[f"{name}{part}/{metric}"] = rng.choice((40, 60, 120))
    if metrics:
        roster["metrics"] = metrics


def _credentials(rng: random.Random) -> dict[str, dict[str, Any]]:
    exams = [f"e{number}" for number in range(rng.choice((2, 3, 3, 4)))]
    credentials: dict[str, dict[str, Any]] = {name: {"kind": "exam"} for name in exams}
    credentials[rng.choice(exams)]["kind"] = "assessment"
    if rng.random() < 0.2:
        credentials[rng.choice(exams)]["retired"] = rng.choice(("2017-06-30", "2017-07-01"))
    known = list(exams)
    for number in range(rng.choice((0, 1, 2))):
        facts: dict[str, Any] = {"kind": "certification"}
        if rng.random() < 0.8:
            facts["earned_by"] = _qualification(rng, known, 2)
        credentials[f"m{number}"] = facts
        known.append(f"m{number}")
    return credentials


def _qualification(rng: random.Random, known: list[str], depth: int) -> Any:
    if depth == 0 or rng.random() < 0.35:
        return rng.choice(known)
    parts = [_qualification(rng, known, depth - 1) for _ in range(rng.choice((1, 2, 2, 3)))]
    form = rng.choice(("all", "any", "at_least"))
    if form == "at_least":
        return {"at_least": rng.randint(1, len(parts)), "of": parts}
    return {form: parts}


def _requirement(rng: random.Random, known: list[str], depth: int) -> dict[str, Any]:
    if depth == 0 or rng.random() < 0.35:
        return _metric(rng) if rng.random() < 0.2 else _people(rng, known)
    parts = [_requirement(rng, known, depth - 1) for _ in range(rng.choice((1, 2, 2, 3)))]
    form = rng.choice(("all", "all", "any", "at_least"))
    if form == "at_least":
        return {"at_least": rng.randint(1, len(parts)), "of": parts}
    rule: dict[str, Any] = {form: parts}
    if form == "all" and rng.random() < 0.3:
        rule["overlap"] = "allowed"
    return rule


def _people(rng: random.Random, known: list[str]) -> dict[str, Any]:
    number = rng.choice((1, 1, 1, 2, 2))
    rule: dict[str, Any] = {"people": number, "each": _qualification(rng, known, 2)}
    if rng.random() < 0.3:
        rule["among_them"] = [
            {"people": rng.randint(1, number), "each": _qualification(rng, known, 1)}
            for _ in range(rng.choice((1, 1, 2)))
        ]
    return rule


def _metric(rng: random.Random) -> dict[str, Any]:
    needed = rng.choice((100, {"developed": 100}, {"developed": 100, "developing": 50}))
    return {"metric": rng.choice(("revenue", "customers")), "at_least": needed, "unit": "USD"}


def _roster(rng: random.Random, known: list[str]) -> dict[str, Any]:
    roster: dict[str, Any] = {
        "people": {f"p{number}": _person(rng, known) for number in range(rng.choice((1, 2, 3, 3)))}
    }
    if rng.random() < 0.7:
        roster["market"] = rng.choice(("developed", "developing"))
    for metric in ("revenue", "customers"):
        if rng.random() < 0.6:
            roster.setdefault("metrics", {})[metric] = rng.choice((40, 60, 120))
    return roster


def _person(rng: random.Random, known: list[str]) -> Any:
    holds: list[Any] = rng.sample(known, rng.choice((0, 0, 1, 1, 2)))
    if holds and rng.random() < 0.2:
        holds[0] = {"credential": holds[0], "expires": rng.choice(("2017-06-30", "2017-07-01"))}
    elif holds and rng.random() < 0.2:
        holds[0] = {"credential": holds[0], "passed": rng.choice(("2017-07-02", "2017-07-01"))}
    person: dict[str, Any] = {"holds": holds}
    if rng.random() < 0.2:
        person["max_exams"] = rng.randint(0, 2)
    if rng.random() < 0.2:
        person["cannot_take"] = [rng.choice(known)]
    return person if len(person) > 1 else holds
