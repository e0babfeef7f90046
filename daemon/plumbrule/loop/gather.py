"""Gather once everything a decision may look at: canon both sides, diff them, read the journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.core.canon import Lens, as_counted
from plumbrule.core.decide.case import Case, Sides
from plumbrule.core.decide.settling import still_invisible
from plumbrule.core.decide.tag_sides import NO_TAGS
from plumbrule.core.diff import diff
from plumbrule.loop.request import request_of, unfit, unsettled
from plumbrule.loop.tags import tags_of
from plumbrule.loop.told_apart import told_apart
from plumbrule.model.digest import content_digest
from plumbrule.model.exemption import NO_EXEMPTIONS
from plumbrule.model.fact import counting
from plumbrule.model.pace import Hearing
from plumbrule.model.plan import plan_id
from plumbrule.model.record import Agreed
from plumbrule.model.revision import NoActive, Revision
from plumbrule.model.tags import DIGEST_TAG, INSTANCE_TAG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.apart import Contest
    from plumbrule.model.change import Change
    from plumbrule.model.doubt import Doubt
    from plumbrule.model.exemption import Exemptions, IgnoreRule
    from plumbrule.model.ids import CommitId, Digest, Key
    from plumbrule.model.record import Result
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec
    from plumbrule.model.tree import Object

LOOK_BACK: Final = 3
"""How many older revisions are read for our tags when the journal knows nothing: a hand-made one may lie on top."""


def gather(
    world: World,
    ports: TargetPorts,
    key: Key,
    spec: Spec | None,
    observed: Observed,
    commit: CommitId | None,
    now: datetime,
) -> Case:
    """One family as a value. Raises what `Journal` and `Revisions` raise."""
    known = world.journal.agreed(key)
    registered = _aged(world, world.journal.registered(key), "registered", now)
    pending = world.journal.pending(key)
    seen, observed = observed, _trusted(observed, registered, known, ports, now)
    exemptions = spec.exemptions if spec else known.exemptions if known else NO_EXEMPTIONS
    plain = Lens.at(ports.target.id, counting(world.facts, now.date()))
    plain = plain.hearing(spec.definition) if spec else plain
    lens = plain.leaving(exemptions)
    agreed = known or _agreed_by_tags(world, ports, lens, key, observed, now, exemptions)
    git = lens.git(spec.definition) if spec else None
    live = lens.live(observed.definition, observed.arn) if isinstance(observed, Revision) else None
    rules = exemptions.lasting(now.date()) if git is not None else ()
    counted = _counted(git, live, rules)
    agreed_digest = _digest(_counted(git, _agreed_content(agreed, observed, live, lens), rules))
    sides = Sides(_digest(git), _digest(live), agreed_digest, _digest(counted) if rules else None)
    request = request_of(spec, observed) if spec and sides.desired != sides.judged else None
    return Case(
        key=key,
        target=ports.target,
        policy=ports.policy,
        commit=commit,
        spec=spec,
        observed=observed,
        sides=sides,
        changes=_changes(spec, git, counted),
        agreed=agreed,
        pending=pending,
        registered=registered,
        ended=_ended(world, ports, key, sides, now),
        # A journal that knows of a registration is not new: the revision may be the one whose answer was lost.
        journal_trusted=agreed is None
        or any(entry is not None for entry in (known, pending, registered))
        or world.confirmed_journal == world.journal.id,
        now=now,
        hearing=hearing_of(world),
        tags=tags_of(world, ports, spec, seen, registered, now) if seen is observed else NO_TAGS,
        unknown=lens.unknown(observed.definition) if isinstance(observed, Revision) else {},
        doubt=_doubt(world, key),
        apart=told_apart(spec, observed, plain, lens, now.date()),
        request=request,
        unfit=unfit(world, ports, spec, request, now.date()) if spec and request else (),
        unsettled=unsettled(ports, lens, observed) if request else None,
        contest=_contest(world, key, observed, sides),
    )


def hearing_of(world: World) -> Hearing | None:
    """When the source was last heard of; it is not asked where its silence means nothing."""
    most = world.pace.max_age
    return None if most is None else Hearing(world.source.last_heard(), most)


def _changes(spec: Spec | None, git: Object | None, live: Object | None) -> tuple[Change, ...]:
    """None where one side has nothing to compare; then the state says all there is to say."""
    if spec is None or git is None or live is None:
        return ()
    return diff(git, live, original=spec.definition)


def _digest(tree: Object | None) -> Digest | None:
    return None if tree is None else content_digest(tree)


def _agreed_content(agreed: Agreed | None, observed: Observed, live: Object | None, lens: Lens) -> Object | None:
    """Under today's rules and facts: a digest that was made through another lens is never compared.

    The content of a revision never changes, only what ECS shows of it: the agreed revision is itself, however it looks.
    """
    if agreed is None:
        return None
    if isinstance(observed, Revision) and observed.arn == agreed.arn:
        return live
    return lens.live(agreed.definition, agreed.arn)


def _counted(git: Object | None, live: Object | None, rules: Sequence[IgnoreRule]) -> Object | None:
    """The live side as far as it differs where that counts."""
    if git is None or live is None or not rules:
        return live
    return as_counted(git, live, rules)


def _contest(world: World, key: Key, observed: Observed, sides: Sides) -> Contest | None:
    if not isinstance(observed, Revision) or sides.live is None:
        return None
    return world.turns.note(key, observed, sides.live, world.clock.monotonic())


def _doubt(world: World, key: Key) -> Doubt | None:
    """A survey compares everything once and registers nothing: to it only what is open counts."""
    found = world.breakers.doubt(key, world.footing)
    return found if found and (found.is_open or world.may_act) else None


def _trusted(
    observed: Observed, registered: Result | None, agreed: Agreed | None, ports: TargetPorts, now: datetime
) -> Observed:
    """Register's own answer counts while Describe still shows the revision before it."""
    seen = observed.number if isinstance(observed, Revision) else 0
    lags = still_invisible(registered, seen, visibility=ports.policy.visibility, now=now)
    if not lags or registered is None or agreed is None or agreed.arn != registered.arn:
        return observed
    return Revision(arn=agreed.arn, family=agreed.key.family, number=agreed.number, definition=agreed.definition)


