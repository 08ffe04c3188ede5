"""The company's own rules in the model, and people's: sharing, pins, limits, budgets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import singledispatch

from ..models.policies import AtMostTargets, DifferentPeople, OneRole
from .case import Case
from .colleagues import Colleague
from .cpsat import Expression, IntVar
from .measures import measured
from .model import SeatModel
from .places import Place
from .terms import Sharing


def ruled(case: Case, *, vacancies: bool = False) -> SeatModel:
    """The model of a case with all of the company's terms."""
    model = SeatModel(case, vacancies=vacancies)
    for person in case.people:
        _add_pins(model, person)
        _add_limit(model, person)
    for sharing in case.terms.sharing:
        _add(sharing.rule, model, sharing)
    _add_budget(model)
    return model


def _add_pins(model: SeatModel, person: Colleague) -> None:
    """What the person is pinned to: an exam is sat, one of the places is filled."""
    for pin in person.pins:
        if pin.exam:
            model.cp.add(model.gets(person, pin.exam) == 1)
        else:
            here = ((place, person.name) for place in sorted(pin.places))
            model.cp.add(sum(model.seats[seat] for seat in here if seat in model.seats) >= 1)


def _add_limit(model: SeatModel, person: Colleague) -> None:
    """Nobody sits more exams than they are willing to, those included that they are pinned to."""
    sits = model.sits[person.name]
    if person.max_exams is not None and person.max_exams < len(sits):
        model.cp.add(sum(sits.values()) <= person.max_exams * person.number)


def _add_budget(model: SeatModel) -> None:
    """No more of each measure than the budget allows."""
    terms = model.case.terms
    for measure, most in terms.budget.amounts() if terms.budget else ():
        amounts = terms.amounts.get(measure)
        model.cp.add(measured(model, measure) <= (amounts.whole(most) if amounts else int(most)))


@singledispatch
def _add(rule: object, model: SeatModel, sharing: Sharing) -> None:
    """One rule about sharing, for all people of the case."""
    raise TypeError(f"no rule for {type(rule).__name__}")


@_add.register(AtMostTargets)
def _at_most(rule: AtMostTargets, model: SeatModel, sharing: Sharing) -> None:
    if rule.at_most >= len(sharing.targets):
        return
    for seats in _seats_by_person(model, sharing.groups[0]):
        by_target: dict[str, list[tuple[Place, IntVar]]] = defaultdict(list)
        for place, seat in seats:
            by_target[place.target].append((place, seat))
        if len(by_target) > rule.at_most:
            serves = [_serves(model, found) for found in by_target.values()]
            model.cp.add(sum(serves) <= rule.at_most)


@_add.register(DifferentPeople)
def _different(rule: DifferentPeople, model: SeatModel, sharing: Sharing) -> None:
    """Needed as soon as one of the targets is reached; where seats may stay open, none is."""
    if model.vacancies:
        return
    different = []
    for seats in _seats_by_person(model, sharing.groups[0]):
        someone = model.cp.new_bool_var()
        model.cp.add(someone <= sum(seat for _, seat in seats))
        different.append(someone)
    for target in sorted(sharing.targets):
        model.cp.add(sum(different) >= rule.different_people * model.reached[target])


@_add.register(OneRole)
def _one_role(rule: OneRole, model: SeatModel, sharing: Sharing) -> None:
    for seats in _seats_by_person(model, frozenset().union(*sharing.groups)):
        roles = []
        for group in sharing.groups:
            here = [(place, seat) for place, seat in seats if place in group]
            by_target: dict[str, list[tuple[Place, IntVar]]] = defaultdict(list)
            for place, seat in here:
                by_target[place.target].append((place, seat))
            if here:
                role = model.cp.new_bool_var()
                for found in by_target.values():
                    model.cp.add(_serves(model, found) <= role)
                roles.append(role)
        if len(roles) > 1:
            model.cp.add_at_most_one(roles)


def _seats_by_person(model: SeatModel, places: frozenset[Place]) -> Iterator[list[tuple[Place, IntVar]]]:
    """The seats that each person could fill in some places, person by person."""
    found: dict[str, list[tuple[Place, IntVar]]] = defaultdict(list)
    for (place, name), seat in model.seats.items():
        if place in places:
            found[name].append((place, seat))
    yield from found.values()


def _serves(model: SeatModel, seats: list[tuple[Place, IntVar]]) -> Expression:
    """Whether a person serves one target: of exclusive seats only one can be filled, so they add up."""
    exclusive = sum(seat for place, seat in seats if place in model.exclusive)
    shared = [seat for place, seat in seats if place not in model.exclusive]
    if not shared:
        return exclusive
    serves = model.cp.new_bool_var()
    model.cp.add(exclusive <= serves)
    for seat in shared:
        model.cp.add(seat <= serves)
    return serves
