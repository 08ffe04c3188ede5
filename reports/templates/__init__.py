"""Empty rosters for some targets, to be filled in: workbooks, CSV and YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...models.errors import UnreadableFile
from ...models.templates import Template
from .texts import Texts

#: How the names of files end that can be templates.
ENDINGS = (".xlsx", ".csv", ".yaml", ".yml")


def write_template(template: Template, path: Path, texts: Texts) -> None:
    """Write an empty roster to an `.xlsx`, `.csv`, `.yaml` or `.yml` file, all of it or nothing.

    Raises:
        NoPlaceInFile: such a file cannot hold all of it.
        UnreadableFile: it cannot be written, or has another ending.
    """
    template_writer(path)(template, path, texts)


def template_writer(path: Path) -> Callable[[Template, Path, Texts], None]:
    """What writes a template with such an ending.

    Raises:
        UnreadableFile: nothing does.
    """
    match path.suffix.lower():
        case ".xlsx":
            from .workbook import write_template_workbook

            return write_template_workbook
        case ".csv":
            from .text_files import write_template_csv

            return write_template_csv
        case ".yaml" | ".yml":
            from .text_files import write_template_yaml

            return write_template_yaml
    known = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
    raise UnreadableFile(path, f"is no name for a template: let it end in {known}")
