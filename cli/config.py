"""Defaults from a file: what `--time-limit 30` says on the command line, `time-limit = 30` says in it.

Such a file may come with a folder from somewhere, so it can set options and nothing else; and of these none
that says where to write, or where to send anything. Options whose type is a `click.Path` are of that kind;
files that are only read are a `Source`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .suggestions import Source

if TYPE_CHECKING:
    from ..models.errors import Problem

FILE = "plan-competency.toml"
_APPLICATION = "plan-competency"
_UNUSED = "plan_competency.no_config"
_USED = "plan_competency.config"
#: What only the command line can say: about this file itself, and whom to send people's data to.
_NEVER = frozenset({"config", "no-config", "help", "version", "cluster", "fresh", "force"})


@dataclass(frozen=True)
class Config:
    """A file of defaults: for all commands, and for single ones; values by option, as they are written."""

    path: Path
    general: Mapping[str, Any]
    tables: Mapping[str, Mapping[str, Any]]

    def of(self, command: click.Command) -> dict[str, tuple[Any, bool]]:
        """What it says to a command, by option; each with whether the command's own table says it."""
        known = settable(command)
        general = {key: (value, False) for key, value in self.general.items() if key in known}
        own = self.tables.get(command.name or "", {})
        return general | {key: (value, True) for key, value in own.items()}


def settable(command: click.Command) -> dict[str, click.Option]:
    """The options of a command that a file may set, by name."""
    return {
        name: option
        for name, option in _options(command).items()
        if not (name in _NEVER or option.hidden or isinstance(option.type, click.Path))
    }


def _options(command: click.Command) -> dict[str, click.Option]:
    return {
        name.removeprefix("--"): option
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
        if name.startswith("--")
    }


def places() -> tuple[Path, Path]:
    """Where a file is looked for: in the current folder, else among the user's own."""
    return Path(FILE), user_folder() / FILE


def user_folder() -> Path:
    """Where the platform keeps what users set for a program."""
    return Path(click.get_app_dir(_APPLICATION))


def leave_out(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Take no file into account."""
    if value:
        ctx.meta[_UNUSED] = True


def take_in(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    """Let a file say what the command line does not.

    Raises:
        UnreadableFile, InvalidFile: it is not there, or says what makes no sense.
    """
    if ctx.meta.get(_UNUSED):
        if value is not None:
            raise click.UsageError("--config and --no-config exclude each other: give one of them.", ctx)
        return
    path = value or next((path for path in places() if path.is_file()), None)
    if path is None:
        return
    config = read(path, _commands(ctx))
    ctx.meta[_USED] = config
    ctx.default_map = {
        settable(ctx.command)[key].name: _meant(settable(ctx.command)[key], setting, path)
        for key, (setting, _) in config.of(ctx.command).items()
    }


def used(ctx: click.Context) -> Config | None:
    """The file that is taken into account."""
    found: Config | None = ctx.meta.get(_USED)
    return found


def _commands(ctx: click.Context) -> dict[str, click.Command]:
    root = ctx.find_root().command
    return dict(root.commands) if isinstance(root, click.Group) else {ctx.command.name or "": ctx.command}


def read(path: Path, commands: Mapping[str, click.Command]) -> Config:
    """A file of defaults for some commands.

    Raises:
        UnreadableFile, InvalidFile: it is not there, no TOML, or says what makes no sense.
    """
    import tomllib

    from ..models.errors import InvalidFile, Problem
    from ..readers.documents import read_text

    try:
        data = tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidFile(path, [Problem("", f"is not TOML: {error}; texts stand in quotes")]) from None
    general = {key: value for key, value in data.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in data.items() if isinstance(value, dict)}
    config = Config(path, general, tables)
    problems = list(_problems(config, commands))
    if problems:
        raise InvalidFile(path, problems)
    return config


def _problems(config: Config, commands: Mapping[str, click.Command]) -> Iterator[Problem]:
    from ..models.base import did_you_mean
    from ..models.errors import Problem

    yield from _wrong("", config.general, commands.values(), config.path)
    for name, table in config.tables.items():
        if name not in commands:
            yield Problem(f"[{name}]", f"is no command.{did_you_mean(name, commands)}")
        else:
            yield from _wrong(f"[{name}] ", table, [commands[name]], config.path)


def _wrong(
    where: str, values: Mapping[str, Any], commands: Collection[click.Command], path: Path
) -> Iterator[Problem]:
    from ..models.base import did_you_mean
    from ..models.errors import Problem

    known = dict(item for command in commands for item in settable(command).items())
    named = {name for command in commands for name in _options(command)}
    for key, value in values.items():
        if key in known:
            message = _refused(known[key], value, path)
            if message:
                yield Problem(f"{where}{key}", message)
        elif key in named | _NEVER:
            yield Problem(f"{where}{key}", "can only be said on the command line")
        else:
            yield Problem(f"{where}{key}", f"is no option that can be set here.{did_you_mean(key, known)}")


def _refused(option: click.Option, value: Any, path: Path) -> str | None:
    """What is wrong with a value, if anything."""
    if option.is_flag:
        return None if isinstance(value, bool) else "must be true or false"
    if isinstance(value, list) and not option.multiple:
        return "takes one value, not a list"
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, bool | datetime | list | dict) for part in parts):
        return "must be a text, a number or a date" + (", or a list of such" if option.multiple else "")
    ctx = click.Context(click.Command("config"))
    try:
        typed = option.type_cast_value(ctx, _meant(option, value, path))
        if option.callback is not None:
            option.callback(ctx, option, typed)
    except click.UsageError as error:
        return error.message
    return None


def _meant(option: click.Option, value: Any, path: Path) -> Any:
    """A value as the command line would have it; files are looked for beside the file that names them."""
    if option.is_flag:
        return value
    if option.multiple:
        return tuple(_text(option, part, path) for part in (value if isinstance(value, list) else [value]))
    return _text(option, value, path)


def _text(option: click.Option, value: Any, path: Path) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    ships = isinstance(option.type, Source) and text in option.type.shipped()
    if isinstance(option.type, Source | click.Path) and not ships:
        return str(path.parent / text)
    return text
