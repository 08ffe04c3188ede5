"""Performance thresholds: sentences with amounts, by market where pages say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ...models.requirements import Market, MetricRequirement
from .blocks import Block
from .errata import misprint
from .items import leads_on, states_a_credential
from .languages import Language
from .phrases import Found
from .refusals import NotUnderstood

#: A number right behind one of these is part of a product's name: Dynamics 365, Plan 1, AX 2012. French
#: pages write some of them in one word: MicrosoftOffice365.
_NAMES_WITH_NUMBERS = ("dynamics", "office", "windows", "server", "exchange", "sharepoint", "plan")
_SHORT_NAMES_WITH_NUMBERS = frozenset(("crm", "ax", "nav", "sql", "o"))
_VERSION = "version"


class Amount(NamedTuple):
    """So much of something, as one sentence says."""

    value: int
    unit: str
    text: str
    line: int


#: One threshold: its amount for each market, or for all (None).
Threshold = dict[Market | None, Amount]


@dataclass
class _Market:
    """The amounts under one market's name."""

    market: Market | None
    line: int
    depth: int
    amounts: list[Amount] = field(default_factory=list)
    depths: set[int] = field(default_factory=set)


def thresholds(
    misprints_of: str | None,
    head: Block,
    blocks: Sequence[Block],
    languages: Sequence[Language],
    remark: Callable[[str], None],
) -> list[tuple[Threshold, list[str]]]:
    """The thresholds of a section in reading order, each with its amount by market and its conditions.

    Args:
        misprints_of: the competency/option/level whose known misprints are replaced; None: no page's.
        head: the line that says there are thresholds.
        blocks: the lines below it.
        languages: the page's own first.
        remark: takes what a person should look at.

    Raises:
        NotUnderstood: a line has a number that is not understood, or no line has an amount.
    """
    section = _Section(misprints_of, head, languages, remark)
    for block in blocks:
        section.add(block)
    return section.paired()


class _Section:
    """Takes the lines below a head one after the other."""

    def __init__(
        self,
        misprints_of: str | None,
        head: Block,
        languages: Sequence[Language],
        remark: Callable[[str], None],
    ) -> None:
        self.misprints_of, self.head, self.languages, self.remark = misprints_of, head, languages, remark
        self.markets = [_Market(None, head.line, head.depth)]
        self.above: list[tuple[int, bool]] = [(head.depth, True)]
        self.notes: list[tuple[int, str]] = []

    def add(self, block: Block) -> None:
        while len(self.above) > 1 and self.above[-1][0] >= block.depth:
            self.above.pop()
        self._refuse_what_is_no_threshold(block)
        market, rest = _market_of(block, self.languages)
        found = amounts_in(block.line, rest, self.languages)
        if found and any(language.mentions_a_market(rest) for language in self.languages):
            raise NotUnderstood(block.line, "an amount of which market?", block.text)
        market, found = self._corrected(market, found)
        if market is not None:
            self._open_market(market, block)
        elif all(piece.bold for piece in block.pieces if piece.text.strip()):
            raise NotUnderstood(block.line, "a title that is no market we know", block.text)
        if found:
            self._take(found, block, is_below_market=market is not None)
        elif market is None and not leads_on(block, self.languages):
            self.notes.append((block.line, block.text))
        self.above.append((block.depth, market is not None))

    def _refuse_what_is_no_threshold(self, block: Block) -> None:
        if states_a_credential(block):
            raise NotUnderstood(block.line, "a credential among thresholds: is a line missing?", block.text)
        if any(language.connector(block.text) for language in self.languages):
            raise NotUnderstood(block.line, "'and' or 'or' between thresholds is not understood", block.text)

    def _open_market(self, market: Market, block: Block) -> None:
        if any(known.market == market for known in self.markets):
            raise NotUnderstood(block.line, f"{market} markets stand twice in this section", block.text)
        self.markets.append(_Market(market, block.line, block.depth))

    def _corrected(self, market: Market | None, found: list[Amount]) -> tuple[Market | None, list[Amount]]:
        """The amounts of a line with known misprints replaced."""
        corrected = []
        for amount in found:
            stated_for = market or self.markets[-1].market
            error = misprint(self.languages[0].language, self.misprints_of, stated_for, amount.value)
            if error is not None:
                value, is_of = error.amount or amount.value, error.is_of or stated_for
                stated = _for_market(amount.value, stated_for), _for_market(value, is_of)
                self.remark(f"line {amount.line} states {stated[0]}: a known misprint, {stated[1]} is taken")
                market, amount = error.is_of or market, amount._replace(value=value)
            corrected.append(amount)
        return market, corrected

    def _take(self, found: list[Amount], block: Block, *, is_below_market: bool) -> None:
        """Amounts stand below the head or a market, and do not come back out of a market's list."""
        current = self.markets[-1]
        if not self.above[-1][1] and self.above[-1][0] < block.depth:
            raise NotUnderstood(block.line, "an amount below a line that is no market", block.text)
        if not is_below_market and current.depths and block.depth < min(current.depths):
            raise NotUnderstood(
                block.line, "an amount behind a market's list: does it belong to it?", block.text
            )
        if current.market and not is_below_market:
            current.depths.add(block.depth)
        current.amounts += found

    def paired(self) -> list[tuple[Threshold, list[str]]]:
        """The n-th amount of one market is the same threshold as the n-th of the other."""
        general, *by_market = self.markets
        stated = [market for market in by_market if market.amounts]
        if empty := next((market for market in by_market if not market.amounts), None):
            raise NotUnderstood(empty.line, f"no amount is stated for {empty.market} markets")
        if not general.amounts and not stated:
            raise NotUnderstood(self.head.line, "no amount stands below this line", self.head.text)
        if len({tuple(amount.unit for amount in market.amounts) for market in stated}) > 1:
            raise NotUnderstood(
                stated[-1].line, "the markets do not state the same amounts: which belong together?"
            )
        found: list[Threshold] = [{None: amount} for amount in general.amounts]
        names = [market.market for market in stated]
        together = zip(*(market.amounts for market in stated), strict=True)
        found += [dict(zip(names, amounts, strict=True)) for amounts in together]
        found.sort(key=lambda threshold: next(iter(threshold.values())).line)
        return [(threshold, notes) for threshold, notes in zip(found, self._notes(found), strict=True)]

    def _notes(self, found: list[Threshold]) -> list[list[str]]:
        """Each condition goes with the amount before it, else with the first."""
        lines = [max(amount.line for amount in threshold.values()) for threshold in found]
        notes: list[list[str]] = [[] for _ in found]
        for line, text in self.notes:
            before = [index for index, last in enumerate(lines) if last < line]
            notes[before[-1] if before else 0].append(text)
        return notes


