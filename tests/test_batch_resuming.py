"""A batch that was interrupted goes on where it stopped, for the same question only."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import plan_competency as pc
import pytest
from click.testing import Result
from inline import Inline
from plan_competency.scenarios import running, survey, workers
from plan_competency.scenarios.judging import Answer
from plan_competency.scenarios.resuming import Partial

Ask = Callable[..., Result]

PROGRAM = """\
program: tiny
edition: 2017-07
credentials: {x: {kind: exam}, y: {kind: exam}}
competencies: {c: {options: {o: {levels: {silver: {people: 1, each: x}, gold: {people: 2, each: x}}}}}}
"""
#: Six organizations, of which the fourth has a bad date.
TABLE = """\
organization,person,credential,passed
A,Ana Lima,x,
B,Luis,,
C,Eva,x,
D,Tom,x,never
E,Kim,y,
F,Mei,x,
"""
TABLE_ROWS = [
    "A,c/silver,optimal,eligible,met,none,o,0,0,0,0,",
    "B,c/silver,optimal,not-eligible,unmet,none,o,1,1,1,1,",
    "C,c/silver,optimal,eligible,met,none,o,0,0,0,0,",
    "D,,error,,,,,,,,,\"t.csv, line 5, people.Tom[0].passed: 'never' is not a date: write it as YYYY-MM-DD\"",
    "E,c/silver,optimal,not-eligible,unmet,none,o,1,1,1,1,",
    "F,c/silver,optimal,eligible,met,none,o,0,0,0,0,",
]
PARTIAL = Path("out.csv.partial")


class Stopping(Inline):
    """Somebody presses Ctrl-C when so many chunks are done; `asked` are the organizations so far."""

    def __init__(self, after: int | None) -> None:
        super().__init__()
        self.after, self.asked = after, list[str]()

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        if self.after is not None and len(self.sizes) >= self.after:
            raise KeyboardInterrupt
        self.asked += [organization.name for organization in arguments[-1]]
        return super().submit(work, *arguments, **named)


@pytest.fixture
def ask(run: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Result, list[str]]]:
    """Ask in this process, one organization at a time, until so many are done."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "LARGEST_CHUNK", 1)
    Path("program.yaml").write_text(PROGRAM, encoding="utf-8")
    Path("t.csv").write_text(TABLE, encoding="utf-8")

    def asked(line: str = "t.csv c/silver -o out.csv", after: int | None = None) -> tuple[Result, list[str]]:
        executor = Stopping(after)
        one_by_one = workers.Workers(workers.given(executor).opened, 1)
        monkeypatch.setattr(workers, "in_processes", lambda number: one_by_one)
        return run("batch", *shlex.split(line), "--program", "program.yaml"), executor.asked

    return asked


Asked = Callable[..., tuple[Result, list[str]]]


def rows() -> list[str]:
    return Path("out.csv").read_text(encoding="utf-8").splitlines()[1:]


def test_the_same_command_goes_on_where_it_was_interrupted(ask: Asked) -> None:
    done, asked = ask(after=2)
    assert (done.exit_code, asked) == (130, ["A", "B"])
    assert done.stderr == (
        "Note: 2 organizations are kept in out.csv.partial: the same command goes on from there.\n"
        "Error: Interrupted.\n"
    )
    assert not Path("out.csv").exists()
    done, asked = ask(after=2)
    assert (done.exit_code, asked) == (130, ["C", "D"])
    done, asked = ask()
    assert (done.exit_code, asked) == (1, ["D", "E", "F"])  # errors are found again
    assert done.stderr.endswith(" verdicts a second. 3 organizations kept from an earlier run.\n")
    assert rows() == TABLE_ROWS
    assert not PARTIAL.exists()


def test_a_finished_batch_starts_anew(ask: Asked) -> None:
    assert [len(ask()[1]) for _ in range(2)] == [6, 6]


def test_what_is_kept_names_no_people(ask: Asked) -> None:
    ask(after=5)
    kept = PARTIAL.read_text(encoding="utf-8")
    assert [json.loads(line).get("organization") for line in kept.splitlines()] == [None, "A", "B", "C", "E"]
    for name in ("Ana", "Luis", "Eva", "Tom", "Kim"):
        assert name not in kept


def test_only_what_changed_is_asked_again(ask: Asked) -> None:
    ask(after=5)
    changed = TABLE.replace("D,Tom,x,never\n", "").replace("B,Luis,,", "B,Luis,x,").replace("C,Eva,x,\n", "")
    Path("t.csv").write_text(f"{changed}A2,Ana,x,\n", encoding="utf-8")
    done, asked = ask()
    assert (done.exit_code, asked) == (0, ["B", "F", "A2"])
    assert [row.split(",")[0] for row in rows()] == ["A", "A2", "B", "E", "F"]
    assert rows()[2] == "B,c/silver,optimal,eligible,met,none,o,0,0,0,0,"


