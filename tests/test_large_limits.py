"""Which rosters are read by columns, what that needs, and how large they may be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import plan_competency as pc
import pytest
from plan_competency.readers import large_tables, rosters
from plan_competency.readers.large_rosters import read_large_roster
from roster_tables import in_parquet, refusal, written


def test_which_files_are_read_by_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "r.csv", [("Ana", "x", "", "")])
    assert isinstance(pc.read_roster(path), pc.Roster)
    monkeypatch.setattr(rosters, "LARGE_CSV_BYTES", path.stat().st_size)
    assert isinstance(pc.read_roster(path), pc.Roster)
    monkeypatch.setattr(rosters, "LARGE_CSV_BYTES", path.stat().st_size - 1)
    assert isinstance(pc.read_roster(path), pc.TableRoster)
    assert isinstance(pc.read_roster(in_parquet(path).rename(tmp_path / "r.PARQUET")), pc.TableRoster)


def test_without_polars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "r.csv", [("Ana", "x", "", "")])
    table = in_parquet(path)
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setattr(rosters, "LARGE_CSV_BYTES", 5)
    assert isinstance(pc.read_roster(path), pc.Roster)
    needs = "A Parquet file needs polars, which is not installed: pip install 'plan-competency[large]'"
    assert refusal(pc.read_roster, table) == needs
    monkeypatch.setattr(rosters, "LARGEST_FILE_BYTES", 5)
    assert "[large]" in refusal(pc.read_roster, path)


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "r.csv", [("Ana", "x", "", ""), ("Eva", "x", "", ""), ("Eva", "y", "", "")])
    table = in_parquet(path)
    for module in ("large_tables", "parquet"):
        monkeypatch.setattr(f"plan_competency.readers.{module}.LARGEST_TABLE_ROWS", 2)
    for file in (path, table):
        assert f"{file.name}: has more than 2 rows" in refusal(read_large_roster, file)
    monkeypatch.setattr(large_tables, "LARGEST_TABLE_BYTES", 9)
    for file in (path, table):
        assert f"{file.name}: is larger than" in refusal(read_large_roster, file)


def test_small_files_load_neither_polars_nor_numpy(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [("Ana", "x", "", "")])
    script = (
        "import plan_competency as pc, sys; "
        f"pc.TableRoster; pc.read_roster({str(path)!r}); "
        "sys.exit(', '.join({'polars', 'numpy', 'ortools'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
