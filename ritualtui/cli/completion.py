"""``completion``: the script for a shell, and what is answered when that script asks."""

import os

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
    shell_complete,
)

from ritualtui.cli import COMPLETE
from ritualtui.cli.output import say
from ritualtui.cli.params import one_of
from ritualtui.errors import UsageError
from ritualtui.strings import _

SHELLS = ("bash", "zsh", "fish")


@add_completion_class
class _Bash(BashComplete):
    """Click's, for words with spaces, quotes and stars in them: bash takes what is offered without quoting it."""

    source_template = _("""\
%(complete_func)s() {
    local IFS=$'\\n' response completion type value
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete "$1" 2>/dev/null)
    COMPREPLY=()
    while IFS=',' read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done <<< "$response"
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
""")

    @staticmethod
    def _check_version() -> None:
        """Asking bash for its version would cost a process and may say things in the middle of a line."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Like Click's; bash makes three words of ``--from=An``."""
        args, incomplete = super().get_completion_args()
        if incomplete == "=":
            incomplete = ""
        elif args and args[-1] == "=":
            args.pop()
        return args, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """A value as it has to stand on the line."""
        value = str(item.value)
        if item.type == "plain" and not self._within_quotes():
            value = "".join(c if c.isalnum() or c in "-_.,:/@%+=" else f"\\{c}" for c in value)
        return f"{item.type},{value}"

    @staticmethod
    def _within_quotes() -> bool:
        words, at = os.environ.get("COMP_WORDS", "").split("\n"), int(os.environ.get("COMP_CWORD", "0"))
        return at < len(words) and words[at][:1] in ("'", '"')


def answer(cli: click.Command, prog_name: str, variable: str) -> int:
    """Answer a shell's script. In the middle of somebody's line nothing but offers may come out."""
    try:
        return shell_complete(cli, {}, prog_name, variable, os.environ[variable])
    except Exception:
        return 1


@click.command("completion")
@click.argument("shell", required=False, metavar="bash|zsh|fish", shell_complete=one_of(*SHELLS))
def completion_command(shell: str | None) -> None:
    """Print the completion script for your shell.

    \b
    bash:  eval "$(ritualtui completion bash)"      in ~/.bashrc
    zsh:   eval "$(ritualtui completion zsh)"       in ~/.zshrc
    fish:  ritualtui completion fish > ~/.config/fish/completions/ritualtui.fish
    """
    cli = click.get_current_context().find_root().command
    shell = shell or os.environ.get("SHELL", "").rpartition("/")[2]
    kind = get_completion_class(shell) if shell in SHELLS else None
    if kind is None:
        raise UsageError(_("Completion works in bash, zsh and fish."), _("Name one of them."))
    say(kind(cli, {}, "ritualtui", COMPLETE).source())
