"""Programs as the YAML files from which they are read."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from ..models.programs import Program
from .yaml_files import yaml_text

_LAST = {"note": 1, "source": 2}


def program_file(program: Program) -> str:
    """The program as the text of a YAML file, which reads back equal."""
    return yaml_text(_ordered(program.model_dump(mode="json", exclude_none=True, by_alias=True)))


def print_program_file(program: Program, console: Console) -> None:
    """The program as a YAML file; long lines stay as they are."""
    console.out(program_file(program), end="", highlight=False)


def _ordered(data: Any) -> Any:
    """What is ruled before where it comes from."""
    if isinstance(data, list):
        return [_ordered(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {key: _ordered(data[key]) for key in sorted(data, key=lambda key: _LAST.get(key, 0))}
