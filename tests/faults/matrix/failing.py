"""A port whose method fails when it is told to."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class When(StrEnum):
    """Which of the calls that a fault is about fail."""

    FIRST = "first"
    SECOND = "second"
    EVERY = "every"


@dataclass(slots=True)
class Fault:
    """One method that fails.

    Attributes:
        method: whose calls are meant.
        make: the error, anew for each failure.
        when: which of the calls fail.
        about: whether a call with these arguments is meant.
        done: whether the real method is called first: what it does then has happened.
        fired: how often it failed.
    """

    method: str
    make: Callable[[], Exception]
    when: When
    about: Callable[..., bool] = lambda *_: True
    done: bool = False
    fired: int = 0
    _calls: int = 0
    _over: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def strikes(self, given: tuple[object, ...]) -> bool:
        """Whether this call is to fail."""
        with self._lock:
            if self._over or not self.about(*given):
                return False
            self._calls += 1
            struck = self.when is When.EVERY or self._calls == list(When).index(self.when) + 1
            self.fired += struck
            return struck

    def end(self) -> None:
        """Nothing fails any more."""
        with self._lock:
            self._over = True


class Failing:
    """A real port with a fault in one of its methods; everything else passes through."""

    def __init__(self, inner: object, fault: Fault | None) -> None:
        self._inner = inner
        self._fault = fault

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the real port has
        found = getattr(self._inner, name)
        fault = self._fault
        return found if fault is None or fault.method != name else _struck(found, fault)


def _struck(call: Callable[..., Any], fault: Fault) -> Callable[..., Any]:
    def called(*given: object) -> Any:  # noqa: ANN401 - whatever the real method gives
        if not fault.strikes(given):
            return call(*given)
        if fault.done:
            call(*given)
        raise fault.make()

    return called
