"""Who registered what last: two contents of one family that take turns are two writers who do not know of each other.

Only memory: after a restart it takes three more turns until it is seen.
"""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from plumbrule.model.apart import Contest

if TYPE_CHECKING:
    from plumbrule.model.ids import Digest, Key
    from plumbrule.model.revision import Revision

MOST_TURNS: Final = 3
WITHIN_SECONDS: Final = 86_400.0
"""So many turns within so long are a contest."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A content that was live; `since` is monotonic."""

    number: int
    digest: Digest
    writer: str
    since: float


@dataclass(slots=True)
class Turns:
    """Thread-safe; a family is never in two hands, different ones are."""

    _families: dict[Key, deque[_Seen]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: Key, live: Revision, digest: Digest, now: float) -> Contest | None:
        """Note what is live; the contest, while there is one.

        Args:
            key: the family.
            live: its latest ACTIVE revision.
            digest: of what Git owns of it: what is left to others is nobody's turn.
            now: monotonic seconds.
        """
        with self._lock:
            seen = self._families.setdefault(key, deque(maxlen=MOST_TURNS + 1))
            _add(seen, _Seen(live.number, digest, live.registered_by or "somebody unknown", now))
            return _contest(tuple(seen), now)


def _add(seen: deque[_Seen], new: _Seen) -> None:
    if seen and new.number <= seen[-1].number:
        return
    if seen and new.digest == seen[-1].digest:
        seen[-1] = replace(seen[-1], number=new.number, writer=new.writer)
    else:
        seen.append(new)


def _contest(seen: tuple[_Seen, ...], now: float) -> Contest | None:
    if len(seen) <= MOST_TURNS or now - seen[1].since >= WITHIN_SECONDS:
        return None
    last, other = seen[-1], seen[-2]
    take_turns = all(one.digest == two.digest for one, two in zip(seen, seen[2:], strict=False))
    if not take_turns or last.writer == other.writer:
        return None
    return Contest(MOST_TURNS, (last.writer, other.writer), (last.number, other.number))
