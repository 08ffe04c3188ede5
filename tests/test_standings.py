"""How people stand, and who is therefore not needed: each rule by its own smallest case."""

from __future__ import annotations

import math
import random
from itertools import permutations
from typing import Any

import plan_competency as pc
import pytest
from brute_force import least
from conftest import program_of, roster_of
from plan_competency.models.portfolios import Portfolio
from plan_competency.models.requirements import PeopleRequirement
from plan_competency.solver.case import Case, case_of
from plan_competency.solver.contenders import with_ceilings
from plan_competency.solver.families import credentials_of, families_of
from plan_competency.solver.reduction import reduced
from plan_competency.solver.reductions import Reduction
from plan_competency.solver.standings import Standing, decided_by_effort, limit_of, not_dominated, standings
from random_cases import DAY, _person, random_case
from random_portfolios import random_portfolio

X, Y, Z = ({"people": 1, "each": name} for name in "xyz")
XY = {"people": 1, "each": {"all": ["x", "y"]}}
NO: list[str] = []
INF = math.inf


def programs(*requirements: Any, **credentials: Any) -> pc.Program:
    """Targets `c0/gold`, `c1/gold`, ...: exams x, y, z, w unless credentials are given."""
    known = credentials or {name: {"kind": "exam"} for name in "xyzw"}
    competencies = {
        f"c{number}": {"options": {"o": {"levels": {"gold": rule}}}}
        for number, rule in enumerate(requirements)
    }
    made = {"program": "tiny", "edition": "2017-07", "credentials": known, "competencies": competencies}
    return pc.Program.model_validate(made)


def case_for(program: pc.Program, *holdings: Any, **terms: Any) -> Case:
    portfolio = Portfolio.model_validate({"targets": ["*/gold"], **terms})
    return case_of(roster_of(*holdings), portfolio, program, DAY)


def stand(case: Case) -> list[Standing]:
    """How everybody stands."""
    return standings(case, families_of(case))


def numbers(case: Case) -> list[tuple[float, ...]]:
    """The numbers of everybody without the last one, how late they are asked, which is 0."""
    assert all(standing.numbers[-1] == 0 for standing in stand(case))
    return [standing.numbers[:-1] for standing in stand(case)]


def holdings(case: Case) -> list[tuple[str, str]]:
    """What is held and what can be held, as far as that counts."""
    return [("".join(sorted(one.holds)), "".join(sorted(one.reaches))) for one in stand(case)]


# --- Duties: the condition of a seat, with any part of what is asked of some who sit there.


def people_rule(*among: str, number: int = 2) -> PeopleRequirement:
    entries = [{"people": 1, "each": name} for name in among]
    rule = {"people": number, "each": "x", **({"among_them": entries} if entries else {})}
    return PeopleRequirement.model_validate(rule)


#: What is asked of some besides x, and the duties: x, with one more, with two more, ...
DUTIES: dict[str, list[str]] = {
    "": ["x"],
    "a": ["x", "x+a"],
    "ab": ["x", "x+a", "x+b", "x+a+b"],
    "abc": ["x", "x+a", "x+b", "x+c", "x+a+b", "x+a+c", "x+b+c", "x+a+b+c"],
}


@pytest.mark.parametrize("among", DUTIES)
def test_duties(among: str) -> None:
    rule = people_rule(*among)
    found = [duty if isinstance(duty, str) else "+".join(map(str, duty.parts)) for duty in rule.duties]
    assert found == DUTIES[among]
    assert rule.in_all == rule.duties[-1]
    assert rule.has_few_duties


def test_four_things_asked_of_some_are_too_many_duties() -> None:
    rule = people_rule(*"abcd")
    assert not rule.has_few_duties  # there would be 16 of them
    assert rule.in_all == pc.AllOf(all=("x", "a", "b", "c", "d"))


def test_how_many_are_asked_for_does_not_matter_to_duties() -> None:
    more = {"people": 3, "each": "x", "among_them": [{"people": 2, "each": {"any": ["y", "z"]}}]}
    rule = PeopleRequirement.model_validate(more)
    assert rule.duties == ("x", pc.AllOf(all=("x", pc.AnyOf(any=("y", "z")))))


#: What is asked of some of two who passed x, and whether efforts decide.
FEW: list[tuple[str, bool]] = [("", True), ("y", True), ("yz", True), ("yzw", True), ("yzwx", False)]


