"""Examples of rules: a small definition that is good, and edits of it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.pointer import tokens
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.validate.rule import Context
    from plumbrule.model.tree import Object, Tree


class Absent:
    """An edit that takes a member away."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()

BASE: Final[Object] = {
    "family": "web",
    "requiresCompatibilities": ["FARGATE"],
    "networkMode": "awsvpc",
    "cpu": "512",
    "memory": "1024",
    "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"},
    "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution",
    "taskRoleArn": "arn:aws:iam::123456789012:role/web",
    "containerDefinitions": [
        {
            "name": "app",
            "image": "public.ecr.aws/nginx/nginx:1.27.2",
            "essential": True,
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": "/ecs/web",
                    "awslogs-region": "eu-central-1",
                    "awslogs-stream-prefix": "web",
                },
            },
        }
    ],
}
"""What examples edit: no error and no warning in it."""

WINDOWS: Final[Mapping[str, Tree]] = {
    "/runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64"},
    "/cpu": "1024",
    "/memory": "2048",
}
"""Edits that make a Windows task of `BASE`."""


def beside(name: str, **members: Tree) -> Object:
    """One more container like that of `BASE`, but for its name and `members`."""
    (first, *_) = as_list(BASE["containerDefinitions"])
    return {**as_object(first), "name": name, **members}


@dataclass(frozen=True, slots=True)
class Example:
    """Edits of `BASE`.

    Attributes:
        edits: JSON pointer → value; what holds it is made where it is not there; `ABSENT` takes a member away.
        at: where a bad example's finding stands; the first edit's pointer when None.
        context: what the rule has to know.
    """

    edits: Mapping[str, Tree | Absent]
    at: str | None = None
    context: Context | None = field(default=None)

    @property
    def pointer(self) -> str:
        """Where the finding stands."""
        return next(iter(self.edits), "") if self.at is None else self.at


def edited(base: Object, edits: Mapping[str, Tree | Absent]) -> Object:
    """A copy of `base` with the edits, in their order."""
    found: Any = deepcopy(dict(base))
    for pointer, value in edits.items():
        *above, last = tokens(pointer)
        holder: Any = found
        for token, following in zip(above, [*above, last][1:], strict=True):
            holder = _inner(holder, token, following)
        _put(holder, last, value)
    return dict(found)


def _inner(holder: Any, token: str, following: str) -> Any:  # noqa: ANN401 - any JSON
    empty: Any = [] if following.isdecimal() else {}
    if isinstance(holder, list):
        if int(token) == len(holder):
            holder.append(empty)
        return holder[int(token)]
    return holder.setdefault(token, empty)


def _put(holder: Any, last: str, value: Tree | Absent) -> None:  # noqa: ANN401 - any JSON
    key: Any = int(last) if isinstance(holder, list) else last
    if isinstance(value, Absent):
        del holder[key]
    elif isinstance(holder, list) and key == len(holder):
        holder.append(deepcopy(value))
    else:
        holder[key] = deepcopy(value)
