"""Completion in bash, zsh and fish: the script that each of them loads, and the answers to it.

The scripts hand over the line up to the cursor, because bash takes words apart at every "=" and zsh and fish
do not. The answers are lines of a kind (`plain`, `file`, `nospace`) and, behind a tab, a value.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

#: After these a value goes on.
_GOES_ON = ("=", "/", ",", ":")
#: What bash would not take literally outside quotes.
_SPECIAL = re.compile(r"([^\w@%+=:,./\-])")
_BASH = """\
# Completion for bash 4.4 and later. To have it in every session, add this line to ~/.bashrc:
#   eval "$(%(prog_name)s completion bash)"
%(complete_func)s() {
    local cur="${COMP_WORDS[COMP_CWORD]}" kind value
    COMPREPLY=()
    while IFS=$'\\t' read -r kind value; do
        case "$kind" in
            plain) COMPREPLY+=("$value") ;;
            nospace) compopt -o nospace ;;
            file|dir) compopt -o filenames
                  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$cur") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="$cur" \\
             %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""
_ZSH = """\
#compdef %(prog_name)s
# Completion for zsh. To have it in every session, put it where zsh looks for such files:
#   %(prog_name)s completion zsh > "${fpath[1]}/_%(prog_name)s"
%(complete_func)s() {
    local -a values texts open_values open_texts
    local kind value text
    (( ! $+commands[%(prog_name)s] )) && return 1
    while IFS=$'\\t' read -r kind value text; do
        case "$kind" in
            plain) values+=("$value"); texts+=("$value${text:+  -- $text}") ;;
            open) open_values+=("$value"); open_texts+=("$value${text:+  -- $text}") ;;
            file|dir) _files ;;
        esac
    done < <(COMP_LINE="${(j: :)words[1,CURRENT]}" %(complete_var)s=zsh_complete %(prog_name)s 2>/dev/null)
    (( $#values )) && compadd -U -l -V values -d texts -a values
    (( $#open_values )) && compadd -U -l -S '' -V open -d open_texts -a open_values
    return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""
_FISH = """\
# Completion for fish. To have it in every session, add this line to ~/.config/fish/config.fish:
#   %(prog_name)s completion fish | source
function %(complete_func)s
    for line in (env COMP_LINE=(commandline -cp | string collect) \\
            %(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l parts (string split -m 1 \\t -- $line)
        switch $parts[1]
            case file dir
                __fish_complete_path (commandline -ct)
            case plain
                echo $parts[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Shell(ShellComplete):
    """A shell that hands over the line up to the cursor; whatever goes wrong is no business of who types."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before, and the one that is typed."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)[1:]
        is_new = not words or (line[-1:].isspace() and not line.endswith("\\ "))
        return (words, "") if is_new and not _is_open(line) else (words[:-1], words[-1])

    def complete(self) -> str:
        """The answer to the script: nothing, if anything goes wrong."""
        try:
            args, incomplete = self.get_completion_args()
            items = self.get_completions(args, incomplete)
            return "\n".join(self._lines([item for item in items if _is_one_line(item)], incomplete))
        except (Exception, SystemExit):  # noqa: BLE001 - somebody is typing
            return ""

    def _lines(self, items: Sequence[CompletionItem[Any]], incomplete: str) -> list[str]:
        raise TypeError(f"{type(self).__name__} does not say how its shell takes answers")


class _Bash(_Shell):
    name = "bash"
    source_template = _BASH

    def _lines(self, items: Sequence[CompletionItem[Any]], incomplete: str) -> list[str]:
        """Quoted as the word is that is typed, and without what stands before the last break of it."""
        word = os.environ.get("COMP_WORD", "")
        quote = word[:1] if word[:1] in ("'", '"') else ""
        typed = "" if word in ("=", ":") else "".join(split_arg_string(word))
        already = len(_value_of(incomplete)) - len(typed)
        plain = [str(item.value) for item in items if item.type == "plain"]
        lines = [f"plain\t{_quoted(value[max(0, already) :], quote)}" for value in plain]
        if plain and all(value.endswith(_GOES_ON) for value in plain):
            lines.append("nospace\t")
        return lines + [f"{item.type}\t" for item in items if item.type != "plain"]


class _Whole(_Shell):
    """A shell that replaces whole words, and quotes them itself."""

    def _lines(self, items: Sequence[CompletionItem[Any]], incomplete: str) -> list[str]:
        before = incomplete.removesuffix(_value_of(incomplete))
        return [self._line(item, before) for item in items]

    def _line(self, item: CompletionItem[Any], before: str) -> str:
        if item.type != "plain":
            return f"{item.type}\t"
        text = f"\t{item.help}" if item.help else ""
        return f"{self._kind(str(item.value))}\t{before}{item.value}{text}"

    def _kind(self, value: str) -> str:
        return "plain"


class _Zsh(_Whole):
    name = "zsh"
    source_template = _ZSH

    def _kind(self, value: str) -> str:
        return "open" if value.endswith(_GOES_ON) else "plain"


class _Fish(_Whole):
    name = "fish"
    source_template = _FISH


SHELLS: dict[str, type[ShellComplete]] = {shell.name: shell for shell in (_Bash, _Zsh, _Fish)}


def register() -> None:
    """Answer these shells in our way."""
    for shell in SHELLS.values():
        add_completion_class(shell)


def script(shell: str, program: str, variable: str) -> str:
    """What a shell loads.

    Args:
        shell: its name.
        program: the name of the command.
        variable: by which the command knows that it is asked for completions.
    """
    from click import Command

    return SHELLS[shell](Command(program), {}, program, variable).source()


def _value_of(word: str) -> str:
    """What is completed: of `--pin=Ana` only `Ana`."""
    return word.partition("=")[2] if word.startswith("--") and "=" in word else word


def _is_open(line: str) -> bool:
    """Whether the line ends within quotes."""
    quote = ""
    for char in re.sub(r"\\.", "", line):
        if char in "'\"" and quote in ("", char):
            quote = "" if quote else char
    return bool(quote)


def _is_one_line(item: CompletionItem[Any]) -> bool:
    """Names with control characters would break the lines of an answer."""
    return all(text.isprintable() for text in (str(item.value), item.help or ""))


def _quoted(value: str, quote: str) -> str:
    if quote == "'":
        return value.replace("'", "'\\''")
    if quote:
        return re.sub(r'(["$`\\])', r"\\\1", value)
    return _SPECIAL.sub(r"\\\1", value)
