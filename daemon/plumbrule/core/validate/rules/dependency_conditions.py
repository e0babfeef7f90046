"""Whether what a container waits for can come true, and in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.item import is_open
from plumbrule.core.validate.pages import PARAMETERS, api, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container, Item
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_AT: Final = "containerDefinitions[].dependsOn[]"
_WAIT: Final = "/containerDefinitions/0/dependsOn/0"
_DB: Final = "/containerDefinitions/1"
_ENDED: Final = frozenset({"COMPLETE", "SUCCESS"})
_API: Final = api("ContainerDependency")
_DEFAULTS: Final = {"startPeriod": 0, "interval": 30, "retries": 3}
"""What ECS takes for members of a health check that are not there (API reference, HealthCheck, seen 2026-11)."""


def _awaited(subject: Subject, value: Value, *conditions: str) -> Container | None:
    """The other container that an entry of `dependsOn` waits for, under one of the conditions."""
    entry = as_object(value.tree)
    if entry.get("condition") not in conditions:
        return None
    found = subject.task.by_name.get(as_text(entry.get("containerName")) or "")
    return None if found is None or value.pointer.startswith(f"{found.pointer}/") else found


def end_of_essential(subject: Subject, value: Value) -> Iterator[Remark]:
    """Waiting for the end of a container with which the whole task ends."""
    found = _awaited(subject, value, *_ENDED)
    if found and found.is_essential:
        condition = as_object(value.tree)["condition"]
        message = f"{found.label} is essential, so the task ends with it; nothing can wait for its {condition}"
        yield Remark(f"{value.pointer}/condition", message)


def health_unknown(subject: Subject, value: Value) -> Iterator[Remark]:
    """Waiting for the health of a container that is never checked."""
    found = _awaited(subject, value, "HEALTHY")
    if found and not found.has("healthCheck"):
        message = f"{found.label} has no `healthCheck` in the definition, so it never becomes HEALTHY"
        yield Remark(f"{value.pointer}/condition", message)


def without_limit(subject: Subject, value: Value) -> Iterator[Remark]:
    """Waiting without an end in sight."""
    found = _awaited(subject, value, "HEALTHY", *_ENDED)
    if found and not found.has("startTimeout"):
        message = f"others wait for {found.label}, and it has no `startTimeout`: while it is stuck, the task is PENDING"
        yield Remark(found.at("startTimeout"), message)


def starts_again(subject: Subject, value: Value) -> Iterator[Remark]:
    """Waiting for the end of a container that is started again when it ends well."""
    found = _awaited(subject, value, *_ENDED)
    policy = found.object("restartPolicy") if found else None
    if found and policy and policy.is_true("enabled") and _restarts_after_success(policy):
        message = f"{found.label} is started again after it ended well, though others wait for its end"
        yield Remark(policy.pointer, message)


def _restarts_after_success(policy: Item) -> bool:
    codes = policy.tree.get("ignoredExitCodes", ())
    return is_open(codes) and 0 not in as_list(codes)


def too_slow(subject: Subject, value: Value) -> Iterator[Remark]:
    """Waiting for a health check that may take longer than the waiting does."""
    found = _awaited(subject, value, "HEALTHY")
    check = found.object("healthCheck") if found else None
    if not found or not check or not check.tree:
        return
    limit, longest = found.whole("startTimeout"), _longest(check)
    if limit is not None and longest is not None and longest > limit:
        message = f"{found.label} may take {longest} seconds to become HEALTHY, but its `startTimeout` is {limit}"
        yield Remark(found.at("startTimeout"), message)


def _longest(check: Item) -> int | None:
    """How many seconds a health check may take to fail for good; None where a member cannot be read."""
    if any(check.hides(name) for name in _DEFAULTS):
        return None
    period, interval, retries = (
        default if (stated := check.whole(name)) is None else stated for name, default in _DEFAULTS.items()
    )
    return period + interval * retries


def _waiting(condition: str, **members: Tree) -> dict[str, Tree]:
    """`app` waits for `db`; a member None is left out."""
    db = {"startTimeout": 120, "essential": False, **members}
    return {
        _WAIT: {"containerName": "db", "condition": condition},
        _DB: beside("db", **{name: value for name, value in db.items() if value is not None}),
    }


def _check(**members: int) -> dict[str, Tree]:
    return {"command": ["CMD", "/healthy"], "interval": 10, "retries": 3, **members}


_CONDITION: Final = f"{_WAIT}/condition"

RULES: Final = (
    Rule(
        id="R188",
        severity=Severity.ERROR,
        at=(_AT,),
        why="A task stops as soon as one of its essential containers does.",
        source=_API,
        check=end_of_essential,
        hint="write `essential: false` for the container that is to end, or wait for START or HEALTHY",
        ecs="A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
        bad=(
            Example(_waiting("SUCCESS", essential=True), at=_CONDITION),
            Example(_waiting("COMPLETE", essential=None), at=_CONDITION),
        ),
        good=(
            Example(_waiting("SUCCESS")),
            Example(_waiting("COMPLETE")),
            Example(_waiting("START", essential=True)),
        ),
    ),
    Rule(
        id="R189",
        severity=Severity.ERROR,
        at=(_AT,),
        why="Only a health check in the definition counts; ECS does not see the image's own.",
        source=_API,
        check=health_unknown,
        hint="add a `healthCheck` to that container, or wait for START",
        ecs="A dependency container with HEALTHY condition must have health check configured",
        bad=(Example(_waiting("HEALTHY"), at=_CONDITION),),
        good=(Example(_waiting("HEALTHY", healthCheck=_check())), Example(_waiting("START"))),
    ),
    Rule(
        id="R190",
        severity=Severity.WARNING,
        at=(_AT,),
        why="The limit for the waiting is the `startTimeout` of the container that others wait for.",
        source=PARAMETERS,
        check=without_limit,
        hint="add a `startTimeout` to it, of 2 to 120 seconds",
        bad=(
            Example(_waiting("SUCCESS", startTimeout=None), at=f"{_DB}/startTimeout"),
            Example(_waiting("COMPLETE", startTimeout=None), at=f"{_DB}/startTimeout"),
            Example(_waiting("HEALTHY", startTimeout=None, healthCheck=_check()), at=f"{_DB}/startTimeout"),
        ),
        good=(Example(_waiting("SUCCESS")), Example(_waiting("START", startTimeout=None))),
    ),
    Rule(
        id="R191",
        severity=Severity.WARNING,
        at=(_AT,),
        why="A container that is started again does not reach its end.",
        source=guide("container-restart-policy"),
        check=starts_again,
        hint="add 0 to `ignoredExitCodes`, or remove the restart policy",
        bad=(
            Example(_waiting("SUCCESS", restartPolicy={"enabled": True}), at=f"{_DB}/restartPolicy"),
            Example(
                _waiting("COMPLETE", restartPolicy={"enabled": True, "ignoredExitCodes": [1]}),
                at=f"{_DB}/restartPolicy",
            ),
        ),
        good=(
            Example(_waiting("SUCCESS", restartPolicy={"enabled": True, "ignoredExitCodes": [0]})),
            Example(_waiting("SUCCESS", restartPolicy={"enabled": False})),
            Example(_waiting("START", restartPolicy={"enabled": True})),
        ),
    ),
    Rule(
        id="R192",
        severity=Severity.INFO,
        at=(_AT,),
        why="The waiting ends, and the task with it, before the health check has had all its attempts.",
        source=PARAMETERS,
        check=too_slow,
        hint="raise `startTimeout`, or lower `startPeriod`, `interval` or `retries` of the health check",
        bad=(
            Example(_waiting("HEALTHY", startTimeout=29, healthCheck=_check()), at=f"{_DB}/startTimeout"),
            Example(_waiting("HEALTHY", startTimeout=30, healthCheck=_check(startPeriod=1)), at=f"{_DB}/startTimeout"),
            Example(
                _waiting("HEALTHY", startTimeout=89, healthCheck={"command": ["CMD", "/healthy"]}),
                at=f"{_DB}/startTimeout",
            ),
        ),
        good=(
            Example(_waiting("HEALTHY", startTimeout=30, healthCheck=_check())),
            Example(_waiting("HEALTHY", startTimeout=90, healthCheck={"command": ["CMD", "/healthy"]})),
        ),
    ),
)
