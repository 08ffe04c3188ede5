"""The house: what is packaged, who imports whom, how fast it opens, and that checks can fail."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

ROOMS = ("models", "solver", "readers", "catalog", "scenarios", "reports", "cli")
#: A room may import itself and the rooms named for it.
MAY_IMPORT = {
    "models": set(),
    "catalog": {"models"},
    "readers": {"models", "catalog"},
    "solver": {"models"},
    "scenarios": {"models", "readers", "catalog", "solver"},
    "reports": {"models", "scenarios"},
    "cli": {"models", "readers", "catalog", "solver", "scenarios", "reports"},
}


def _project() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _checkout(target: Path) -> Path:
    """A copy of what belongs to the project, to build in."""
    skip = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, target, ignore=skip)
    return target


def test_the_package_list_is_the_folders() -> None:
    listed = _project()["tool"]["setuptools"]["packages"]
    folders = {
        path.parent.relative_to(ROOT) for room in ROOMS for path in ROOT.glob(f"{room}/**/__init__.py")
    }
    assert {folder.parts[0] for folder in folders} == set(ROOMS)
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == set(ROOMS)
    assert set(listed) == {"plan_competency", *(".".join(("plan_competency", *f.parts)) for f in folders)}


def test_the_wheel_holds_code_data_and_licence(tmp_path: Path) -> None:
    source = _checkout(tmp_path / "source")
    subprocess.run(
        [sys.executable, "-c", "from setuptools import build_meta; build_meta.build_wheel('../wheel')"],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    data = [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.yaml")]
    code = [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.py")]
    for path in [*data, *code, ROOT / "py.typed"]:
        assert f"plan_competency/{path.relative_to(ROOT).as_posix()}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any("tests" in name or "benchmarks" in name for name in names)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room: str) -> None:
    for path in ROOT.glob(f"{room}/**/*.py"):
        to_the_top = len(path.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level == to_the_top:
                names = [node.module.split(".")[0]] if node.module else [item.name for item in node.names]
                assert set(names) <= MAY_IMPORT[room], f"{path} imports {names}"
            elif isinstance(node, ast.ImportFrom | ast.Import):
                modules = (
                    [node.module or ""] if isinstance(node, ast.ImportFrom) else [i.name for i in node.names]
                )
                level = node.level if isinstance(node, ast.ImportFrom) else 0
                assert level or not any(m.split(".")[0] in {"plan_competency", *ROOMS} for m in modules), path


def test_only_the_solver_knows_ortools() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in ROOT.glob(f"{room}/**/*.py")
        if re.search(r"^\s*(?:from|import) ortools", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == {"solver/cpsat.py", "solver/relaxation.py"}


@pytest.mark.parametrize(
    ("script", "absent"),
    [
        ("import plan_competency", ["ortools", "pydantic", "yaml", "rich", "click"]),
        ("import plan_competency.cli", ["ortools", "pydantic", "yaml", "rich"]),
        ("import plan_competency as pc; pc.read_program()", ["ortools", "rich", "click", "markdown_it"]),
        ("import plan_competency as pc; pc.read_pages", ["ortools", "rich", "click", "markdown_it"]),
        ("import plan_competency as pc; pc.plan", ["pandas", "rich", "click"]),
        ("import plan_competency.solver.checker", ["ortools"]),
    ],
)
def test_nothing_is_loaded_early(script: str, absent: list[str]) -> None:
    check = f"{script}; import sys; sys.exit(', '.join(set({absent}) & set(sys.modules)) or None)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_data_file_reads_the_same_without_the_fast_yaml_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML has the fast one only where libyaml was there; it admits more than the other."""
    import yaml
    from plan_competency.readers.documents import read_document

    paths = [path for room in ROOMS for path in ROOT.glob(f"{room}/**/*.yaml")]
    assert len(paths) > 20
    fast = [read_document(path) for path in paths]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [read_document(path) for path in paths] == fast


def test_every_public_name_leads_somewhere() -> None:
    import plan_competency as pc

    for name in pc.__all__:
        assert getattr(pc, name).__name__ == name
        assert getattr(pc, name).__doc__, name
    assert dir(pc) == pc.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pc.nothing


@pytest.mark.parametrize("room", [*ROOMS, "."])
def test_a_seeded_type_error_fails_the_type_check(tmp_path: Path, room: str) -> None:
    package = _checkout(tmp_path / "plan_competency")
    (package / room / "seeded.py").write_text("number: int = 'text'\n", encoding="utf-8")
    target = "plan_competency" if room == "." else f"plan_competency.{room}"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", ROOT / "pyproject.toml", "-m", f"{target}.seeded"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(tmp_path), "MYPY_CACHE_DIR": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "seeded.py:1: error: Incompatible types in assignment" in done.stdout
