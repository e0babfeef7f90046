"""Who made which revision, out of what, and who said yes: the journal joined with what ECS remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.canon import Lens
from plumbrule.core.diff import diff
from plumbrule.core.tell.words import change_fields
from plumbrule.loop.callers import caller_of
from plumbrule.loop.desk.find import key_of
from plumbrule.loop.desk.show import approval_view
from plumbrule.model.answers import HistoryView, RevisionView
from plumbrule.model.fact import counting
from plumbrule.model.ids import PlanId
from plumbrule.model.registrant import RegistrantKind
from plumbrule.model.tags import COMMIT_TAG, PLAN_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.loop.shell import Shell
    from plumbrule.model.answers import ApprovalView
    from plumbrule.model.change import Change
    from plumbrule.model.ids import Key
    from plumbrule.model.revision import Revision

MOST_ASKED: Final = 200
"""Revisions that one question may ask ECS about: ten seconds of a target's reads, shared with the sweeps."""


def history(shell: Shell, target: str, family: str, path: str, most: int) -> HistoryView:
    """A family's revisions, newest first. Raises Declined, and what `Revisions` raises."""
    key = key_of(shell, target, family)
    found: list[RevisionView] = []
    more = False
    for newer, older in _pairs(shell, key):
        view = _view(shell, key, newer, _changes(shell, key, newer, older))
        if path and not any(_is_at(str(change["path"]), path) for change in view.changes):
            continue
        if len(found) == most:
            more = True
            break
        found.append(view)
    return HistoryView(key.target, key.family, tuple(found), more)


def _pairs(shell: Shell, key: Key) -> Iterator[tuple[Revision, Revision | None]]:
    """Each revision with the one before it."""
    newer: Revision | None = None
    for revision in _revisions(shell, key):
        if newer is not None:
            yield newer, revision
        newer = revision
    if newer is not None:
        yield newer, None


def _revisions(shell: Shell, key: Key) -> Iterator[Revision]:
    revisions = shell.world.targets[key.target].revisions
    newest = revisions.highest(key.family)
    for number in range(newest, max(0, newest - MOST_ASKED), -1):
        if (found := revisions.numbered(key.family, number)) is not None:
            yield found


def _changes(shell: Shell, key: Key, newer: Revision, older: Revision | None) -> tuple[Change, ...]:
    if older is None:
        return ()
    world = shell.world
    facts = counting(world.facts, world.clock.now().date())
    lens = Lens.at(world.targets[key.target].target.id, facts)
    sides = lens.live(newer.definition, newer.arn), lens.live(older.definition, older.arn)
    return diff(*sides, original=newer.definition)


def _view(shell: Shell, key: Key, revision: Revision, changes: tuple[Change, ...]) -> RevisionView:
    world = shell.world
    registrant, caller = world.registrants.of(revision), caller_of(world.callers, world.journal, key, revision.arn)
    sent = world.journal.sent_as(key, revision.number)
    ours = sent is not None or (registrant is not None and registrant.kind is RegistrantKind.PLUMBRULE)
    plan = sent[0].plan if sent else revision.tags.get(PLAN_TAG)
    return RevisionView(
        revision=revision.number,
        arn=revision.arn,
        active=revision.active,
        registered_at=revision.registered_at,
        registered_by=revision.registered_by or "",
        registrant=str(registrant) if registrant else "",
        ours=ours,
        commit=sent[0].commit if sent else revision.tags.get(COMMIT_TAG),
        plan=plan if ours else None,
        approvals=_approvals(shell, PlanId(plan), sent[0].approvals if sent else ()) if plan and ours else (),
        changes=tuple(change_fields(change) for change in changes),
        source_address=caller.address if caller else "",
        user_agent=caller.agent if caller else "",
    )


def _approvals(shell: Shell, plan: PlanId, used: tuple[str, ...]) -> tuple[ApprovalView, ...]:
    """Those that the registration took; without them nobody was asked."""
    return tuple(approval_view(one) for one in shell.world.journal.approvals(plan) if one.id in used)


def _is_at(found: str, path: str) -> bool:
    """Whether a change lies at `path` or below it."""
    return found == path or found.startswith((f"{path}.", f"{path}["))
