"""The `plan-competency` command. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from typing import Any, NoReturn

import click

from ..models.errors import AnswerRejected, PlanCompetencyError
from . import batch, commands, completion, configured, init, programs, sweeps
from .command import Group
from .exits import BAD_INPUT, INTERNAL, INTERRUPTED


class _Commands(Group):
    """Our own errors end a command with one clear message, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AnswerRejected as error:
            _fail(ctx, str(error), INTERNAL)
        except PlanCompetencyError as error:
            _fail(ctx, str(error), BAD_INPUT)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever read the answer has had enough; click ends quietly
            _fail(ctx, f"The answer cannot be written: {error.strerror}.", BAD_INPUT)
        except KeyboardInterrupt:
            _fail(ctx, "Interrupted.", INTERRUPTED)


def _fail(ctx: click.Context, message: str, status: int) -> NoReturn:
    """End a command with one message on stderr and an exit status."""
    click.echo(f"Error: {message}", err=True)
    ctx.exit(status)


_ALL = (
    *(commands.check, commands.plan, commands.what_if, commands.nearest, commands.explain, commands.demo),
    *(sweeps.departures, sweeps.retirements, batch.batch),
    *(programs.catalog, programs.diff, programs.read),
    *(init.init, configured.config, completion.completion),
)


@click.group(
    cls=_Commands,
    commands={command.name or "": command for command in _ALL},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: plan-competency demo",
)
@click.version_option(package_name="plan-competency")
def cli() -> None:
    """Check a vendor's partner requirements, and plan the least that must still be done, with proof."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(100_000, 50, 50)  # a short run: collecting while modules load costs a tenth of it
    atexit.register(gc.freeze)  # nor is anything collected once all is done: the system takes it back faster
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # nothing of others reads rosters
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    completion.answer_shells()
    cli(prog_name=completion.PROGRAM, complete_var=completion.VARIABLE)
