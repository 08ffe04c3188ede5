"""Letters: one for each person who sits something, complete, and in a file of a safe name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import plan_competency as pc
import pytest
from conftest import program_of, roster_of
from plan_competency.reports.languages import ENGLISH, language
from plan_competency.reports.letters import letters, write_letters
from plan_competency.scenarios.changes import Situation

#: Two people, each with x and y, or with what z earns.
PROGRAM = program_of(
    {"people": 2, "label": "both", "each": {"any": [{"all": ["x", "y"]}, "expert"]}},
    x={"kind": "exam", "title": "First Exam", "retired": date(2030, 6, 30)},
    y={"kind": "exam", "title": "Second Exam"},
    z={"kind": "exam"},
    expert={"kind": "certification", "title": "Expert", "earned_by": {"all": ["z", "y"]}},
)


def _asked(roster: pc.Roster) -> tuple[pc.Plan, Situation]:
    return pc.plan(roster, ["c/gold"], program=PROGRAM), Situation(PROGRAM, roster)


def test_a_letter_says_what_why_by_when_and_what_it_completes() -> None:
    roster = roster_of(["x"], ["z"], organization="Widgets Ltd")
    plan, situation = _asked(roster)
    assert [(item.person, item.exam) for item in plan.exams] == [("A", "y"), ("B", "y")]
    assert letters(plan, situation, ENGLISH, by=date(2029, 12, 31)) == {
        "A": (
            "Dear A,\n\n"
            "Widgets Ltd has a plan for its partner competencies, and you have a part in it: 1 exam.\n\n"
            "* y: Second Exam\n"
            "  It counts for c, gold.\n\n"
            "With x, which you hold, you fill the seat “both” of c, gold.\n"
            "Please pass by 31 December 2029.\n\n"
            "Thank you!\n"
        ),
        "B": (
            "Dear B,\n\n"
            "Widgets Ltd has a plan for its partner competencies, and you have a part in it: 1 exam.\n\n"
            "* y: Second Exam\n"
            "  It counts for c, gold.\n\n"
            "With z, which you hold, you fill the seat “both” of c, gold.\n"
            "You will then also hold: Expert.\n"
            "Please pass by 31 December 2029.\n\n"
            "Thank you!\n"
        ),
    }


def test_the_last_day_of_an_exam_is_said_while_it_is_ahead() -> None:
    roster = roster_of(["y"], ["x", "y"])
    plan = pc.plan(roster, ["c/gold"], program=PROGRAM, on=date(2030, 1, 1), forbid=[("A", "z")])
    text = letters(plan, Situation(PROGRAM, roster, date(2030, 1, 1)), language("de"))["A"]
    assert text == (
        "Guten Tag A,\n\n"
        "es gibt einen Plan für unsere Partnerkompetenzen, und Sie haben einen Teil daran: 1 Prüfung.\n\n"
        "* x: First Exam\n"
        "  Sie zählt für c, gold.\n"
        "  Sie kann bis 30. Juni 2030 abgelegt werden.\n\n"
        "Mit y, was Sie schon haben, besetzen Sie den Platz „both“ von c, gold.\n\n"
        "Vielen Dank!\n"
    )
    long_ago = letters(plan, Situation(PROGRAM, roster, date(2031, 1, 1)), ENGLISH)["A"]
    assert "It can be sat" not in long_ago


def test_who_sits_nothing_gets_no_letter(tmp_path: Path) -> None:
    plan, situation = _asked(roster_of(["x", "y"], ["x", "y"], []))
    assert letters(plan, situation, ENGLISH) == {}
    assert write_letters(plan, tmp_path / "none", roster=situation.roster, program=PROGRAM) == ()


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["Ana Lima", "Bo O'Neil-Li"], ["Ana Lima.txt", "Bo O'Neil-Li.txt"]),
        (["../../etc/passwd", "C:\\x|y"], ["C x y.txt", "etc passwd.txt"]),
        (["CON", "lpt1"], ["CON_.txt", "lpt1_.txt"]),
        (["A/B", "A:B"], ["A B (2).txt", "A B.txt"]),
        (["***", "\u6f22\u5b57"], ["person.txt", "\u6f22\u5b57.txt"]),
        (["é" * 200, "Z"], ["Z.txt", f"{'é' * 60}.txt"]),
    ],
)
def test_files_have_safe_names_and_none_is_written_twice(
    tmp_path: Path, names: list[str], files: list[str]
) -> None:
    roster = pc.Roster.model_validate({"people": {name: [] for name in names}})
    plan, _ = _asked(roster)
    written = write_letters(plan, tmp_path / "a" / "b", roster=roster, program=PROGRAM)
    assert sorted(path.name for path in written) == files
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == files
    assert sorted(path.read_text(encoding="utf-8").splitlines()[0] for path in written) == sorted(
        f"Dear {name}," for name in names
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    plan, situation = _asked(roster_of([], []))
    with pytest.raises(pc.UnreadableFile, match=r"file: cannot be written: "):
        write_letters(plan, tmp_path / "file", roster=situation.roster, program=PROGRAM)
