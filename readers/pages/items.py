"""Which credential a list item names, in whatever language.

Exams are known by their code wherever it stands, certifications and assessments by
title and address.
"""

from __future__ import annotations

import re
import unicodedata
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
_MARKED = re.compile(r"(?P<name>[^*]*?)\s*(?P<mark>\*+)\s*(?P<footnote>.*)")
_DASH = re.compile(r"(?<=\d)[\u2010-\u2015](?=\d)")
_CERTIFICATION = re.compile(r"\s*MC[A-Z]{1,3}\b")
_KINDS: tuple[Kind, ...] = ("exam", "assessment", "certification")


@dataclass(frozen=True)
class Named:
    """The credential that an item names, and what the page says of it."""

    credential: str
    kind: Kind
    title: str
    line: int
    mark: int = 0
    footnote: str = ""
    own_footnote: Footnote | None = None
    remarks: tuple[str, ...] = ()


def names_a_credential(block: Block) -> bool:
    """Whether an item names something to pass or hold, rather than saying a sentence."""
    if _links_out(block):
        return True
    name = _name_of(block)[0]
    code = _CODE.search(name)
    return (code is not None and _is_a_kind(name[: code.start()])) or by_title(name) is not None


def leads_on(block: Block, known: Sequence[Language]) -> bool:
    """Whether an item is a link to further reading, which states nothing."""
    rest = "".join(piece.text for piece in block.pieces if piece.address is None)
    if _CODE.search(rest) or any(language.hints_at_a_rule(rest) for language in known):
        return False
    return any(language.leads_on(link.text) for language in known for link in block.links)


def states_a_credential(block: Block) -> bool:
    """Whether an item is certainly a credential, and not a condition with a link in it."""
    name = _name_of(block)[0]
    if _CODE.search(name) or by_title(name) or _CERTIFICATION.match(name):
        return True
    return any(is_course(link.address or "") or by_address(link.address or "") for link in block.links)


def named_by(block: Block, asked: Sequence[Kind], known: Collection[str]) -> Named:
    """The credential that an item names.

    Args:
        block: the item.
        asked: the kinds of credential that the sentence above asks for.
        known: the credentials that need no remark.

    Raises:
        NotUnderstood: more than one, or one thing by its title and another by its address.
    """
    name, mark, footnote = _name_of(block)
    _refuse_two_lines(block)
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
    elif not exam and credential in by_address(address) and by_title(name) is None:
        remarks.append(f"'{name}' is taken for {credential} by its address")
    if credential not in known:
        remarks.append(f"the {kind} {credential} ('{title}') is in no table: check that it is no misprint")
    if any(language.says_more_than_a_title(title) for language in languages().values()):
        remarks.append(f"'{title}' says more than a title: it is read as one")
    return Named(credential, kind, title, block.line, mark, footnote, remarks=tuple(remarks))


def _refuse_two_lines(block: Block) -> None:
    """A line that was wrapped may hide a connector or a second credential."""
    spoken = languages().values()
    last = block.text.split()[-1:] if block.text else []
    joins = any(language.connector(text) for language in spoken for text in (*block.wrapped, *last))
    if joins or any(by_title(text) or _CODE.search(text) for text in block.wrapped):
        raise NotUnderstood(block.line, "goes on with something else than a title", block.text)


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


def _name_of(block: Block) -> tuple[str, int, str]:
    """The name, how many asterisks follow it, and a footnote right behind them."""
    plain = _DASH.sub("-", unicodedata.normalize("NFKC", block.text))
    found = _MARKED.fullmatch(plain)
    return (found["name"], len(found["mark"]), found["footnote"]) if found else (plain, 0, "")
