"""Nothing is lost between two programs: random ones, and every single mutation of one."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import plan_competency as pc
import pytest
from plan_competency.models.differences import differences
from plan_competency.models.differences.edits import opposite
from program_mutations import MUTATIONS, Found
from random_cases import random_case
from test_differences import TEXTS
from test_invariance import shuffled


def said(data: Any) -> Any:
    """An independent idea of what a rule says: no texts, no order, one way to write it."""
    if isinstance(data, dict):
        data = {name: said(value) for name, value in data.items() if name not in TEXTS}
        for name in ("all", "any", "of"):
            if name in data:
                return _said_group(name, data)
        return tuple(sorted(data.items(), key=repr))
    if isinstance(data, list):
        return tuple(sorted(map(said, data), key=repr))
    return data


def _said_group(name: str, data: Any) -> Any:
    parts, overlap = list(data[name]), data.get("overlap")
    needed = {"all": len(parts), "any": 1}.get(name) or data["at_least"]
    if len(parts) == 1 and not overlap:
        return parts[0]
    mode = "all" if needed == len(parts) else needed
    flat: list[Any] = []
    for part in parts:
        splices = isinstance(part, tuple) and len(part) == 4 and part[0] == "group" and part[2] is None
        flat += part[3] if splices and mode in ("all", 1) and part[1] == mode else [part]
    return ("group", mode, overlap, tuple(sorted(flat, key=repr)))


def rules(program: dict[str, Any]) -> Any:
    return said({name: program[name] for name in ("credentials", "competencies")})


def compared(old: dict[str, Any], new: dict[str, Any]) -> tuple[pc.RuleChange, ...]:
    return differences(pc.Program.model_validate(old), pc.Program.model_validate(new))


def seen(changes: tuple[pc.RuleChange, ...]) -> list[str]:
    return sorted(repr((item.place, item.kind, item.before, item.after)) for item in changes)


def mirrored(changes: tuple[pc.RuleChange, ...]) -> list[str]:
    return sorted(repr((item.place, opposite(item.kind), item.after, item.before)) for item in changes)


@pytest.mark.parametrize("seed", range(150))
def test_no_change_if_and_only_if_the_rules_are_the_same(seed: int) -> None:
    one, other = random_case(seed).program, random_case(seed + 1).program
    assert compared(one, shuffled(one, random.Random(seed))) == ()
    assert bool(compared(one, other)) == (rules(one) != rules(other))


@pytest.mark.parametrize("seed", [*range(150), 2060])  # 2060 has ties that only a fair tie-break mirrors
def test_order_changes_nothing_and_backwards_is_the_mirror(seed: int) -> None:
    one, other = random_case(seed).program, random_case(seed + 1).program
    rng = random.Random(seed)
    found = compared(one, other)
    assert compared(shuffled(one, rng), shuffled(other, rng)) == found
    assert mirrored(compared(other, one)) == seen(found)
    assert all(item.sentence for item in found)


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_every_mutation_is_found_where_it_was_made(
    mutate: Callable[[dict[str, Any], random.Random], Found],
) -> None:
    tried = 0
    for seed in range(400):
        one = random_case(seed).program
        other, rng = copy.deepcopy(one), random.Random(seed)
        try:
            place, kinds = mutate(other, rng)
        except IndexError:
            continue  # this program has nothing to bend in this way
        found = [item for item in compared(one, other) if item.place == place]
        assert kinds & {item.kind for item in found}, (seed, place, found)
        tried += 1
    assert tried >= 30
