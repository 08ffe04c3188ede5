"""Which credential a list item names, in whatever language.

Exams are known by their code wherever it stands, certifications and assessments by
title and address.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .blocks import Block, Piece
from .footnotes import Footnote
from .identities import by_address, by_title, is_course, key_of, kind_of, readable_id
from .languages import Language, languages
from .refusals import NotUnderstood
from .sentences import Kind

_CODE = re.compile(r"(?<![\d-])\d{2}-\d{3}(?![\d-])|(?<![A-Z])[A-Z]{2}\d?-\d{3}(?!\d)")
_CODE_IN_ADDRESS = re.compile(r"exam-([a-z0-9]{2,3}-\d{3})\b", re.IGNORECASE)
_BROKEN_LINK = re.compile(r"\]\(|https?:|\.aspx|<\w|courseId=")
_MARKED = re.compile(r"(?P<name>[^*]*?)\s*\*+\s*(?P<footnote>.*)")
_CERTIFICATION = re.compile(r"\s*MC[A-Z]{1,3}\b")
_KINDS: tuple[Kind, ...] = ("exam", "assessment", "certification")


@dataclass(frozen=True)
class Named:
    """The credential that an item names, and what the page says of it."""

    credential: str
    kind: Kind
    title: str
    line: int
    is_marked: bool = False
    footnote: str = ""
    own_footnote: Footnote | None = None
    remarks: tuple[str, ...] = ()


def names_a_credential(block: Block) -> bool:
    """Whether an item names something to pass or hold, rather than saying a sentence."""
    if _links_out(block):
        return True
    name = _without_mark(block.text)[0]
    code = _CODE.search(name)
    return (code is not None and _is_a_kind(name[: code.start()])) or by_title(name) is not None


def leads_on(block: Block, known: Sequence[Language]) -> bool:
    """Whether an item is a link to further reading, which states nothing."""
    return any(language.leads_on(link.text) for language in known for link in block.links)


def named_by(block: Block, asked: Sequence[Kind], known: Collection[str]) -> Named:
    """The credential that an item names.

    Args:
        block: the item.
        asked: the kinds of credential that the sentence above asks for.
        known: the credentials that need no remark.

    Raises:
        NotUnderstood: more than one, or one thing by its title and another by its address.
    """
    name, is_marked, footnote = _without_mark(block.text)
    link, code = _only_link(block), _only_code(block, name)
    if broken := _BROKEN_LINK.search(name):
        raise NotUnderstood(block.line, f"a broken link ('{broken[0]}')", block.text)
    if not _is_a_kind(name.partition(code or (link.text.strip() if link else name))[0]):
        raise NotUnderstood(block.line, "words in front that are not understood", block.text)
    address = (link.address or "") if link else ""
    in_address = _CODE_IN_ADDRESS.search(address)
    linked = in_address[1].upper() if in_address else None
    if exam := code or linked:
        credential, kind, title = exam, _KINDS[0], re.sub(r"^\W+", "", name.partition(exam)[2])
    else:
        credential, kind, title = *_by_title_or_address(block, name, address, asked), name
    remarks = []
    if code and linked not in (None, code):
        remarks.append(f"{code} links to the page of {linked}; {code} is taken")
    if credential not in known:
        remarks.append(f"the {kind} {credential} ('{title}') is in no table: check that it is no misprint")
    return Named(credential, kind, title, block.line, is_marked, footnote, remarks=tuple(remarks))


def _only_link(block: Block) -> Piece | None:
    links = _links_out(block)
    if len(links) > 1:
        raise NotUnderstood(block.line, "more than one link in an item: which of them counts?", block.text)
    return links[0] if links else None


def _only_code(block: Block, name: str) -> str | None:
    codes = list(dict.fromkeys(_CODE.findall(name)))
    if len(codes) > 1:
        raise NotUnderstood(block.line, "more than one exam in an item: which of them counts?", block.text)
    return codes[0] if codes else None


def _links_out(block: Block) -> list[Piece]:
    return [link for link in block.links if not (link.address or "").startswith("#")]


def _by_title_or_address(block: Block, name: str, address: str, asked: Sequence[Kind]) -> tuple[str, Kind]:
    titled, addressed = by_title(name), by_address(address)
    if titled and addressed and titled not in addressed:
        why = f"by its title this is {titled}, by its address {' or '.join(addressed)}"
        raise NotUnderstood(block.line, why, block.text)
    if found := titled or (addressed[0] if len(addressed) == 1 else None):
        return found, kind_of(found)
    made = readable_id(name)
    if not made:
        raise NotUnderstood(block.line, "names no credential", block.text)
    return made, _kind_of_unknown(block, name, address, asked)


def _kind_of_unknown(block: Block, name: str, address: str, asked: Sequence[Kind]) -> Kind:
    if _CERTIFICATION.match(name):
        return "certification"
    if is_course(address):
        return "assessment"
    if len(asked) != 1:
        raise NotUnderstood(block.line, "neither an exam's code nor a known title", block.text)
    return asked[0]


def _is_a_kind(words: str) -> bool:
    """Whether these are no words at all, or one such as "Exam"."""
    kinds = (language.sentence[kind] for language in languages().values() for kind in _KINDS)
    return key_of(words) in {"", *(key_of(word) for kind in kinds for word in kind)}


def _without_mark(text: str) -> tuple[str, bool, str]:
    """The name, whether an asterisk follows, and a footnote right behind it."""
    found = _MARKED.fullmatch(text)
    return (found["name"], True, found["footnote"]) if found else (text, False, "")
