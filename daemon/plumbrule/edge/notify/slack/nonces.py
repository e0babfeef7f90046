"""Signatures that were seen: a request that comes twice is somebody else's."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Final

SECONDS: Final = 600.0
"""Twice as long as a signature is good for."""


class Nonces:
    """What was seen lately; safe for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, float] = OrderedDict()

    def is_new(self, nonce: str) -> bool:
        """Whether it was not seen yet; from now on it was."""
        now = time.monotonic()
        with self._lock:
            while self._seen and next(iter(self._seen.values())) < now - SECONDS:
                self._seen.popitem(last=False)
            if nonce in self._seen:
                return False
            self._seen[nonce] = now
            return True
