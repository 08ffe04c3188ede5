"""Markdown to a flat list of blocks: headings, list items, paragraphs, each with its line.

How pages nest their bullets varies and is often wrong, so the depth of a block
is kept as a fact beside it; what belongs together, the order and the sentences say.
Nothing is lost: whatever Markdown would drop or hide becomes a block of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Lists nested deeper than this are not requirement pages; Markdown would drop what is below.
DEEPEST_NESTING = 60

_HEADING_WITHOUT_SPACE = re.compile(r"^( {0,3}#{1,6})(?=[^#\s])", re.MULTILINE)
_ANCHOR = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
#: A footnote's asterisk; or a bullet that is indented too deeply to be one for Markdown.
_MARKER = re.compile(r"\*|[-+]\s|\d{1,3}[.)]\s")
_FORMATTING = re.compile(r"</?(?:a|b|strong|i|em|u|span|p)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A run of text, bold or linked as a whole."""

    text: str
    bold: bool = False
    address: str | None = None


@dataclass(frozen=True)
class Block:
    """A heading, a list item or a paragraph."""

    line: int
    pieces: tuple[Piece, ...]
    heading: int = 0
    anchor: str | None = None
    depth: int = 0
    marker: str = ""
    column: int = 0
    after_gap: bool = False
    wrapped: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def links(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.address is not None)


class TooDeep(Exception):
    """The page nests deeper than it can be read without loss."""


def blocks_of(text: str) -> list[Block]:
    """The blocks of a Markdown text in reading order.

    Raises:
        TooDeep: it nests more than `DEEPEST_NESTING` lists.
    """
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST_NESTING})
    # Each of these hides text: indented lines, [x]: y, a line above ===, lines between tags.
    markdown.disable(["code", "reference", "lheading", "html_block"])
    prepared = _HEADING_WITHOUT_SPACE.sub(r"\1 ", text)
    try:
        tokens = markdown.parse(prepared)
    except RecursionError:
        raise TooDeep from None
    if any(token.level > 3 * DEEPEST_NESTING for token in tokens):
        raise TooDeep
    return list(_Flattened(prepared.split("\n")).blocks(tokens))


class _Flattened:
    """Walks Markdown's tokens; keeps where in the lists it is."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.markers: list[str] = []
        self.begins_item = False
        self.heading = 0
        self.anchor: str | None = None

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "list_item_open":
                    self.markers.append(token.markup)
                    self.begins_item = True
                case "list_item_close":
                    self.markers.pop()
                case "heading_open":
                    self.heading = int(token.tag[1:])
                case "heading_close":
                    self.heading = 0
                case "inline":
                    yield from self._inline(token)
                case "fence" | "code_block" | "html_block":
                    yield self._block(token.map[0] if token.map else 0, [Piece(token.content)])

    def _inline(self, token: Token) -> Iterator[Block]:
        first = token.map[0] if token.map else 0
        lines = _lines_of(token.children or [])
        anchors = [anchor for _, anchor in lines if anchor]
        self.anchor = anchors[0] if anchors else self.anchor
        for offset, (pieces, *more) in _paragraphs([pieces for pieces, _ in lines]):
            whole = [*pieces, *(piece for line in more for piece in (Piece(" "), *line))]
            if any(piece.text.strip() for piece in whole):
                wrapped = tuple("".join(piece.text for piece in line).strip() for line in more)
                yield self._block(first + offset, _joined(whole), wrapped)

    def _block(self, index: int, pieces: list[Piece], wrapped: tuple[str, ...] = ()) -> Block:
        above = self.lines[index - 1].strip() if index else ""
        marker = self.markers[-1] if self.markers and self.begins_item else ""
        block = Block(
            line=index + 1,
            pieces=tuple(pieces),
            heading=self.heading,
            anchor=self.anchor if self.heading else None,
            depth=len(self.markers),
            marker=marker,
            column=_column(self.lines[index]) if index < len(self.lines) else 0,
            after_gap=not above,
            wrapped=wrapped,
        )
        self.begins_item = False
        self.anchor = None if self.heading else self.anchor
        return block


def _column(line: str) -> int:
    """How far a line is indented."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _lines_of(children: list[Token]) -> list[tuple[list[Piece], str | None]]:
    """The pieces of each line of a paragraph, and the anchor in it."""
    lines: list[tuple[list[Piece], str | None]] = [([], None)]
    bold, address = 0, None
    for child in children:
        match child.type:
            case "softbreak" | "hardbreak":
                lines.append(([], None))
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "link_open" | "link_close":
                address = str(child.attrs["href"]) if child.nesting > 0 else None
            case "html_inline":
                pieces, anchor = lines[-1]
                found = _ANCHOR.match(child.content)
                lines[-1] = (pieces, anchor or (found[1] if found else None))
                pieces.append(Piece(_without_tags(child.content)))
            case "em_open" | "em_close":
                pass  # *All* is emphasis; an asterisk of a footnote has no partner
            case _:
                lines[-1][0].append(Piece(child.content, bold > 0, address))
    return [(_joined(pieces), anchor) for pieces, anchor in lines]


def _without_tags(html: str) -> str:
    """Formatting says nothing; what else stands between < and > is kept as text."""
    return "" if _FORMATTING.fullmatch(html) else html


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of the same kind as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and (last.bold, last.address) == (piece.bold, piece.address):
            joined[-1] = Piece(last.text + piece.text, piece.bold, piece.address)
        else:
            joined.append(piece)
    return joined


def _paragraphs(lines: list[list[Piece]]) -> Iterator[tuple[int, list[list[Piece]]]]:
    """Lines that were wrapped are one text; a footnote, a lone bold word or a bullet below is its own."""
    starts = [index for index, pieces in enumerate(lines) if index == 0 or _stands_alone(pieces)]
    for start, end in pairwise([*starts, len(lines)]):
        yield start, lines[start:end]


def _stands_alone(pieces: list[Piece]) -> bool:
    text = "".join(piece.text for piece in pieces).strip()
    return bool(_MARKER.match(text)) or (
        all(piece.bold for piece in pieces if piece.text.strip()) and bool(text)
    )
