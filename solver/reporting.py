"""How a search gets on, told while it runs to whoever wants to know."""

from __future__ import annotations

from dataclasses import dataclass

from ..models.plans import Stage


@dataclass(frozen=True)
class Size:
    """What is left of a case after all reductions: people of so many, targets, variables, rules."""

    people: int
    of_people: int
    targets: int
    variables: int
    rules: int


class Reporter:
    """Is told how a search gets on. Each hook does nothing here: override what you want to hear.

    The thread that searches calls the hooks and waits for them, so they should be quick. What they do changes
    no answer.
    """

    def begins(self, what: str, seconds: float | None) -> None:
        """A search begins.

        Args:
            what: is looked for, in words.
            seconds: when it ends at the latest; None: when it is done.
        """

    def reduced(self, size: Size) -> None:
        """What is really searched."""

    def searching(self, stage: Stage) -> None:
        """A stage begins, or knows more: the best value found so far, and the bound proven so far."""

    def searched(self, stage: Stage) -> None:
        """A stage ends, proven or not."""

    def done(self, number: int, of: int) -> None:
        """So many of several questions are answered."""


class Aside(Reporter):
    """Passes on what is told of one search among others, with the words that tell it from them."""

    def __init__(self, listener: Reporter, words: str) -> None:
        self._listener, self._words = listener, words

    def begins(self, what: str, seconds: float | None) -> None:
        """A search begins."""
        self._listener.begins(f"{what} {self._words}", seconds)

    def reduced(self, size: Size) -> None:
        """What is really searched."""
        self._listener.reduced(size)

    def searching(self, stage: Stage) -> None:
        """A stage begins, or knows more."""
        self._listener.searching(stage)

    def searched(self, stage: Stage) -> None:
        """A stage ends."""
        self._listener.searched(stage)
