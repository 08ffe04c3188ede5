"""The command that prints what a shell loads to complete the others."""

from __future__ import annotations

import os

import click

from .command import Choice, about, command

PROGRAM = "plan-competency"
#: By this variable the command knows that a shell asks for completions.
VARIABLE = "_PLAN_COMPETENCY_COMPLETE"


@command(
    short_help="Completion for bash, zsh and fish.",
    exits={0: "the script", 2: "another shell"},
    examples=(
        ("In every bash from now on, in ~/.bashrc", 'eval "$(plan-competency completion bash)"'),
        ("In zsh", 'plan-competency completion zsh > "${fpath[1]}/_plan-competency"'),
        ("In fish, in ~/.config/fish/config.fish", "plan-competency completion fish | source"),
    ),
)
@about("bash, zsh or fish.", click.argument("shell", metavar="SHELL", type=Choice(["bash", "zsh", "fish"])))
def completion(shell: str) -> None:
    """Print the script that completes commands, options, targets, people, exams and files in a shell.

    Targets and exams are those of --program, or of the shipped catalog; people those of the roster that
    stands on the line already.
    """
    from .shells import script

    click.echo(script(shell, PROGRAM, VARIABLE), nl=False)


def answer_shells() -> None:
    """Get ready to answer a shell, if it is one that asks."""
    if VARIABLE in os.environ:
        from .shells import register

        register()
