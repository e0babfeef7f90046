"""Things that new tasks would miss: one incident for all of a target, which is edited while it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.verify.summing import told
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.incident import Concern, Kind, Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.loop.shell import Shell
    from plumbrule.model.ids import TargetName

COMMAND: Final = "plumbrule verify --target {target}"


def starting(shell: Shell, target: TargetName) -> Iterator[tuple[str, Concern | None]]:
    """What is judged of a target: nothing before a round has ended, and that all is well where nobody looks."""
    subject, made = f"dependency/{target}", shell.verified.of(target)
    if not shell.world.verification.enabled or shell.world.targets[target].dependencies is None:
        yield subject, None
    elif made is not None:
        missing = made.missing
        if not missing:
            yield subject, None
            return
        facts = {"words": told(missing), "commands": [COMMAND.format(target=target)]}
        names = sha256_hex(canonical_json([subject, *(f"{one.thing} {one.name}" for one in missing)]))
        labels = dict(shell.world.targets[target].target.labels)
        yield subject, Concern(subject, Kind.DEPENDENCY, target, "", names, Urgency.WARNING, "", labels, facts)
