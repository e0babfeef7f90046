"""A notifier that keeps what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.event import Event, Notice


class Heard:
    """A `ports.Notifier` that remembers."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []

    def tell(self, notice: Notice) -> None:
        """See `ports.Notifier`."""
        self.notices.append(notice)

    def of(self, event: Event, **wanted: object) -> list[Mapping[str, Any]]:
        """The fields of every notice of `event` that has the wanted ones."""
        return [
            notice.fields
            for notice in self.notices
            if notice.event is event and all(notice.fields.get(name) == value for name, value in wanted.items())
        ]

    def forget(self) -> None:
        """Begin anew."""
        self.notices.clear()
