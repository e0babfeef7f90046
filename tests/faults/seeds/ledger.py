"""What may and may not have been registered, computed from what happened and from nothing the daemon says.

Contents are compared as short names (the image a definition asks for): every edit makes a new one, so that equal names
mean that somebody made the contents equal on purpose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

NOBODY: Final[frozenset[int]] = frozenset()


class File(Enum):
    """A file without content that could be registered."""

    GONE = "gone"
    BROKEN = "broken"


@dataclass(slots=True)
class Line:
    """One family's revisions and file.

    Attributes:
        contents: by number.
        active: numbers that are not deregistered.
        ours: numbers that the daemon registered.
        agreed: numbers that may be the agreed one; one of `ours` among them is certain.
        git: what the file said, newest last; older ones while the daemon may still believe them.
        spent: plans that were registered, with the content they replaced, as long as nobody went back to it.
        yes: how often people may have said yes to a plan, less what was registered of it.
    """

    contents: dict[int, str] = field(default_factory=dict)
    active: set[int] = field(default_factory=set)
    ours: set[int] = field(default_factory=set)
    agreed: set[int] = field(default_factory=set)
    git: list[str | File] = field(default_factory=lambda: [File.GONE])
    ever: set[str] = field(default_factory=set)
    spent: dict[str, str | None] = field(default_factory=dict)
    yes: Counter[str] = field(default_factory=Counter)

    @property
    def top(self) -> int | None:
        """The latest ACTIVE revision."""
        return max(self.active, default=None)

    @property
    def live(self) -> str | None:
        """Its content."""
        return None if self.top is None else self.contents[self.top]

    @property
    def file(self) -> str | File:
        """What the file says now."""
        return self.git[-1]

    @property
    def surely_agreed(self) -> bool:
        """Whether the daemon must know an agreed revision."""
        return bool(self.agreed & self.ours)

    def touched(self) -> None:
        """Either side changed: both may stand on one revision now, and plans from this content may come again."""
        if self.top is not None and self.live in self.git:
            self.agreed.add(self.top)
        self.spent = {plan: base for plan, base in self.spent.items() if base != self.live}


class Ledger:
    """Everything that happened, told in order.

    Attributes:
        faults: what must never have happened, as sentences.
        counts: "registered", "doubled", "overwritten", "foreign".
    """

    def __init__(self) -> None:
        self.lines: defaultdict[str, Line] = defaultdict(Line)
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()

    def git_says(self, family: str, content: str | File) -> None:
        """The family's file changed; the daemon may believe the former content until `git_was_read`."""
        line = self.lines[family]
        line.git.append(content)
        if isinstance(content, str):
            line.ever.add(content)
        line.touched()

    def git_was_read(self, family: str, kept: int = 1) -> None:
        """The daemon believes none but the newest `kept` contents."""
        line = self.lines[family]
        line.git = line.git[-kept:]

    def said_yes(self, family: str, plan: str, clicks: int) -> None:
        """Somebody may have approved a plan, at most so many times."""
        self.lines[family].yes[plan] += clicks

    def by_hand(self, family: str, number: int, content: str) -> None:
        """Somebody else registered."""
        line = self.lines[family]
        line.contents[number] = content
        line.active.add(number)
        line.touched()

    def deregistered(self, family: str, number: int) -> None:
        """Somebody deregistered."""
        line = self.lines[family]
        line.active.discard(number)
        line.touched()

    def registered(
        self, family: str, number: int, content: str, plan: str, unseen: frozenset[int] = NOBODY, *, asks: bool = False
    ) -> None:
        """The daemon registered.

        Args:
            family: whose revision it is.
            number: what ECS gave it.
            content: what was sent.
            plan: the plan's tag.
            unseen: numbers whose making or deregistering the daemon's last look may not have shown.
            asks: whether nothing of the family may go without a yes.
        """
        line = self.lines[family]
        self.counts["registered"] += 1
        approved = line.yes[plan] > 0
        line.yes[plan] -= 1
        if asks and not approved:
            self._fault("unapproved", f"{family}:{number} is plan {plan[:12]}, to which nobody said yes")
        if plan in line.spent and not approved:
            self._fault("doubled", f"{family}:{number} is plan {plan[:12]}, which was registered before")
        if content not in line.ever:
            self._fault("foreign", f"{family}:{number} is {content}, which Git never said")
        if not approved and (over := _overwritten(line, unseen)) is not None:
            self._fault("overwritten", f"{family}:{number} lies over {over}")
        line.spent[plan] = line.live
        line.contents[number] = content
        line.active.add(number)
        line.ours.add(number)
        line.agreed = {number}
        line.touched()

    def _fault(self, kind: str, sentence: str) -> None:
        self.counts[kind] += 1
        self.faults.append(f"{kind}: {sentence}")


def _overwritten(line: Line, unseen: frozenset[int]) -> str | None:
    """What nobody agreed to lose; None when the daemon may have seen the agreed revision, or nothing, as latest."""
    for number in sorted(line.contents, reverse=True):
        if number not in line.active and number not in unseen:
            continue
        if number in line.agreed:
            return None
        if number not in unseen:
            return f"{number}, which is not agreed"
    return "a family that somebody withdrew" if line.surely_agreed else None
