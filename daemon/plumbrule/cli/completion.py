"""`plumbrule completion`: what a shell has to be told once."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from plumbrule.cli.saying import say

EXAMPLES = """\b
Examples:
  plumbrule completion bash > /etc/bash_completion.d/plumbrule
  plumbrule completion zsh > "${fpath[1]}/_plumbrule"
  plumbrule completion fish > ~/.config/fish/completions/plumbrule.fish
"""


@click.command("completion", epilog=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that lets the shell complete verbs, options, families, targets and plans."""
    root = ctx.find_root()
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"{shell} is not known")
    say(kind(root.command, {}, "plumbrule", "_PLUMBRULE_COMPLETE").source(), for_machines=True)
