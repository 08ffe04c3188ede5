"""`make examples`: write what the commands really print into README and docs."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner
from notebooks import write_notebook
from plan_competency.cli import cli

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```(\w+)(?: file=(\S+))?[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def lay_out(folder: Path) -> None:
    """Put the files of the documentation where its commands look for them."""
    for path in (ROOT / "docs" / "examples").iterdir():
        shutil.copy(path, folder)


def printed(command: str) -> str:
    """What a command of the documentation prints; where it answers nothing, its message."""
    name, *arguments = shlex.split(command)
    assert name == "plan-competency", command
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    return done.stdout or done.stderr


def run_session(text: str, where: str) -> bool:
    """Run a Python session of the documentation; whether it prints what stands there."""
    test = doctest.DocTestParser().get_doctest(text, {}, where, where, 0)
    return doctest.DocTestRunner().run(test).failed == 0


def refreshed(page: str) -> str:
    """A page whose console blocks hold the real output; files of other blocks are written first."""

    def block(match: re.Match[str]) -> str:
        kind, name, text = match.groups()
        if name:
            Path(name).write_text(text, encoding="utf-8")
        if kind == "pycon":
            run_session(text, "this page")  # what follows may need the files that it writes
        if kind != "console":
            return match[0]
        commands = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
        outputs = [f"$ {command}\n{printed(command)}" for command in commands]
        return "```console\n" + "".join(outputs) + "```"

    return FENCE.sub(block, page)


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for path in pages:
        os.chdir(tempfile.mkdtemp())  # each page has files of its own
        lay_out(Path.cwd())
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (ROOT / "docs").glob("*.ipynb"):
        write_notebook(path)
