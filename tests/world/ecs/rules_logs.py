"""What ECS refuses about log drivers and FireLens. For the texts see rules_task."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.wire import Tree

_FARGATE_DRIVERS = ("awslogs", "splunk", "awsfirelens")
_DRIVERS = ("json-file", "syslog", "journald", "gelf", "fluentd", *_FARGATE_DRIVERS)
_AWSLOGS_OWN = ("create-group", "datetime-format", "group", "multiline-pattern", "region", "stream-prefix")
_AWSLOGS = frozenset((*(f"awslogs-{name}" for name in _AWSLOGS_OWN), "mode", "max-buffer-size"))
_ROUTER_OPTIONS = frozenset(("enable-ecs-log-metadata", "config-file-type", "config-file-value"))


def _driver(container: Tree) -> str | None:
    driver: str | None = container.get("logConfiguration", {}).get("logDriver")
    return driver


def _not_a_driver(driver: str, allowed: tuple[str, ...]) -> str:
    return f"{driver} is not a valid log driver. Must be one of [{','.join(allowed)}]"


def driver(container: Tree) -> Iterator[str]:
    """The driver is one of the API's."""
    name = _driver(container)
    if name is not None and name not in _DRIVERS:
        yield _not_a_driver(name, _DRIVERS)


def fargate_driver(container: Tree) -> Iterator[str]:
    """The driver is one of Fargate's three."""
    name = _driver(container)
    if name is not None and name not in _FARGATE_DRIVERS:
        yield _not_a_driver(name, _FARGATE_DRIVERS)


def awslogs_options(container: Tree) -> Iterator[str]:
    """Region and group are needed, unknown options refused."""
    if _driver(container) != "awslogs":
        return
    options = container["logConfiguration"].get("options", {})
    missing = [name for name in ("awslogs-region", "awslogs-group") if not options.get(name)]
    if missing:
        yield f"Log driver awslogs requires options: {', '.join(missing)}"
    unknown = sorted(set(options) - _AWSLOGS)
    if unknown:
        yield f"Log driver awslogs disallows options: {', '.join(unknown)}"


def awslogs_prefix(container: Tree) -> Iterator[str]:
    """Fargate: the stream prefix is needed too."""
    if _driver(container) == "awslogs" and not container["logConfiguration"]["options"].get("awslogs-stream-prefix"):
        text = "Fargate requires log configuration options to include awslogs-stream-prefix"
        yield f"{text} to support log driver awslogs."


def splunk_options(container: Tree) -> Iterator[str]:
    """URL and token are needed, the token also as a secret (text by analogy)."""
    if _driver(container) != "splunk":
        return
    log = container["logConfiguration"]
    given = set(log.get("options", ())) | {secret["name"] for secret in log.get("secretOptions", ())}
    missing = [name for name in ("splunk-url", "splunk-token") if name not in given]
    if missing:
        yield f"Log driver splunk requires options: {', '.join(missing)}"


def router_options(container: Tree) -> Iterator[str]:
    """FireLens options are three, the two of the file together, the third a switch (texts inferred).

    `config-file-type: s3` registers on Fargate (published definitions, read 2026-11) although it cannot run there.
    """
    options = container.get("firelensConfiguration", {}).get("options", {})
    unknown = sorted(set(options) - _ROUTER_OPTIONS)
    if unknown:
        yield f"Firelens configuration disallows options: {', '.join(unknown)}"
    if ("config-file-type" in options) != ("config-file-value" in options):
        yield "Firelens configuration requires both config-file-type and config-file-value."
    if options.get("config-file-type", "file") not in ("file", "s3"):
        yield "Firelens configuration config-file-type must be one of [s3,file]"
    if options.get("enable-ecs-log-metadata", "true") not in ("true", "false"):
        yield "Firelens configuration enable-ecs-log-metadata must be one of [true,false]"


def router_and_users(task: Tree) -> Iterator[str]:
    """A router needs a user, a user needs a router, and there is one router (its text inferred)."""
    containers = task["containerDefinitions"]
    routed = sum("firelensConfiguration" in container for container in containers)
    used = any(_driver(container) == "awsfirelens" for container in containers)
    if used and not routed:
        text = "When awsfirelens log driver is specified in log configuration"
        yield f"{text}, a firelens configuration object must be configured in one of the containers."
    if routed > 1:
        yield "Only one container can have a firelensConfiguration."
    if routed and not used:
        text = "When a firelensConfiguration object is specified"
        yield f"{text}, at least one container has to be configured with the awsfirelens log driver."
