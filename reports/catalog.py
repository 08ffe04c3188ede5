"""Programs and their requirements for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from ..models.programs import Program
from ..models.qualifications import in_words
from ..models.targets import Target
from ..models.words import amount
from .phrases import outline
from .tables import print_indented, print_item, table


def print_programs(programs: Iterable[Program], console: Console) -> None:
    """Every target of every program, with the names by which it can be asked for."""
    for program in programs:
        edition = f", edition {program.edition}" if program.edition else ""
        console.print(f"{program.title or program.program}{edition} ({program.program})", style="bold")
        rows = [
            ("\n".join((name, *competency.aliases)), ", ".join(competency.levels), competency.title or "")
            for name, competency in program.competencies.items()
        ]
        print_indented(table(("Competency", "Levels", "Title"), rows), console)
        console.print()
    console.print("A target is COMPETENCY/LEVEL. What it asks for:")
    print_indented("plan-competency catalog COMPETENCY/LEVEL", console)


def print_target(target: Target, program: Program, console: Console) -> None:
    """One target's requirements in words, its sources, and the credentials it names."""
    competency = program.competencies[target.competency]
    console.print(f"{competency.title or target.competency}, {target.level}", style="bold")
    print_indented(str(target), console)
    options = program.options_of(target)
    for name, requirement in options.items():
        option = competency.options[name]
        console.print()
        print_indented(f"{option.title or name} ({name})", console)
        for depth, text in outline(requirement):
            print_item(text, console, 4 + 2 * depth)
        for kind, remark in (("Note", option.note), ("Source", option.source or competency.source)):
            if remark:
                print_indented(f"{kind}: {remark}", console)
    if credentials := program.counting_for(target):
        console.print()
        rows = [(name, program.credentials[name].title or "", _how(name, program)) for name in credentials]
        print_indented(table(("Credential", "Title", "How"), rows), console)


def _how(credential: str, program: Program) -> str:
    facts = program.credentials[credential]
    if facts.earned_by is not None:
        how = f"earned by {in_words(facts.earned_by)}"
    elif not facts.is_sat:
        how = "held, never sat" if facts.counts_until else "counts for those who hold it"
    else:
        how = f"{facts.kind}, until {facts.retired}" if facts.retired else facts.kind
        how += "" if facts.price is None else f", {amount(facts.price, program.currency)}"
        how += "" if facts.hours is None else f", {amount(facts.hours, 'hours')}"
    return f"{how}, counts until {facts.counts_until}" if facts.counts_until else how
