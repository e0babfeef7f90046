"""The keys under `source`."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from plumbrule.model.policy import DEFAULT_BOUNDS, Pace, SourceKind
from plumbrule.settings.kinds import Span, Whole
from plumbrule.settings.section import Section
from plumbrule.settings.texts import AbsolutePath, Branch, Folder

_MEBIBYTE = 1024 * 1024


class BoundsForm(Section):
    """What a hostile or careless repository is held to."""

    files: Annotated[int, Whole(1, 1_000_000)] = Field(
        default=DEFAULT_BOUNDS.files,
        description="Most files in one snapshot; with more, the whole snapshot is refused and the last good one stays.",
    )
    file_bytes: Annotated[int, Whole(1024, 64 * _MEBIBYTE)] = Field(
        default=DEFAULT_BOUNDS.file_bytes,
        description="Largest file, in bytes; a larger one is a finding. ECS takes definitions of up to 65536 bytes.",
    )
    total_bytes: Annotated[int, Whole(1024, 16 * 1024 * _MEBIBYTE)] = Field(
        default=DEFAULT_BOUNDS.total_bytes, description="All files of one snapshot together, in bytes."
    )
    depth: Annotated[int, Whole(8, 256)] = Field(
        default=DEFAULT_BOUNDS.depth, description="Deepest nesting of lists and objects in one file."
    )
    nodes: Annotated[int, Whole(100, 10_000_000)] = Field(
        default=DEFAULT_BOUNDS.nodes, description="Most values in one file."
    )


class SourceForm(Section):
    """Where the specs are read from."""

    kind: Annotated[SourceKind, Field(strict=False)] = Field(
        description="How specs reach this host: `git` reads the objects of one commit from a working copy or a bare "
        "clone; `link` reads the directory that a published symlink points at (git-sync's, or `..data` of a ConfigMap)."
    )
    path: AbsolutePath = Field(
        description="Absolute path of the repository, or of the link itself.", examples=["/var/lib/specs/current"]
    )
    branch: Branch | None = Field(
        default=None,
        description="Which branch or ref to follow, for kind `git` only; without it, the repository's HEAD.",
        examples=["main"],
    )
    folder: Folder = Field(
        default="", description="Only files below this folder of the tree are specs; empty means all.", examples=["ecs"]
    )
    poll: Annotated[timedelta, Span(timedelta(milliseconds=100), timedelta(hours=1))] = Field(
        default=Pace().poll,
        description="Time between two looks at whether the source has changed; a look costs microseconds.",
    )
    bounds: BoundsForm = Field(default=BoundsForm(), description="Limits on what is read; each may be left out.")
