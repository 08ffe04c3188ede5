"""The cases: what is asked, and of how many people with how much to their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SIZES = (20, 100, 300, 1_000, 10_000, 100_000, 1_000_000)
#: Credentials drawn for one person on average; the fewer, the more there is to plan.
MEANS = (3.0, 0.3)
#: People in the cases that are not about size.
KIND_PEOPLE = 300


@dataclass(frozen=True)
class Question:
    """What is asked of a roster; the first measure of `minimize` is what contenders compare."""

    targets: tuple[str, ...]
    share: Literal["free", "exclusive"] = "free"
    minimize: Literal["exams", "cost"] = "exams"


#: Six targets that accept many of the same credentials: there exclusive seats cost most.
EXCLUSIVE = (
    "cloud-platform/gold",
    "cloud-productivity/gold",
    "communications/gold",
    "datacenter/gold",
    "devops/gold",
    "messaging/gold",
)
QUESTIONS = {
    "gold": Question(("*/gold",)),
    "silver": Question(("*/silver",)),
    "six gold, exclusive": Question(EXCLUSIVE, share="exclusive"),
    "gold by cost": Question(("*/gold",), minimize="cost"),
}


@dataclass(frozen=True)
class Case:
    """A question, and the people by number, mean and seed."""

    kind: str
    people: int
    mean: float
    seed: int = 0

    @property
    def question(self) -> Question:
        """A kind that has no question of its own is the target of that name."""
        return QUESTIONS.get(self.kind) or Question((self.kind,))

    @property
    def crowd(self) -> str:
        """A name for the people, the same whatever is asked of them."""
        return f"people-{self.people}-mean-{self.mean}-seed-{self.seed}"


def table_cases(sizes: Sequence[int], means: Sequence[float], seeds: Sequence[int]) -> list[Case]:
    """All competencies at gold, by size."""
    return [Case("gold", people, mean, seed) for people in sizes for mean in means for seed in seeds]


def kind_cases(
    singles: Sequence[str], people: int, means: Sequence[float], seeds: Sequence[int]
) -> list[Case]:
    """Everything else that is asked; single targets of people who hold least, with most to plan."""
    several = [name for name in QUESTIONS if name != "gold"]
    found = [Case(kind, people, mean, seed) for kind in several for mean in means for seed in seeds]
    return found + [Case(target, people, min(means), seed) for target in singles for seed in seeds]
