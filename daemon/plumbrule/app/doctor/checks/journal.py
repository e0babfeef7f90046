"""The journal: that it can be opened and written, has room, and lies where it outlives the process."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

from plumbrule.app.doctor.finding import Check, Said, ok, warning, wrong
from plumbrule.edge.journal.place import NETWORK, file_system
from plumbrule.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plumbrule.app.doctor.ground import Ground

TASK: Final = "ECS_CONTAINER_METADATA_URI_V4"
"""Set in each container that ECS starts (ECS developer guide, "Task metadata endpoint version 4", seen 2026-11)."""
VANISHING: Final = frozenset({"tmpfs", "ramfs", "overlay"})
"""In memory, or a container's own layer."""
LITTLE: Final = 100 * 2**20
NOTHING: Final = 4 * 2**20
"""Below this the next commits may fail already: SQLite's write-ahead log grows to about as much."""
MIB: Final = 2**20
REPORT_ONLY: Final = "set `auto: []`, or keep the journal on a disk that outlives the task"


def _examine(ground: Ground) -> Iterator[Said]:
    path = ground.settings.journal.path
    yield from _opened(ground, path)
    folder = next(one for one in path.parents if one.exists())
    if not os.access(folder, os.W_OK):
        yield wrong(f"this user may not write into {folder}", "let the daemon's user own the folder")
    else:
        yield _room(folder)
    yield from _kept(ground, path)


def _opened(ground: Ground, path: Path) -> Iterator[Said]:
    if not path.exists():
        yield ok(f"{path} is not there yet; the daemon makes it")
        return
    try:
        ground.parts.journal(ground.settings, False).close()  # noqa: FBT003 - read only
    except JournalError as error:
        yield wrong(str(error), "docs/how-to/recover-from-a-lost-journal.md says how to go on")
    else:
        yield ok(f"{path} can be read, and is of this version or an older one")
    if not os.access(path, os.W_OK):
        yield wrong(f"this user may not write {path}", "let the daemon's user own it")


def _room(folder: Path) -> Said:
    free = shutil.disk_usage(folder).free
    says = f"its disk has {free // MIB} MiB left"
    if free < NOTHING:
        return wrong(says, "make room: nothing is registered without a journal")
    return warning(says, "make room before it is full") if free < LITTLE else ok(says)


def _kept(ground: Ground, path: Path) -> Iterator[Said]:
    """A journal that is lost forgets what was agreed, and which registration has no answer yet."""
    kind = file_system(path, ground.mounts)
    if kind in NETWORK:
        yield wrong(f"it lies on a network file system ({kind}), which SQLite cannot lock", "use a disk of this host")
    elif ground.environ.get(TASK) and kind not in NETWORK:
        yield _of_task(ground)
    elif kind in VANISHING:
        yield warning(f"its file system ({kind}) goes with the machine or the container", "use a disk that stays")


def _of_task(ground: Ground) -> Said:
    """A task on Fargate has no local disk that stays, and its next one would begin with an empty journal."""
    acts = [one.target.name for one in ground.settings.targets if one.policy.auto]
    says = "this is a task of ECS, whose disk goes with it: the next task would not know what this one began"
    if acts:
        return wrong(f"{says}, and {', '.join(acts)} registers by itself", REPORT_ONLY)
    return warning(f"{says}; it reports only, as it should", "keep `auto: []`, and approve nothing here")


CHECK = Check(80, "journal", _examine)
