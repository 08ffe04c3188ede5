"""The one line about work that goes on: what it says, and where it is shown."""

from __future__ import annotations

import plan_competency as pc
import pytest
from plan_competency.cli import progress as module
from plan_competency.cli import watching
from plan_competency.cli.listening import Listener
from plan_competency.cli.progress import Progress, shown


class Clock:
    """Seconds as they are set."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(module, "time", found)
    return found


def line(progress: Progress, width: int = 80) -> str:
    return progress.line(width).plain


def stage(name: str, value: float | None, bound: float | None) -> pc.Stage:
    return pc.Stage(
        minimized=name, value=value, lower_bound=bound, proven=value is not None and value == bound
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (stage("exams", None, None), "The least plan: fewest exams (12 of 60 s)"),
        (stage("exams", None, 54), "The least plan: fewest exams: at least 54 proven (12 of 60 s)"),
        (stage("exams", 97, 54), "The least plan: fewest exams: 97, at least 54 proven (12 of 60 s)"),
        (stage("people", 20, None), "The least plan: fewest people: 20 (12 of 60 s)"),
        (stage("cost", 1155, 1155), "The least plan: least cost: 1,155, proven (12 of 60 s)"),
        (stage("largest load", 3, 2), "The least plan: largest load: 3, at least 2 proven (12 of 60 s)"),
        (stage("ties", None, None), "The least plan: choice among equal plans (12 of 60 s)"),
    ],
)  # fmt: skip
def test_stage_best_bound_and_seconds(clock: Clock, told: pc.Stage, words: str) -> None:
    progress = Progress()
    listener = Listener(progress)
    listener.begins("the least plan", 60.0)
    clock.now += 12
    listener.searching(told)
    assert line(progress) == words


def test_without_a_limit_there_are_only_seconds(clock: Clock) -> None:
    progress = Progress()
    progress.begin("rules that exclude each other", None)
    clock.now += 3
    assert line(progress) == "Rules that exclude each other (3 s)"


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (0, 3, "0/1,000"),
        (250, 5, "250/1,000, 15 s left"),
        (250, 60, "250/1,000, 3:00 min left"),
        (250, 7200, "250/1,000, 6:00 h left"),
        (1000, 9, "1,000/1,000"),
    ],
)
def test_how_many_are_done_and_what_is_left(clock: Clock, done: int, seconds: int, words: str) -> None:
    progress = Progress("Departures")
    clock.now += seconds
    progress.count(done, 1000)
    text = line(progress)
    assert text.startswith("Departures ")
    assert text.endswith(words)


def test_a_long_line_is_cut(clock: Clock) -> None:
    progress = Progress("Departures")
    progress.count(1, 12)
    progress.begin("the least without somebody whose name is very long indeed, and longer than that", 60)
    text = line(progress)
    assert len(text) == 80
    assert "…" in text
    assert text.endswith("(0 of 60 s)")


def test_what_was_searched_for_the_last_one_is_gone_when_it_is_done(clock: Clock) -> None:
    progress = Progress("Departures")
    progress.begin("the least without Ana", 60)
    progress.count(1, 2)
    assert "Ana" not in line(progress)


def test_after_an_interrupt_it_says_that_the_answer_comes(clock: Clock) -> None:
    progress = Progress()
    progress.begin("the least plan", 60)
    progress.finish()
    progress.begin("something else", 60)
    progress.find("7")
    assert line(progress) == "Putting together what was found (0 s)"


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with shown(Progress("Organizations", 4)):
        pass
    assert capsys.readouterr() == ("", "")


def test_it_is_shown_after_a_while_and_gone_when_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(watching, "PATIENCE", 0.01)

    def ask(report: pc.Reporter, stop: pc.Stop) -> int:
        import time

        report.begins("the least plan", 60)
        time.sleep(0.5)
        return 7

    assert watching.watched(ask) == 7
    said = capsys.readouterr().err
    assert "The least plan" in said
    assert said.endswith("\x1b[?25h\r\x1b[1A\x1b[2K") or said.rstrip().endswith("\x1b[2K")


def test_short_work_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert watching.watched(lambda **_: 7) == 7
    assert capsys.readouterr().err == ""


def test_where_nobody_listens_nothing_is_told() -> None:
    assert watching.watched(lambda report, stop: report) is None
