"""Telling must never stop the loop: whatever a notifier raises is counted and goes no further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.model.metrics import NOTICES, NOTICES_FAILED

if TYPE_CHECKING:
    from plumbrule.model.event import Notice
    from plumbrule.ports import Meter, Notifier


@dataclass(frozen=True, slots=True)
class Unfailing:
    """A notifier whose failures nobody feels; the counter `notices_failed` has their number."""

    inner: Notifier
    meter: Meter

    def tell(self, notice: Notice) -> None:
        """See `ports.Notifier`."""
        self.meter.count(NOTICES, notice.event.value)
        try:
            self.inner.tell(notice)
        except Exception:  # noqa: BLE001 - there is nobody left to tell it to
            self.meter.count(NOTICES_FAILED)


def unfailing(notifier: Notifier, meter: Meter) -> Notifier:
    """`notifier` made unfailing, unless it is already."""
    return notifier if isinstance(notifier, Unfailing) else Unfailing(notifier, meter)
