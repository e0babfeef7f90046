"""What of what runs people have to know about: an incident beside that of the family itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.loop.fleet.saying import commands, sentences
from plumbrule.model.digest import sha256_hex
from plumbrule.model.incident import Concern, Kind, Urgency
from plumbrule.model.running import Running
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from plumbrule.loop.fleet.fleets import Judged
    from plumbrule.loop.shell import Shell
    from plumbrule.model.ids import Key, TargetName

WORDS: Final[Mapping[Running, str]] = {
    Running.REGISTERED_NOT_DEPLOYED: "Revision {latest} is registered as Git says, and no service runs it yet.",
    Running.RUNNING_STALE: "Revision {latest} is what Git says, and not everything runs it.",
    Running.RUNNING_INACTIVE: "What runs is deregistered: {inactive}. It goes on, and nothing new can start from it.",
}


def rollout_concerns(shell: Shell, target: TargetName, now: datetime) -> Iterator[tuple[str, Concern | None]]:
    """How every family is judged that something runs, or that an open incident is about; nothing before a look."""
    world = shell.world
    if world.fleets.of(target) is None:
        return
    found = dict(_concerns(shell, target, now))
    yield from found.items()
    for incident in world.journal.incidents():
        concern = incident.concern
        if incident.kind is Kind.ROLLOUT and concern.target == target and concern.subject not in found:
            yield concern.subject, None


def _concerns(shell: Shell, target: TargetName, now: datetime) -> Iterator[tuple[str, Concern]]:
    for key, judged in shell.world.fleets.all(target).items():
        if _counts(shell, key, judged, now):
            concern = _concern(shell, key, judged)
            yield concern.subject, concern


def _counts(shell: Shell, key: Key, judged: Judged, now: datetime) -> bool:
    """A rollout takes its time; and while Git and ECS differ, what to roll out is not settled."""
    match judged.rollout.running:
        case Running.CURRENT:
            return False
        case Running.RUNNING_INACTIVE:
            return True
        case Running.REGISTERED_NOT_DEPLOYED | Running.RUNNING_STALE:
            is_agreed = shell.standings.of(key).state is State.IN_SYNC
            return is_agreed and now - judged.since >= shell.world.manners.undeployed_after


def _concern(shell: Shell, key: Key, judged: Judged) -> Concern:
    ports, rollout = shell.world.targets[key.target], judged.rollout
    spec = shell.intake.specs.get(key) if shell.intake else None
    dead = rollout.running is Running.RUNNING_INACTIVE
    words = WORDS[rollout.running].format(latest=rollout.latest, inactive=", ".join(map(str, rollout.inactive)))
    return Concern(
        subject=f"rollout/{key.target}/{key.family}",
        kind=Kind.ROLLOUT,
        target=key.target,
        family=key.family,
        fingerprint=sha256_hex(f"{rollout.running} {rollout.latest} {rollout.inactive}"),
        urgency=Urgency.WARNING if dead else Urgency.INFO,
        cause=rollout.running.value,
        labels={**ports.target.labels, **(spec.labels if spec else {})},
        facts={
            "words": words,
            "state": rollout.running.value,
            "latest": rollout.latest,
            "runs": list(sentences(rollout.behind or rollout.uses)),
            "services": list(commands(ports, rollout, shell.standings.of(key).state)),
        },
    )
