"""Every example in README and docs is run, and prints what it says."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import plan_competency as pc
import pytest
from conftest import ROOT, program_of
from markdown_it import MarkdownIt
from notebooks import executed
from refresh_examples import lay_out, printed, run_session

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NOTEBOOKS = sorted((ROOT / "docs").glob("*.ipynb"))
KINDS = {"sh", "console", "yaml", "toml", "csv", "pycon", "markdown", "{toctree}"}


class Block(NamedTuple):
    """One fenced block: its language, what else stands behind the fence, its text and line."""

    kind: str
    detail: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    found = []
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence":
            kind, _, detail = token.info.partition(" ")
            found.append(Block(kind, detail, token.content, (token.map or [0])[0] + 1))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    lay_out(tmp_path)
    for block in blocks(page):
        where = f"{page.name}:{block.line}"
        assert block.kind in KINDS, where
        if block.detail.startswith("file="):
            Path(block.detail.removeprefix("file=")).write_text(block.text, encoding="utf-8")
        elif block.kind == "yaml":
            _read_part(block.detail, block.text)
        elif block.kind == "console":
            _run_console(block.text, where)
        elif block.kind == "pycon":
            assert run_session(block.text, where), where
        elif block.kind == "{toctree}":
            _find_pages(block.text, where)
        else:
            _find_targets(block.text, where)


def _read_part(kind: str, text: str) -> None:
    """A block of YAML that is a requirement, some credentials or a roster."""
    import yaml

    data = yaml.safe_load(text)
    names = ("sales-1", "sales-2", "setup", "security", "expert")
    exams: dict[str, Any] = {name: {"kind": "exam"} for name in names}
    if kind == "roster":
        pc.Roster.model_validate(data)
    elif kind == "credentials":
        program_of({"people": 1, "each": "setup"}, **exams, **data)
    else:
        assert kind == "requirement", kind
        program_of(data, **exams)


def _run_console(text: str, where: str) -> None:
    """Each command prints exactly what follows it, or starts with it if that is cut."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        assert printed(command).strip() == expected.strip(), where


def _find_targets(text: str, where: str) -> None:
    """A shell block holds make targets that exist."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in text.splitlines():
        command, target = line.split("#")[0].split()
        assert command == "make", where
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), where


def _find_pages(text: str, where: str) -> None:
    """A table of contents names pages that exist."""
    names = [line for line in text.splitlines() if line and not line.startswith(":")]
    known = {path.stem for path in (ROOT / "docs").iterdir()}
    assert names, where
    assert set(names) <= known, where


def test_every_page_stands_in_the_contents() -> None:
    listed = re.findall(r"^[a-z-]+$", (ROOT / "docs" / "index.md").read_text(encoding="utf-8"), re.MULTILINE)
    pages = [path.stem for path in (ROOT / "docs").iterdir() if path.suffix in (".md", ".rst", ".ipynb")]
    assert sorted(["index", *listed]) == sorted(pages)


def test_one_example_has_the_whole_requirement_language(tmp_path: Path) -> None:
    """Every key that a model of the language knows stands in the program file at the top of its page."""
    (example, *_) = blocks(ROOT / "docs" / "requirement-language.md")
    path = tmp_path / "rules.yaml"
    path.write_text(example.text, encoding="utf-8")
    written = set(re.findall(r"(\w+):(?=\s)", example.text))
    parts = (pc.AllOf, pc.AnyOf, pc.AtLeastOf, pc.AllParts, pc.AnyPart, pc.AtLeastParts, pc.AmongThem)
    models = (pc.Program, pc.Credential, pc.Competency, pc.Option, pc.PeopleRequirement, pc.MetricRequirement)
    known = {facts.alias or name for model in (*parts, *models) for name, facts in model.model_fields.items()}
    assert known <= written
    assert pc.read_program(path).target("support/gold")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_show_what_their_cells_print(path: Path) -> None:
    assert json.loads(path.read_text(encoding="utf-8")) == executed(path), "run `make examples`"


def test_the_reference_has_every_public_name_once() -> None:
    text = (ROOT / "docs" / "library.rst").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\.\. auto(?:class|function):: (\w+)$", text, re.MULTILINE)) == pc.__all__


def test_the_documentation_is_built(tmp_path: Path) -> None:
    """Warnings are errors: a name that leads nowhere, a page that nobody finds, a docstring out of shape."""
    folders = map(str, (ROOT / "docs", tmp_path / "pages"))
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    library = (tmp_path / "pages" / "library.html").read_text(encoding="utf-8")
    assert "plan_competency.plan" in library


@pytest.mark.parametrize("module", ["plan_competency", "plan_competency.models.credentials"])
def test_examples_in_docstrings(module: str) -> None:
    results = doctest.testmod(import_module(module))
    assert results.attempted > 0
    assert results.failed == 0


def test_every_module_with_examples_is_tested() -> None:
    found = {
        path.relative_to(ROOT)
        for path in ROOT.glob("*/*.py")
        if path.parent.name != "tests" and ">>> " in path.read_text(encoding="utf-8")
    }
    assert found == {Path("models/credentials.py")}


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_changelog_names_the_version() -> None:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
