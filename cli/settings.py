"""What a file of defaults says, and where each option of a command has its value from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from pydantic import Field
from rich.console import Console

from ..models.base import Frozen
from ..reports.tables import print_indented, table
from .config import Config, places, settable


class Setting(Frozen):
    """One option with its value."""

    command: str | None = Field(description="the command; None: all that have the option")
    option: str
    value: Any = Field(description="None: nothing is set")
    origin: str = Field(description="'default', or the file and perhaps its table")


class Settings(Frozen):
    """What is in force where the command line says nothing."""

    file: str | None = Field(description="the file that is taken into account")
    looked_for: tuple[str, ...] = Field(
        description="where one would be found, the first goes before the other"
    )
    settings: tuple[Setting, ...]


def settings_of(config: Config | None, command: click.Command | None) -> Settings:
    """What a file says, or every option of one command."""
    found = _all_of(config, command) if command else _written(config)
    return Settings(
        file=str(config.path) if config else None,
        looked_for=tuple(map(str, places())),
        settings=tuple(found),
    )


def _written(config: Config | None) -> Iterator[Setting]:
    if config is None:
        return
    for key, value in config.general.items():
        yield Setting(command=None, option=key, value=_plain(value), origin=str(config.path))
    for name, values in config.tables.items():
        for key, value in values.items():
            origin = f"{config.path} [{name}]"
            yield Setting(command=name, option=key, value=_plain(value), origin=origin)


def _all_of(config: Config | None, command: click.Command) -> Iterator[Setting]:
    written = config.of(command) if config else {}
    for key, option in settable(command).items():
        value, origin = _default(option), "default"
        if config is not None and key in written:
            value, is_own = written[key]
            origin = f"{config.path} [{command.name}]" if is_own else str(config.path)
        yield Setting(command=command.name, option=key, value=_plain(value), origin=origin)


def _default(option: click.Option) -> Any:
    value = option.get_default(click.Context(click.Command("config")))
    return value if isinstance(value, bool | int | float | str) else None


def _plain(value: Any) -> Any:
    """Dates as text, as JSON has them."""
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def print_settings(found: Settings, console: Console) -> None:
    """The settings, and the file that they come from."""
    if found.file is None:
        console.print("No file of defaults. It would be found as")
        for place in found.looked_for:
            print_indented(place, console)
    else:
        console.print(found.file, soft_wrap=True)
    if found.settings:
        console.print()
        rows = [_row(setting, found.file) for setting in found.settings]
        print_indented(table(("For", "Option", "Value", "From"), rows), console)
    elif found.file is not None:
        console.print("It sets nothing.")


def _row(setting: Setting, file: str | None) -> tuple[str, ...]:
    origin = setting.origin.replace(file, "the file") if file else setting.origin
    return setting.command or "all commands", setting.option, _words(setting.value), origin


def _words(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
