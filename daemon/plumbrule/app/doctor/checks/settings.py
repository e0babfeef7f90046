"""Settings and policy. That they can be read is known already: else nobody gets here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.app.doctor.finding import Check, ok, warning
from plumbrule.model.policy import DEFAULT_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app.doctor.finding import Said
    from plumbrule.app.doctor.ground import Ground


def _examine(ground: Ground) -> Iterator[Said]:
    settings = ground.settings
    names = ", ".join(one.target.name for one in settings.targets)
    yield ok(f"they can be read: instance {settings.instance}, targets {names}")
    if settings.policy == DEFAULT_POLICY:
        yield warning(
            "there is no policy file, so nobody can approve what does not go by itself",
            "name one with `policy`, or leave it where only drift is to be told",
        )
    else:
        yield ok("the policy can be read")


CHECK = Check(10, "settings", _examine)
