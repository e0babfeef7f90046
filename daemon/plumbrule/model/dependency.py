"""What a task needs beside its definition when it starts, and what was found of it.

A dependency is asked about once, however many families use it; a use says who needs it, and which version of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from plumbrule.model.tree import Object


class Thing(StrEnum):
    """What kind of thing it is."""

    IMAGE = "image"
    SECRET = "secret"  # noqa: S105 - the word for one
    PARAMETER = "parameter"
    LOG_GROUP = "log_group"
    ROLE = "role"
    FILE = "file"


@dataclass(frozen=True, slots=True, order=True)
class Dependency:
    """One thing that AWS can be asked about.

    Attributes:
        name: `repository:tag` or `repository@digest` of an image, the name of a log group, else name or ARN.
        account: where it lies; empty where the name says so, as for S3.
        region: the same.
    """

    thing: Thing
    name: str
    account: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Who needs a dependency.

    Attributes:
        by: in words: "the variable DB of app".
        version: id or stage of a secret's version; empty where none is named.
        has_key: a JSON key is named, which only the value could show.
        image: as the definition writes it; empty for everything else.
    """

    dependency: Dependency
    by: str
    version: str = ""
    has_key: bool = False
    image: str = ""


@dataclass(frozen=True, slots=True)
class Unasked:
    """What a task needs and nobody is asked about, and why not."""

    thing: Thing
    name: str
    by: str
    why: str


Want: TypeAlias = Use | Unasked


@dataclass(frozen=True, slots=True)
class Found:
    """It is there.

    Attributes:
        digest: what an image's tag means now.
        is_index: that digest is of an index for several platforms; a task may name one of its members.
        versions: ids and stages of a secret's versions.
        trust: a role's trust policy; None for everything else.
        unusable: why no task can use it although it is there; empty where one can.
    """

    digest: str = ""
    is_index: bool = False
    versions: frozenset[str] = frozenset()
    trust: Object | None = field(default=None, repr=False)
    unusable: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """AWS says that it is not there; `words` say more where there is more to say."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nobody could say; `action` is the permission that is missing, empty where time mends it."""

    words: str
    action: str = ""


Answer: TypeAlias = Found | Absent | Unanswered


class Word(StrEnum):
    """What a dependency comes to."""

    FOUND = "found"
    MISSING = "missing"
    """No new task starts."""
    MOVED = "moved"
    """A new task starts, with another image than before."""
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return (Word.MISSING, Word.MOVED, Word.UNKNOWN, Word.NOT_ASKED, Word.FOUND).index(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one use comes to.

    Attributes:
        by: who needs it, in words.
        reason: one sentence that holds for whoever needs it.
        advice: what to do; empty where there is nothing to do.
    """

    word: Word
    thing: Thing
    name: str
    by: str
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """The same verdict on one thing, for all families that need it."""

    word: Word
    thing: Thing
    name: str
    reason: str
    advice: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """How dependencies are looked at.

    Attributes:
        every: between two rounds of a target.
        per_second: most questions of one target.
        tasks: whether the tasks of a target's clusters are asked which image they run.
    """

    enabled: bool = True
    every: timedelta = timedelta(hours=6)
    per_second: float = 1.0
    tasks: bool = True


DEFAULT_VERIFICATION: Final = Verification()
NO_VERIFICATION: Final = Verification(enabled=False)
