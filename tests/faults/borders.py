"""The borders between two effects, and a death at one of them.

Every call of a pass that leaves a mark, or learns something, is an effect with a name; `before_…` and `after_…` are the
borders around it. Between two effects there is only pure code, so these are all the moments at which dying can matter.
"""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.ballot import Approval
from plumbrule.model.outbox import Letter, Sent
from plumbrule.model.record import Agreed, Ending, Intent, Look, Result, Retagged, Settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from plumbrule.model.record import Entry

ANY: Final = "any"
"""As a border's name: every border counts."""


@dataclass(slots=True)
class Death:
    """Kills this very process the `nth` time a border called `at` is reached; an empty `at` never does."""

    at: str = ""
    nth: int = 1
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Death:
        """What KILL_AT and KILL_NTH say."""
        return cls(environment.get("KILL_AT", ""), int(environment.get("KILL_NTH", "1")))

    def reach(self, border: str) -> None:
        """Die here, if this is the place: no handler, no buffer and no lock gets a chance."""
        with self._lock:
            if self.at in (border, ANY):
                self.nth -= 1
                if self.nth == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                    signal.pause()


@dataclass(slots=True)
class Watched:
    """Families whose intent this process has recorded and whose Register it has not called yet."""

    _about_to: set[str] = field(default_factory=set)

    def of_record(self, *entries: Entry) -> str:
        """The name of one write to the journal."""
        for entry in entries:
            if isinstance(entry, Intent):
                self._about_to.add(entry.key.family)
            if isinstance(entry, Result):
                self._about_to.discard(entry.key.family)
        return "+".join(_names(entries))

    def of_latest(self, family: str) -> str:
        """Observing, or the last look before Register."""
        return "last_look" if family in self._about_to else "observe"

    def of_register(self, definition: Mapping[str, Any], _tags: object) -> str:
        """Registering; whatever comes after it is not a last look any more."""
        self._about_to.discard(str(definition["family"]))
        return "register"


def _names(entries: tuple[Entry, ...]) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind of entry
    for entry in entries:
        match entry:
            case Intent():
                yield "intent"
            case Result(ending=Ending.REGISTERED):
                yield "result"
            case Result(ending=Ending.LOST):
                yield "lost"
            case Result():
                yield "end"
            case Look():
                yield "look"
            case Retagged():
                yield "retagged"
            case Settled():
                yield "settled"
            case Approval():
                yield "approval"
            case Agreed() if len(entries) == 1:
                yield "accept"
            case Letter():
                yield "letter"
            case Sent():
                yield "sent"
            case _:
                continue


class Around:
    """A port with borders around some of its methods; everything else passes through.

    Args:
        inner: the real port.
        effects: method → what its effect is called, given the method's arguments.
        death: what is told of each border.
    """

    def __init__(self, inner: object, effects: Mapping[str, Callable[..., str]], death: Death) -> None:
        self._inner = inner
        self._effects = effects
        self._death = death

    def __getattr__(self, method: str) -> Any:  # noqa: ANN401 - whatever the real port has
        call = getattr(self._inner, method)
        return self._between(call, self._effects[method]) if method in self._effects else call

    def _between(self, call: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        def called(*given: object, **named: object) -> Any:  # noqa: ANN401 - whatever the real method gives
            effect = name(*given)
            self._death.reach(f"before_{effect}")
            try:
                return call(*given, **named)
            finally:
                self._death.reach(f"after_{effect}")

        return called
