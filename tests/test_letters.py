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
    assert "It can be sat until 30 June 2030." in _letter_on(date(2030, 6, 30), "en")


def _letter_on(day: date, code: str) -> str:
    """The letter to A, who is to sit x, whose last day is 30 June 2030."""
    roster = roster_of(["y"], ["x", "y"])
    plan = pc.plan(roster, ["c/gold"], program=PROGRAM, forbid=[("A", "z")])
    return letters(plan, Situation(PROGRAM, roster, day), language(code))["A"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "Its last day was 30 June 2030: before you book it, please ask what to sit instead."),
        (
            "es",
            "Su último día fue el 30 de junio de 2030: antes de reservarlo, "
            "pregunte qué examen puede hacer en su lugar.",
        ),
        (
            "fr",
            "Son dernier jour était le 30 juin 2030 : avant de le réserver, "
            "demandez quel examen passer à la place.",
        ),
        (
            "de",
            "Ihr letzter Tag war der 30. Juni 2030: Fragen Sie bitte vor der Anmeldung, "
            "was Sie stattdessen ablegen sollen.",
        ),
    ],
)
def test_an_exam_whose_last_day_is_past_is_not_asked_for_without_a_word(code: str, sentence: str) -> None:
    text = _letter_on(date(2030, 7, 1), code)
    assert f"  {sentence}" in text.splitlines()
    assert "30" not in text.replace(sentence, "")


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


def test_certifications_are_called_by_their_titles(tmp_path: Path) -> None:
    program = program_of(
        {"people": 1, "label": "s", "each": {"all": ["m", "x"]}},
        x={"kind": "exam"},
        m={"kind": "certification", "title": "MCSA: Mail"},
    )
    roster = pc.Roster.model_validate({"people": {"Ana": ["m"]}})
    plan = pc.plan(roster, ["c/gold"], program=program)
    (path,) = pc.write_letters(plan, tmp_path / "letters", roster=roster, program=program)
    assert "With MCSA: Mail, which you hold, you fill the seat" in path.read_text(encoding="utf-8")


def test_signs_that_belong_to_letters_stay_in_names_of_files(tmp_path: Path) -> None:
    program = program_of({"people": 1, "each": "x"}, x={"kind": "exam"})
    roster = pc.Roster.model_validate({"people": {"हिन्दी नाम": []}})
    plan = pc.plan(roster, ["c/gold"], program=program)
    pc.write_letters(plan, tmp_path / "letters", roster=roster, program=program)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["हिन्दी नाम.txt"]
