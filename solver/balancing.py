"""Spreads the exams of a plan more evenly, a few people at a time.

The largest load is hard for the solver as a whole: nothing in the linear relaxation pulls at
it. But for half a dozen people with everybody else held where they are it is a small problem.
So small groups around somebody who sits too much are solved one after another. What comes out
is a plan with the same totals. It is the most even one where exams spread evenly come to as much, or
the relaxation rules out less; if not, the search goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .cpsat import IntVar, Parameters, Status, solve
from .measures import studies
from .model import SeatModel
from .search import Search
from .stages import LARGEST_LOAD
from .stopping import Clock

if TYPE_CHECKING:
    import random

#: People who are planned anew at a time.
GROUP = 5
#: Work on one group, in the solver's own deterministic seconds.
GROUP_WORK = 0.5
#: Groups in a row without any gain after which no more are tried.
MOST_IN_VAIN = 12


def is_even(search: Search) -> bool:
    """Whether the largest load is found and proven without a search of its own; if so, it is held."""
    assert search.solution is not None
    model, people = search.model, search.minimum("people")
    least = _least_load(search, -(-search.minimum("exams") // people))
    if _largest_load(search) > least and people > GROUP:
        search.tell(LARGEST_LOAD.name, _largest_load(search), least)
        search.keep(evened(model, search.solution, least, search.parameters, search.clock))
    if _largest_load(search) > least:
        search.least[LARGEST_LOAD.name] = least
        return False
    search.end(LARGEST_LOAD.name, least, least)
    for name, sits in model.sits.items():
        model.cp.add(sum(sits.values()) <= model.number[name] * least)
    return True


def _least_load(search: Search, least: int) -> int:
    """The first load from `least` on that the relaxation does not rule out; its plan is kept if found."""
    while _largest_load(search) > least:
        found = search.branched(sum(_excess(search.model, least).values()), 0)
        if found.solution is not None and found.value == 0:
            search.keep(found.solution)
        elif found.bound is None or found.bound <= 0:
            break
        else:
            least += 1
    return least


def _largest_load(search: Search) -> int:
    return max(map(len, search.takes().values()))


def evened(
    model: SeatModel,
    solution: list[int],
    least: int,
    parameters: Callable[[], Parameters],
    clock: Clock,
) -> list[int]:
    """A solution in which nobody sits more than `least` exams, or as few people as were found by as little.

    Args:
        model: its totals are held already.
        solution: values by variable index.
        least: no load can be smaller.
        parameters: of a search.
        clock: when to stop, if there is gain for so long.
    """
    import random

    over = _excess(model, least)
    chance = random.Random(least)  # noqa: S311 - chooses groups, guards no secret
    in_vain = 0
    while in_vain < MOST_IN_VAIN and not clock.is_up:
        loads = _loads(model, solution)
        if max(loads.values()) <= least:
            break
        group = _group(loads, least, chance)
        better = _solved(model, solution, group, over, parameters(), clock)
        gain = better is not None and _too_much(_loads(model, better), least) < _too_much(loads, least)
        in_vain = 0 if gain else in_vain + 1
        solution = better or solution
    return solution


def _excess(model: SeatModel, least: int) -> dict[str, IntVar]:
    """How much each person sits beyond `least`, as new variables by name.

    Who sits nothing has no room to share: the relaxation spreads half an exam only over half a person, and
    so rules out loads for which there are too few people.
    """
    someone, over = studies(model), {}
    for name, sits in model.sits.items():
        if sits:
            over[name] = model.cp.new_int_var(0, len(sits) * model.number[name])
            model.cp.add(sum(sits.values()) - over[name] <= least * someone[name])
    return over


def _loads(model: SeatModel, solution: list[int]) -> dict[str, int]:
    return {name: sum(solution[sit.index] for sit in sits.values()) for name, sits in model.sits.items()}


def _too_much(loads: Mapping[str, int], least: int) -> int:
    return sum(max(0, load - least) for load in loads.values())


def _group(loads: Mapping[str, int], least: int, chance: random.Random) -> set[str]:
    """Somebody who sits too much, some who could sit more, and some others."""
    heavy = chance.choice([name for name, load in loads.items() if load > least])
    others = [name for name, load in loads.items() if load and name != heavy]
    chance.shuffle(others)
    light = [name for name in others if loads[name] < least]
    rest = [name for name in others if name not in light[: GROUP // 2]]
    return {heavy, *light[: GROUP // 2], *rest[: GROUP - 1 - len(light[: GROUP // 2])]}


def _solved(
    model: SeatModel,
    solution: list[int],
    group: set[str],
    over: Mapping[str, IntVar],
    parameters: Parameters,
    clock: Clock,
) -> list[int] | None:
    """The best for a group with everybody else where they are; None if the work does not suffice."""
    held = [seat for (_, name), seat in model.seats.items() if name not in group]
    held += [sit for name, sits in model.sits.items() if name not in group for sit in sits.values()]
    held += [active for active in model.active.values() if not isinstance(active, int)]
    parameters.max_deterministic_time = GROUP_WORK
    parameters.cp_model_probing_level = 0
    model.cp.hint(solution)
    model.cp.minimize(sum(over[name] for name in sorted(group) if name in over))
    with model.cp.held({variable.index: solution[variable.index] for variable in held}):
        found = solve(model.cp, parameters, clock)
    return list(found.solution) if found.status in (Status.OPTIMAL, Status.FEASIBLE) else None
