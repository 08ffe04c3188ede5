"""Bad input: exit status 2, one message that names file, place and fix, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

GOOD_PROGRAM = """\
program: tiny
edition: 2017-07
credentials:
  x: {kind: exam}
  m: {kind: certification, earned_by: x}
competencies:
  c:
    options:
      o:
        levels:
          gold: {people: 1, each: x}
"""

#: What is wrong, file name, text, and what the message must contain.
ROSTERS: list[tuple[str, str, str | bytes, list[str]]] = [
    ("an empty file", "r.yaml", "", ["r.yaml: is empty"]),
    ("only blanks", "r.csv", " \n\n", ["r.csv: is empty"]),
    ("a binary file", "r.yaml", b"\x89PNG\r\n\x00\x1a", ["r.yaml: is not a text file"]),
    ("an unknown ending", "r.docx", "people: {}", ["r.docx", "'.docx' is not known", ".yaml", ".csv"]),
    ("no workbook", "r.xlsx", "people: {}", ["r.xlsx: is not a workbook that can be read"]),
    ("not YAML", "r.yaml", "people: [", ["r.yaml, line 2", "is not YAML"]),
    ("not JSON", "r.json", '{"people":\n {,}}', ["r.json, line 2", "is not JSON"]),
    ("a list on top", "r.yaml", "- Ana\n", ["r.yaml: must be a mapping", "found a list"]),
    ("no people", "r.yaml", "organization: X\n", ["r.yaml", "'people' is missing: add it"]),
    ("a misspelled key", "r.yaml", "poeple: {}\n", ["r.yaml, line 1", "'poeple'", "Did you mean 'people'?"]),
    (
        "the same person twice in YAML",
        "r.yaml",
        "people:\n  Ana: []\n  Ana: [x]\n",
        ["r.yaml, line 3", "'Ana' stands twice"],
    ),
    (
        "two people who read the same",
        "r.yaml",
        "people:\n  Ana Lima: []\n  ana  lima: [x]\n",
        ["r.yaml, line 3", "'ana  lima' and 'Ana Lima' read the same"],
    ),
    (
        "the same person twice in JSON",
        "r.json",
        '{"people": {"Ana": [], "Ana": []}}',
        ["r.json: Ana: this key stands twice"],
    ),
    (
        "one name in two spellings in CSV",
        "r.csv",
        "person,credential\nAna,x\nANA,y\n",
        ["r.csv, line 3, person", "'ANA' is also written 'Ana'"],
    ),
    (
        "an unreadable date in CSV",
        "r.csv",
        "person,credential,passed\nAna,x,2016-13-01\n",
        ["r.csv, line 2", "'2016-13-01' is not a date: write it as YYYY-MM-DD"],
    ),
    (
        "an unreadable date in YAML",
        "r.yaml",
        "people:\n  Ana:\n    - {credential: x, expires: next year}\n",
        ["r.yaml, line 3, people.Ana[0].expires", "'next year' is not a date"],
    ),
    (
        "a number for a date",
        "r.yaml",
        "people: {Ana: [{credential: x, passed: 20160502}]}\n",
        ["r.yaml, line 1", "'20160502' is not a date"],
    ),
    (
        "expired before it was passed",
        "r.csv",
        "person,credential,passed,expires\nAna,x,2016-05-02,2016-05-01\n",
        ["r.csv, line 2", "expires (2016-05-01) is before passed (2016-05-02)"],
    ),
    (
        "a missing column",
        "r.csv",
        "person,team\nAna,x\n",
        ["r.csv, line 1", "the column 'credential' is missing"],
    ),
    (
        "an unknown column",
        "r.csv",
        "person,credential,expire\nAna,x,\n",
        ["r.csv, line 1", "unknown column 'expire'", "Did you mean 'expires'"],
    ),
    ("a column twice", "r.csv", "person,credential,person\nA,x,B\n", ["'person' stands twice"]),
    ("a row that is too long", "r.csv", "person,credential\nLima, Ana,x\n", ["r.csv, line 2", "3 cells"]),
    ("a row without a person", "r.csv", "person,credential\n,x\n", ["r.csv, line 2, person", "names nobody"]),
    (
        "a date without a credential",
        "r.csv",
        "person,credential,passed\nAna,,2016-05-02\n",
        ["r.csv, line 2, credential", "no credential"],
    ),
    ("an open quote", "r.csv", 'person,credential\n"Ana,x\n', ["r.csv, line 2", "is not CSV"]),
    ("no rows", "r.csv", "person,credential\n", ["r.csv", "no rows below the header"]),
    ("a person without a value", "r.yaml", "people:\n  Eva:\n", ["line 2, people.Eva", "write []"]),
    (
        "a negative limit",
        "r.yaml",
        "people:\n  Luis: {max_exams: -1}\n",
        ["r.yaml, line 2, people.Luis.max_exams", "must be at least 0 (found -1)"],
    ),
    ("an unknown market", "r.yaml", "market: emerging\npeople: {}\n", ["line 1, market", "'developed'"]),
    ("a metric in words", "r.yaml", "metrics: {m: many}\npeople: {}\n", ["metrics.m", "must be a number"]),
    ("a metric without end", "r.json", '{"metrics": {"m": NaN}, "people": {}}', ["metrics.m", "number"]),
    ("a YAML tag", "r.yaml", "people: !!python/object:os.system {}\n", ["line 1", "the tag"]),
    ("a YAML alias", "r.yaml", "a: &a [x]\npeople: {Ana: *a}\n", ["line 1", "anchors and aliases"]),
    ("nested without end", "r.yaml", "[" * 100, ["line 1", "nested more than 60 levels deep"]),
    ("nested without end in JSON", "r.json", "[" * 100_000, ["r.json", "nested too deeply"]),
    ("two documents", "r.yaml", "people: {}\n---\npeople: {}\n", ["line 2", "a second document"]),
    ("a control character", "r.json", '{"people": {"A\\u001b[31m": []}}', ["has a control character"]),
    ("a lone surrogate", "r.json", '{"people": {"A": ["\\ud800"]}}', ["people.A[0]", "remove"]),
    ("a number without end", "r.json", '{"metrics": {"m": ' + "9" * 400 + '}, "people": {}}', ["15 digits"]),
    (
        "two metrics that read the same",
        "r.yaml",
        "people: {}\nmetrics:\n  m: 1\n  ' m': 2\n",
        ["line 4", "' m' and 'm' read the same"],
    ),
    ("a number as a name of a thing", "r.yaml", "people: {Ana: [1.10]}\n", ["people.Ana[0]", "found 1.1"]),
]


@pytest.mark.parametrize(
    ("name", "text", "parts"), [row[1:] for row in ROSTERS], ids=[row[0] for row in ROSTERS]
)
def test_bad_rosters(run: Run, tmp_path: Path, name: str, text: str | bytes, parts: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _assert_refused(run("check", path, "messaging/gold"), [name, *parts])


def _assert_refused(result: Result, parts: list[str]) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.count("Error: ") == 1
    for part in parts:
        assert part in result.stderr


#: What is wrong, what stands in the good program, what replaces it, and what the message says.
PROGRAMS: list[tuple[str, str, str, list[str]]] = [
    ("a count of 0", "people: 1", "people: 0", ["line 11", "gold.people", "must be at least 1 (found 0)"]),
    ("a count in words", "people: 1", "people: two", ["line 11", "must be a whole number (found 'two')"]),
    ("a fraction of a person", "people: 1", "people: 1.5", ["line 11", "must be a whole number (found 1.5)"]),
    (
        "an unknown credential",
        "people: 1, each: x",
        "people: 1, each: X1",
        [
            "line 11",
            "competencies.c.options.o.levels.gold.each",
            "unknown credential 'X1'",
            "Did you mean 'x'",
        ],
    ),
    ("an empty list", "each: x", "each: {any: []}", ["line 11", "each.any", "is empty: list at least one"]),
    (
        "k above the number of parts",
        "each: x",
        "each: {at_least: 3, of: [x, m]}",
        ["line 11", "at_least is 3, but only 2 parts are listed"],
    ),
    (
        "an unknown key",
        "each: x",
        "each: x, lable: y",
        ["line 11", "unknown key 'lable'", "Did you mean 'label'?"],
    ),
    (
        "not a requirement",
        "gold: {people: 1, each: x}",
        "gold: {persons: 1}",
        ["line 11", "is not a requirement: write {people: n, each: ...}"],
    ),
    (
        "not a qualification",
        "each: x",
        "each: {none: [x]}",
        ["line 11", "gold.each", "is not a condition on a person"],
    ),
    (
        "more among them than there are",
        "each: x",
        "each: x, among_them: [{people: 2, each: m}]",
        ["line 11", "among_them asks for 2 of 1 people"],
    ),
    (
        "a certification that earns itself",
        "earned_by: x",
        "earned_by: m",
        ["line 5", "credentials.m.earned_by", "is circular: m needs m"],
    ),
    (
        "certifications that earn each other",
        "earned_by: x}",
        "earned_by: n}\n  n: {kind: certification, earned_by: m}",
        ["is circular", "Break the circle"],
    ),
    (
        "an exam that is earned",
        "x: {kind: exam}",
        "x: {kind: exam, earned_by: m}",
        ["line 4", "earned_by belongs to certifications"],
    ),
    ("an unknown kind", "kind: exam", "kind: test", ["line 4", "must be one of 'exam'", "found 'test'"]),
    ("no kind", "x: {kind: exam}", "x: {title: X}", ["line 4", "'kind' is missing: add it"]),
    ("an edition that is no date", "2017-07", "summer", ["line 2, edition", "'summer' is not a date"]),
    ("a month that does not exist", "2017-07", "2017-13", ["line 2, edition", "'2017-13' is not a date"]),
    (
        "overlap misspelled",
        "gold: {people: 1, each: x}",
        "gold: {all: [{people: 1, each: x}], overlap: yes}",
        ["line 11", "overlap", "must be one of 'allowed'"],
    ),
    ("no levels", "gold: {people: 1, each: x}", "{}", ["line 10", "levels", "is empty"]),
    (
        "an alias that is taken",
        "  c:\n    options:",
        "  d: {aliases: [C], options: {o: {levels: {gold: {people: 1, each: x}}}}}\n  c:\n    options:",
        ["competencies.c", "'c' also names 'd'"],
    ),
    ("a slash in an id", "      o:\n", "      o/p:\n", ["has a '/'"]),
    (
        "two credentials that read the same",
        "  x: {kind: exam}",
        "  x: {kind: exam}\n  Exam X: {kind: exam}",
        ["line 5", "'Exam X' and 'x' read the same"],
    ),
    ("a threshold without an amount", "people: 1, each: x", "metric: m", ["'at_least' is missing: add it"]),
    (
        "a threshold in no market",
        "people: 1, each: x",
        "metric: m, at_least: {}",
        ["line 11", "at_least is empty"],
    ),
    (
        "an amount in words",
        "people: 1, each: x",
        "metric: m, at_least: '1,000'",
        ["line 11", "at_least: must be a number of at most 15 digits, without separators (found '1,000')"],
    ),
    ("an unknown market", "people: 1, each: x", "metric: m, at_least: {mars: 1}", ["'developed'"]),
    ("nobody among them", "each: x", "each: x, among_them: []", ["among_them", "is empty"]),
    (
        "ids that differ only in how letters are composed",
        "  x: {kind: exam}",
        "  x: {kind: exam}\n  caf\u00e9: {kind: exam}\n  cafe\u0301: {kind: exam}",
        ["line 6", "read the same"],
    ),
    ("a list for a mapping", "credentials:\n  x", "competency:\n  x", ["unknown key 'competency'"]),
]


@pytest.mark.parametrize(
    ("old", "new", "parts"), [row[1:] for row in PROGRAMS], ids=[row[0] for row in PROGRAMS]
)
def test_bad_programs(
    run: Run, write: Callable[[str, str], Path], old: str, new: str, parts: list[str]
) -> None:
    assert old in GOOD_PROGRAM
    program = write("p.yaml", GOOD_PROGRAM.replace(old, new, 1))
    roster = write("r.yaml", "people: {Ana: [x]}\n")
    _assert_refused(run("check", roster, "c/gold", "--program", program), ["p.yaml", *parts])


def test_the_good_program_is_good(run: Run, write: Callable[[str, str], Path]) -> None:
    program, roster = write("p.yaml", GOOD_PROGRAM), write("r.yaml", "people: {Ana: [x]}\n")
    assert run("check", roster, "c/gold", "--program", program).exit_code == 0


#: What is wrong, the command line, and what the message says.
COMMANDS: list[tuple[str, list[str], list[str]]] = [
    ("no such roster file", ["check", "nobody.csv", "messaging/gold"], ["nobody.csv: there is no such file"]),
    ("no such example", ["check", "contosso", "messaging/gold"], ["contosso", "Did you mean 'contoso'?"]),
    ("no such target", ["check", "contoso", "mesaging/gold"], ["Did you mean 'messaging/gold'"]),
    ("no such level", ["plan", "contoso", "cloud-crm/platinum"], ["cloud-crm/platinum", "cloud-crm/gold"]),
    ("no target", ["plan", "contoso"], ["No target is named"]),
    (
        "no such program",
        ["plan", "contoso", "messaging/gold", "--program", "microsoft"],
        ["no program file or shipped program 'microsoft'", "microsoft-partner-network"],
    ),
    (
        "a time limit of zero",
        ["plan", "contoso", "messaging/gold", "--time-limit", "0"],
        ["time limit must be above 0"],
    ),
    ("no workers", ["plan", "contoso", "messaging/gold", "--workers", "0"], ["at least 1 worker"]),
    ("a host of workers", ["plan", "contoso", "messaging/gold", "--workers", "100000"], ["at most 256"]),
    (
        "a metric that cannot be",
        ["check", "contoso", "messaging/gold", "--metric", "a//b=1"],
        ["leads to no"],
    ),
    (
        "a metric that leads nowhere",
        ["check", "contoso", "messaging/gold", "--metric", "cloud-crn/performance-1=1"],
        [
            "no metric in the program 'cloud-crn/performance-1'",
            "Did you mean 'cloud-crm/performance-1'",
        ],
    ),
    (
        "a metric beyond all measure",
        ["check", "contoso", "messaging/gold", "--metric", f"m={'9' * 400}"],
        ["15 digits"],
    ),
    ("a name too long for the system", ["check", "x" * 300, "messaging/gold"], ["There is no roster file"]),
    ("a file name too long", ["check", "x" * 300 + ".csv", "messaging/gold"], ["cannot be opened"]),
    (
        "a change before all days",
        ["what-if", "contoso", "messaging/gold", "--on", "0001-01-01", "--retire-exam", "70-345"],
        ["no day before the day in question"],
    ),
    ("a negative seed", ["plan", "contoso", "messaging/gold", "--seed", "-1"], ["seed must be a number"]),
    ("a bad day", ["check", "contoso", "messaging/gold", "--on", "1.7.2017"], ["write it as YYYY-MM-DD"]),
    ("a metric without a value", ["check", "contoso", "messaging/gold", "--metric", "m"], ["not NAME=VALUE"]),
    (
        "a metric that is none",
        ["check", "contoso", "messaging/gold", "--metric", "performance=1"],
        ["Did you mean", "'performance-1'"],
    ),
    (
        "a metric that is no number",
        ["check", "contoso", "messaging/gold", "--metric", "performance-1=much"],
        ["'much' is not a number"],
    ),
    (
        "a metric without end",
        ["check", "contoso", "messaging/gold", "--metric", "performance-1=nan"],
        ["'nan' is not a number"],
    ),
    (
        "a metric with a point among its digits",
        ["check", "contoso", "messaging/gold", "--metric", "performance-1=320.000"],
        ["'320.000' may be 320000 or 320: write 320000, or 320.0."],
    ),
    (
        "a metric like no other",
        ["check", "contoso", "messaging/gold", "--metric", "zzz=1"],
        ["no metric in the program 'zzz'. Known: performance-1 and performance-2."],
    ),
    ("no change", ["what-if", "contoso", "messaging/gold"], ["Nothing changes"]),
    (
        "a first name",
        ["what-if", "contoso", "messaging/gold", "--leave", "Mei"],
        ["no person in the roster called 'Mei'", "Did you mean 'Mei Tan'"],
    ),
    (
        "nobody of that name",
        ["what-if", "contoso", "messaging/gold", "--leave", "Anna Lima"],
        ["no person in the roster called 'Anna Lima'", "Did you mean 'Ana Lima'"],
    ),
    (
        "an unknown exam",
        ["what-if", "contoso", "messaging/gold", "--pass", "Ana Lima=70-349"],
        ["no credential '70-349'", "Did you mean"],
    ),
    (
        "a certification that retires",
        ["what-if", "contoso", "messaging/gold", "--retire-exam", "mcse-productivity"],
        ["a certification is never sat"],
    ),
    (
        "someone who is there joins",
        ["what-if", "contoso", "messaging/gold", "--join", "ana lima"],
        ["someone of that name is in the roster already"],
    ),
    (
        "a loss of what is not held",
        ["what-if", "contoso", "messaging/gold", "--lose", "Sven Holm=70-345"],
        ["Sven Holm does not hold it"],
    ),
    (
        "a loss of what is earned",
        [
            "what-if",
            "contoso",
            "messaging/gold",
            "--lose",
            "Omar Haddad=mcsa-windows-server-2012",
        ],
        ["is earned by other credentials"],
    ),
    (
        "no such scenario",
        ["what-if", "contoso", "messaging/gold", "--scenario", "key-person"],
        ["Did you mean 'key-person-leaves'"],
    ),
    ("an unknown option", ["plan", "contoso", "messaging/gold", "--fast"], ["No such option"]),
    ("an unknown command", ["plann"], ["No such command"]),
    ("an unknown target of the catalog", ["catalog", "gold"], ["There is no target 'gold'"]),
]


@pytest.mark.parametrize(
    ("arguments", "parts"), [row[1:] for row in COMMANDS], ids=[row[0] for row in COMMANDS]
)
def test_bad_commands(run: Run, arguments: list[str], parts: list[str]) -> None:
    _assert_refused(run(*arguments), parts)


def test_a_program_without_competencies(run: Run, write: Callable[[str, str], Path]) -> None:
    program = write("p.yaml", "program: p\ncredentials: {}\ncompetencies: {}\n")
    _assert_refused(run("catalog", "--program", program), ["p.yaml, line 3, competencies", "is empty"])


def test_a_pipe_has_no_ending(run: Run) -> None:
    _assert_refused(run("check", Path("/dev/zero"), "messaging/gold"), ["the ending '' is not known"])


def test_an_answer_that_cannot_be_printed() -> None:
    command = Path(sys.executable).parent / "plan-competency"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [command, "catalog"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: The answer cannot be written: No space left")


def test_a_directory_is_not_a_roster(run: Run, tmp_path: Path) -> None:
    (tmp_path / "team.csv").mkdir()
    _assert_refused(run("check", tmp_path / "team.csv", "messaging/gold"), ["team.csv: is a directory"])
    _assert_refused(run("check", tmp_path, "messaging/gold"), [str(tmp_path)])


def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "plan.json"
    _assert_refused(run("plan", "contoso", "messaging/gold", "-o", missing), ["cannot be written"])


def test_an_input_is_never_overwritten(run: Run, write: Callable[[str, str], Path]) -> None:
    roster = write("team.csv", "person,credential\nAna,\n")
    _assert_refused(run("check", roster, "messaging/gold", "-o", roster), ["is read by this command"])
    assert roster.read_text() == "person,credential\nAna,\n"


SCENARIOS: list[tuple[str, str, list[str]]] = [
    ("two changes in one", "title: T\nchanges: [{leave: Ana, retire_exam: x}]", ["must be one change"]),
    ("no changes", "title: T\nchanges: []", ["changes", "is empty"]),
    ("an unknown change", "title: T\nchanges: [{fire: Ana}]", ["unknown key 'fire'"]),
    ("no title", "changes: [{leave: Ana}]", ["'title' is missing"]),
]


@pytest.mark.parametrize(("text", "parts"), [row[1:] for row in SCENARIOS], ids=[row[0] for row in SCENARIOS])
def test_bad_scenarios(run: Run, write: Callable[[str, str], Path], text: str, parts: list[str]) -> None:
    path = write("s.yaml", text)
    _assert_refused(run("what-if", "contoso", "messaging/gold", "--scenario", path), ["s.yaml", *parts])