@pytest.mark.parametrize(("among", "decided"), FEW)
def test_efforts_decide_where_there_are_few_duties(among: str, decided: bool) -> None:
    case = case_for(programs(people_rule(*among).model_dump(exclude_none=True)), ["y"], NO)
    assert decided_by_effort(case.targets, case) is decided
    # By efforts nothing that is held counts by itself; by holdings there are no numbers but the limit.
    want = [("", ""), ("", "")] if decided else [("y", "wxyz"), ("", "wxyz")]
    assert holdings(case) == want
    assert [len(row) for row in numbers(case)] == [2 ** len(among) if decided else 1] * 2


# --- Efforts: families of one target where everybody fills at most one seat.


def test_the_fewest_exams_to_each_duty() -> None:
    rule = {"people": 2, "each": "x", "among_them": [{"people": 1, "each": {"all": ["y", "z"]}}]}
    case = case_for(programs(rule), ["x"], ["y"], ["x", "y", "z"], NO)
    # To x, and to x, y and z.
    assert numbers(case) == [(0, 2), (1, 2), (0, 0), (1, 3)]


def test_every_requirement_of_every_option_has_its_numbers() -> None:
    one = program_of({"all": [X, XY]}).model_dump(mode="json", exclude_none=True)
    one["competencies"]["c"]["options"]["p"] = {"levels": {"gold": {"any": [Z, Y]}}}
    case = case_for(pc.Program.model_validate(one), ["x"], ["y", "z"])
    # Option o: x; x and y. Option p: in the order in which a case has them, y and z.
    assert sorted(numbers(case)[0]) == [0, 1, 1, 1]
    assert sorted(numbers(case)[1]) == [0, 0, 1, 1]


def test_people_with_equal_numbers_stand_equal_whatever_they_hold() -> None:
    case = case_for(programs(XY), ["x"], ["y"], ["x", "z"], ["x", "y"])
    first, second, third, fourth = stand(case)
    assert first == second == third
    assert fourth != first


def test_what_cannot_be_reached_is_infinite() -> None:
    known = {"x": {"kind": "exam", "retired": "2017-06-30"}, "y": {"kind": "exam"}}
    refused = {"holds": NO, "cannot_take": ["y"]}
    case = case_for(programs({"all": [X, Y]}, **known), ["x"], NO, refused)
    assert numbers(case) == [(0, 1), (INF, 1), (INF, INF)]


def test_families_count_by_themselves() -> None:
    case = case_for(programs(X, Y), ["x"], ["y"], ["x", "y"])
    # The exams to x, those to y, and no limit.
    assert numbers(case) == [(0, 1, -INF), (1, 0, -INF), (0, 0, -INF)]
    assert kept(case) == "ABC"  # C is one, and a plan can have two seats
    assert kept(case_for(programs(X, Y), ["x"], ["y"], *[["x", "y"]] * 2)) == "CD"


# --- Holdings: where efforts do not decide.

OVERLAP = {"all": [X, {"all": [Y], "overlap": "allowed"}]}
#: Targets of one family or of several, and whether efforts decide for each family.
DECIDED: dict[str, tuple[list[Any], dict[str, Any], list[bool]]] = {
    "one target": ([XY], {}, [True]),
    "one target of several requirements": ([{"all": [X, Y]}], {}, [True]),
    "somebody may fill two seats": ([OVERLAP], {}, [False]),
    "two targets that ask for the same": ([X, XY], {}, [False]),
    "two targets that ask for different things": ([X, Y], {}, [True, True]),
    "one family of each kind": ([X, XY, Z], {}, [False, True]),
    "money matters": ([X], {"minimize": ["cost"], "prices": {"others": 1, "currency": "USD"}}, [False]),
    "hours matter": ([X], {"minimize": ["hours"], "prices": {"others": {"hours": 1}}}, [False]),
    "people matter": ([X], {"minimize": ["people"]}, [True]),
    "prices are known and do not matter": ([X], {"prices": {"others": 1, "currency": "USD"}}, [True]),
    "money is limited": (
        [X],
        {"budget": {"cost": 9}, "prices": {"others": 1, "currency": "USD"}},
        [False],
    ),
    "thresholds beside": ([{"all": [X, {"metric": "m", "at_least": 1}]}], {}, [True]),
}


@pytest.mark.parametrize("name", DECIDED)
def test_where_efforts_decide(name: str) -> None:
    requirements, terms, decided = DECIDED[name]
    case = case_for(programs(*requirements), NO, **terms)
    assert [decided_by_effort(family.targets, case) for family in families_of(case)] == decided


@pytest.mark.parametrize("name", [name for name in DECIDED if not all(DECIDED[name][2])])
def test_where_they_do_not_what_is_held_counts(name: str) -> None:
    requirements, terms, _ = DECIDED[name]
    first, second = stand(case_for(programs(*requirements), ["x"], NO, **terms))
    assert (sorted(first.holds), sorted(second.holds)) == (["x"], [])
    assert "x" in first.reaches
    assert first.holds_as_much_as(second)
    assert not second.holds_as_much_as(first)


