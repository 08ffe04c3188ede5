"""A program may be a folder: its files are parts of one program, and errors name the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import plan_competency as pc
import pytest
from click.testing import Result

Run = Callable[..., Result]

PARTS = {
    "a.yaml": "program: tiny\nedition: 2017-07\n",
    "b.yml": "credentials:\n  x: {kind: exam}\n  y: {kind: exam}\n",
    "c.yaml": "competencies:\n  c: {options: {o: {levels: {gold: {people: 1, each: x}}}}}\n",
    "d.json": '{"credentials": {"z": {"kind": "exam"}}, "competencies": '
    '{"d": {"options": {"o": {"levels": {"gold": {"people": 1, "each": "z"}}}}}}}',
}


def folder_of(tmp_path: Path, parts: dict[str, str]) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_parts_are_one_program(tmp_path: Path) -> None:
    program = pc.read_program(folder_of(tmp_path, PARTS))
    assert (program.program, program.edition) == ("tiny", "2017-07")
    assert list(program.credentials) == ["x", "y", "z"]
    assert list(program.competencies) == ["c", "d"]


def test_the_names_of_files_give_the_order(tmp_path: Path) -> None:
    competencies = {"1.json": PARTS["d.json"], "2.yaml": PARTS["c.yaml"]}
    program = pc.read_program(
        folder_of(tmp_path, {"3.yaml": PARTS["a.yaml"] + PARTS["b.yml"]} | competencies)
    )
    assert list(program.competencies) == ["d", "c"]


def test_a_folder_says_what_its_program_says_in_one_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PARTS)
    whole = tmp_path / "whole.json"
    whole.write_text(pc.read_program(folder).model_dump_json(exclude_none=True, by_alias=True))
    assert pc.read_program(whole) == pc.read_program(folder)


def test_other_files_are_no_part_of_it(tmp_path: Path) -> None:
    others = {"README.md": "# Rules", ".hidden.yaml": "- 1", "team.csv": "person,credential\n"}
    folder = folder_of(tmp_path, PARTS | others)
    (folder / "older").mkdir()
    assert list(pc.read_program(folder).competencies) == ["c", "d"]


def test_the_command_reads_a_folder(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PARTS)
    (roster := tmp_path / "r.yaml").write_text("people: {Ana: [x]}\n")
    result = run("plan", roster, "d/gold", "--program", folder)
    assert result.exit_code == 0
    assert "No plan needs fewer than 1 exam." in result.stdout


def test_a_part_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PARTS)
    result = run("plan", "contoso", "d/gold", "--program", folder, "-o", folder / "c.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "c.yaml: is read by this command" in result.stderr
    assert (folder / "c.yaml").read_text() == PARTS["c.yaml"]


#: What is wrong, the files that are added or replaced, and each line that the message must have.
BAD: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "a credential in two files",
        {"e.yaml": "credentials:\n  w: {kind: exam}\n  y: {kind: exam}\n"},
        ["rules/e.yaml, line 3, credentials.y: also stands in {}/b.yml, line 3: keep one of the two"],
    ),
    (
        "a credential in two files, in two spellings",
        {"e.yaml": "credentials:\n  Exam X: {kind: exam}\n"},
        ["rules/e.yaml, line 2, credentials.Exam X: also stands in {}/b.yml, line 2: keep one of the two"],
    ),
    (
        "a competency in two files, one of them JSON",
        {"e.yaml": "competencies:\n  D: {options: {o: {levels: {gold: {people: 1, each: x}}}}}\n"},
        ["rules/e.yaml, line 2, competencies.D: also stands in {}/d.json: keep one of the two"],
    ),
    (
        "another key in two files",
        {"e.yaml": "edition: 2018-01\n"},
        ["rules/e.yaml, line 1, edition: also stands in {}/a.yaml, line 2: keep one of the two"],
    ),
    (
        "two keys in two files",
        {"e.json": '{"program": "tiny"}', "f.yaml": "\nedition: 2018-01\n"},
        [
            "rules/e.json: program: also stands in {}/a.yaml, line 1: keep one of the two",
            "rules/f.yaml, line 2, edition: also stands in {}/a.yaml, line 2: keep one of the two",
        ],
    ),
    (
        "two credentials of one file that read the same",
        {"b.yml": "credentials:\n  x: {kind: exam}\n  X: {kind: exam}\n"},
        ["rules/b.yml, line 3, credentials: 'X' and 'x' read the same: give two things two names"],
    ),
    (
        "a list for a part",
        {"e.yaml": "- x\n"},
        ["rules/e.yaml: must be a mapping of keys to values (found a list)"],
    ),
    (
        "credentials as a list",
        {"b.yml": "# exams\ncredentials: [x, y]\n"},
        ["rules/b.yml, line 2, credentials: must be a mapping of names to values (found a list)"],
    ),
    ("an empty part", {"e.yaml": ""}, ["rules/e.yaml: is empty"]),
    ("a part that is not YAML", {"e.yaml": "\npeople: ["}, ["rules/e.yaml, line 3: is not YAML"]),
    ("a part that is not text", {"e.yaml": "\0"}, ["rules/e.yaml: is not a text file"]),
    (
        "an unknown credential",
        {"c.yaml": PARTS["c.yaml"].replace("each: x", "each: q")},
        ["rules/c.yaml, line 2, competencies.c.options.o.levels.gold.each: unknown credential 'q'"],
    ),
    (
        "an unknown credential in JSON",
        {"d.json": PARTS["d.json"].replace('"each": "z"', '"each": "q"')},
        ["rules/d.json: competencies.d.options.o.levels.gold.each: unknown credential 'q'"],
    ),
    (
        "two values in two files",
        {
            "b.yml": "credentials:\n  x: {kind: exam}\n  y: {kind: test}\n",
            "c.yaml": PARTS["c.yaml"].replace("people: 1", "people: 0"),
        },
        [
            "rules/b.yml, line 3, credentials.y.kind: must be one of 'exam'",
            "rules/c.yaml, line 2, competencies.c.options.o.levels.gold.people: must be at least 1",
        ],
    ),
    (
        "an unknown key",
        {"e.yaml": "# more\ncompetences: {}\n"},
        ["rules/e.yaml, line 2: unknown key 'competences'. Did you mean 'competencies'"],
    ),
    (
        "an alias that another file has",
        {"e.yaml": PARTS["c.yaml"].replace("c: {", "e: {aliases: [c], ")},
        ["rules/e.yaml, line 2, competencies.e: 'c' also names 'c'"],
    ),
    ("no file says which program", {"a.yaml": "edition: 2017-07\n"}, ["rules: 'program' is missing: add it"]),
]


@pytest.mark.parametrize(("parts", "lines"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_folders(run: Run, tmp_path: Path, parts: dict[str, str], lines: list[str]) -> None:
    folder = folder_of(tmp_path, PARTS | parts)
    result = run("catalog", "--program", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    printed = result.stderr.replace("Error: ", "").splitlines()
    assert len(printed) == len(lines)
    for line, expected in zip(printed, lines, strict=True):
        assert line.startswith(f"{tmp_path}/{expected.format(folder)}")


def test_a_folder_without_data(run: Run, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"README.md": "# Rules"})
    result = run("catalog", "--program", folder)
    message = f"{folder}: is a folder without a file that ends in .yaml, .yml, .json: add one"
    assert (result.exit_code, result.stderr) == (2, f"Error: {message}\n")


def test_a_folder_in_place_of_a_part(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PARTS)
    (folder / "e.yaml").mkdir()
    with pytest.raises(pc.UnreadableFile, match=r"rules/e\.yaml: is a directory: name a file in it"):
        pc.read_program(folder)


def test_a_folder_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path, PARTS)
    look_into = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path == folder:
            raise PermissionError(13, "Permission denied")
        return look_into(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(pc.UnreadableFile, match="rules: cannot be opened: Permission denied"):
        pc.read_program(folder)


def test_a_name_that_is_too_long(run: Run) -> None:
    result = run("catalog", "--program", "x" * 300 + ".yaml")
    assert result.exit_code == 2
    assert "cannot be opened: File name too long" in result.stderr
