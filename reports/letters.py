"""Letters: to everybody who has to sit something, which exams, why, by when, and what they complete."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..models.errors import UnreadableFile
from ..models.plans import Plan, PlannedExam, Seat, TargetResult
from ..models.programs import Program
from ..models.rosters import Workforce
from ..scenarios.changes import Situation
from .languages import Language
from .languages import language as words_of
from .sentences.amounts import exams
from .sentences.targets import name_of

#: Names of files stay far below what file systems take, in bytes.
_LONGEST_NAME = 120
_KEPT = " -'\u2019"
_NO_NAMES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def write_letters(
    plan: Plan,
    folder: Path | str,
    *,
    roster: Workforce,
    program: Program,
    language: str = "en",
    by: date | None = None,
) -> tuple[Path, ...]:
    """Write a text file for each person who sits something under a plan, into a folder, made if need be.

    Args:
        plan: the plan.
        folder: where to; files of these names that are there already are replaced.
        roster: the people asked about.
        program: the rules asked about.
        language: `en`, `es`, `fr` or `de`.
        by: the day by which the exams are to be passed; None: nothing is said of it.

    Returns:
        The files, in the order of the people.

    Raises:
        UnreadableFile: they cannot be written.
        UnknownLanguage: nothing is written in it.
    """
    told = letters(plan, Situation(program, roster, plan.on), words_of(language), by=by)
    folder = Path(folder)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in _files(told).items():
            path = folder / name
            path.write_text(text, encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise UnreadableFile(folder, f"cannot be written: {error.strerror}") from None
    return tuple(written)


def letters(plan: Plan, situation: Situation, words: Language, *, by: date | None = None) -> dict[str, str]:
    """The letter to each person who sits something, by name."""
    sits: dict[str, list[PlannedExam]] = defaultdict(list)
    for item in plan.exams:
        sits[item.person].append(item)
    letter = _Letter(plan, situation, words, by)
    return {name: letter.to(name, sits[name]) for name in sorted(sits, key=str.casefold)}


@dataclass(frozen=True)
class _Letter:
    plan: Plan
    situation: Situation
    words: Language
    by: date | None

    def to(self, person: str, sits: list[PlannedExam]) -> str:
        """The whole letter."""
        parts = [[self.words.say("Dear {person},", person=_line(person))], [self._opening(sits)]]
        parts += [list(self._exam(item)) for item in sits]
        parts += [list(self._completes(person, sits)), [self._closing()]]
        return "\n\n".join("\n".join(lines) for lines in parts if any(lines)) + "\n"

    def _opening(self, sits: list[PlannedExam]) -> str:
        whose = self.situation.roster.organization
        number = exams(len(sits), self.words)
        if whose:
            return self.words.say(
                "{organization} has a plan for its partner competencies, and you have a part in it: {exams}.",
                organization=_line(whose),
                exams=number,
            )
        return self.words.say(
            "there is a plan for our partner competencies, and you have a part in it: {exams}.", exams=number
        )

    def _exam(self, item: PlannedExam) -> Iterator[str]:
        say, program = self.words.say, self.situation.program
        yield f"* {item.exam}: {program.title_of(item.exam)}"
        facts = [say("It counts for {target}.", target=name_of(target, program)) for target in item.targets]
        until = program.credentials[item.exam].retired
        if until is not None:
            facts.append(self._last_day(until))
        yield from (f"  {fact}" for fact in facts)

    def _last_day(self, until: date) -> str:
        day = self.words.day(until)
        if until >= (self.situation.on or date.today()):
            return self.words.say("It can be sat until {day}.", day=day)
        return self.words.say(
            "Its last day was {day}: before you book it, please ask what to sit instead.", day=day
        )

    def _completes(self, person: str, sits: list[PlannedExam]) -> Iterator[str]:
        say, program = self.words.say, self.situation.program
        for result, seat in _seats(self.plan, person):
            place = {"seat": seat.label, "target": name_of(result.target, program)}
            if seat.counts:
                held = self.words.listed([self._called(credential) for credential in seat.counts])
                yield say(
                    "With {held}, which you hold, you fill the seat “{seat}” of {target}.", held=held, **place
                )
            else:
                yield say("With this you fill the seat “{seat}” of {target}.", **place)
        earned = self._earned(person, {item.exam for item in sits})
        if earned:
            yield say("You will then also hold: {certifications}.", certifications="; ".join(earned))
        if self.by is not None:
            yield say("Please pass by {day}.", day=self.words.day(self.by))

    def _called(self, credential: str) -> str:
        """What people call it: exams have a number, certifications a title."""
        program = self.situation.program
        return credential if program.credentials[credential].is_sat else program.title_of(credential)

    def _earned(self, person: str, takes: set[str]) -> list[str]:
        """The titles of the certifications that the exams complete."""
        program = self.situation.program
        held = program.held(self.situation.roster.people[person], self.situation.on)
        new = program.with_earned(held | takes) - program.with_earned(held) - takes
        return sorted(map(program.title_of, new))

    def _closing(self) -> str:
        return self.words.say("Thank you!")


def _seats(plan: Plan, person: str) -> Iterator[tuple[TargetResult, Seat]]:
    """The seats that somebody fills with what he or she sits."""
    for result in plan.targets:
        for seat in result.seats:
            if seat.person == person and seat.takes:
                yield result, seat


def _line(text: str) -> str:
    return " ".join(text.split())


def _files(told: Mapping[str, str]) -> dict[str, str]:
    """Letters by names of files: readable, safe on every system, and none twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for person, text in told.items():
        name, number = _file_name(person), 1
        while _folded(name) in taken:
            number += 1
            name = f"{_file_name(person)} ({number})"
        taken.add(_folded(name))
        found[f"{name}.txt"] = text
    return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_kept(char: str) -> bool:
    """Whether it may stand in a name: letters, with the signs that belong to them, and digits."""
    return char.isalnum() or char in _KEPT or unicodedata.category(char).startswith("M")


def _file_name(person: str) -> str:
    kept = "".join(char if _is_kept(char) else " " for char in person)
    name = " ".join(kept.split()).strip(_KEPT) or "person"
    while len(name.encode()) > _LONGEST_NAME:
        name = name[:-1]
    return f"{name}_" if _NO_NAMES.match(name) else name
