"""The programs that ship with the package: one folder a program, one folder in it an edition."""

from __future__ import annotations

from pathlib import Path

#: The program that is used where none is named.
DEFAULT = "microsoft-partner-network"

_HERE = Path(__file__).parent


def shipped() -> dict[str, Path]:
    """The folder of each shipped program's newest edition, by program id."""
    programs = {folder.name: _folders(folder) for folder in _folders(_HERE)}
    return {program: editions[-1] for program, editions in programs.items() if editions}


def _folders(parent: Path) -> list[Path]:
    return sorted(item for item in parent.iterdir() if item.is_dir())
