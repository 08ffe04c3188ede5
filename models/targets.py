"""Targets: what is to be reached, as `competency/level` or `competency/option/level`."""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """One competency at one level; by any of its options unless one is named."""

    competency: str
    option: str | None
    level: str

    def __str__(self) -> str:
        return "/".join(part for part in self if part is not None)
