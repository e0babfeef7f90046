"""The keys under `source`."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from plumbrule.model.pace import DEFAULT_BOUNDS, DEFAULT_QUIESCENCE, Pace, SourceKind
from plumbrule.settings.kinds import Span, Whole
from plumbrule.settings.section import Section
from plumbrule.settings.texts import AbsolutePath, AcceptedCommit, Branch, Folder

_HOUR = timedelta(hours=1)
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
        "clone; `link` reads the directory that a published symlink points at (git-sync's, or `..data` of a "
        "ConfigMap); `directory` reads files that are written in place (rsync, a shared file system), once they are "
        "quiet or fit a manifest."
    )
    path: AbsolutePath = Field(
        description="Absolute path of the repository, of the link itself, or of the directory.",
        examples=["/var/lib/specs/current"],
    )
    branch: Branch | None = Field(
        default=None,
        description="Which branch or ref to follow, for kind `git` only; without it, the repository's HEAD.",
        examples=["main"],
    )
    folder: Folder = Field(
        default="", description="Only files below this folder of the tree are specs; empty means all.", examples=["ecs"]
    )
    poll: Annotated[timedelta, Span(timedelta(milliseconds=100), _HOUR)] = Field(
        default=Pace().poll,
        description="Time between two looks at whether the source has changed; a look costs microseconds, for kind "
        "`directory` a look at every spec's name and times.",
    )
    quiet: Annotated[timedelta, Span(timedelta(milliseconds=100), _HOUR)] = Field(
        default=DEFAULT_QUIESCENCE.quiet,
        description="For kind `directory`: nothing may have changed for so long before it is read. A writer that "
        "pauses longer is taken for finished; a manifest `.revision`, written last, is exact.",
    )
    max_wait: Annotated[timedelta, Span(timedelta(milliseconds=100), timedelta(days=1))] = Field(
        default=DEFAULT_QUIESCENCE.max_wait,
        description="For kind `directory`: it is told as an error when it has not come to rest, or does not fit its "
        "manifest, for so long.",
    )
    accept_rewind: AcceptedCommit = Field(
        default="",
        description="A commit that is taken although it does not descend from the last one, as after a forced push; "
        "the event source_failed shows it. Empty otherwise.",
        examples=["5b1f0c9a8e7d6c5b4a3928170f6e5d4c3b2a1908"],
    )
    max_age: Annotated[timedelta, Span(timedelta(seconds=1), timedelta(days=365))] | None = Field(
        default=None,
        description="While the source was not heard of for longer, nothing is registered; without it, silence means "
        "nothing. It is heard of when `touch_file` is touched or, for kind `git`, when something is fetched into it.",
        examples=["15m"],
    )
    touch_file: AbsolutePath | None = Field(
        default=None,
        description="Absolute path of a file that is touched at every synchronisation, such as git-sync's "
        "--touch-file; only for `max_age`.",
        examples=["/var/lib/specs/synced"],
    )
    bounds: BoundsForm = Field(default=BoundsForm(), description="Limits on what is read; each may be left out.")
