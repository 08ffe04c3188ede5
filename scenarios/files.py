"""Scenario files: changes written down, and the scenarios and rosters that ship."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ..models.base import Amount, CredentialId, Frozen, Line, Lines, MetricKey
from ..models.errors import UnknownRoster, UnknownScenario
from ..models.rosters import Person, Workforce
from ..readers.documents import file_or_shipped, read_document
from ..readers.rosters import read_roster
from ..readers.validation import validated
from .changes import Change, Join, Leave, Lose, Pass, RetireExam, SetMetric

_HERE = Path(__file__).parent


class Step(Frozen):
    """One entry of a scenario file: one kind of change."""

    leave: Line | None = Field(None, description="a person")
    join: dict[Line, Person] | None = Field(None, description="people as in a roster")
    pass_: dict[Line, CredentialId] | None = Field(None, alias="pass", description="person to credential")
    lose: dict[Line, CredentialId] | CredentialId | None = Field(
        None, description="person to credential, or a credential for everybody"
    )
    retire_exam: CredentialId | None = Field(None, description="an exam")
    set_metric: dict[MetricKey, Amount] | None = Field(None, description="metric as in a roster, to amount")

    @model_validator(mode="after")
    def _one_change(self) -> Step:
        if len(self.model_fields_set) != 1 or not any(self._values()):
            raise PydanticCustomError(
                "not_one_change",
                "must be one change: leave, join, pass, lose, retire_exam or set_metric",
            )
        return self

    def _values(self) -> tuple[Any, ...]:
        return self.leave, self.join, self.pass_, self.lose, self.retire_exam, self.set_metric

    def changes(self) -> Iterator[Change]:
        """The changes that the entry states."""
        if self.leave is not None:
            yield Leave(self.leave)
        for name, details in (self.join or {}).items():
            yield Join(name, details=details)
        for name, credential in (self.pass_ or {}).items():
            yield Pass(name, credential)
        if isinstance(self.lose, str):
            yield Lose(self.lose)
        elif self.lose is not None:
            for name, credential in self.lose.items():
                yield Lose(name, credential)
        if self.retire_exam is not None:
            yield RetireExam(self.retire_exam)
        for metric, value in (self.set_metric or {}).items():
            yield SetMetric(metric, value)


class Scenario(Frozen):
    """A named list of changes."""

    title: Line = Field(description="what happens, in a few words")
    note: Lines | None = Field(None, description="why one would ask")
    steps: tuple[Step, ...] = Field(alias="changes", min_length=1, description="what changes, in order")

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, in order."""
        return tuple(change for step in self.steps for change in step.changes())


def read_scenario(source: Path | str) -> Scenario:
    """The scenario in a YAML or JSON file, or a bundled one by its name.

    Raises:
        UnknownScenario: neither a file nor a bundled scenario is called that.
        UnreadableFile, InvalidFile: as for rosters.
    """
    path = file_or_shipped(source, bundled("examples"), UnknownScenario)
    return validated(Scenario, read_document(path))


def find_roster(source: Path | str = "contoso", **reading: Any) -> Workforce:
    """The roster in a file, or a bundled example by its name.

    Args:
        source: the file or the name.
        reading: what `read_roster` takes besides: program, sheet, dates, encoding, columns, remark.

    Raises:
        UnknownRoster: neither a file nor a bundled roster is called that.
        UnreadableFile, InvalidFile: see `read_roster`.
    """
    return read_roster(file_or_shipped(source, bundled("rosters"), UnknownRoster), **reading)


def bundled(folder: str) -> dict[str, Path]:
    """The files that ship in `rosters` or `examples`, by name."""
    return {path.stem: path for path in sorted((_HERE / folder).glob("*.yaml"))}
