"""Single mutations of a program as plain data, each saying where it is and how it should be called.

A mutation raises IndexError where the program has nothing to bend in its way.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any


class Spot:
    """A part of a program that can be bent: its place, and the list or mapping that holds it.

    `must`: no choice lies above it.
    """

    def __init__(self, place: str, holder: Any, name: Any, *, must: bool = True) -> None:
        self.place, self.holder, self.name, self.must = place, holder, name, must

    @property
    def value(self) -> Any:
        return self.holder[self.name]

    @value.setter
    def value(self, value: Any) -> None:
        self.holder[self.name] = value


def people_and_parts(program: dict[str, Any]) -> Iterator[Spot]:
    """Every requirement of a program, parts included."""
    for competency, facts in program["competencies"].items():
        for option, branch in facts["options"].items():
            for level in branch["levels"]:
                yield from _below(Spot(f"{competency}/{option}/{level}", branch["levels"], level))


def _below(spot: Spot) -> Iterator[Spot]:
    yield spot
    for name in ("all", "any", "of"):
        for number in range(len(spot.value.get(name, ()))):
            yield from _below(Spot(spot.place, spot.value[name], number, must=spot.must and name == "all"))


def choices(program: dict[str, Any]) -> Iterator[Spot]:
    """Every `any` of at least two parts among the conditions on people, and on who earns something."""
    for spot in people_and_parts(program):
        for rule in [spot.value, *spot.value.get("among_them", ())]:
            if "each" in rule:
                yield from _choices_below(Spot(spot.place, rule, "each"))
    for name, facts in program["credentials"].items():
        if "earned_by" in facts:
            yield from _choices_below(Spot(f"credentials/{name}", facts, "earned_by"))


def _choices_below(spot: Spot) -> Iterator[Spot]:
    if not isinstance(spot.value, dict):
        return
    if len(spot.value.get("any", ())) > 1:
        yield spot
    for name in ("all", "any", "of"):
        for number in range(len(spot.value.get(name, ()))):
            yield from _choices_below(Spot(spot.place, spot.value[name], number))


Found = tuple[str, set[str]]


def raise_people(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice([spot for spot in people_and_parts(program) if "people" in spot.value])
    spot.value["people"] += 1
    return spot.place, {"people-raised"}


def raise_among_them(program: dict[str, Any], rng: random.Random) -> Found:
    spots = [spot for spot in people_and_parts(program) if "among_them" in spot.value]
    spot = rng.choice(
        [spot for spot in spots if spot.value["people"] > spot.value["among_them"][0]["people"]]
    )
    spot.value["among_them"][0]["people"] += 1
    return spot.place, {"people-raised"}


def accept_one_more(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice(list(choices(program)))
    program["credentials"]["fresh"] = {"kind": "exam"}
    spot.value["any"].append("fresh")
    return spot.place, {"choice-added"}


def accept_one_less(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice([spot for spot in choices(program) if len(set(map(repr, spot.value["any"]))) > 1])
    spot.value["any"].pop(rng.randrange(len(spot.value["any"])))
    return spot.place, {"choice-removed"}


def make_optional(program: dict[str, Any], rng: random.Random) -> Found:
    """A part that is needed whatever one chooses gets an alternative."""
    spots = [spot for spot in people_and_parts(program) if spot.must]
    spot = rng.choice([spot for spot in spots if "people" in spot.value or "metric" in spot.value])
    program["credentials"]["fresh"] = {"kind": "exam"}
    spot.value = {"any": [spot.value, {"people": 1, "each": "fresh"}]}
    return spot.place, {"became-optional"}


def choose_one_of_two(program: dict[str, Any], rng: random.Random) -> Found:
    """Two parts of an `all` of three or more different ones become the two ways of one part."""
    spots = [spot for spot in people_and_parts(program) if len(spot.value.get("all", ())) > 2]
    spots = [spot for spot in spots if len(set(map(repr, spot.value["all"]))) == len(spot.value["all"])]
    spot = rng.choice([spot for spot in spots if _are_leaves(spot.value["all"])])
    *kept, one, other = spot.value["all"]
    spot.value["all"] = [*kept, {"any": [one, other]}]
    return spot.place, {"became-optional"}


def _are_leaves(parts: list[dict[str, Any]]) -> bool:
    return all("people" in part or "metric" in part for part in parts)


def need_one_more(program: dict[str, Any], rng: random.Random) -> Found:
    spots = [spot for spot in people_and_parts(program) if spot.must and "of" in spot.value]
    spots = [spot for spot in spots if _are_leaves(spot.value["of"])]
    spot = rng.choice([spot for spot in spots if spot.value["at_least"] < len(spot.value["of"])])
    spot.value["at_least"] += 1
    # All of them, within an `all`: nothing is chosen any more.
    return spot.place, {"needed-raised", "became-mandatory"}


def ask_for_more(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice([spot for spot in people_and_parts(program) if "people" in spot.value])
    program["credentials"]["fresh"] = {"kind": "exam"}
    spot.value = {"all": [spot.value, {"people": 1, "each": "fresh"}]}
    return spot.place, {"requirement-added"}


def move_amount(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice([spot for spot in people_and_parts(program) if "metric" in spot.value])
    needed = spot.value["at_least"]
    if isinstance(needed, dict):
        needed[rng.choice(sorted(needed))] -= 1
    else:
        spot.value["at_least"] -= 1
    return spot.place, {"amount-lowered"}


def change_unit(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice([spot for spot in people_and_parts(program) if "metric" in spot.value])
    spot.value["unit"] = "EUR"
    return spot.place, {"unit-changed"}


def turn_overlap(program: dict[str, Any], rng: random.Random) -> Found:
    spot = rng.choice([spot for spot in people_and_parts(program) if "overlap" in spot.value])
    del spot.value["overlap"]
    return spot.place, {"overlap-forbidden"}


def retire(program: dict[str, Any], rng: random.Random) -> Found:
    name = rng.choice(sorted(program["credentials"]))
    had = "retired" in program["credentials"][name]
    program["credentials"][name]["retired"] = "2010-01-01"
    return f"credentials/{name}", {"date-changed" if had else "date-added"}


def stop_counting(program: dict[str, Any], rng: random.Random) -> Found:
    name = rng.choice(sorted(program["credentials"]))
    had = "counts_until" in program["credentials"][name]
    program["credentials"][name]["counts_until"] = "2031-01-01"
    return f"credentials/{name}", {"date-changed" if had else "date-added"}


def drop_route(program: dict[str, Any], rng: random.Random) -> Found:
    name = rng.choice([name for name, facts in program["credentials"].items() if "earned_by" in facts])
    del program["credentials"][name]["earned_by"]
    return f"credentials/{name}", {"route-removed"}


def add_level(program: dict[str, Any], rng: random.Random) -> Found:
    competency = rng.choice(sorted(program["competencies"]))
    option = rng.choice(sorted(program["competencies"][competency]["options"]))
    program["competencies"][competency]["options"][option]["levels"]["silver"] = {"people": 1, "each": "e0"}
    return f"{competency}/{option}/silver", {"level-added"}


MUTATIONS: list[Callable[[dict[str, Any], random.Random], Found]] = [
    raise_people,
    raise_among_them,
    accept_one_more,
    accept_one_less,
    make_optional,
    choose_one_of_two,
    need_one_more,
    ask_for_more,
    move_amount,
    change_unit,
    turn_overlap,
    retire,
    stop_counting,
    drop_route,
    add_level,
]
