"""Health checks: which containers they count for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import ABSENT, Example, beside
from plumbrule.core.validate.item import is_open
from plumbrule.core.validate.pages import api
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_FIRST: Final = "/containerDefinitions/0/healthCheck"
_SECOND: Final = "/containerDefinitions/1"
_CHECK: Final = {"command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"]}
_SIDECAR: Final = beside("sidecar", essential=False, healthCheck=_CHECK)


def unchecked(subject: Subject, _: Value) -> Iterator[Remark]:
    """Essential containers without a check; told once."""
    essential = [one for one in subject.task.containers if one.is_essential]
    without = [one for one in essential if not one.has("healthCheck")]
    if without:
        have = "has" if len(without) == 1 else "have"
        rest = "" if len(without) == len(essential) else ", so the health of the task stays UNKNOWN"
        names = listed(one.label for one in without)
        yield Remark(without[0].at("healthCheck"), f"{names} {have} no `healthCheck`{rest}")


def idle(subject: Subject, value: Value) -> Iterator[Remark]:
    """A check whose result nobody uses: neither the task nor a container that waits for it."""
    containers = subject.task.containers
    one = next(one for one in containers if one.at("healthCheck") == value.pointer)
    is_idle = one.tree.get("essential") is False and one.name is not None and subject.task.is_whole
    if is_idle and not any(_may_wait_for(other, one.name or "") for other in containers):
        message = f"{one.label} is not essential, so its health check changes nothing about the task's health"
        yield Remark(value.pointer, message)


def _may_wait_for(container: Container, name: str) -> bool:
    entries = tuple(container.items("dependsOn"))
    if not is_open(container.tree.get("dependsOn", ())):
        return True
    return any(
        one.hides("containerName")
        or (one.text("containerName") == name and one.text("condition") not in {"START", "COMPLETE", "SUCCESS"})
        for one in entries
    )


RULES: Final = (
    Rule(
        id="R181",
        severity=Severity.INFO,
        at=("",),
        why="ECS does not look at the HEALTHCHECK of an image: only what the definition says is checked.",
        source=api("HealthCheck"),
        check=unchecked,
        hint=(
            "repeat the image's check: `HEALTHCHECK --interval=5m --timeout=3s CMD line` is `interval: 300`, "
            '`timeout: 3` and `command: ["CMD-SHELL", "line"]`'
        ),
        bad=(
            Example({}, at=_FIRST),
            Example({"/containerDefinitions/0/essential": ABSENT}, at=_FIRST),
            Example({_FIRST: _CHECK, _SECOND: beside("sidecar")}, at=f"{_SECOND}/healthCheck"),
        ),
        good=(
            Example({_FIRST: _CHECK}),
            Example({_FIRST: _CHECK, _SECOND: beside("sidecar", essential=False)}),
        ),
    ),
    Rule(
        id="R182",
        severity=Severity.INFO,
        at=("containerDefinitions[].healthCheck",),
        why="The health of a task is that of its essential containers.",
        source=api("HealthCheck"),
        check=idle,
        hint="make the container essential, let another one wait for it (`HEALTHY`), or remove the check",
        bad=(Example({_SECOND: _SIDECAR}, at=f"{_SECOND}/healthCheck"),),
        good=(
            Example({_FIRST: _CHECK}),
            Example({_SECOND: beside("sidecar", healthCheck=_CHECK)}),
            Example(
                {
                    _SECOND: {**_SIDECAR, "startTimeout": 60},
                    "/containerDefinitions/0/dependsOn": [{"containerName": "sidecar", "condition": "HEALTHY"}],
                }
            ),
        ),
    ),
)
