"""What verbs that ask the daemon share: where it is, whom a name means, and whether somebody is sure."""

from __future__ import annotations

import json
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from plumbrule.cli.client import Client
from plumbrule.cli.completing import families, incidents, plans, targets
from plumbrule.cli.exits import Exit, plain_errors
from plumbrule.cli.options import DEFAULT_FILE, output_option, settings_from
from plumbrule.cli.saying import say
from plumbrule.errors import Declined, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_SOCKET: Final = "/run/plumbrule/admin.sock"
Verb = TypeVar("Verb", bound="Callable[..., Any]")

reason_option = click.option("--reason", "-r", default="", help="Why; it is kept in the audit chain.")
lasts_option = click.option("--for", "lasts", metavar="DURATION", help="For how long, such as 30m, 2h or 1d.")
sure_option = click.option("--yes", "-y", "sure", is_flag=True, help="Do not ask.")
target_option = click.option("--target", "-t", default="", shell_complete=targets, help="Only this target.")
family_argument = click.argument("family", shell_complete=families)
incidents_argument = click.argument("names", nargs=-1, required=True, metavar="INCIDENT...", shell_complete=incidents)
plans_argument = click.argument("names", nargs=-1, metavar="PLAN...", shell_complete=plans)


def asks(verb: Verb) -> Verb:
    """A verb that asks the daemon: the options that say where it is, and `output`; the client comes first."""

    @click.option(
        "--config",
        "-c",
        type=click.Path(path_type=Path),
        envvar="PLUMBRULE_CONFIG",
        default=Path(DEFAULT_FILE),
        help=f"The settings file, which names the socket.  [default: {DEFAULT_FILE}]",
    )
    @click.option("--socket", envvar="PLUMBRULE_SOCKET", default="", help="The daemon's Unix socket.")
    @click.option("--url", envvar="PLUMBRULE_URL", default="", help="The daemon's address where it listens on TCP.")
    @click.option("--token-file", envvar="PLUMBRULE_TOKEN_FILE", default="", help="A file with the token for it.")
    @output_option
    @wraps(verb)
    def asking(*, config: Path, socket: str, url: str, token_file: str, **given: Any) -> None:  # noqa: ANN401
        with plain_errors():
            verb(client_of(config, socket, url, token_file), **given)

    return asking  # type: ignore[return-value] # click calls it with other arguments than it is written with


def client_of(config: Path, socket: str, url: str, token_file: str) -> Client:
    """The daemon that is meant: by address, by socket, by the settings, or at the usual place. Raises SettingsError."""
    if url:
        return Client(url=url, token_file=token_file)
    return Client(socket or _socket(config), token_file=token_file)


def _socket(config: Path) -> str:
    if not config.exists() and str(config) == DEFAULT_FILE:
        return DEFAULT_SOCKET
    found = settings_from(config).admin.socket
    if not found:
        raise SettingsError((f"{config}: admin.socket is none, so say --url or --socket",))
    return found


def show(answer: Any, output: str, text: Callable[[], str]) -> None:  # noqa: ANN401 - JSON
    """The answer as machines or people read it."""
    machines = output == "json"
    say(json.dumps(answer, indent=2, ensure_ascii=False) if machines else text(), for_machines=machines)


def where(client: Client, family: str, target: str = "") -> tuple[str, str]:
    """The target and the family that `family`, or `target/family`, means. Raises Declined: none, or several."""
    named, slash, name = family.rpartition("/")
    if slash:
        return named, name
    found = client.get("status", family=name, target=target)["families"]
    exact = [one for one in found if one["family"] == name]
    if not exact:
        raise Declined(f"no family {name} is looked at", why="no_such_family")
    if len(exact) > 1:
        several = ", ".join(f"{one['target']}/{name}" for one in exact)
        raise Declined(f"{name} is in several targets: say which of {several}", why="ambiguous")
    return str(exact[0]["target"]), name


def be_sure(question: str, *, sure: bool) -> None:
    """Ask on a terminal; without one only who said `--yes` goes on."""
    if sure:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Declined("nobody can be asked here: say --yes if it is meant", why="wrong")
    if not click.confirm(question):
        sys.exit(Exit.COULD_NOT_RUN)


def scope(target: str, family: str, everything: bool) -> dict[str, str]:  # noqa: FBT001 - a flag of the command line
    """What a suspension is about. Raises Declined: nothing, or too much, was said."""
    if sum((bool(target or family), everything)) != 1:
        raise Declined("say --family, --target or --everything", why="wrong")
    return {"target": target, "family": family}
