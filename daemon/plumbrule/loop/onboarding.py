"""Families that live in ECS and were never agreed on: one digest for all of a target, and no alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.digest import sha256_hex
from plumbrule.model.incident import Concern, Kind, Urgency
from plumbrule.model.state import State

if TYPE_CHECKING:
    from plumbrule.loop.shell import Shell
    from plumbrule.model.ids import TargetName

MOST_NAMED: Final = 10


def onboarding(shell: Shell, target: TargetName) -> Concern | None:
    """What there is to adopt; None where every family is agreed on."""
    every = shell.standings.all().items()
    families = sorted(key.family for key, kept in every if key.target == target and kept.state is State.UNADOPTED)
    if not families:
        return None
    subject, named = f"onboarding/{target}", ", ".join(families[:MOST_NAMED])
    rest = len(families) - MOST_NAMED
    words = (
        f"{len(families)} families live in ECS and differ from Git, and nobody has said which is right: "
        f"{named}{f' and {rest} more' if rest > 0 else ''}. They are no drift, and nothing is registered for them."
    )
    facts = {"words": words, "commands": [f"plumbrule baseline {target}", f"plumbrule diff --target {target}"]}
    labels = dict(shell.world.targets[target].target.labels)
    return Concern(subject, Kind.ONBOARDING, target, "", sha256_hex(subject), Urgency.INFO, "", labels, facts)
