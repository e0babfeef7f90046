"""RegisterTaskDefinition: check, fill in, keep, answer."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.world.ecs.checks import check, fits_fargate
from tests.world.ecs.features import attributes, compatibilities
from tests.world.ecs.fill import filled
from tests.world.ecs.names import arn_of
from tests.world.ecs.parse import parsed
from tests.world.ecs.reads import described, tag_list
from tests.world.ecs.shape import REGISTER
from tests.world.ecs.store import Revision
from tests.world.ecs.tagging import read_tags

if TYPE_CHECKING:
    from tests.world.ecs.call import Call
    from tests.world.wire import Tree


def _log_entry(call: Call, revision: Revision, sent: Tree) -> Tree:
    return {
        "arn": revision.arn,
        "family": revision.family,
        "revision": revision.number,
        "account": call.place.account,
        "region": call.place.region,
        "by": revision.by,
        "at": revision.at,
        "tags": dict(revision.tags),
        "definition": sent,
    }


def add_revision(call: Call) -> Revision:
    """Check and keep one definition; every call makes a new revision, for ECS knows no client token.

    Raises:
        Refused: the first thing that is wrong with it.
    """
    sent = parsed(call.payload, REGISTER, "register")
    tags = read_tags(sent.pop("tags", None))
    check(sent, call.place.account)
    kept = filled(sent, call.place.account, call.place.region)
    family = call.place.family(sent["family"])
    number = len(family.revisions) + 1
    revision = Revision(
        family.name,
        number,
        arn_of(call.place, family.name, number),
        kept,
        compatibilities(kept, fargate=fits_fargate(sent)),
        attributes(kept),
        call.caller.arn,
        time.time(),
        tags,
    )
    family.revisions.append(revision)
    call.state.log.append(_log_entry(call, revision, sent))
    return revision


def add_same(call: Call, revision: Revision) -> Revision:
    """Keep what `revision` holds once more under the next number, without checking it again."""
    sent = call.state.log[-1]["definition"]
    family = call.place.family(revision.family)
    number = len(family.revisions) + 1
    same = replace(revision, number=number, arn=arn_of(call.place, family.name, number), at=time.time(), views={})
    same.tags = dict(revision.tags)
    family.revisions.append(same)
    call.state.log.append(_log_entry(call, same, sent))
    return same


def register(call: Call) -> bytes:
    """Answer with the new revision and, beside it, its tags."""
    revision = add_revision(call)
    return described(revision, call, tags=bool(tag_list(revision)))
