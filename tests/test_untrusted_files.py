"""Files from outside: whatever stands in them, they are read or refused, never a traceback."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import plan_competency as pc
import pytest
from plan_competency import catalog
from plan_competency.scenarios.files import bundled

EDITION = catalog.shipped()[catalog.DEFAULT]
#: A whole program in one file.
PROGRAM = "".join(
    (EDITION / name).read_text(encoding="utf-8")
    for name in ("program.yaml", "credentials.yaml", "messaging.yaml")
)
CSV = 'person,credential,passed,expires\nAna,MB2-714,2016-05-02,\n"Lima, Luis",70-345,,2030-01-01\nEva,,,\n'
NASTY = [
    "",
    "\0",
    "\x1b",
    "\ufeff",
    "é",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "&a ",
    "*a",
    "!!x ",
    "|",
    "#",
    "\t",
]
NASTY += [
    "~",
    "null",
    "-1",
    "1e999",
    "9" * 400,
    "\u202e",
    "2017-99-99",
    "yes",
    "<<: ",
    "?",
    "\r",
    "%",
    "@",
    "`",
    ",",
]


def mutated(text: str, rng: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    for _ in range(rng.choice((1, 1, 2, 5))):
        position = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                del lines[position]
            case 1:
                lines.insert(position, lines[rng.randrange(len(lines))])
            case 2:
                other = rng.randrange(len(lines))
                lines[position], lines[other] = lines[other], lines[position]
            case 3:
                line, at = lines[position], rng.randrange(len(lines[position]) + 1)
                lines[position] = line[:at] + rng.choice(NASTY) + line[at:]
            case 4:
                line, at = lines[position], rng.randrange(len(lines[position]) + 1)
                lines[position] = line[:at] + rng.choice(NASTY) + line[at + 3 :]
            case _:
                lines = lines[: position + 1]
        lines = lines or ["\n"]
    return "".join(lines)


CONTOSO = pc.find_roster()
assert isinstance(CONTOSO, pc.Roster)
READERS: list[tuple[str, str, Callable[[Path], object]]] = [
    ("p.yaml", PROGRAM, pc.read_program),
    ("part.yaml", PROGRAM, lambda path: pc.read_program(path.parent)),
    ("r.yaml", bundled("rosters")["contoso"].read_text(encoding="utf-8"), pc.read_roster),
    ("r.csv", CSV, pc.read_roster),
    ("r.json", CONTOSO.model_dump_json(indent=1), pc.read_roster),
    ("s.yaml", bundled("examples")["new-hire"].read_text(encoding="utf-8"), pc.read_scenario),
]


@pytest.mark.parametrize(("name", "text", "read"), READERS, ids=[row[0] for row in READERS])
def test_mutated_files(tmp_path: Path, name: str, text: str, read: Callable[[Path], object]) -> None:
    rng = random.Random(1)
    path = tmp_path / name
    refused = 0
    for _ in range(400):
        path.write_bytes(mutated(text, rng).encode("utf-8", "surrogatepass"))
        with suppress(pc.PlanCompetencyError):
            read(path)
            continue
        refused += 1
    assert 20 < refused < 400


@pytest.mark.parametrize("name", ["f.yaml", "f.json", "f.csv"])
def test_random_bytes(tmp_path: Path, name: str) -> None:
    rng = random.Random(2)
    path = tmp_path / name
    for size in range(200):
        path.write_bytes(rng.randbytes(size))
        with pytest.raises(pc.PlanCompetencyError):
            pc.read_roster(path)
