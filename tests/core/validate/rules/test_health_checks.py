# ruff: noqa: E501 - sentences that are compared stand in one line
"""Rules about health checks: what a person reads, and what stays unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, beside, edited
from plumbrule.core.validate.passwords import plain_password
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.validate.example import Absent
    from plumbrule.model.tree import Tree

CHECK = "/containerDefinitions/0/healthCheck"
COMMAND = f"{CHECK}/command"
LINE = "curl -f http://localhost/ || exit 1"
UNKNOWN = Opaque("${var.X}")


def _said(edits: Mapping[str, Tree | Absent]) -> list[str]:
    """What is said about health checks, as `rule: message [hint]`."""
    found = validate(edited(BASE, edits), api_shape(), lambda at: Place("web.json", pointer=at), today=TODAY)
    return [f"{one.rule}: {one.message} [{one.hint}]" for one in found if "/healthCheck" in one.pointer]


COMMANDS: dict[str, tuple[Tree, list[str]]] = {
    "a line without a prefix": (
        [LINE],
        ["R171: the health check begins with a whole line instead of `CMD` or `CMD-SHELL` [put `CMD-SHELL` before it, as in a Dockerfile's `HEALTHCHECK CMD line`, or `CMD` before a program's path]"],
    ),
    "a program without a prefix": (
        ["/healthcheck"],
        ['R171: the health check begins with "/healthcheck" instead of `CMD` or `CMD-SHELL` [put `CMD-SHELL` before it, as in a Dockerfile\'s `HEALTHCHECK CMD line`, or `CMD` before a program\'s path]'],
    ),
    "small letters": (["cmd-shell", LINE], ["R171: `cmd-shell` must be in capitals [did you mean `CMD-SHELL`?]"]),
    "the console's own way of writing": (
        [f"CMD-SHELL, {LINE}"],
        [f'R171: `command[0]` holds both the word `CMD` or `CMD-SHELL` and the command [split it as in ["CMD-SHELL", "{LINE}"]; only the console takes both in one text]'],
    ),
    "a line cut at its blanks": (
        ["CMD-SHELL", "curl", "-f", "http://localhost/"],
        [f'R172: `CMD-SHELL` runs only the one text after it and drops 2 more [write one text, as in ["CMD-SHELL", "{LINE}"]]'],
    ),
    "a line without a shell": (
        ["CMD", LINE],
        ["R172: `CMD` starts no shell, but the command is a shell's line [write `CMD-SHELL` instead of `CMD`, and the line as one text after it]"],
    ),
    "the database of the notes": (
        ["CMD-SHELL", "mysqladmin ping -u root -p[パスワード] -h 127.0.0.1 || exit 1"],
        ['R177: the health check holds a password in plain text (`-p…`) [fill a variable from `secrets` and write `"$DB_PASSWORD"` after `CMD-SHELL`; `mysqladmin ping` needs no password: it passes as soon as the server answers]'],
    ),
    "the web server of the notes": (["CMD-SHELL", LINE], []),
}  # fmt: skip


@pytest.mark.parametrize("case", COMMANDS)
def test_a_command_is_judged_as_a_person_would(case: str) -> None:
    command, wanted = COMMANDS[case]
    assert _said({COMMAND: command}) == wanted


@pytest.mark.parametrize(
    "command",
    [
        ["mysqladmin ping -u root -phunter2 || exit 1"],
        ["mysqladmin", "ping", "-phunter2"],
        ["CMD-SHELL,redis-cli,-a,hunter2,ping"],
        ["CMD", "redis-cli -a hunter2 ping"],
        ["CMD-SHELL", "PGPASSWORD=hunter2 psql -c 'select 1'"],
        ["CMD-SHELL", "curl http://web:hunter2@localhost/"],
    ],
)
def test_a_password_is_never_repeated_whatever_else_is_wrong(command: list[str]) -> None:
    told = _said({COMMAND: command})
    assert told, "nothing is said at all"
    assert "hunter2" not in "".join(told)


@pytest.mark.parametrize("command", [[UNKNOWN], ["CMD-SHELL", UNKNOWN], ["CMD", "redis-cli", "-a", UNKNOWN], UNKNOWN])
def test_what_only_the_target_knows_is_not_judged(command: Tree) -> None:
    assert _said({COMMAND: command}) == []


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({}, "container `app` has no `healthCheck`"),
        ({"/containerDefinitions/1": beside("job")}, "container `app` and container `job` have no `healthCheck`"),
        (
            {COMMAND: ["CMD-SHELL", LINE], "/containerDefinitions/1": beside("job")},
            "container `job` has no `healthCheck`, so the health of the task stays UNKNOWN",
        ),
    ],
)
def test_containers_without_a_check_are_told_together(edits: Mapping[str, Tree | Absent], told: str) -> None:
    assert [line.partition(" [")[0] for line in _said(edits)] == [f"R181: {told}"]


def test_a_long_hostile_line_is_looked_through_once() -> None:
    for part in ("mysql ", "-p", "a=", "://", "://:", "-", "'", "--user ", "x:"):
        assert plain_password(f"curl mysql {part * 60_000}".split()) in {None, "-p…", "--user user:…"}
