"""Many organizations in code: rows, their order, what is refused, and workers that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from itertools import count, islice
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from inline import Inline
from plan_competency.readers.organizations import organization_of
from plan_competency.scenarios import running
from plan_competency.scenarios.running import answers
from plan_competency.scenarios.survey import survey_of
from plan_competency.scenarios.workers import Workers, given, in_processes

#: Two people who passed x, one of whom passed y as well, and a threshold at silver.
PROGRAM = pc.Program.model_validate(
    {
        "program": "tiny",
        "edition": "2017-07",
        "credentials": {"x": {"kind": "exam"}, "y": {"kind": "exam"}, "z": {"kind": "exam"}},
        "competencies": {
            "c": {
                "aliases": ["see"],
                "options": {
                    "o": {
                        "levels": {
                            "gold": {
                                "all": [
                                    {"people": 2, "each": "x"},
                                    {"people": 1, "each": {"all": ["y", "z"]}},
                                ]
                            },
                            "silver": {
                                "all": [
                                    {"people": 1, "each": "x"},
                                    {"metric": "m", "at_least": {"developed": 5}},
                                ]
                            },
                        }
                    }
                },
            }
        },
    }
)
ALPHA = roster_of(["x"], ["x"], ["y", "z"], organization="Alpha")
BETA = roster_of(["x"], ["y"], [], organization="Beta", market="developed", metrics={"m": 7})
GAMMA = roster_of(["x"], organization="Gamma", market="developed", metrics={"m": 3})

Told = tuple[Any, ...]


def ask(rosters: Any, targets: Any = ("c/gold", "c/silver"), **options: Any) -> list[Told]:
    """The rows, asked in this process, without what is None."""
    options = {"program": PROGRAM, "executor": Inline(), **options}
    return [told(row) for row in pc.batch(rosters, targets, **options)]


def told(row: pc.VerdictRow) -> Told:
    return tuple(value for value in row.model_dump().values() if value is not None)


def test_rows_say_what_each_target_takes_by_itself() -> None:
    optimal, open_seats = "optimal", "not-eligible"
    assert ask([ALPHA, BETA, GAMMA]) == [
        # organization, target, status, verdict, people, thresholds, option, exams, people, bound, missing
        ("Alpha", "c/gold", optimal, "eligible", "met", "none", "o", 0, 0, 0, 0),
        ("Alpha", "c/silver", optimal, "unconfirmed", "met", "not-stated", "o", 0, 0, 0, 0),
        # A has x, B y: C sits x, B sits z.
        ("Beta", "c/gold", optimal, open_seats, "unmet", "none", "o", 2, 2, 2, 2),
        ("Beta", "c/silver", optimal, "eligible", "met", "met", "o", 0, 0, 0, 0),
        # One person cannot be three.
        ("Gamma", "c/gold", "infeasible", open_seats, "unmet", "none", "o", 2),
        ("Gamma", "c/silver", optimal, open_seats, "met", "unmet", "o", 0, 0, 0, 0),
    ]


def test_targets_come_in_the_order_asked_and_once() -> None:
    rows = list(pc.batch([ALPHA], ["c/silver", "c/*", "C/o/gold"], program=PROGRAM, executor=Inline()))
    assert [row.target for row in rows] == ["c/silver", "c/gold", "c/o/gold"]


def test_an_infeasible_target_has_no_exams_and_no_bound() -> None:
    (row,) = pc.batch([GAMMA], "c/gold", program=PROGRAM, executor=Inline())
    assert (row.exams, row.people_studying, row.lower_bound, row.missing) == (None, None, None, 2)


def test_a_search_that_is_stopped_is_unknown_and_the_verdict_stands() -> None:
    assert ask([BETA], "c/gold", time_limit=1e-9) == [
        ("Beta", "c/gold", "unknown", "not-eligible", "unmet", "none", "o", 0, 2)
    ]


def test_each_row_is_what_nearest_says(program: pc.Program) -> None:
    contoso = pc.find_roster()
    ranked = {one.target: one for one in pc.nearest(contoso, ["*/gold"], program=program).targets}
    rows = list(pc.batch([contoso], ["*/gold"], program=program, executor=Inline()))
    assert len(rows) == len(ranked) == 18
    for row in rows:
        assert row.target
        one = ranked[row.target]
        assert (row.status, row.verdict) == (one.status, one.verdict)
        assert row.option in program.options_of(program.target(row.target))  # of equals any one
        assert (row.exams, row.people_studying) == (one.totals.exams, one.totals.people)
        assert row.lower_bound == one.lower_bound


#: Options, and the exams at gold of someone with x, someone with y and someone with nothing.
OPTIONS: list[tuple[dict[str, Any], int | None]] = [
    ({}, 2),
    ({"share": "exclusive"}, 2),
    ({"without": ["relaxation", "dominance"], "seed": 5, "workers": 1}, 2),
    ({"budget": {"exams": 1}}, 2),
    ({"portfolio": pc.Portfolio(budget=pc.Budget(exams=1), sharing="exclusive")}, 2),
    # y and z together cost less than z alone: nothing changes the number of exams, whatever is kept small.
    ({"prices": {"currency": "USD", "others": 10}, "minimize": "cost"}, 2),
]


@pytest.mark.parametrize(("options", "exams"), OPTIONS, ids=range(len(OPTIONS)))
def test_terms(options: dict[str, Any], exams: int | None) -> None:
    ((*_, found, _, _, _),) = ask([BETA], "c/gold", **options)
    assert found == exams


def test_the_reading_counts() -> None:
    # Two people by x, or two by y: one of each is enough by the mixed reading.
    program = program_of({"any": [{"people": 2, "each": "x"}, {"people": 2, "each": "y"}]})
    roster = roster_of(["x"], ["y"], organization="Alpha")
    found = [
        next(iter(pc.batch([roster], "c/gold", program=program, reading=reading, executor=Inline()))).exams
        for reading in ("strict", "mixed")
    ]
    assert found == [1, 0]


def test_the_market_stated_for_all_goes_before_that_of_the_roster() -> None:
    assert [row[5] for row in ask([BETA, GAMMA], "c/silver")] == ["met", "unmet"]
    assert [row[5] for row in ask([BETA, GAMMA], "c/silver", market="developing")] == ["not-stated"] * 2


def test_the_portfolio_names_the_targets() -> None:
    rows = ask([ALPHA], (), portfolio=pc.Portfolio(targets=["c/silver"]))
    assert [row[1] for row in rows] == ["c/silver"]


#: What is asked besides, and what the message says.
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"targets": ()}, "No target is named"),
    ({"targets": "d/gold"}, "There is no target 'd/gold'"),
    ({"pin": [("A", "x")]}, "no sense for many organizations: leave out pin, or"),
    ({"forbid": [("A", "x")], "unavailable": ["B"]}, "leave out forbid, unavailable, or"),
    ({"prefer": ["A"]}, "leave out prefer, or"),
    ({"portfolio": pc.Portfolio(people={"A": pc.Terms(unavailable=True)})}, "people in the portfolio"),
    ({"portfolio": pc.Portfolio(prefer=["A"])}, "prefer in the portfolio"),
    ({"minimize": "cost"}, "No price is stated for x, y, z"),
    ({"time_limit": 0}, "time limit must be above 0"),
    ({"seed": -1}, "seed must be"),
    ({"share": "at-most:0"}, "sharing: must be at least 1"),
    ({"processes": 0, "executor": None}, "at least 1 process"),
    ({"processes": 2}, "An executor has its own processes"),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_makes_no_sense_is_refused_before_any_work(asked: dict[str, Any], message: str) -> None:
    options = {"targets": "c/gold", "program": PROGRAM, "executor": Inline(), **asked}
    with pytest.raises(pc.PlanCompetencyError, match=message):
        pc.batch([ALPHA], **options)


def test_a_roster_without_a_name_is_refused() -> None:
    nameless = roster_of(["x"])
    with pytest.raises(pc.InvalidQuestion, match="has no organization"):
        ask([nameless])
    assert [row[0] for row in ask([("Delta", nameless)], "c/gold")] == ["Delta"]


def test_a_folder_or_a_table_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "Delta.yaml").write_text("people: {Ana: [x]}", encoding="utf-8")
    assert [row[:2] for row in ask(tmp_path, "c/silver")] == [("Delta", "c/silver")]
    with pytest.raises(pc.UnreadableFile, match="there is no such folder or table"):
        ask(str(tmp_path / "missing"))


def test_two_organizations_of_one_name_are_an_error_of_the_second() -> None:
    again = roster_of([], organization="ALPHA ")
    *first, second = ask([ALPHA, again])
    assert [row[0] for row in first] == ["Alpha", "Alpha"]
    assert second == (
        "ALPHA",
        "error",
        "ALPHA: 'ALPHA' reads the same as the organization of Alpha: give each a name of its own",
    )


def test_what_is_wrong_with_an_organization_is_its_own_error() -> None:
    twice = roster_of([], organization="Twice", metrics={"c/m": 2, "see/m": 3})
    first, (*wrong, error), last = ask([ALPHA, twice, GAMMA], "c/gold")
    assert (first[0], wrong, last[0]) == ("Alpha", ["Twice", "error"], "Gamma")
    assert "'see/m'" in error
    assert "'c/m'" in error


def test_a_bug_is_an_error_of_one_organization(monkeypatch: pytest.MonkeyPatch) -> None:
    from plan_competency.scenarios import judging
    from plan_competency.scenarios.told import Cells

    cells = judging.Judge.cells

    def broken(self: judging.Judge, roster: pc.Roster) -> tuple[Cells, ...]:
        if roster.organization == "Beta":
            raise RecursionError("too deep")
        return cells(self, roster)

    monkeypatch.setattr(judging.Judge, "cells", broken)
    assert [row[2] for row in ask([ALPHA, BETA, GAMMA], "c/gold")] == [
        "optimal",
        "This is a bug in plan-competency, please report it: RecursionError('too deep')",
        "infeasible",
    ]


@pytest.mark.parametrize("largest", [1, 2, 100])
def test_chunks_and_threads_change_no_row(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LARGEST_CHUNK", largest)
    rosters = [roster_of(*[["x"]] * (number % 4), organization=f"O{number}") for number in range(20)]
    inline = Inline()
    expected = ask(rosters, executor=inline)
    assert max(inline.sizes) <= largest
    with ThreadPoolExecutor(4) as executor:
        assert ask(rosters, executor=executor) == expected
    backwards = ask(rosters[::-1])
    assert sorted(backwards) == sorted(expected)
    assert [row[0] for row in backwards] == [roster.organization for roster in rosters[::-1] for _ in "gs"]


def test_organizations_are_taken_as_they_are_needed() -> None:
    taken = count()

    def endless() -> Iterator[pc.Roster]:
        for number in taken:
            yield roster_of(["x"], organization=f"O{number}")

    rows = pc.batch(endless(), "c/gold", program=PROGRAM, executor=Inline())
    assert [row.organization for row in islice(rows, 3)] == ["O0", "O1", "O2"]
    assert next(taken) < 200


class Fragile(Executor):
    """Breaks, as a pool of processes does, when it comes to an organization called Beta."""

    def __init__(self, found: type[Exception] = BrokenExecutor) -> None:
        self.found, self.is_broken = found, False

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        if self.is_broken:
            raise self.found
        future: Future[Any] = Future()
        if any(organization.name == "Beta" for organization in arguments[-1]):
            self.is_broken = self.found is BrokenExecutor
            future.set_exception(self.found("gone"))
        else:
            future.set_result(work(*arguments, **named))
        return future


def _answers(opened: Callable[[], AbstractContextManager[Executor]], *names: str) -> dict[str, str | None]:
    survey = survey_of("c/gold", PROGRAM, None, {})
    items = ((name, organization_of((name, ALPHA))) for name in names)
    return {name: answer.error for name, answer in answers(items, survey, Workers(opened, 4))}


LOST = "Beta: the process that worked on it ended unexpectedly, perhaps for want of memory"


@pytest.mark.parametrize("kind", [BrokenExecutor, MemoryError])
def test_an_organization_that_ends_the_process_is_an_error_and_the_others_are_answered(
    kind: type[Exception],
) -> None:
    names = ["A", "Beta", "C", "D", "E", "F", "G", "H"]
    found = _answers(lambda: nullcontext(Fragile(kind)), *names)
    assert found == {**dict.fromkeys(names), "Beta": f"{LOST} ({kind.__name__})"}


def test_an_executor_at_hand_that_breaks_ends_the_batch() -> None:
    broken = Fragile()
    with pytest.raises(pc.UnusableWorkers, match="they ended unexpectedly"):
        _answers(lambda: nullcontext(broken), "A", "Beta", "C")


#: What workers answer, and the message.
UNUSABLE: list[tuple[Exception, str]] = [
    (BrokenExecutor(), "they end before they do anything"),
    (ModuleNotFoundError("No module named 'plan_competency'"), "they lack what this needs .No module"),
    (CancelledError(), "the connection to them was lost"),
]


@pytest.mark.parametrize(("error", "message"), UNUSABLE, ids=[message for _, message in UNUSABLE])
def test_workers_that_cannot_answer_end_the_batch(error: Exception, message: str) -> None:
    class Useless(Executor):
        def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(error)
            return future

    with pytest.raises(pc.UnusableWorkers, match=message):
        _answers(lambda: nullcontext(Useless()), "A", "B")


def test_workers_of_another_version_end_the_batch() -> None:
    class Newer(Inline):
        def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
            return super().submit(work, "plan-competency 0.0.1", *arguments[1:], **named)

    with pytest.raises(pc.UnusableWorkers, match=r"they run .*, and this is plan-competency 0.0.1: install"):
        list(pc.batch([ALPHA], "c/gold", program=PROGRAM, executor=Newer()))


def test_a_roster_at_hand_travels_as_text_and_reads_back_equal() -> None:
    roster = pc.find_roster()
    sent = organization_of(roster)
    assert sent == pc.Organization("Contoso", "Contoso", sent.text, ".json")
    assert sent.read() == ("Contoso", roster)


def test_how_much_is_under_way() -> None:
    assert in_processes(3).in_flight == 9
    assert given(Inline()).in_flight == 64
