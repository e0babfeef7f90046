"""One round over a target: would new tasks of what was agreed still start? It asks, and changes nothing.

What nobody could say this time stays as it was known: a target that does not answer has lost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.core.grants.statement import Where
from plumbrule.core.verify.judging import TASKS_ACTION, Known, judged
from plumbrule.core.verify.reading import wants_of
from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.loop.inquiry import Inquiry
from plumbrule.loop.verified import Round
from plumbrule.model.dependency import Found, Unanswered, Use
from plumbrule.model.ids import Family, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from plumbrule.model.dependency import Answer, Dependency, Verification, Want
    from plumbrule.model.ids import Target, TargetId
    from plumbrule.model.tree import Object
    from plumbrule.ports import Clock, Dependencies, Journal


@dataclass(frozen=True, slots=True)
class Subject:
    """What one family needs.

    Attributes:
        arn: of the revision; empty for a spec that is not registered.
    """

    family: Family
    arn: str
    wants: tuple[Want, ...]

    @property
    def mutable(self) -> Iterator[Use]:
        """Images that are named by a tag."""
        for want in self.wants:
            if isinstance(want, Use) and want.image and "@" not in want.image:
                yield want


def subject_of(target: TargetId, family: Family, definition: Object, arn: str = "") -> Subject:
    """What a definition needs at a target."""
    return Subject(family, arn, wants_of(definition, _where(target)))


def agreed_subjects(journal: Journal, target: Target, families: Iterable[Family]) -> tuple[Subject, ...]:
    """What agreed revisions need; families without one are left out. Raises JournalError."""
    found = ((family, journal.agreed(Key(target.name, family))) for family in families)
    return tuple(subject_of(target.id, family, one.definition, one.arn) for family, one in found if one)


def verify(
    target: TargetId,
    port: Dependencies,
    subjects: Iterable[Subject],
    pace: Verification,
    clock: Clock,
    wait: Callable[[float], bool],
    clusters: Callable[[Family], Sequence[str]] = lambda _: (),
    before: Round | None = None,
) -> Round:
    """Look at everything that these families need.

    Args:
        target: where tasks run.
        port: who is asked.
        subjects: one for each family.
        pace: how much is asked.
        clock: says when it ended.
        wait: waits so many seconds; True when it was told to stop meanwhile.
        clusters: whose tasks of a family are asked which image they run.
        before: the round before, where there was one.

    Raises:
        Stopped: it was.
    """
    every = tuple(subjects)
    inquiry = Inquiry(port, pace.per_second, wait)
    asked = inquiry.answers(one.wants for one in every)
    denied = {one.action: one.words for one in asked.values() if isinstance(one, Unanswered) and one.action}
    running = _running(port, every, clusters, inquiry, denied)
    answers = {one: _or_before(one, answer, before) for one, answer in asked.items()}
    first = dict(_first(every, answers, before))
    where = _where(target)
    verdicts = {
        one.family: judged(one.wants, answers, where, Known(running.get(one.family, {}), _of(first, one.arn)))
        for one in every
    }
    return Round(verdicts, answers, first, denied, clock.now())


def stated(clusters: Sequence[str] | None) -> Callable[[Family], Sequence[str]]:
    """Clusters that the settings state, for every family; where they mean all there are, nobody is asked."""
    return lambda _: clusters or ()


def _where(target: TargetId) -> Where:
    return Where(target.partition, target.region, target.account_id)


def _or_before(dependency: Dependency, answer: Answer, before: Round | None) -> Answer:
    known = before.answered(dependency) if before and isinstance(answer, Unanswered) else None
    return answer if known is None else known


def _running(
    port: Dependencies,
    subjects: Iterable[Subject],
    clusters: Callable[[Family], Sequence[str]],
    inquiry: Inquiry,
    denied: dict[str, str],
) -> Mapping[Family, Mapping[str, frozenset[str]]]:
    """What tasks run, where clusters are stated and that may be asked; a no to one family is a no to all."""
    found: dict[Family, Mapping[str, frozenset[str]]] = {}
    tagged = (one.family for one in subjects if any(True for _ in one.mutable))
    for family, places in ((family, clusters(family)) for family in tagged):
        if not places:
            continue
        inquiry.pause()
        try:
            found[family] = port.running(family, places)
        except Denied as error:
            denied[TASKS_ACTION] = error.message
            break
        except (Throttled, Unavailable):
            continue
    return found


def _first(
    subjects: Iterable[Subject], answers: Mapping[Dependency, Answer], before: Round | None
) -> Iterator[tuple[tuple[str, Dependency], str]]:
    """What each revision's images meant when they were looked at first."""
    known = before.first if before else {}
    for subject in subjects:
        for use in subject.mutable:
            answer = answers.get(use.dependency)
            if isinstance(answer, Found) and answer.digest:
                place = (subject.arn, use.dependency)
                yield place, known.get(place, answer.digest)


def _of(first: Mapping[tuple[str, Dependency], str], arn: str) -> Mapping[Dependency, str]:
    return {dependency: digest for (revision, dependency), digest in first.items() if revision == arn}
