"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..models.errors import UnreadableFile


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what becomes the file at the end; an error leaves what was there before.

    Raises:
        UnreadableFile: it cannot be written.
    """
    try:
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:40]}.") as folder:
            whole = Path(folder, path.name)
            yield whole
            whole.replace(path)
    except OSError as error:
        raise UnreadableFile(path, f"cannot be written: {error.strerror or error}") from None
