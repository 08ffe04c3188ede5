"""The programs that ship with the package: one folder a program, one file an edition."""

from __future__ import annotations

from pathlib import Path

#: The program that is used where none is named.
DEFAULT = "microsoft-partner-network"

_HERE = Path(__file__).parent


def shipped() -> dict[str, Path]:
    """The file of each shipped program's newest edition, by program id."""
    folders = sorted(folder for folder in _HERE.iterdir() if folder.is_dir())
    editions = {folder.name: sorted(folder.glob("*.yaml")) for folder in folders}
    return {program: files[-1] for program, files in editions.items() if files}
