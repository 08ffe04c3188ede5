"""Reports and letters from the command line: written beside the answer, or refused before any work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import plan_competency as pc
import pytest
from click.testing import Result
from conftest import ROOT

Run = Callable[..., Result]
GOLDS = ("cloud-crm/gold", "messaging/gold")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_plan_is_written_in_each_form(run: Run, folder: Path) -> None:
    names = ("plan.html", "plan.xlsx", "plan.md", "plan.csv", "plan.zip")
    done = run("plan", "contoso", *GOLDS, *(part for name in names for part in ("--report", name)))
    assert done.exit_code == 0
    assert done.stdout.endswith("No plan needs fewer than 7 exams.\n")
    assert [line for line in done.stderr.splitlines() if line.startswith("Report")] == [
        f"Report: {name}" for name in names
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert "<title>What is still to do: Contoso</title>" in (folder / "plan.html").read_text(encoding="utf-8")
    assert (folder / "plan.xlsx").read_bytes()[:2] == b"PK"
    assert (folder / "plan.md").read_text(encoding="utf-8").startswith("# What is still to do: Contoso\n")
    rows = (folder / "plan.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 7
    with ZipFile(folder / "plan.zip") as archive:
        assert archive.namelist()[:3] == ["exams.csv", "people.csv", "seats.csv"]
        assert archive.read("exams.csv") == (folder / "plan.csv").read_bytes()


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (("check", "contoso", *GOLDS), "Erfüllen wir die Anforderungen? Contoso"),
        (("nearest", "contoso", "messaging/*"), "Welche Ziele am nächsten sind: Contoso"),
        (("what-if", "contoso", *GOLDS, "--leave", "Ana Lima"), "Angenommen: Ana Lima geht."),
    ],
    ids=["check", "nearest", "what-if"],
)
def test_other_answers_and_another_language(
    run: Run, folder: Path, command: tuple[str, ...], title: str
) -> None:
    done = run(*command, "--report", "answer.md", "--language", "de", "--quiet")
    assert done.exit_code in (0, 1)
    assert done.stderr == ""
    assert (folder / "answer.md").read_text(encoding="utf-8").splitlines()[0] == f"# {title}"


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("plan",),
        ("nearest",),
        ("what-if", "--leave", "Eva"),
    ],
    ids=lambda command: command[0],
)
def test_what_is_said_of_the_roster_stands_in_the_report(
    run: Run, folder: Path, command: tuple[str, ...], quiet: tuple[str, ...]
) -> None:
    (folder / "team.csv").write_text(
        "Name,Dept.,MB2-714,MB2-713 (CRM)\nAna,1,yes,yes\nEva,2,,yes\n", encoding="utf-8"
    )
    reports = ("a.html", "a.md", "a.xlsx", "a.zip")
    asked = (command[0], "team.csv", "cloud-crm/gold", *command[1:], *quiet)
    done = run(*asked, *(part for name in reports for part in ("--report", name)))
    said = ("'MB2-713 (CRM)' is read as MB2-713.", "columns left out: 'Dept.'")
    assert all((text in done.stderr) != bool(quiet) for text in said)
    text = (folder / "a.md").read_text(encoding="utf-8")
    notes = text[text.index("## What to know about the input") :]
    assert all(notes.count(part) == 1 for part in said)
    page = (folder / "a.html").read_text(encoding="utf-8").replace("&#39;", "'")
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["Summary"]
    cells = "\n".join(str(cell.value) for cell in sheet["A"])
    with ZipFile(folder / "a.zip") as archive:
        rows = archive.read("notes.csv").decode("utf-8-sig")
    for form in (page, cells, rows):
        assert all(form.count(part) == 1 for part in said)


def test_one_note_says_what_draws_the_charts_of_a_page(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = (
        "Note: the page has no pictures of charts; this installs what draws them: "
        "pip install 'plan-competency[charts]'"
    )
    asked = ("check", "contoso", "cloud-crm/gold", "--report", "a.html", "--report")
    assert note not in run(*asked, "b.html").stderr
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert run(*asked, "b.html").stderr.splitlines().count(note) == 1
    assert run(*asked, "b.html", "--quiet").stderr == ""
    assert note not in run("check", "contoso", "cloud-crm/gold", "--report", "b.md").stderr


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("en", ("Are we eligible today?", "What is still to do", "Which targets are nearest")),
        (
            "es",
            ("¿Cumplimos hoy los requisitos?", "Lo que falta por hacer", "Qué objetivos están más cerca"),
        ),
        (
            "fr",
            ("Sommes-nous éligibles aujourd'hui ?", "Ce qui reste à faire", "Les objectifs les plus proches"),
        ),
        (
            "de",
            (
                "Erfüllen wir heute die Anforderungen?",
                "Was noch zu tun ist",
                "Welche Ziele am nächsten sind",
            ),
        ),
    ],
)
def test_without_a_name_of_the_organization_titles_have_none(
    run: Run, folder: Path, code: str, titles: tuple[str, ...]
) -> None:
    (folder / "team.yaml").write_text("people: {Ana: [MB2-714]}\n", encoding="utf-8")
    for command, title in zip(("check", "plan", "nearest"), titles, strict=True):
        run(command, "team.yaml", "cloud-crm/gold", "--report", "answer.md", "--language", code)
        assert (folder / "answer.md").read_text(encoding="utf-8").splitlines()[0] == f"# {title}"


def test_people_are_shown_as_they_are_after_the_changes(run: Run, folder: Path) -> None:
    run("what-if", "contoso", *GOLDS, "--leave", "Ana Lima", "--join", "Noor=MB2-714", "--report", "after.md")
    text = (folder / "after.md").read_text(encoding="utf-8")
    matrix = text[text.index("## People and credentials") :]
    assert "Noor" in matrix
    assert "Ana Lima" not in matrix


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--report", "plan.pdf"],
            "plan.pdf: is no name for a report: let it end in .html, .xlsx, .md, .csv or .zip",
        ),
        (["--report", "no/plan.html"], "no/plan.html: cannot be written: there is no folder no"),
        (["--report", "rules.csv", "--prices", "rules.csv"], "rules.csv: is read by this command: "),
        (
            ["--report", "plan.html", "--language", "it"],
            "There is no language 'it'. Reports are written in en",
        ),
        (
            ["--letters", "letters", "--language", "it"],
            "There is no language 'it'. Reports are written in en",
        ),
        (["--letters", "letters", "--by", "soon"], "'soon' is not a date: write it as YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_written_is_refused_before_all_work(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    (folder / "rules.csv").write_text("exam,hours\n70-345,3\n", encoding="utf-8")
    monkeypatch.setattr("plan_competency.solver.planning.plan", None)  # nothing is planned
    done = run("plan", "contoso", *GOLDS, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert [path.name for path in folder.iterdir()] == ["rules.csv"]


def test_letters(run: Run, folder: Path) -> None:
    done = run("plan", "contoso", *GOLDS, "--letters", "to/people", "--by", "2027-03-31", "--language", "es")
    assert "5 letters: to/people" in done.stderr.splitlines()
    written = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "to" / "people").iterdir()}
    assert sorted(written) == ["Daniel Roy", "Grace Okafor", "Luis Ortega", "Omar Haddad", "Tom Becker"]
    assert all("31 de marzo de 2027" in text for text in written.values())


def test_without_a_plan_there_is_a_report_that_says_why(run: Run, folder: Path) -> None:
    done = run(
        "plan", "contoso", "messaging/gold", "--report", "none.md", "--budget", "0", "--letters", "all"
    )
    assert done.exit_code == 0
    assert "left by the budget" in (folder / "none.md").read_text(encoding="utf-8")
    assert "0 letters: all" in done.stderr.splitlines()


def test_the_spreadsheet_of_the_tutorial_is_the_bundled_company(program: pc.Program) -> None:
    """What people hold and refuse is what the bundled roster says, however it is written there."""
    found = pc.read_roster(ROOT / "docs" / "examples" / "contoso.xlsx", program=program)
    bundled = pc.find_roster("contoso")
    assert list(found.people) == list(bundled.people)
    for name, person in bundled.people.items():
        other = found.people[name]
        assert program.held(other) == program.held(person), name
        assert [program.credential_id(exam) for exam in other.cannot_take] == list(person.cannot_take)
        assert other.max_exams == person.max_exams
        dates = [
            {program.credential_id(item.credential): item.passed for item in one.holds}
            for one in (other, person)
        ]
        assert dates[0] == dates[1]


@pytest.mark.parametrize("more", [("-o", "same.html"), ("--report", "./same.html")])
def test_no_file_is_written_twice(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("plan", "contoso", "messaging/gold", "--report", "same.html", *more)
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert done.stderr == "Error: same.html: is named for two things that are written: name another file\n"
