"""The admin socket: whether a daemon answers behind it."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plumbrule.app.doctor.finding import Check, Said, not_tried, ok, warning, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app.doctor.ground import Ground

SECONDS: Final = 5


def _examine(ground: Ground) -> Iterator[Said]:
    place = ground.settings.admin.socket
    if not place:
        yield not_tried("there is no admin socket: admin.socket is none")
        return
    yield _answered(Path(place))


def _answered(place: Path) -> Said:
    if not place.exists():
        return not_tried(f"no daemon listens at {place}", "start one, and look again")
    if not os.access(place, os.W_OK):
        return wrong(f"this user may not use {place}", "be a member of admin.group, or the daemon's user")
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(SECONDS)
        try:
            door.connect(str(place))
        except OSError as error:
            says = f"nobody answers at {place}: {error.strerror or error}"
            return warning(says, "a daemon that died left it; the next one removes it")
    return ok(f"a daemon listens at {place}")


CHECK = Check(90, "admin", _examine)
