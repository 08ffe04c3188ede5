"""Libraries that only some commands need: imported when they are needed, or asked for by name."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .errors import PlanCompetencyError


class MissingExtra(PlanCompetencyError):
    """Something was asked for that needs a library which is not installed."""

    def __init__(self, what: str, library: str, extra: str) -> None:
        self.what, self.library, self.extra = what, library, extra
        super().__init__(
            f"{what} needs {library}, which is not installed: pip install 'plan-competency[{extra}]'"
        )


def extra(library: str, name: str, what: str) -> Any:
    """A library that comes with an optional extra.

    Args:
        library: the module.
        name: the extra that installs it.
        what: what needs it, for the message.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(library)
    except ImportError:
        raise MissingExtra(what, library, name) from None
