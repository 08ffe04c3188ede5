"""The text in the bytes of a file, whatever its encoding. What had to be guessed is said."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from ...models.errors import UnreadableFile
from ...models.told import told
from ..documents import text_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: In Western text at most this share of the letters is beyond ASCII.
_WESTERN_SHARE = 0.25
#: What a text is not in that would look strange in Windows-1252.
_WESTERN = ["cp1252", "latin_1", "iso8859_15"]
#: Apostrophes, dashes and the like.
_SIGNS_IN_WORDS = "\u2018\u2019\u2013\u2014\xad\xb7"
#: So much of a file shows its encoding.
_ENOUGH = 200_000


def decoded(path: Path, raw: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """The text of a file, and what to tell the reader if its encoding was guessed.

    Args:
        path: the file.
        raw: what is in it.
        encoding: what it is; None: found out.

    Raises:
        UnreadableFile: it is empty, not text, or not in the encoding that is named.
    """
    if encoding is not None:
        return _named(path, raw, encoding), None
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(path, raw[len(mark) :], name), None
    if (unmarked := _utf_16(raw)) is not None:
        return _strictly(path, raw, unmarked), None
    if b"\0" in raw or _is_utf_8(raw):
        return text_of(path, raw), None
    return _guessed(path, raw)


def _named(path: Path, raw: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        bytes(4).decode(name)
    except (LookupError, ValueError):
        message = f"there is no encoding '{encoding}': name one such as utf-8 or windows-1252"
        raise UnreadableFile(path, message) from None
    return _strictly(path, raw, name).removeprefix("\ufeff")


def _strictly(path: Path, raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        raise UnreadableFile(path, f"is not text in the encoding {encoding}: name the right one") from None
    if not text.strip():
        raise UnreadableFile(path, "is empty")
    if "\0" in text:
        raise UnreadableFile(path, "is not a text file: it has binary data in it")
    return text


def _utf_16(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the first separators, digits and letters is zero."""
    start = raw[:2000]
    for name, zeros, others in (
        ("utf-16-le", start[1::2], start[::2]),
        ("utf-16-be", start[::2], start[1::2]),
    ):
        if len(raw) % 2 == 0 and zeros.count(0) * 2 > len(zeros) and others.count(0) == 0:
            return name
    return None


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(path: Path, raw: bytes) -> tuple[str, str]:
    name, text = "Windows-1252", _western(raw)
    if text is None:
        name = _likeliest(path, raw)
        text = _strictly(path, raw, name)
    return text, told(
        "{file} is not UTF-8 and was read as {encoding}, which is a guess: if names look wrong, name the "
        "encoding with --encoding.",
        file=path.name,
        encoding=name,
    )


def _likeliest(path: Path, raw: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_ENOUGH], cp_exclusion=_WESTERN).best()
    if best is None:
        raise UnreadableFile(path, "is in an encoding that is not recognized: name it with --encoding")
    return best.encoding


def _western(raw: bytes) -> str | None:
    """The text as Windows-1252, if it looks like a Western European language."""
    try:
        text = raw.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    letters = [char for char in text[:_ENOUGH] if char.isalpha()]
    beyond = sum(char > "\x7f" for char in letters)
    if beyond > _WESTERN_SHARE * len(letters) or _has_signs_in_words(text[:_ENOUGH]):
        return None
    return text


def _has_signs_in_words(text: str) -> bool:
    """Whether some sign beyond ASCII stands between letters, as letters of other alphabets would."""
    return any(
        sign > "\x7f"
        and unicodedata.category(sign)[0] != "L"
        and sign not in _SIGNS_IN_WORDS
        and before.isalpha()
        and after.isalpha()
        for before, sign, after in zip(text, text[1:], text[2:], strict=False)
    )
