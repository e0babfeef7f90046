"""Mend tags in place: one call, then a line in the journal.

TagResource and UntagResource may be repeated, so there is no intent: killed between the call and the journal, the next
pass finds the tags as they should be and has nothing to do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.errors import Denied, Rejected, Throttled
from plumbrule.model.outcome import Mended, NotMended
from plumbrule.model.record import Retagged, TagEnding

if TYPE_CHECKING:
    from plumbrule.loop.world import TargetPorts, World
    from plumbrule.model.ids import Key
    from plumbrule.model.mend import Mend
    from plumbrule.ports import Revisions

AT_ONCE: Final = timedelta(0)

ENDINGS: Final = {Denied: TagEnding.DENIED, Rejected: TagEnding.REJECTED}


def mend(world: World, ports: TargetPorts, key: Key, wanted: Mend, epoch: int) -> Mended | NotMended:
    """Do `wanted`; raises what `Journal` and `Revisions` raise, except a refusal, which concerns tags alone."""
    try:
        ports.revisions.reserve()
    except Throttled as error:
        # Only this family waits for its token: registering, which needs one too, must not wait behind tags.
        return NotMended(timedelta(seconds=error.after))
    try:
        _call(ports.revisions, wanted)
    except tuple(ENDINGS) as error:
        ending = ENDINGS[type(error)]
        world.journal.record(_entry(world, key, wanted, ending, epoch, error.message))
        return NotMended(AT_ONCE, ending, error.message)
    world.journal.record(_entry(world, key, wanted, TagEnding.MENDED, epoch))
    return Mended(wanted)


def _call(revisions: Revisions, wanted: Mend) -> None:
    if wanted.keys:
        revisions.untag(wanted.arn, wanted.keys)
    else:
        revisions.tag(wanted.arn, wanted.tags)


def _entry(world: World, key: Key, wanted: Mend, ending: TagEnding, epoch: int, words: str = "") -> Retagged:
    return Retagged(key, wanted.arn, wanted.request, ending, epoch, world.clock.now(), words)
