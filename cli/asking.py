"""What the options of a question mean to the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .options import situation
from .output import spare
from .terms import sources, terms

if TYPE_CHECKING:
    from ..scenarios.changes import Situation


def asked_in(roster: str, output: Path | None, options: dict[str, Any]) -> tuple[Situation, dict[str, Any]]:
    """The situation asked about, and what else the options say to the library."""
    spare(output, (roster, *sources(options)))
    rest: dict[str, Any] = dict(terms(options))
    rest |= {name: options.pop(name) for name in ("time_limit", "workers", "seed")}
    found = situation(roster, **options)
    return found, {**rest, "on": found.on}