def test_only_credentials_of_families_by_holdings_count_as_held() -> None:
    # c0 and c1 ask for x and y; c2, where efforts decide, for z; w is asked for by none.
    case = case_for(programs(X, XY, Z), ["x", "z", "w"], {"holds": NO, "cannot_take": ["y"]})
    assert holdings(case) == [("x", "xy"), ("", "x")]
    assert numbers(case) == [(0, -INF), (1, -INF)]


def test_to_hold_less_and_to_get_less_is_each_less() -> None:
    more = Standing((0,), frozenset("xy"), frozenset("xyz"))
    assert more.holds_as_much_as(more)
    assert more.holds_as_much_as(Standing((9,), frozenset("x"), frozenset("xyz")))
    assert not Standing((0,), frozenset("x"), frozenset("xyz")).holds_as_much_as(more)
    assert not Standing((0,), frozenset("xy"), frozenset("xy")).holds_as_much_as(more)


# --- Limits on exams.


def limited(limit: int, *holds: str) -> dict[str, Any]:
    return {"holds": list(holds), "max_exams": limit}


def test_a_limit_within_a_single_family_puts_duties_out_of_reach() -> None:
    case = case_for(programs({"all": [X, XY]}), limited(0), limited(1), limited(2), NO, limited(0, "x", "y"))
    # To x one exam, to x and y two.
    assert numbers(case) == [(INF, INF), (1, INF), (1, 2), (1, 2), (0, 0)]


def test_a_limit_across_families_stays_a_limit() -> None:
    case = case_for(programs(X, Y), limited(0), limited(1), limited(2), NO)
    # No duty is out of reach by itself. Two exams are all there is to sit: that limit is none.
    assert numbers(case) == [(1, 1, 0), (1, 1, -1), (1, 1, -INF), (1, 1, -INF)]


def test_a_limit_where_holdings_count_stays_a_limit() -> None:
    case = case_for(programs(OVERLAP), limited(0), limited(1), limited(2), NO)
    assert numbers(case) == [(0,), (-1,), (-INF,), (-INF,)]


#: What somebody holds and may sit, and the limit that counts: x and y matter, z and w do not.
LIMITS: list[tuple[dict[str, Any], float]] = [
    ({"holds": []}, INF),
    ({"holds": [], "max_exams": 0}, 0),
    ({"holds": [], "max_exams": 1}, 1),
    ({"holds": [], "max_exams": 2}, INF),
    ({"holds": ["x"], "max_exams": 1}, INF),
    ({"holds": ["z"], "max_exams": 1}, 1),
    ({"holds": ["x", "y"], "max_exams": 0}, INF),
    ({"holds": [], "max_exams": 1, "cannot_take": ["y"]}, INF),
]


@pytest.mark.parametrize(("person", "limit"), LIMITS, ids=str)
def test_a_limit_that_cannot_bind_is_none(person: dict[str, Any], limit: float) -> None:
    case = case_for(programs(XY), person)
    assert limit_of(case.people[0], credentials_of(families_of(case))) == limit


def test_what_never_need_be_sat_is_out_of_reach() -> None:
    # One seat, and A needs one exam for it: nobody need ever sit two.
    case = case_for(programs(XY), ["x"], NO)
    assert numbers(case) == [(1,), (2,)]
    assert numbers(with_ceilings(case)) == [(1,), (INF,)]


# --- Preferences.


def test_whoever_is_asked_later_stands_behind() -> None:
    case = case_for(programs(X), NO, NO, NO, NO, prefer=["C", "B"])
    # C first, then B, then all others alike.
    assert [standing.numbers for standing in stand(case)] == [(1, 2), (1, 1), (1, 0), (1, 2)]
    assert kept(case) == "C"


# --- Families.

EXAM = {"kind": "exam"}


def families(case: Case) -> list[tuple[str, str]]:
    """The targets of each family, and its credentials."""
    return [
        (" ".join(map(str, family.targets)), " ".join(sorted(family.credentials)))
        for family in families_of(case)
    ]


def test_targets_without_anything_in_common_are_families_of_their_own() -> None:
    assert families(case_for(programs(X, Y), NO)) == [("c0/gold", "x"), ("c1/gold", "y")]


def test_targets_that_ask_for_the_same_are_one_family() -> None:
    assert families(case_for(programs(X, Y, XY), NO)) == [("c0/gold c1/gold c2/gold", "x y")]


