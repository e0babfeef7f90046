"""Token buckets: one for reads and one for writes per (account, region), shared by every worker.

AWS counts the same way and per account, so the console, CI and we drink from one bucket: our share is a setting.
AWS's own limits: reads burst 50, 20 a second; writes burst 20, 1 a second
(ECS developer guide, "Request throttling for the Amazon ECS API", seen 2026-11).
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Throttled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUIET_AFTER_THROTTLE: Final = 5.0
"""Seconds nobody asks after AWS itself said that there were too many calls."""


class Bucket:
    """Holds up to `burst` tokens and gains `per_second`; never sleeps.

    Args:
        burst: most tokens at once, at least 1.
        per_second: tokens gained each second.
        monotonic: seconds that never go back.
    """

    def __init__(self, burst: int, per_second: float, monotonic: Callable[[], float]) -> None:
        self._burst = float(max(1, burst))
        self._per_second = per_second
        self._monotonic = monotonic
        self._tokens = self._burst
        self._promised = 0.0
        self._filled_at = monotonic()
        self._lock = threading.Lock()

    def resize(self, burst: int, per_second: float) -> None:
        """Go on with another size, from what is in it: a reload is no reason for AWS to give more."""
        with self._lock:
            self._fill()
            self._burst, self._per_second = float(max(1, burst)), per_second
            self._tokens = min(self._tokens, self._burst)

    def admit(self) -> None:
        """See whether there is a token, and leave it.

        Raises:
            Throttled: there is none; `after` says in how many seconds to come back. Everybody who is sent away gets a
                later time than the one before, so that a thousand who wait do not all come back at once.
        """
        with self._lock:
            self._admit()

    def spend(self) -> None:
        """Take one token even where there is none: who comes next waits until the debt is paid."""
        with self._lock:
            self._fill()
            self._tokens -= 1

    def take(self) -> None:
        """Take one token, or raise as `admit` does."""
        with self._lock:
            self._admit()
            self._tokens -= 1

    def level(self) -> float:
        """How many tokens there are now; below nothing while a debt is paid."""
        with self._lock:
            self._fill()
            return self._tokens

    def empty(self) -> None:
        """AWS throttled us although we had tokens: others drink too, so everybody here waits."""
        with self._lock:
            self._fill()
            self._tokens = min(self._tokens, 0.0) - QUIET_AFTER_THROTTLE * self._per_second

    def _admit(self) -> None:
        self._fill()
        if self._tokens < 1:
            self._promised += 1
            raise Throttled("our share of the call rate is used up", after=self._wait(), ours=True)

    def _fill(self) -> None:
        now = self._monotonic()
        gained = (now - self._filled_at) * self._per_second
        self._tokens = min(self._burst, self._tokens + gained)
        self._promised = max(0.0, self._promised - gained)
        self._filled_at = now

    def _wait(self) -> float:
        return (self._promised - self._tokens) / self._per_second


@contextmanager
def throttles(bucket: Bucket) -> Iterator[None]:
    """When AWS throttles although we had a token, others drink too: the whole bucket waits."""
    try:
        yield
    except Throttled:
        bucket.empty()
        raise
