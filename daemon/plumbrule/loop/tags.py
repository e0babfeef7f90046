"""Gather what is to be known of a family's tags."""

from __future__ import annotations

from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from plumbrule.core.canon import canonical_tags
from plumbrule.core.decide.tag_gates import ALL_DENIED, AS_LONG
from plumbrule.core.decide.tag_sides import NO_TAGS, TagSides
from plumbrule.core.diff import diff_tags
from plumbrule.model.change import Op
from plumbrule.model.mend import Mend
from plumbrule.model.revision import Revision
from plumbrule.model.tags import INSTANCE_TAG, tags_of_intent
from plumbrule.model.target_policy import TagMode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.change import Change
    from plumbrule.model.record import Intent, Result
    from plumbrule.model.revision import Observed
    from plumbrule.model.spec import Spec


def tags_of(
    world: World, ports: TargetPorts, spec: Spec | None, observed: Observed, registered: Result | None, now: datetime
) -> TagSides:
    """Both sides' tags.

    Args:
        world: whose journal knows what was registered and mended.
        ports: the target's policy.
        spec: None when its file is gone.
        observed: what ECS answered just now; what stands in for a lagging answer has no tags.
        registered: our newest registration of the family, dated by how long ago it was.
        now: the time of the pass.

    Raises:
        JournalError: the journal cannot be read.
    """
    mode = ports.policy.tags
    if spec is None or mode is TagMode.IGNORE or not isinstance(observed, Revision):
        return NO_TAGS
    intent = world.journal.sent(spec.key) if registered and registered.arn == observed.arn else None
    own = tags_of_intent(intent, world.instance) if intent else {}
    wanted = canonical_tags(spec.definition.get("tags"))
    changes, extras = _differences(spec, observed, wanted, own, mode)
    if not changes:
        return TagSides(extras=extras)
    owner = observed.tags.get(INSTANCE_TAG, world.instance)
    return TagSides(
        changes=changes,
        extras=extras,
        mend=_mend(wanted | own, observed, mode),
        owner="" if owner == world.instance else owner,
        just_registered=_is_fresh(ports, spec, intent, registered, now),
        attempts=world.journal.retagged(spec.key, now - AS_LONG),
        of_target=world.journal.retags(spec.key.target, ALL_DENIED),
    )


def _differences(
    spec: Spec, live: Revision, wanted: Mapping[str, str], own: Mapping[str, str], mode: TagMode
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """What is held to Git, by path, our own tags included; and what is there beside it and only told."""
    found = diff_tags(wanted, canonical_tags(live.tags), original=spec.definition)
    extras = () if mode is TagMode.EXCLUSIVE else tuple(change for change in found if change.op is Op.REMOVE)
    held = (change for change in found if change not in extras)
    ours = diff_tags(own, _only(own, live.tags), original=spec.definition)
    return tuple(sorted((*held, *ours), key=attrgetter("path"))), extras


def _only(keys: Mapping[str, str], tags: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in tags.items() if key in keys}


def _mend(wanted: Mapping[str, str], live: Revision, mode: TagMode) -> Mend:
    """One call at a time, removing first: a revision with 50 tags has no room for another."""
    gone = sorted(canonical_tags(live.tags).keys() - wanted.keys()) if mode is TagMode.EXCLUSIVE else []
    if gone:
        return Mend(live.arn, keys=tuple(gone))
    return Mend(live.arn, tags={key: value for key, value in wanted.items() if live.tags.get(key) != value})


def _is_fresh(ports: TargetPorts, spec: Spec, intent: Intent | None, registered: Result | None, now: datetime) -> bool:
    if intent is None or registered is None or intent.input_digest != spec.input_digest:
        return False
    return timedelta(0) <= now - registered.at < ports.policy.visibility
