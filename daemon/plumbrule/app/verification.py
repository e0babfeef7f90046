"""One look at what tasks need, beside a running daemon and without it; changes nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Declined, Unavailable
from plumbrule.loop.verifying import agreed_subjects, stated, subject_of, verify
from plumbrule.model.ids import Family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.app.parts import Parts
    from plumbrule.loop.verified import Round
    from plumbrule.loop.verifying import Subject
    from plumbrule.model.ids import Target, TargetName
    from plumbrule.model.tree import Object
    from plumbrule.ports import Journal
    from plumbrule.settings.values import Settings, TargetSettings

PER_SECOND: Final = 10.0
"""Questions of somebody who waits for the answer."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one target's round found."""

    target: TargetName
    found: Round


def look(settings: Settings, parts: Parts, target: str, families: Sequence[str]) -> tuple[Looked, ...]:
    """Look at agreed revisions: all of them, or those of some families.

    Args:
        settings: whose journal says what was agreed.
        parts: where the ports come from.
        target: only this one; empty means all.
        families: only these; none means all.

    Raises:
        Declined: nothing was agreed of a family that is named, there is no such target, or nobody may be asked.
        Unavailable: the credentials are of another account than the target's, or AWS does not answer.
    """
    chosen = _targets(settings, target)
    journal = parts.journal(settings, False)  # noqa: FBT003 - read only
    try:
        wanted = [(one, _subjects(journal, one.target, families)) for one in chosen]
    finally:
        journal.close()
    known = {subject.family for _, subjects in wanted for subject in subjects}
    if missing := [name for name in families if name not in known]:
        hint = "plumbrule verify --file looks at a spec that is not registered"
        raise Declined(f"nothing was agreed of {', '.join(missing)}: {hint}", why="no_such_family")
    return tuple(_round(settings, parts, one, subjects) for one, subjects in wanted if subjects)


def look_at(settings: Settings, parts: Parts, target: TargetSettings, definition: Object, name: str) -> Looked:
    """Look at one definition that need not be registered. Raises Declined and Unavailable."""
    return _round(settings, parts, target, [subject_of(target.target.id, Family(name), definition)])


def _round(settings: Settings, parts: Parts, where: TargetSettings, subjects: Sequence[Subject]) -> Looked:
    target, port = where.target, parts.dependencies(settings, where)
    if port is None:
        raise Declined(
            f"target {target.name} has an endpoint_url of its own: say with services_url where ECR and the others "
            "answer, or aws",
            why="wrong",
        )
    found = parts.revisions(settings, where).identity()
    if found != target.id:
        raise Unavailable(
            f"the credentials are of {found.account_id} in {found.region}, and target {target.name} "
            f"is {target.id.account_id} in {target.id.region}"
        )
    pace = replace(settings.verification, per_second=max(PER_SECOND, settings.verification.per_second))
    clusters = stated(where.policy.clusters if pace.tasks else ())
    try:
        return Looked(target.name, verify(target.id, port, subjects, pace, parts.clock, _waited, clusters))
    finally:
        port.close()


def _waited(seconds: float) -> bool:
    """Nobody stops it but Ctrl-C."""
    time.sleep(seconds)
    return False


def _targets(settings: Settings, name: str) -> tuple[TargetSettings, ...]:
    found = tuple(one for one in settings.targets if name in {"", one.target.name})
    if not found:
        known = ", ".join(one.target.name for one in settings.targets)
        raise Declined(f"there is no target {name}; there are {known}", why="wrong")
    return found


def _subjects(journal: Journal, target: Target, families: Sequence[str]) -> tuple[Subject, ...]:
    names = families or sorted(journal.agreed_families(target.name))
    return agreed_subjects(journal, target, (Family(name) for name in dict.fromkeys(names)))