def as_requirements(found: Iterable[tuple[Threshold, list[str]]], source: str) -> list[MetricRequirement]:
    """Thresholds as requirements: `performance-1`, `performance-2`, ... in reading order."""
    requirements = []
    for number, (by_market, notes) in enumerate(found, start=1):
        first = next(iter(by_market.values()))
        lines = sorted({amount.line for amount in by_market.values()})
        stated = {market: amount.value for market, amount in by_market.items() if market}
        requirements.append(
            MetricRequirement(
                metric=f"performance-{number}",
                at_least=stated or first.value,
                unit=first.unit,
                label=first.text,
                note="\n".join(notes) or None,
                source=f"{source}, line{'s' if lines[1:] else ''} {', '.join(map(str, lines))}",
            )
        )
    return requirements


def amounts_in(line: int, text: str, languages: Sequence[Language]) -> list[Amount]:
    """The amounts of a sentence; none if it states no number at all.

    Raises:
        NotUnderstood: a number is neither an amount, nor a period, nor part of a product's name; or
            several amounts are not joined by "and"; or the amount is no minimum.
    """
    known_numbers, reason = _count_numbers(text, languages[0]), ""
    if any(_is_no_minimum(text, language) for language in languages):
        raise NotUnderstood(line, "a bound or a condition that is not a plain minimum", text)
    for language in languages:
        found, why = _amounts(line, text, language)
        # A language that does not know a number word would see no number at all.
        if found is not None and _count_numbers(text, language) >= known_numbers:
            return found
        reason = reason or why
    raise NotUnderstood(line, reason, text)


def _is_no_minimum(text: str, language: Language) -> bool:
    """Whether a line with a number says "at most", "unless" or the like, in whatever language."""
    tokens = _without_versions(language.tokens(text))
    said = (item for item in language.threshold_phrases.find_all(tokens) if isinstance(item, Found))
    return any(token.startswith("#") for token in tokens) and any(
        item.meaning == "not-a-minimum" for item in said
    )


def _count_numbers(text: str, language: Language) -> int:
    return sum(token.startswith("#") for token in language.tokens(text))


def _amounts(line: int, text: str, language: Language) -> tuple[list[Amount] | None, str]:
    tokens = _without_versions(language.tokens(text))
    items = list(language.threshold_phrases.find_all(tokens))
    if any(isinstance(item, int) and tokens[item].startswith("#") for item in items):
        return None, "a number that is not understood"
    said = [item for item in items if isinstance(item, Found)]
    amounts = [item for item in said if item.meaning.startswith("amount ")]
    if any(item.numbers["n"] == 0 for item in amounts):
        return None, "an amount of nothing"
    if amounts and said[0].meaning == "or" and said[0].start == 0:
        return None, "an alternative to what?"
    for first, second in pairwise(amounts):
        between = {item.meaning for item in said if first.end <= item.start < second.start}
        if "or" in between or "and" not in between:
            return None, "several amounts that are not joined by 'and'"
    units = [(item.numbers["n"], item.meaning.removeprefix("amount ")) for item in amounts]
    return [Amount(value, unit, text.strip(), line) for value, unit in units], ""


def _without_versions(tokens: list[str]) -> list[str]:
    """The tokens with the numbers in products' names taken out."""
    return [
        _VERSION if token.startswith("#") and index and _has_versions(tokens[index - 1]) else token
        for index, token in enumerate(tokens)
    ]


def _for_market(value: int, market: Market | None) -> str:
    return f"{value:,} for {market} markets" if market else f"{value:,}"


def _has_versions(token: str) -> bool:
    return token in _SHORT_NAMES_WITH_NUMBERS or token.endswith(_NAMES_WITH_NUMBERS)


def _market_of(block: Block, languages: Sequence[Language]) -> tuple[Market | None, str]:
    """The market that a line begins with, and what it says besides."""
    name, colon, rest = block.text.partition(":")
    for language in languages:
        if market := language.market(name if colon else block.text):
            return market, rest
    return None, block.text
