"""Health checks: passwords in their command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import guide
from plumbrule.core.validate.passwords import plain_password
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_COMMAND: Final = "/containerDefinitions/0/healthCheck/command"
_UNKNOWN: Final = "$"

_BAD: Final = (
    "mysqladmin ping -u root -p[パスワード] -h 127.0.0.1 || exit 1",
    "/usr/bin/mariadb-admin ping -uroot -p'hunter2' || exit 1",
    "mysqladmin ping --password=hunter2 || exit 1",
    "PGPASSWORD=hunter2 psql -U web -c 'select 1' || exit 1",
    "redis-cli -a hunter2 ping | grep PONG || exit 1",
    "curl -f -u admin:hunter2 http://localhost/ || exit 1",
    "curl -f -uadmin:hunter2 http://localhost/ || exit 1",
    "curl -f http://admin:hunter2@localhost/ || exit 1",
    "check --api-token hunter2 || exit 1",
)
_GOOD: Final = (
    'mysqladmin ping -u root -p"$MYSQL_ROOT_PASSWORD" -h 127.0.0.1 || exit 1',
    "mysqladmin ping -u root -p$(cat /run/secrets/mysql) -P 3306 || exit 1",
    "mysqladmin ping -h localhost || exit 1",
    "mysqladmin ping --password=${MYSQL_PASSWORD} || exit 1",
    "PGPASSWORD=$POSTGRES_PASSWORD psql -U web -p 5432 || exit 1",
    'redis-cli -a "$REDIS_PASSWORD" ping || exit 1',
    'curl -f -u "$USER:$PASSWORD" http://localhost/ || exit 1',
    "curl -f -u admin http://localhost:8080/ || exit 1",
    "check --password-file=/run/secrets/db || exit 1",
    "nc -z localhost 3306 || exit 1",
)


def readable(_: Subject, value: Value) -> Iterator[Remark]:
    """A password where a variable should stand."""
    items = [item if isinstance(item, str) else _UNKNOWN for item in as_list(value.tree)]
    if written := plain_password(word for item in items for word in item.split()):
        yield Remark(value.pointer, f"the health check holds a password in plain text (`{written}`)")


def _shell(line: str) -> Tree:
    return ["CMD-SHELL", line]


RULES: Final = (
    Rule(
        id="R177",
        severity=Severity.WARNING,
        at=("containerDefinitions[].healthCheck.command",),
        why="Whoever may call DescribeTaskDefinition reads it.",
        source=guide("specifying-sensitive-data"),
        check=readable,
        hint=(
            'fill a variable from `secrets` and write `"$DB_PASSWORD"` after `CMD-SHELL`; `mysqladmin ping` needs no '
            "password: it passes as soon as the server answers"
        ),
        bad=(
            *(Example({_COMMAND: _shell(line)}) for line in _BAD),
            Example({_COMMAND: ["CMD", "mysqladmin", "ping", "-u", "root", "-phunter2"]}),
            Example({_COMMAND: ["CMD", "redis-cli", "-a", "hunter2", "ping"]}),
        ),
        good=(
            *(Example({_COMMAND: _shell(line)}) for line in _GOOD),
            Example({_COMMAND: ["CMD", "pg_isready", "-U", "web"]}),
        ),
    ),
)
