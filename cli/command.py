"""What every command has: options under headings, examples, exit statuses, and near names for wrong ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import click

from . import config
from .remarks import QUIET, VERBOSE, set_level

Decorator: TypeAlias = Callable[[Any], Any]
#: Options without a heading belong to one command only.
_OWN = "Options"
_GENERAL = "General"
#: Columns of help at most, and so many of them for names of options.
_WIDTH, _NAMES = 100, 26


def under(heading: str, *decorators: Decorator) -> tuple[Decorator, ...]:
    """Options, as decorators of click, that stand under a heading in the help of every command."""
    return tuple(partial(_marked, decorator=decorator, heading=heading) for decorator in decorators)


def about(text: str, decorator: Decorator) -> Decorator:
    """An argument, as a decorator of click, with a text for help."""
    return partial(_marked, decorator=decorator, about=text)


def _marked(command: Any, decorator: Decorator, **marks: str) -> Any:
    command = decorator(command)
    parameters = command.params if isinstance(command, click.Command) else command.__click_params__
    for name, value in marks.items():
        setattr(parameters[-1], name, value)
    return command


def all_of(*decorators: Decorator) -> Decorator:
    """Several decorators as one, in the order of reading."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


#: On every command.
GENERAL = under(
    _GENERAL,
    click.option(
        "--no-config",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=config.leave_out,
        help="Take no file of defaults into account.",
    ),
    click.option(
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        expose_value=False,
        is_eager=True,
        callback=config.take_in,
        metavar="FILE",
        help="Defaults of options, as TOML. [default: plan-competency.toml here, else the user's]",
    ),
    click.option(
        "-q",
        "--quiet",
        QUIET,
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=set_level,
        help="Only the answer and errors: no notes, no progress.",
    ),
    click.option(
        "-v",
        "--verbose",
        VERBOSE,
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=set_level,
        help="Say on stderr what is read and how the search gets on.",
    ),
)


class Command(click.Command):
    """A command whose help reads like a page of a manual.

    Args:
        arguments: as those of click.
        examples: what is asked, in words, and the command line.
        exits: each exit status, and what it says.
        options: as those of click.
    """

    def __init__(
        self,
        *arguments: Any,
        examples: Sequence[tuple[str, str]] = (),
        exits: Mapping[int, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.examples, self.exits = tuple(examples), dict(exits or {})
        all_of(*reversed(GENERAL))(self)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take in the line; of one that is still typed, all that is complete."""
        if ctx.resilient_parsing and args and self._waits(args[-1]):
            args = args[:-1]
        return super().parse_args(ctx, args)

    def _waits(self, word: str) -> bool:
        """Whether a word is an option whose value is to follow."""
        options = (param for param in self.params if isinstance(param, click.Option))
        return any(word in option.opts and not option.is_flag for option in options)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option for help, among those of every command."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.heading = _GENERAL  # type: ignore[attr-defined]
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments first, then the options heading by heading."""
        arguments = [(p.make_metavar(ctx), p.about) for p in self.get_params(ctx) if hasattr(p, "about")]
        _section("Arguments", arguments, formatter)
        found: dict[str, list[tuple[str, str]]] = {_OWN: []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                found.setdefault(getattr(parameter, "heading", _OWN), []).append(record)
        for heading, records in found.items():
            _section(heading, records, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Exit statuses and examples."""
        _section("Exit status", [(str(status), text) for status, text in self.exits.items()], formatter)
        if self.examples:
            with formatter.section("Examples"):
                for text, line in self.examples:
                    formatter.write_text(f"{text}:")
                    formatter.write(f"{'':{formatter.current_indent + 2}}{line}\n")
        super().format_epilog(ctx, formatter)


command = partial(click.command, cls=Command)


def _section(heading: str, records: Iterable[tuple[str, str]], formatter: click.HelpFormatter) -> None:
    rows = list(records)
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows, col_max=_NAMES)


class Group(click.Group):
    """A group that knows what was meant by a name that does not exist."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called, or an error with the nearest name."""
        name = args[0]
        is_unknown = self.get_command(ctx, name) is None and not name.startswith("-")
        if is_unknown and not ctx.resilient_parsing:
            from ..models.base import did_you_mean

            ctx.fail(f"No such command '{name}'.{did_you_mean(name, self.commands)}")
        return super().resolve_command(ctx, args)


class Choice(click.Choice[str]):
    """One of some words; another one is an error with the nearest of them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, as it stands in the list."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            no_choice(str(value), [str(choice) for choice in self.choices], param, ctx)


def no_choice(
    value: str, known: Sequence[str], param: click.Parameter | None, ctx: click.Context | None
) -> NoReturn:
    """Refuse a word that is not among those known, with the nearest of them."""
    from ..models.base import did_you_mean

    message = f"'{value}' is not one of {', '.join(known)}.{did_you_mean(value, known)}"
    raise click.BadParameter(message, ctx, param) from None