def test_rosters_of_a_folder_are_known_again(ask: Asked) -> None:
    Path("rosters").mkdir()
    for name in "abc":
        Path(f"rosters/{name}.yaml").write_text(f"organization: {name * 2}\npeople: {{}}\n", encoding="utf-8")
    line = "rosters c/silver -o out.csv"
    assert ask(line, after=2)[1] == ["a", "b"]
    Path("rosters/a.yaml").write_text("organization: dd\npeople: {}\n", encoding="utf-8")
    assert ask(line)[1] == ["a", "c"]
    assert [row.split(",")[0] for row in rows()] == ["bb", "cc", "dd"]


#: The end of what is kept, and who is asked again.
TORN: list[tuple[str, Callable[[bytes], bytes], list[str]]] = [
    ("nothing", lambda kept: kept, ["C", "D", "E", "F"]),
    ("the last line", lambda kept: kept[:-9], ["B", "C", "D", "E", "F"]),
    ("all but its end", lambda kept: kept[:-1], ["B", "C", "D", "E", "F"]),
    ("more than a line", lambda kept: kept[: kept.index(b'"B"')], ["B", "C", "D", "E", "F"]),
    ("the first line", lambda kept: kept[:40], ["A", "B", "C", "D", "E", "F"]),
    ("everything", lambda kept: b"", ["A", "B", "C", "D", "E", "F"]),
    ("zeros behind", lambda kept: kept + b"\0" * 50, ["C", "D", "E", "F"]),
    ("a line between", lambda kept: kept.replace(b'"rows":', b"rows", 1), ["A", "C", "D", "E", "F"]),
]


@pytest.mark.parametrize(("what", "tear", "asked"), TORN, ids=[what for what, *_ in TORN])
def test_what_was_torn_is_asked_again(
    what: str, tear: Callable[[bytes], bytes], asked: list[str], ask: Asked
) -> None:
    ask(after=2)
    PARTIAL.write_bytes(tear(PARTIAL.read_bytes()))
    done, found = ask()
    assert (done.exit_code, found) == (1, asked)
    assert rows() == TABLE_ROWS


def test_what_was_torn_is_written_over(ask: Asked) -> None:
    ask(after=2)
    PARTIAL.write_bytes(PARTIAL.read_bytes()[:-9])
    assert ask(after=2)[1] == ["B", "C"]
    assert ask()[1] == ["D", "E", "F"]
    assert rows() == TABLE_ROWS


#: Another question, and in what it differs.
OTHERS: list[tuple[str, str]] = [
    ("t.csv c/gold -o out.csv", "another list of targets"),
    ("t.csv c/silver c/gold -o out.csv", "another list of targets"),
    ("t.csv c/silver -o out.csv --on 2018-01-01", "another day"),
    ("t.csv c/silver -o out.csv --market developing", "another market"),
    ("t.csv c/silver -o out.csv --time-limit 5", "another time limit"),
    ("t.csv c/silver -o out.csv --seed 1", "another seed"),
    ("t.csv c/silver -o out.csv --share exclusive --reading mixed", "another portfolio"),
    ("t.csv c/gold -o out.csv --on 2018-01-01", "another list of targets, another day"),
]


@pytest.mark.parametrize(("line", "differing"), OTHERS, ids=[line for line, _ in OTHERS])
def test_another_question_is_refused(line: str, differing: str, ask: Asked) -> None:
    ask(after=2)
    kept = PARTIAL.read_bytes()
    done, asked = ask(line)
    assert (done.exit_code, asked) == (2, [])
    assert done.stderr == (
        f"Error: out.csv.partial was begun for another question ({differing}): ask that one again to finish "
        "it, name another output, or start over with --fresh\n"
    )
    assert PARTIAL.read_bytes() == kept
    done, asked = ask(f"{line} --fresh")
    assert (done.exit_code, len(asked)) == (1, 6)


def test_another_program_version_or_day_is_another_question(
    ask: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(after=2)
    program = Path("program.yaml")
    program.write_text(PROGRAM.replace("people: 2", "people: 3"), encoding="utf-8")
    assert "(another program)" in ask()[0].stderr
    program.write_text(PROGRAM, encoding="utf-8")
    header, rest = PARTIAL.read_text(encoding="utf-8").split("\n", 1)
    yesterday = json.loads(header) | {"day": "2001-01-01, as no day was named"}
    PARTIAL.write_text(f"{json.dumps(yesterday)}\n{rest}", encoding="utf-8")
    assert "(another day)" in ask()[0].stderr
    PARTIAL.write_text(f"{header}\n{rest}", encoding="utf-8")
    for module in (survey, running):
        monkeypatch.setattr(module, "versions", lambda: "plan-competency 9")
    assert "(another version)" in ask()[0].stderr


def test_two_runs_that_write_to_one_file_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "partial"
    with Partial(path, {}) as one, Partial(path, {}) as other:
        one.add("aa", Answer("A"))
        other.add("bb", Answer("B"))
        assert one.answer("aa") == Answer("A")
        with pytest.raises(pc.UnreadableFile, match="was changed meanwhile: let only one run write to it"):
            other.answer("bb")
