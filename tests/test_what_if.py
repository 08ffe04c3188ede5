"""Changes: each with its smallest effect, from code, from the command line, and from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from conftest import program_of, roster_of
from plan_competency.scenarios.changes import Situation
from plan_competency.scenarios.files import bundled

REVENUE = "performance-1"

#: 2 people with x; m is earned by x and y.
PROGRAM = program_of(
    {"all": [{"people": 2, "each": "x"}, {"metric": "revenue", "at_least": 100}]},
    x={"kind": "exam"},
    y={"kind": "exam"},
    m={"kind": "certification", "earned_by": {"all": ["x", "y"]}},
)

CHANGES: list[tuple[pc.Change, str, int | None, str]] = [
    # A and B hold x, C holds nothing: 0 exams before.
    (pc.Leave("A"), "A leaves", 1, "not-eligible"),  # C has to pass x
    (pc.Join("D", ["x"]), "D joins, holding x", 0, "eligible"),
    (pc.Pass("C", "x"), "C passes x", 0, "eligible"),
    (pc.Lose("A", "x"), "A loses x", 1, "not-eligible"),  # A or C
    (pc.Lose("x"), "everybody loses x", None, "not-eligible"),  # and nobody can get it
    (pc.RetireExam("x"), "x can no longer be sat", 0, "eligible"),  # it counts for A and B
    (pc.SetMetric("revenue", 99), "revenue becomes 99", 0, "not-eligible"),
]


@pytest.mark.parametrize(("change", "words", "extra", "verdict"), CHANGES, ids=[row[1] for row in CHANGES])
def test_one_change(change: pc.Change, words: str, extra: int | None, verdict: str) -> None:
    roster = roster_of(["x"], ["x"], [], metrics={"revenue": 100})
    outcome = pc.what_if(roster, "c/gold", [change], program=PROGRAM)
    assert outcome.before.eligible
    assert outcome.changes == (words,)
    assert outcome.extra_exams == extra
    assert outcome.after.targets[0].verdict == verdict
    assert outcome.proven


def test_a_retired_exam_cannot_be_sat_any_more() -> None:
    outcome = pc.what_if(roster_of(["x"], []), "c/gold", [pc.RetireExam("x")], program=PROGRAM)
    assert outcome.before.totals.exams == 1
    assert outcome.after.status == "infeasible"
    assert "x can no longer be sat" in outcome.after.reasons[0].sentence


def test_a_certification_that_no_longer_counts_is_no_longer_earned() -> None:
    program = program_of(
        {"people": 1, "each": "m"},
        x={"kind": "exam"},
        m={"kind": "certification", "earned_by": "x"},
    )
    outcome = pc.what_if(roster_of(["x"], ["m"]), "c/gold", [pc.Lose("m")], program=program)
    assert outcome.after.status == "infeasible"


def test_a_certification_that_exams_earn_as_well_is_not_lost_alone() -> None:
    roster = roster_of(["m", "x", "y"], ["x"])
    with pytest.raises(pc.ImpossibleChange, match="is earned by other credentials"):
        pc.what_if(roster, "c/gold", [pc.Lose("A", "m")], program=PROGRAM)
    # For everybody it no longer counts, whatever earned it.
    program = program_of(
        {"people": 1, "each": "m"},
        x={"kind": "exam"},
        m=PROGRAM.credentials["m"].model_dump(mode="json", exclude_none=True),
        y={"kind": "exam"},
    )
    after = pc.what_if(roster, "c/gold", [pc.Lose("m")], program=program).after
    assert after.status == "infeasible"


def test_what_was_lost_by_one_person_can_be_sat_again() -> None:
    outcome = pc.what_if(roster_of(["x"], ["x"]), "c/gold", [pc.Lose("A", "x")], program=PROGRAM)
    assert [(item.person, item.exam) for item in outcome.after.exams] == [("A", "x")]


def test_changes_apply_in_order() -> None:
    changes = [pc.Leave("A"), pc.Join("A", ["x"]), pc.Pass("A", "y"), pc.Lose("A", "x")]
    after = Situation(PROGRAM, roster_of([]))
    for change in changes:
        after = change.apply(after)
    assert after.roster.people["A"] == pc.Person.model_validate(["y"])


def test_the_situation_before_is_not_touched() -> None:
    roster = roster_of(["x"], ["x"])
    dumped = (PROGRAM.model_dump(), roster.model_dump())
    pc.what_if(roster, "c/gold", [pc.Leave("A"), pc.Lose("x"), pc.SetMetric("revenue", 5)], program=PROGRAM)
    assert (PROGRAM.model_dump(), roster.model_dump()) == dumped


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (pc.Leave("Z"), pc.UnknownPerson),
        (pc.Pass("Z", "x"), pc.UnknownPerson),
        (pc.Pass("A", "q"), pc.UnknownCredential),
        (pc.Join("B", []), pc.ImpossibleChange),
        (pc.Join("Z", ["q"]), pc.UnknownCredential),
        (pc.Lose("B", "x"), pc.ImpossibleChange),
        (pc.Lose("q"), pc.UnknownCredential),
        (pc.RetireExam("m"), pc.ImpossibleChange),
        (pc.SetMetric("turnover", 1), pc.UnknownMetric),
    ],
)
def test_changes_that_contradict_the_situation(change: pc.Change, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        pc.what_if(roster_of(["x"], []), "c/gold", [change], program=PROGRAM)
    assert isinstance(caught.value, pc.PlanCompetencyError)


def test_a_plan_that_becomes_possible() -> None:
    outcome = pc.what_if(roster_of(["x"]), "c/gold", [pc.Join("Z")], program=PROGRAM)
    assert (outcome.before.status, outcome.after.status) == ("infeasible", "optimal")
    assert outcome.extra_exams is None


def test_names_are_understood_in_any_case(program: pc.Program) -> None:
    outcome = pc.what_if(pc.find_roster(), "messaging/silver", [pc.Leave(" tom  becker")], program=program)
    assert "Tom Becker" not in {item.person for item in outcome.after.exams}


ALL_OPTIONS = [
    "--leave", "Ana Lima",
    "--join", "Rosa Marin=70-347,70-345",
    "--join", "Ugo Conti",
    "--pass", "Luis Ortega=exam mb2-714",
    "--lose", "Mei Tan=70-347",
    "--lose", "MB2-709",
    "--retire-exam", "70-333",
    "--set-metric", f"{REVENUE}=100000.5",
]  # fmt: skip


def test_every_change_as_an_option_and_in_a_file(
    run: Callable[..., Result], write: Callable[[str, str], Path]
) -> None:
    file = write(
        "all.yaml",
        f"""\