def test_what_leads_to_a_certification_joins_families() -> None:
    known = {
        "x": EXAM,
        "y": EXAM,
        "z": EXAM,
        "m": {"kind": "certification", "earned_by": {"any": ["x", "y"]}},
    }
    certified = {"people": 1, "each": "m"}
    found = families(case_for(programs(certified, Y, Z, **known), NO))
    assert found == [("c0/gold c1/gold", "m x y"), ("c2/gold", "z")]


def test_what_is_asked_of_some_counts_as_well() -> None:
    among = {"people": 2, "each": "x", "among_them": [{"people": 1, "each": "y"}]}
    assert families(case_for(programs(among, Y), NO)) == [("c0/gold c1/gold", "x y")]


def test_what_counts_no_longer_joins_nothing() -> None:
    known = {"x": {**EXAM, "counts_until": "2017-06-30"}, "y": EXAM}
    found = families(case_for(programs({"any": [X, Y]}, {"any": [X, X]}, **known), NO))
    assert found == [("c0/gold", "y"), ("c1/gold", "")]


def test_what_counts_no_longer_but_leads_to_something_still_joins() -> None:
    known = {"x": {**EXAM, "counts_until": "2017-06-30"}, "m": {"kind": "certification", "earned_by": "x"}}
    certified = {"people": 1, "each": "m"}
    assert families(case_for(programs(certified, certified, **known), NO)) == [("c0/gold c1/gold", "m x")]


# --- Who is not needed.


def kept(case: Case) -> str:
    return "".join(person.name for person in reduced(case).people)


def standing_of(*numbers: float, holds: str = "", reaches: str = "") -> Standing:
    return Standing(numbers, frozenset(holds), frozenset(reaches))


GOOD, BAD = standing_of(0, 1), standing_of(1, 1)
#: So many people of each standing, the seats, and who is left.
CLASSES: dict[str, tuple[dict[Standing, int], int, list[Standing]]] = {
    "nobody": ({}, 2, []),
    "one fewer than there are seats": ({GOOD: 1, BAD: 5}, 2, [GOOD, BAD]),
    "as many as there are seats": ({GOOD: 2, BAD: 5}, 2, [GOOD]),
    "no seats": ({GOOD: 1, BAD: 1}, 0, []),
    "their own number does not count": ({BAD: 9}, 2, [BAD]),
    "several standings add up": (
        {standing_of(0, 1): 1, standing_of(1, 0): 1, BAD: 1},
        2,
        [GOOD, standing_of(1, 0)],
    ),
    "a chain": (
        {standing_of(0): 1, standing_of(1): 1, standing_of(2): 1},
        2,
        [standing_of(0), standing_of(1)],
    ),
    "better here and worse there": (
        {standing_of(0, 1): 9, standing_of(1, 0): 9},
        1,
        [GOOD, standing_of(1, 0)],
    ),
    "out of reach for both": ({standing_of(0, INF): 2, standing_of(1, INF): 1}, 2, [standing_of(0, INF)]),
    "out of reach for the other only": ({standing_of(0, INF): 9, BAD: 1}, 2, [standing_of(0, INF), BAD]),
    "holds more": (
        {standing_of(0, holds="xy", reaches="xy"): 2, standing_of(0, holds="x", reaches="xy"): 1},
        2,
        [standing_of(0, holds="xy", reaches="xy")],
    ),
    "holds something else": (
        {standing_of(0, holds="x", reaches="xy"): 9, standing_of(0, holds="y", reaches="xy"): 9},
        2,
        [standing_of(0, holds="x", reaches="xy"), standing_of(0, holds="y", reaches="xy")],
    ),
    "can get less": (
        {standing_of(0, holds="x", reaches="x"): 9, standing_of(0, reaches="xy"): 1},
        2,
        [standing_of(0, holds="x", reaches="x"), standing_of(0, reaches="xy")],
    ),
}


@pytest.mark.parametrize("name", CLASSES)
def test_whom_fewer_than_the_seats_are_as_good_as(name: str) -> None:
    classes, seats, left = CLASSES[name]
    for order in permutations(classes.items()):
        assert set(not_dominated(dict(order), seats)) == set(left)


