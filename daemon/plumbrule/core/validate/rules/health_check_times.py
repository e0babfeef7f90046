"""Health checks: seconds and retries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import outside
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import Item
from plumbrule.core.validate.pages import PARAMETERS, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_AT: Final = "containerDefinitions[].healthCheck"
_DEFAULTS: Final = {"interval": 30, "timeout": 5, "retries": 3}
"""Seconds and tries (HealthCheck in the API model, seen 2026-11)."""
_SOON: Final = 60
_SLOW: Final = re.compile(
    r"(?<![a-z0-9])(?:mysql|mariadb|percona|postgres|postgresql|postgis|mssql|oracle|db2|mongo|mongodb|cassandra|"
    r"elasticsearch|opensearch|neo4j|solr|kafka|rabbitmq|openjdk|jdk|jre|java|temurin|(?:amazon)?corretto|tomcat|jetty|"
    r"wildfly|keycloak|jenkins|sonarqube|rails|dotnet|aspnet)(?![a-z0-9])"
)
"""Databases, servers in Java, and frameworks, in the name of an image's repository."""

_CHECK: Final = "/containerDefinitions/0/healthCheck"
_PERIOD: Final = f"{_CHECK}/startPeriod"
_IMAGE: Final = "/containerDefinitions/0/image"
_COMMAND: Final = ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]


def _checked(at: str = "", **members: int) -> Example:
    return Example({_CHECK: {"command": _COMMAND, **members}}, at=f"{_CHECK}/{at or next(iter(members), '')}")


def _slow(image: str) -> Example:
    return Example({_CHECK: {"command": _COMMAND}, _IMAGE: image}, at=_PERIOD)


def no_time_to_start(_: Subject, value: Value) -> Iterator[Remark]:
    """A check without a start period, where the container likely needs one."""
    check = Item(value.pointer, as_object(value.tree))
    if check.has("startPeriod"):
        return
    interval, retries = _seconds(check, "interval"), _seconds(check, "retries")
    if interval is not None and retries is not None and interval * retries < _SOON:
        message = f"the container must pass its check within {interval * retries} seconds of its start"
        yield Remark(check.at("startPeriod"), message)
    elif kind := _slow_kind(as_object(value.parent.tree).get("image") if value.parent else None):
        yield Remark(check.at("startPeriod"), f"`{kind}` may take long to start, and its health check does not wait")


def never_in_time(_: Subject, value: Value) -> Iterator[Remark]:
    """A check that may last as long as the time between two of them."""
    check = Item(value.pointer, as_object(value.tree))
    timeout, interval = _seconds(check, "timeout"), _seconds(check, "interval")
    if timeout is not None and interval is not None and timeout >= interval:
        message = f"`timeout` ({timeout} seconds) is not shorter than `interval` ({interval} seconds)"
        yield Remark(check.at("timeout"), message)


def _seconds(check: Item, name: str) -> int | None:
    return check.whole(name) if check.has(name) else _DEFAULTS[name]


def _slow_kind(image: Tree) -> str | None:
    """What in an image's repository speaks of a slow start: a database, a Java server, a framework."""
    name = (as_text(image) or "").partition("@")[0]
    host, _, path = name.rpartition("/")[0].partition("/")
    path = f"{path if '.' in host else f'{host}/{path}'}/{name.rpartition('/')[2].partition(':')[0]}"
    found = None if "exporter" in path else _SLOW.search(path.lower())
    return found[0] if found else None


def _bounded(rule_id: str, name: str, least: int, most: int, unit: str, hint: str) -> Rule:
    ecs = f"Health check {name} must be less than or equal to the maximum allowed value {most} for container 'app'"
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=(f"{_AT}.{name}",),
        why="ECS registers no other value.",
        source=PARAMETERS,
        check=outside(least, most, unit),
        hint=hint,
        ecs=ecs,
        bad=tuple(_checked(name, **{name: bound}) for bound in (least - 1, most + 1)),
        good=tuple(_checked(name, **{name: bound}) for bound in (least, most)),
    )


RULES: Final = (
    _bounded(
        "R173", "interval", 5, 300, " seconds", "write whole seconds: a Dockerfile's `--interval=5m` is 300, the most"
    ),
    _bounded("R174", "timeout", 2, 60, " seconds", "leave it out for the default of 5 seconds"),
    _bounded("R175", "retries", 1, 10, "", "leave it out for the default of 3 tries"),
    _bounded("R176", "startPeriod", 0, 300, " seconds", "a container that needs longer starts with a higher `retries`"),
    Rule(
        id="R178",
        severity=Severity.INFO,
        at=(_AT,),
        why="A container that is slow to start fails its check, and the service replaces the task again and again.",
        source=page("https://repost.aws/knowledge-center/ecs-task-container-health-check-failures"),
        check=no_time_to_start,
        hint="set `startPeriod` to the seconds that a start takes, 300 at most; failures in that time do not count",
        bad=(
            _checked(at="startPeriod", interval=5),
            _checked(at="startPeriod", interval=59, retries=1),
            _slow("public.ecr.aws/docker/library/mysql:8.4.3"),
            _slow("mcr.microsoft.com/dotnet/aspnet:8.0.11"),
            _slow("123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/orders-rails:1.0"),
        ),
        good=(
            _checked(),
            _checked(interval=20),
            _checked(interval=5, startPeriod=60),
            Example({_CHECK: {"command": _COMMAND, "startPeriod": 120}, _IMAGE: "public.ecr.aws/docker/mysql:8.4.3"}),
        ),
    ),
    Rule(
        id="R179",
        severity=Severity.INFO,
        at=(_AT,),
        why="A check that hangs then sets the pace, and failures are told later than `interval` promises.",
        source=page("https://docs.docker.com/reference/dockerfile/#healthcheck"),
        check=never_in_time,
        hint="make `timeout` shorter than `interval`",
        bad=(
            _checked(timeout=30),
            _checked(at="timeout", interval=5, startPeriod=60),
            _checked(at="timeout", interval=20, timeout=20, startPeriod=60),
        ),
        good=(_checked(), _checked(interval=20, timeout=19), _checked(interval=6, startPeriod=60)),
    ),
)