title: Everything at once
note: In the order in which the options apply.
changes:
  - leave: Ana Lima
  - join: {{Rosa Marin: [70-347, 70-345], Ugo Conti: []}}
  - pass: {{Luis Ortega: exam mb2-714}}
  - lose: {{Mei Tan: 70-347}}
  - lose: MB2-709
  - retire_exam: 70-333
  - set_metric: {{{REVENUE}: 100000.5}}
""",
    )
    question = ["what-if", "contoso", "cloud-crm/gold", "messaging/gold", "--format", "json"]
    by_options = run(*question, *ALL_OPTIONS)
    by_file = run(*question, "--scenario", file)
    assert by_options.exit_code == by_file.exit_code == 0
    assert by_options.stdout == by_file.stdout
    assert '"extra_exams": ' in by_options.stdout


@pytest.mark.parametrize("name", sorted(bundled("examples")))
def test_bundled_scenarios_work_on_the_bundled_roster(
    run: Callable[..., Result], name: str, program: pc.Program
) -> None:
    result = run("what-if", "contoso", "cloud-crm/gold", "messaging/gold", "--scenario", name)
    assert result.exit_code == 0
    assert pc.read_scenario(name).changes


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--leave", "Ana Lima"], 0),
        (["--retire-exam", "70-345", "--retire-exam", "70-347", "--lose", "mcse-productivity"], 1),
        (["--leave", "Ana Lima", "--time-limit", "0.000001"], 3),
    ],
)
def test_exit_status_is_that_of_the_plan_after(
    run: Callable[..., Result], arguments: list[str], status: int
) -> None:
    assert run("what-if", "contoso", "messaging/gold", *arguments).exit_code == status


def test_the_bundled_scenarios_cost_what_they_say(program: pc.Program) -> None:
    # 7 exams before. Without Ana, who fills a sales seat alone: Priya needs MB2-713 (1).
    # Without 70-345 Messaging goes by certification anyway (0). The new colleague has a
    # customization exam and both Messaging exams; four by certification stay cheaper,
    # but the customization seat is saved (1), and Priya's sales exam saves Luis's (1).
    def extra(name: str) -> Any:
        changes = pc.read_scenario(name).changes
        targets = ["cloud-crm/gold", "messaging/gold"]
        return pc.what_if(pc.find_roster(), targets, changes, program=program).extra_exams

    assert {name: extra(name) for name in bundled("examples")} == {
        "exchange-exam-retires": 0,
        "key-person-leaves": 1,
        "new-hire": -2,
    }


def test_a_name_may_have_an_equals_sign(
    run: Callable[..., Result], write: Callable[[str, str], Path]
) -> None:
    team = write("team.csv", "person,credential\na=b,70-347\na=b,70-345\nC,70-347\n")
    changes = ["--pass", "C=70-345", "--lose", "a=b=70-345", "--join", "d=e=70-345,70-347"]
    result = run("what-if", team, "messaging/silver", *changes, "--format", "json")
    assert '"a=b loses 70-345"' in result.stdout
    assert '"d=e joins, holding 70-345, 70-347"' in result.stdout
    assert '"extra_exams": -1' in result.stdout  # C lacked 70-345 before; C and d=e are two after


def test_reductions_that_are_not_used_are_used_by_neither_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    from plan_competency.scenarios import what_if

    asked = []

    def recorded(*given: Any, **options: Any) -> pc.Plan:
        asked.append(options["without"])
        return pc.plan(*given, **options)

    monkeypatch.setattr(what_if, "plan", recorded)
    program = program_of({"people": 1, "each": "x"}, x={"kind": "exam"})
    found = pc.what_if(
        roster_of(["x"], []), "c/gold", [pc.Leave("A")], program=program, without=["dominance"]
    )
    assert found.extra_exams == 1
    assert asked == [{"dominance"}] * 2


def test_notes_on_before_and_after_are_told_apart(run: Callable[..., Result]) -> None:
    """Without Ana somebody has to sit MB2-713 too, retired like the others; without Tom all stays."""
    done = run("what-if", "contoso", "cloud-crm/gold", "--leave", "Ana Lima")
    notes = [line for line in done.stderr.splitlines() if line.startswith("Note: ")]
    assert [note.split(" The plan")[0] for note in notes] == ["Note: Before:", "Note: After:"]
    same = run("what-if", "contoso", "cloud-crm/gold", "--leave", "Tom Becker")
    assert [line[:14] for line in same.stderr.splitlines() if line.startswith("Note: ")] == ["Note: The plan"]
