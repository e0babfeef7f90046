"""What the last rounds found of things that tasks need, by target. Only memory: every start begins anew."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.core.verify.summing import lacks
from plumbrule.model.dependency import Unanswered, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from plumbrule.model.dependency import Answer, Dependency, Lack, Verdict
    from plumbrule.model.ids import Family, TargetName


@dataclass(frozen=True, slots=True)
class Round:
    """One round over a target.

    Attributes:
        verdicts: by family.
        answers: what was asked, each once.
        first: by family's revision and image, the digest that its tag meant when that was looked at first.
        denied: permissions that are missing, each with AWS's words.
        at: when it ended.
    """

    verdicts: Mapping[Family, Sequence[Verdict]]
    answers: Mapping[Dependency, Answer]
    first: Mapping[tuple[str, Dependency], str]
    denied: Mapping[str, str]
    at: datetime

    @property
    def missing(self) -> tuple[Lack, ...]:
        """What keeps new tasks from starting."""
        return lacks(self.verdicts, {Word.MISSING})

    @property
    def moved(self) -> tuple[Lack, ...]:
        """Tags that mean another image than what runs."""
        return lacks(self.verdicts, {Word.MOVED})

    def answered(self, dependency: Dependency) -> Answer | None:
        """What was said of it, where somebody could say."""
        found = self.answers.get(dependency)
        return None if isinstance(found, Unanswered) else found


@dataclass(slots=True)
class Verified:
    """Thread-safe: one thread writes, others read."""

    _rounds: dict[TargetName, Round] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, target: TargetName) -> Round | None:
        """The last round over a target; None before the first has ended."""
        with self._lock:
            return self._rounds.get(target)

    def put(self, target: TargetName, made: Round) -> None:
        """Remember a round."""
        with self._lock:
            self._rounds[target] = made
