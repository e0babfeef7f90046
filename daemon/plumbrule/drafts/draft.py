"""What is being put together: a container, what it needs around it, and what could not be taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Made: TypeAlias = dict[str, Any]
"""A part of a definition while it is made: JSON."""

_NO_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")
FROM_SHELL: Final = "FROM_SHELL"
"""Stands in a draft for a reference to a secret whose name `whole` makes up."""
LONGEST: Final = 255
HEALTH: Final = {"interval": (5, 300), "timeout": (2, 60), "retries": (1, 10), "startPeriod": (0, 300)}
"""Seconds, and tries, that ECS takes (HealthCheck in the API reference, seen 2026-11)."""
DOCKERS: Final = {"interval": 30, "timeout": 30, "retries": 3}
"""What Docker takes where nobody says it; ECS waits 5 seconds (Dockerfile reference, HealthCheck; 2026-11)."""


@dataclass(slots=True)
class Draft:
    """One container on its way from Docker to ECS.

    Attributes:
        container: its definition as far as it is known.
        task: members beside `containerDefinitions`, such as `runtimePlatform`.
        volumes: of the task.
        cpus: CPU units that it wants; 0: nobody said.
        by_options: whether it comes of options of `docker run`, so that notes call members by these.
        notes: what was not taken over, or in another way; sentences.
    """

    container: Made = field(default_factory=dict)
    task: Made = field(default_factory=dict)
    volumes: list[Made] = field(default_factory=list)
    cpus: int = 0
    by_options: bool = True
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Say once what was not taken over."""
        if text not in self.notes:
            self.notes.append(text)

    def inner(self, *names: str) -> Made:
        """An object inside the container, made where it is not there yet."""
        found = self.container
        for name in names:
            found = found.setdefault(name, {})
        return found

    def add(self, member: str, item: object) -> None:
        """One more item of a list of the container; the same one is there once."""
        items = self.container.setdefault(member, [])
        if item not in items:
            items.append(item)

    def named(self, member: str, name: str, item: Made) -> None:
        """An item that is known by its name: the last one counts, as in Docker."""
        items = [one for one in self.container.get(member, []) if one["name"] != name]
        self.container[member] = [*items, {"name": name, **item}]

    def health(self, member: str, value: int) -> None:
        """A number of the health check; what ECS does not take becomes the nearest that it does.

        Nought asks Docker for its own, except for the start period.
        """
        least, most = HEALTH[member]
        if value == 0 and least > 0:
            value = DOCKERS[member]
        kept = min(max(value, least), most)
        if kept != value:
            self.note(f"healthCheck.{member}: ECS takes {least} to {most}, so {value} became {kept}")
        self.inner("healthCheck")[member] = kept


def plain_name(text: str, otherwise: str) -> str:
    """`text` as ECS takes names: letters, digits, `_` and `-`."""
    return _NO_NAME.sub("-", text).strip("-")[:LONGEST] or otherwise


def image_name(image: str) -> str:
    """What an image is called: the last part of its repository, without tag and digest."""
    return plain_name(image.partition("@")[0].rpartition("/")[2].partition(":")[0], "app")
