"""Places: where in the targets asked a requirement stands."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A leaf of a target's requirement, named by target, option and number."""

    target: str
    option: str
    number: int
