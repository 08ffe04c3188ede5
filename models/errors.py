"""Every error that this program raises on purpose: one base class, data as attributes.

Each error makes its own sentence from what it carries, so that the command
line, a notebook and a log all say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class PlanCompetencyError(Exception):
    """Base of all errors; `str(error)` is the sentence for people."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where it stands, and what it is with what to do."""

    place: str
    message: str
    line: int | None = None
    #: The file; None: that of the error that lists this.
    file: str | None = None

    def __str__(self) -> str:
        where = [f"line {self.line}"] if self.line is not None else []
        where += [self.place] if self.place else []
        return f"{', '.join(where)}: {self.message}" if where else self.message


class UnreadableFile(PlanCompetencyError):
    """A file cannot be read at all: missing, a directory, not text, too large."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(f"{path}: {reason}")


class NoPlaceInFile(PlanCompetencyError):
    """A kind of file has no place for all that should be written to it, so nothing is written.

    `lost` is what would be lost, `instead` what can be done.
    """

    def __init__(self, path: Path | str, lost: Sequence[str], instead: str) -> None:
        self.path, self.lost, self.instead = str(path), tuple(lost), instead
        super().__init__(f"{path}: has no place for {'; '.join(self.lost)}. {instead}")


class InvalidFile(PlanCompetencyError):
    """A file was read, but what it says is not valid. `problems` lists what."""

    #: More problems than this are counted, not listed.
    MOST_LISTED = 8

    def __init__(self, path: Path | str, problems: Sequence[Problem]) -> None:
        self.path, self.problems = str(path), tuple(problems)
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        listed = [
            f"{problem.file or self.path}{':' if problem.line is None else ','} {problem}"
            for problem in self.problems[: self.MOST_LISTED]
        ]
        rest = len(self.problems) - len(listed)
        return "\n".join([*listed, f"... and {rest} more"] if rest else listed)


class InvalidReference(PlanCompetencyError, ValueError):
    """A model names something that does not exist, or contradicts itself.

    `path` is the place as keys and list positions. Raised while a model is
    built, so pydantic reports it as part of its ValidationError.
    """

    def __init__(self, path: Sequence[str | int], message: str) -> None:
        self.path, self.message = tuple(path), message
        super().__init__(f"{place_of(path)}: {message}" if path else message)


def place_of(path: Sequence[str | int]) -> str:
    """A path as people read it: `people.Luis.holds[0].passed`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class UnknownName(PlanCompetencyError):
    """Something was asked for by a name that does not exist.

    `name` is what was asked, `kind` what it should be, `nearest` the known names most like it.
    """

    kind = "name"

    def __init__(self, name: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.name, self.nearest, self.hint = name, tuple(nearest), hint
        parts = [f"There is no {self.kind} '{name}'."]
        if self.nearest:
            parts.append(f"Did you mean {' or '.join(repr(item) for item in self.nearest)}?")
        super().__init__(" ".join([*parts, hint] if hint else parts))


class UnknownTarget(UnknownName):
    """A target that the program does not have."""

    kind = "target"


class UnknownPerson(UnknownName):
    """A person who is not in the roster."""

    kind = "person in the roster called"


class UnknownCredential(UnknownName):
    """A credential that the program does not know, where only known ones make sense."""

    kind = "credential"


class UnknownMetric(UnknownName):
    """A fact about the organization that no requirement of the program asks for."""

    kind = "metric in the program"


class UnknownProgram(UnknownName):
    """Neither a program file nor the id of a shipped program."""

    kind = "program file or shipped program"


class UnknownRoster(UnknownName):
    """Neither a roster file nor the name of a bundled example."""

    kind = "roster file or bundled example"


class UnknownScenario(UnknownName):
    """Neither a scenario file nor the name of a bundled scenario."""

    kind = "scenario file or bundled scenario"


class UnknownLanguage(UnknownName):
    """A language in which pages are not read, or reports not written."""

    kind = "language"


class UnknownRole(UnknownName):
    """A role that no requirement of the program names."""

    kind = "role in the program"


class UnknownSeat(UnknownName):
    """Neither an exam of the program nor a seat of the targets asked."""

    kind = "exam of the program or seat of the targets asked"


class InvalidQuestion(PlanCompetencyError):
    """The question itself makes no sense: no target, a time limit of zero, ..."""


class ContradictoryTerms(InvalidQuestion):
    """Limits and wishes of which one excludes the other, or that nothing can fulfil."""


class MissingPrices(InvalidQuestion):
    """Prices or hours that a plan could need and that nobody stated; `exams` names them."""

    def __init__(self, what: str, exams: Sequence[str]) -> None:
        self.what, self.exams = what, tuple(exams)
        shown = ", ".join(self.exams[:12])
        more = f" and {len(self.exams) - 12} more" if len(self.exams) > 12 else ""
        super().__init__(
            f"No {what} is stated for {shown}{more}: add them to the price list, or state 'others' there "
            "for every exam that is not listed."
        )


class ImpossibleChange(PlanCompetencyError):
    """A what-if change that contradicts the roster or the program."""

    def __init__(self, change: str, reason: str) -> None:
        self.change, self.reason = change, reason
        super().__init__(f"{change}: {reason}")


class AnswerRejected(PlanCompetencyError):
    """The checker found an answer wrong. This is a bug here, never a fact about the roster."""

    def __init__(self, violations: Sequence[str]) -> None:
        self.violations = tuple(violations)
        super().__init__(
            "The answer failed its own check and is withheld; this is a bug in plan-competency, "
            "please report it with your files: " + "; ".join(violations)
        )
