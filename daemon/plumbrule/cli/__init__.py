"""The command line: one thin module per verb, loaded only when it is asked for."""

from __future__ import annotations

import signal
from importlib import import_module
from keyword import iskeyword
from typing import Final

import click

VERBS: Final = {
    "run": "Watch the source and hold ECS to it, until told to stop.",
    "validate": "Check spec files offline and list every mistake.",
    "plan": "Show what a sweep would find and do; changes nothing.",
    "diff": "Show what differs between Git and ECS, and why.",
    "new": "Print a good spec to start from.",
    "explain": "Explain a field, a rule or a topic, in English or Japanese.",
    "convert": "Make a spec out of a Dockerfile or a docker run.",
    "docker": "Print a spec as docker run or compose, to try it locally.",
    "import": "Write clean specs from what is registered.",
    "adopt": "Turn what is live into the smallest change of a spec.",
    "iam": "Print what a spec's execution role has to be allowed.",
    "cost": "Estimate what specs cost in a month, and on other platforms.",
    "verify": "Look whether new tasks would still start.",
    "doctor": "Look what is missing for the daemon to work.",
    "status": "Show how everything stands.",
    "health": "Ask whether the running daemon is alive.",
    "plans": "List the plans that are open, or show some whole.",
    "approve": "Say yes to plans, or to a whole commit.",
    "reject": "Say no to plans.",
    "suspend": "Keep hands off a family, a target, or everything.",
    "resume": "End a suspension or a hold.",
    "hold": "Keep hands off one family, and show how services go back.",
    "reconcile": "Look at one family now.",
    "baseline": "Accept what is live as agreed.",
    "release": "Let go of a family whose file is gone.",
    "history": "Show who changed a family, and who approved it.",
    "incidents": "List the incidents that are not over.",
    "acknowledge": "Take incidents: nobody is reminded of them for long.",
    "snooze": "Not hear of incidents for a while, unless they change.",
    "notify": "Try out who is told what, and resend what was refused.",
    "audit": "Export or verify the chain of what was said and done.",
    "completion": "Print the completion script for a shell.",
    "version": "Print the version.",
}
"""Verb → its line in the help; the module `plumbrule.cli.<verb>` holds it."""


click.UsageError.exit_code = 1
"""A command that is not understood could not run. By click's own 2 a job that allows findings would take it for one."""


def module_of(verb: str) -> str:
    """The verb's module; one that is a word of Python has an underscore after it."""
    return f"{verb}_" if iskeyword(verb) else verb


class LazyVerbs(click.Group):
    """Loads a verb's module when it is used, so that `--help` and completion answer at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order people meet them."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command; None lets click suggest."""
        del ctx
        if cmd_name not in VERBS:
            return None
        # Ctrl-C ends a verb at once, imports included, as it ends other programs: no traceback.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        command = import_module(f"plumbrule.cli.{module_of(cmd_name)}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"plumbrule.cli.{cmd_name}.command is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=LazyVerbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 clean, 1 could not run, 2 there is something, 78 the settings are wrong.",
)
def main() -> None:
    """Plumbrule holds AWS ECS task definitions to what Git says."""
