"""FireLens: what waits for the router."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import is_open
from plumbrule.core.validate.pages import guide, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity
from plumbrule.model.pointer import child
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "/containerDefinitions/0/dependsOn"
_CHECK: Final = {"command": ["CMD-SHELL", 'echo \'{"health": "check"}\' | nc 127.0.0.1 8877 || exit 1']}
_CHECKED: Final = {**ROUTED, "/containerDefinitions/1/healthCheck": _CHECK}


def waits_for_end(subject: Subject, value: Value) -> Iterator[Remark]:
    """A container that starts only when the router has ended."""
    dependency = as_object(value.tree)
    router = subject.task.by_name.get(as_text(dependency.get("containerName")) or "")
    condition = dependency.get("condition")
    if router is not None and router.is_router and condition in ("COMPLETE", "SUCCESS"):
        message = f"the log router runs as long as the task, so `{condition}` never comes true"
        yield Remark(child(value.pointer, "condition"), message)


def does_not_wait(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers that may log before a router that has a health check is healthy.

    That the router starts first is seen to by the ECS agent: `addFirelensContainerDependency` in aws/amazon-ecs-agent,
    seen 2026-11.
    """
    task = subject.task
    router = task.routers[0] if task.routed and task.routers else None
    if router is not None and router.name is not None and router.has("healthCheck"):
        for one in task.routed:
            if not one.is_router and not _may_wait_for(one, router.name):
                message = f"{one.label} does not wait until the log router `{brief(router.name)}` is healthy"
                yield Remark(one.at("dependsOn"), message)


def _may_wait_for(container: Container, name: str) -> bool:
    entries = tuple(container.items("dependsOn"))
    if not is_open(container.tree.get("dependsOn", ())) or any(one.hides("containerName") for one in entries):
        return True
    return any(one.text("containerName") == name for one in entries)


RULES: Final = (
    Rule(
        id="R164",
        severity=Severity.WARNING,
        at=("containerDefinitions[].dependsOn[]",),
        why="The container never starts, or without its router.",
        source=guide("using_firelens"),
        check=waits_for_end,
        hint="write `START`, or `HEALTHY` where the router has a health check",
        bad=tuple(
            Example(
                {**ROUTED, f"{_AT}/0": {"containerName": "router", "condition": condition}}, at=f"{_AT}/0/condition"
            )
            for condition in ("COMPLETE", "SUCCESS")
        ),
        good=(
            Example({**ROUTED, f"{_AT}/0": {"containerName": "router", "condition": "START"}}),
            Example({**_CHECKED, f"{_AT}/0": {"containerName": "router", "condition": "HEALTHY"}}),
        ),
        # An essential container cannot be waited for to end at all; a router that is not essential breaks R163.
        implies=frozenset({"R188", "R190"}),
    ),
    Rule(
        id="R165",
        severity=Severity.INFO,
        at=("",),
        why="What a container writes before its router listens is lost.",
        source=page("https://github.com/aws-samples/amazon-ecs-firelens-examples"),
        check=does_not_wait,
        hint="add `dependsOn` with the router and the condition `HEALTHY`",
        bad=(Example(_CHECKED, at=_AT),),
        good=(
            Example({**_CHECKED, f"{_AT}/0": {"containerName": "router", "condition": "HEALTHY"}}),
            Example({**_CHECKED, f"{_AT}/0": {"containerName": "router", "condition": "START"}}),
            Example(ROUTED),
        ),
    ),
)
