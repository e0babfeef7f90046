"""Differences that owners and ignore rules keep from counting, beside those that a fact explains."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from plumbrule.model.uncounted import Reason, Uncounted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plumbrule.model.apart import Apart
    from plumbrule.model.change import Change


def uncounted_apart(apart: Apart) -> Iterator[Uncounted]:
    """One for each; their source is what the spec or the settings say."""
    owned = _told(apart.owned, Reason.OWNED, "Git does not own this value", "`owned_elsewhere`")
    ignored = _told(apart.ignored, Reason.IGNORED, "a rule keeps this difference from counting", "`ignore`")
    return chain(owned, ignored)


def _told(changes: Iterable[Change], reason: Reason, fact: str, key: str) -> Iterator[Uncounted]:
    source = f"{key} of the spec or of the target's settings"
    for one in changes:
        yield Uncounted(one.path, one.pointer, one.git, one.live, reason, fact, source, secret=one.secret)
