"""What the tests share: the shipped program, tiny programs, a command runner, public material."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import plan_competency as pc
import pytest
from click.testing import CliRunner, Result
from plan_competency.cli import cli, config

ROOT = Path(__file__).parent.parent
#: Public requirement pages and facts, where they lie beside the checkout.
PUBLIC = Path(os.environ.get("PLAN_COMPETENCY_PUBLIC", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def program() -> pc.Program:
    return pc.read_program()


@pytest.fixture(autouse=True)
def _no_file_of_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have one; it is not for them."""
    monkeypatch.setattr(config, "user_folder", lambda: Path(os.devnull) / "nowhere")


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command in this process; an exception that escapes is a failure."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli, [str(item) for item in arguments], catch_exceptions=False)

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def roster_of(*holdings: list[Any] | dict[str, Any], **fields: Any) -> pc.Roster:
    """People A, B, C, ... with these holdings."""
    return pc.Roster.model_validate({"people": dict(zip(ascii_uppercase, holdings, strict=False)), **fields})


def program_of(requirement: Any, **credentials: Any) -> pc.Program:
    """A program with the one target `c/gold`; exams x, y and z unless credentials are given."""
    known = credentials or {name: {"kind": "exam"} for name in "xyz"}
    return pc.Program.model_validate(
        {
            "program": "tiny",
            "edition": "2017-07",
            "credentials": known,
            "competencies": {"c": {"options": {"o": {"levels": {"gold": requirement}}}}},
        }
    )
