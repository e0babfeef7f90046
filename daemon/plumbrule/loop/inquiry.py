"""Questions about what tasks need: each thing once, slowly, and again later where nobody could say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.verify.judging import ACTIONS
from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.model.dependency import Unanswered, Use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from plumbrule.model.dependency import Answer, Dependency, Want
    from plumbrule.ports import Dependencies

TRIES: Final = 3
"""Of one thing in one round; what still has no answer then waits for the next one."""

MOST_WAIT: Final = 30.0
"""Seconds before the next try, at most: AWS has said that it was asked too much."""


class Stopped(Exception):
    """Nobody wants to know any more."""


class Inquiry:
    """Asks one target about things, at most so many in a second.

    Args:
        port: who is asked.
        per_second: how many questions, at most.
        wait: waits so many seconds; True when it was told to stop meanwhile.
    """

    def __init__(self, port: Dependencies, per_second: float, wait: Callable[[float], bool]) -> None:
        self._port = port
        self._pause = 1.0 / per_second
        self._wait = wait

    def answers(self, wants: Iterable[Sequence[Want]]) -> dict[Dependency, Answer]:
        """An answer for everything that is asked about, whoever needs it. Raises Stopped."""
        waiting = list(dict.fromkeys(want.dependency for each in wants for want in each if isinstance(want, Use)))
        found: dict[Dependency, Answer] = {}
        for _ in range(TRIES):
            found |= {one: self.answer(one) for one in waiting}
            waiting = [one for one in waiting if _is_for_later(found[one])]
        return found

    def answer(self, dependency: Dependency) -> Answer:
        """What is said of one thing. Raises Stopped."""
        self.pause()
        try:
            return self._port.ask(dependency)
        except Denied as error:
            return Unanswered(error.message, ACTIONS[dependency.thing])
        except Throttled as error:
            self.pause(min(error.after, MOST_WAIT))
            return Unanswered(error.message)
        except Unavailable as error:
            return Unanswered(error.message)

    def pause(self, seconds: float | None = None) -> None:
        """Keep the pace. Raises Stopped."""
        if self._wait(self._pause if seconds is None else seconds):
            raise Stopped


def _is_for_later(answer: Answer) -> bool:
    return isinstance(answer, Unanswered) and not answer.action
