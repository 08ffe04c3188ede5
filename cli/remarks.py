"""How much a command says on stderr besides errors: nothing, notes, or all that happens."""

from __future__ import annotations

from collections.abc import Iterable

import click

_KEY = "plan_competency.says"
_HEARD = "plan_competency.heard"
QUIET, VERBOSE = "quiet", "verbose"


def set_level(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Remember that the command is to be quiet, or verbose; the command line goes before a file."""
    if not value:
        return
    name = param.name or ""
    source = ctx.get_parameter_source(name)
    level, said_by = ctx.meta.get(_KEY, (name, source))
    if level != name and said_by is source:
        raise click.UsageError("--quiet and --verbose exclude each other: give one of them.", ctx)
    ctx.meta.setdefault(_KEY, (name, source))


def _level() -> str | None:
    ctx = click.get_current_context(silent=True)
    return None if ctx is None else ctx.meta.get(_KEY, (None, None))[0]


def is_quiet() -> bool:
    """Whether only the answer and errors are wanted."""
    return _level() == QUIET


def is_verbose() -> bool:
    """Whether everything is to be told."""
    return _level() == VERBOSE


def say(text: str) -> None:
    """A remark as it stands."""
    if not is_quiet():
        click.echo(text, err=True)


def remark(notes: Iterable[str]) -> None:
    """Say on stderr what the reader should know about the input."""
    for note in notes:
        say(f"Note: {note}")


def heard(note: str) -> None:
    """Say what a reader remarks, and keep it for reports, which have it whatever is said here."""
    ctx = click.get_current_context(silent=True)
    if ctx is not None:
        ctx.meta.setdefault(_HEARD, []).append(note)
    remark([note])


def all_heard() -> tuple[str, ...]:
    """What the readers remarked in this command."""
    ctx = click.get_current_context(silent=True)
    return () if ctx is None else tuple(ctx.meta.get(_HEARD, ()))


def tell(text: str) -> None:
    """Say on stderr what happens, where that is wanted."""
    if is_verbose():
        click.echo(text, err=True)
