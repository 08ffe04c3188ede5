"""Every example in README and docs is run, and prints what it says."""

from __future__ import annotations

import doctest
import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import plan_competency as pc
import pytest
from click.testing import CliRunner
from conftest import ROOT, program_of
from markdown_it import MarkdownIt
from plan_competency.cli import cli

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
KINDS = {"sh", "console", "yaml", "toml", "csv", "pycon", "markdown"}


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
            test = doctest.DocTestParser().get_doctest(block.text, {}, where, str(page), block.line)
            assert doctest.DocTestRunner().run(test).failed == 0, where
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
        name, *arguments = shlex.split(command)
        assert name == "plan-competency", where
        printed = CliRunner().invoke(cli, arguments, catch_exceptions=False).stdout
        assert printed.strip() == expected.strip(), where


def _find_targets(text: str, where: str) -> None:
    """A shell block holds make targets that exist."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in text.splitlines():
        command, target = line.split("#")[0].split()
        assert command == "make", where
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), where


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