#: Two who passed x, one of whom passed y: who is there, and who is kept. The comments have the numbers of
#: everybody: the fewest exams to x, and to x and y.
AMONG = {"people": 2, "each": "x", "among_them": [{"people": 1, "each": "y"}]}
KEPT: dict[str, tuple[list[Any], str]] = {
    "equals beyond the seats": ([["x"]] * 4, "AB"),  # 0 1 for all
    "one who is better at both is not enough": ([["x", "y"], NO, NO, NO], "ABC"),  # 0 0, and 1 2 three times
    "two who are better at both are enough": (
        [["x", "y"], ["x", "y"], NO, ["y"]],
        "AB",
    ),  # 0 0, 0 0, 1 2, 1 1
    "who is as good at x is not as good at both": ([["x"], ["x"], ["x", "y"]], "ABC"),  # 0 1, 0 1, 0 0
    "several who are better add up": ([["y"], ["y"], ["x"], NO], "ABC"),  # 1 1, 1 1, 0 1, 1 2
    "the rest is of no use": ([["x", "z"], ["x", "y", "w"], ["x", "y"], ["z"]], "BC"),  # 0 1, 0 0, 0 0, 1 2
}


@pytest.mark.parametrize("name", KEPT)
def test_who_is_kept_for_what_is_asked_of_some(name: str) -> None:
    people, want = KEPT[name]
    assert kept(case_for(programs(AMONG), *people)) == want


# --- Leaving people out changes nothing: held against all people, and against trying everything.

WITHOUT: list[list[Reduction]] = [[], ["dominance"]]


def _crowd(seed: int, program: pc.Program, roster: pc.Roster, most: int = 6) -> pc.Roster:
    """The same roster with more people, many of them alike."""
    rng, known = random.Random(f"crowd {seed}"), list(program.credentials)
    kinds = [_person(rng, known) for _ in range(3)]
    more = {
        f"q{number}": pc.Person.model_validate(rng.choice(kinds)) for number in range(rng.randint(2, most))
    }
    return roster.replaced(people={**roster.people, **more})


def _worth(plan: pc.Plan) -> object:
    return plan.status, plan.totals, plan.lower_bound, [(one.minimized, one.value) for one in plan.stages]


def _has_among_them(program: pc.Program) -> bool:
    return "among_them" in program.model_dump_json(exclude_defaults=True)


def test_without_the_dominated_plans_of_random_cases_come_to_the_same() -> None:
    left_out = asked = 0
    for seed in range(3000, 3110):
        case = random_case(seed)
        program, roster = case.read()
        if not _has_among_them(program):
            continue
        crowd = _crowd(seed, program, roster)
        asked += 1
        found = case_of(crowd, Portfolio.model_validate({"targets": case.targets}), program, DAY)
        left_out += len(found.people) - len(reduced(found).people)
        plans = [
            pc.plan(crowd, case.targets, program=program, on=DAY, without=without) for without in WITHOUT
        ]
        assert _worth(plans[0]) == _worth(plans[1]), seed
    assert asked > 45
    assert left_out > asked


def test_without_the_dominated_portfolios_come_to_the_same() -> None:
    left_out = asked = 0
    for seed in range(1000, 1050):
        program, roster, portfolio = random_portfolio(seed).read()
        if not _has_among_them(program):
            continue
        crowd = _crowd(seed, program, roster, most=3)
        asked += 1
        found = case_of(crowd, portfolio, program, DAY)
        left_out += len(found.people) - len(reduced(found).people)
        plans = [
            pc.plan(crowd, program=program, portfolio=portfolio, on=DAY, without=without)
            for without in WITHOUT
        ]
        assert plans[0].status == plans[1].status, seed
        assert (plans[0].totals, plans[0].lower_bound) == (plans[1].totals, plans[1].lower_bound), seed
    assert asked > 12
    assert left_out > asked / 2


def test_whoever_stands_as_well_is_worth_as_much() -> None:
    """Of two people the one who dominates the other makes no plan worse in the other's place."""
    pairs = 0
    for seed in range(4000, 4120):
        case = random_case(seed)
        program, roster = case.read()
        crowd = _crowd(seed, program, roster, most=3)
        found = case_of(crowd, Portfolio.model_validate({"targets": case.targets}), program, DAY)
        where = dict(zip((person.name for person in found.people), stand(found), strict=True))
        names = random.Random(seed).sample(sorted(crowd.people), 2)
        for one, other in (names, names[::-1]):
            if set(not_dominated({where[one]: 1, where[other]: 1}, 1)) != {where[one]}:
                continue
            rest = [name for name in sorted(crowd.people) if name not in names][:1]
            results = [
                least(
                    program,
                    crowd.replaced(people={p: crowd.people[p] for p in (name, *rest)}),
                    case.targets,
                    DAY,
                )
                for name in (one, other)
            ]
            pairs += 1
            assert results[1] is None or (results[0] is not None and results[0] <= results[1]), (
                seed,
                one,
                other,
            )
    assert pairs > 60
