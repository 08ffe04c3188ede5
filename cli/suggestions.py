"""What may stand on the command line, for the completion of shells: targets, people, exams, files.

Each function is given what is typed so far. Files that are named on the line are read for it; whatever is
wrong with them is said when the command is run, here it only means that there is nothing to suggest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..models.programs import Program

#: A value, and what it means.
Word: TypeAlias = tuple[str, str | None]
Suggest: TypeAlias = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
#: Larger rosters are not read while somebody waits for the next letter.
_LARGEST_ROSTER_BYTES = 2_000_000


class Source(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """A file, or something that ships under a name."""

    name = "source"

    def __init__(self, shipped: Callable[[], Iterable[str]] = lambda: ()) -> None:
        self.shipped = shipped

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names, and files."""
        from click.shell_completion import CompletionItem

        return [*_items(((name, None) for name in self.shipped()), incomplete), CompletionItem("", "file")]


def programs() -> Iterable[str]:
    """The shipped programs."""
    from ..catalog import shipped

    return shipped()


def rosters() -> Iterable[str]:
    """The bundled rosters."""
    from ..scenarios.files import bundled

    return bundled("rosters")


def scenarios() -> Iterable[str]:
    """The bundled scenarios."""
    from ..scenarios.files import bundled

    return bundled("examples")


def targets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Targets, by aliases as well, and patterns."""
    return _items(_targets(_program(ctx), incomplete), incomplete)


def _targets(program: Program, incomplete: str) -> Iterator[Word]:
    """With nothing typed the shortest way to say each; the rest where its beginning is there."""
    levels: dict[str, None] = {}
    for name, competency in program.competencies.items():
        levels |= dict.fromkeys(competency.levels)
        for level in competency.levels:
            yield f"{name}/{level}", competency.title
            if incomplete:
                yield from ((f"{alias}/{level}", competency.title) for alias in competency.aliases)
        for option, rules in competency.options.items() if "/" in incomplete else ():
            yield from ((f"{name}/{option}/{level}", rules.title) for level in rules.levels)
    for level in levels:
        yield f"*/{level}", f"every competency at {level}"
        if incomplete:
            yield f"*/*/{level}", f"every option at {level}"


def people(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The people of the roster on the line."""
    return _items(((name, None) for name in _people(ctx)), incomplete)


def exams(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What can be sat."""
    return _items(_credentials(ctx, only_exams=True), incomplete)


def person_and_exam(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`PERSON=EXAM`."""
    return _pairs(ctx, incomplete, _credentials(ctx, only_exams=True))


def person_and_credential(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """`PERSON=CREDENTIAL`."""
    return _pairs(ctx, incomplete, _credentials(ctx))


def perhaps_person_and_credential(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """`[PERSON=]CREDENTIAL`."""
    alone = [] if "=" in incomplete else _items(_credentials(ctx), incomplete)
    return [*alone, *_pairs(ctx, incomplete, _credentials(ctx))]


def newcomer(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`PERSON=CREDENTIAL,CREDENTIAL`: whoever joins has a name that nobody knows yet."""
    before, mark, _ = incomplete.rpartition("=" if "," not in incomplete.rpartition("=")[2] else ",")
    return _items(_after(before + mark, _credentials(ctx)), incomplete) if mark else []


def metrics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`NAME=`."""
    from ..models.metrics import MetricKeys

    return _items(((f"{name}=", None) for name in MetricKeys(_program(ctx)).spelled), incomplete)


def columns(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """`MEANING=`."""
    from ..readers.rosters.words import GIVEN

    return _items(((f"{meaning}=", None) for meaning in GIVEN), incomplete)


def words(*known: str, separator: str | None = None) -> Suggest:
    """Some words; several of them where there is a separator."""

    def suggest(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, mark, _ = incomplete.rpartition(separator) if separator else ("", "", "")
        said = before.split(separator) if separator else []
        rest = ((word, None) for word in known if word not in said)
        return _items(_after(before + mark, rest), incomplete)

    return suggest


def _pairs(ctx: click.Context, incomplete: str, credentials: Iterable[Word]) -> list[CompletionItem]:
    """Somebody's name, then what goes with it."""
    name, mark, _ = incomplete.rpartition("=")
    if mark:
        return _items(_after(f"{name}=", credentials), incomplete)
    return _items(((f"{name}=", None) for name in _people(ctx)), incomplete)


def _after(before: str, found: Iterable[Word]) -> Iterator[Word]:
    return ((f"{before}{value}", text) for value, text in found)


def _items(found: Iterable[Word], incomplete: str) -> list[CompletionItem]:
    """Those that begin like that, whatever the case."""
    from click.shell_completion import CompletionItem

    start = incomplete.casefold()
    return [CompletionItem(value, help=text) for value, text in found if value.casefold().startswith(start)]


def _program(ctx: click.Context) -> Program:
    from ..readers.programs import read_program

    return read_program(ctx.params.get("program_source"))


def _credentials(ctx: click.Context, *, only_exams: bool = False) -> Iterator[Word]:
    for name, credential in _program(ctx).credentials.items():
        if not only_exams or credential.kind != "certification":
            yield name, credential.title


def _people(ctx: click.Context) -> Iterable[str]:
    """Everybody in the roster that is named on the line, unless it is too large to be read at once."""
    from ..scenarios.files import find_roster

    source: Any = ctx.params.get("roster")
    if source is None or (Path(source).is_file() and Path(source).stat().st_size > _LARGEST_ROSTER_BYTES):
        return ()
    asked = {name: ctx.params.get(name) for name in ("sheet", "dates", "encoding", "columns")}
    return find_roster(source, program=_program(ctx), **asked).people
