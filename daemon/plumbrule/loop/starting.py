"""Things that new tasks would miss: an incident for each family, so that those hear of it who hear of the family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.verify.summing import MOST_LACKS, lacks, told
from plumbrule.model.dependency import Word
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.ids import Key
from plumbrule.model.incident import Concern, Kind, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.loop.shell import Shell
    from plumbrule.loop.verified import Round
    from plumbrule.model.dependency import Lack
    from plumbrule.model.ids import TargetName

COMMAND: Final = "plumbrule verify {family} --target {target}"


def starting(shell: Shell, target: TargetName) -> Iterator[tuple[str, Concern | None]]:
    """What is judged of a target: nothing before a round has ended, and that all is well where nobody looks."""
    world = shell.world
    looked = world.verification.enabled and world.targets[target].dependencies is not None
    made = shell.verified.of(target)
    if looked and made is None:
        return
    found = dict(_concerns(shell, target, made)) if looked and made else {}
    yield from found.items()
    for incident in world.journal.incidents():
        concern = incident.concern
        if incident.kind is Kind.DEPENDENCY and concern.target == target and concern.subject not in found:
            yield concern.subject, None


def _concerns(shell: Shell, target: TargetName, made: Round) -> Iterator[tuple[str, Concern]]:
    for family, verdicts in made.verdicts.items():
        missing = lacks({family: verdicts}, {Word.MISSING})
        if missing:
            concern = _concern(shell, Key(target, family), missing)
            yield concern.subject, concern


def _concern(shell: Shell, key: Key, missing: Sequence[Lack]) -> Concern:
    """Families that miss the same share the cause, and so a message."""
    spec = shell.intake.specs.get(key) if shell.intake else None
    names = [f"{one.thing.value.replace('_', ' ')} {one.name}" for one in missing]
    subject = f"dependency/{key.target}/{key.family}"
    return Concern(
        subject=subject,
        kind=Kind.DEPENDENCY,
        target=key.target,
        family=key.family,
        fingerprint=sha256_hex(canonical_json([subject, *names])),
        urgency=Urgency.WARNING,
        cause=told(missing),
        labels={**shell.world.targets[key.target].target.labels, **(spec.labels if spec else {})},
        facts={
            "words": told(missing),
            "missing": names[:MOST_LACKS],
            "commands": [COMMAND.format(family=key.family, target=key.target)],
        },
    )
