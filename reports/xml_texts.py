"""Texts as XML can hold them: workbooks and drawings are XML."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def for_xml(text: str) -> str:
    """The text with a sign in the place of each character that XML does not have."""
    return _NOT_IN_XML.sub("\ufffd", text)