def _agreed_by_tags(
    world: World,
    ports: TargetPorts,
    lens: Lens,
    key: Key,
    observed: Observed,
    now: datetime,
    exemptions: Exemptions,
) -> Agreed | None:
    """Without a journal: the newest revision with our tags whose content fits its digest."""
    for revision in _newest_first(ports, observed):
        if revision.tags.get(INSTANCE_TAG) == world.instance:
            digest = lens.digest_of(revision)
            if revision.tags.get(DIGEST_TAG) == digest:
                return Agreed(
                    key, revision.arn, revision.number, digest, None, revision.definition, now, exemptions=exemptions
                )
    return None


def _newest_first(ports: TargetPorts, observed: Observed) -> Iterator[Revision]:
    newest = observed.newest if isinstance(observed, NoActive) else observed
    if newest is None:
        return
    yield newest
    for number in range(newest.number - 1, max(0, newest.number - 1 - LOOK_BACK), -1):
        if older := ports.revisions.numbered(newest.family, number):
            yield older


def _aged(world: World, result: Result | None, use: str, now: datetime) -> Result | None:
    """Dated by how long ago it was: the wall clock may have stepped since it was written."""
    if result is None:
        return None
    return replace(result, at=now - world.ages.of_result(result, use, now, world.clock.monotonic()))


def _ended(world: World, ports: TargetPorts, key: Key, sides: Sides, now: datetime) -> Result | None:
    if sides.desired is None or sides.desired == sides.judged:
        return None
    plan = plan_id(ports.target.id, key.family, sides.desired, sides.live)
    return _aged(world, world.journal.ended(plan), "ended", now)
