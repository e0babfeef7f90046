"""One spec file as the definition it means: for verbs that ask something of a single spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.cli.files import spec_files
from plumbrule.cli.options import DEFAULT_FILE, settings_from
from plumbrule.core.grants.statement import Where
from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render_at
from plumbrule.edge.aws.shape import api_shape
from plumbrule.errors import Declined
from plumbrule.model.document import Broken
from plumbrule.model.ids import Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.regions import partition_of

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.model.document import Document
    from plumbrule.model.spec import SourceFile
    from plumbrule.model.tree import Object


def definition_of(path: Path, where: Where, config: Path | None, target: str) -> tuple[Object, Where]:
    """What the file says at a target, and where that is.

    Raises:
        Declined: the file is broken or not a single one, or there is no such target.
        SourceError: it cannot be read.
    """
    if path.is_dir():
        raise Declined("this is a folder: name one spec of it", why="wrong", place=str(path))
    (file,) = list(spec_files([path], path.parent, DEFAULT_BOUNDS))
    return definition_of_file(file, where, config, target)


def definition_of_file(file: SourceFile, where: Where, config: Path | None, target: str) -> tuple[Object, Where]:
    """The same for a file that was read already. Raises Declined."""
    known = _target(config, target) if target else _somewhere(where)
    place = Where(known.id.partition, known.id.region, known.id.account_id) if target else where
    document = document_of(file)
    return render_at(document, known, api_shape()).definition, place


def document_of(file: SourceFile) -> Document:
    """What a file says. Raises Declined with the first thing that is wrong."""
    document = read(file, DEFAULT_BOUNDS, api_shape())
    if isinstance(document, Broken):
        first = document.findings[0]
        raise Declined(f"{first.message}: plumbrule validate lists everything", why="wrong", place=str(first.place))
    return document


def _target(config: Path | None, name: str) -> Target:
    from pathlib import Path  # noqa: PLC0415 - only where settings are read

    settings = settings_from(config or Path(DEFAULT_FILE))
    found = next((one.target for one in settings.targets if one.target.name == name), None)
    if found is None:
        known = ", ".join(one.target.name for one in settings.targets)
        raise Declined(f"the settings have no target {name}; there are {known}", why="wrong")
    return found


def _somewhere(where: Where) -> Target:
    """What is not known stays open in a manifest."""
    account = "" if where.account == "*" else where.account
    partition = where.partition or partition_of(where.region)
    return Target(TargetName(""), TargetId(partition, account, "" if where.region == "*" else where.region))
