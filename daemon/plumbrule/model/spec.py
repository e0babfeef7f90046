"""What the source says: files, a snapshot of them, and a spec as it means for one target."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.exemption import NO_EXEMPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.model.exemption import Exemptions
    from plumbrule.model.finding import Finding
    from plumbrule.model.ids import BlobId, CommitId, Digest, Key
    from plumbrule.model.place import Place
    from plumbrule.model.target_policy import Ruling
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a snapshot; `blob` is Git's object id of its content (`model.digest.blob_id`)."""

    path: str
    blob: BlobId
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A complete, consistent reading of the source at one moment.

    Attributes:
        commit: the commit it was read from; None where the source cannot tell (a published link without a hash).
        files: by path; only regular files that the source admits.
        findings: entries that were refused (links, submodules), each at its path.
    """

    commit: CommitId | None
    files: Mapping[str, SourceFile]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspend:
    """The author's wish that Plumbrule keeps its hands off a family; it is still compared and told."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """A spec as it means for one target: rendered, checked against the API shape, not yet compared.

    Attributes:
        key: target and family.
        path: its file.
        blob: the content it was read from.
        definition: RegisterTaskDefinition's input, family and tags included, overlays merged, variables filled in.
        input_digest: digest of `definition` as authored, before any canonical rule, and of what the manifest leaves
            to others: changes only when an author or an operator's variable changes something.
        findings: everything judged about it so far, errors included.
        suspend: set when the manifest says so.
        labels: the manifest's labels.
        locate: the place in the file for a JSON pointer into `definition`.
        exemptions: what the manifest and the settings leave to others.
        rulings: what settings and annotations make of rules, for judging once more what is to be sent; empty where
            nothing is carried over.
    """

    key: Key
    path: str
    blob: BlobId
    definition: Object = field(repr=False)
    input_digest: Digest
    findings: tuple[Finding, ...] = ()
    suspend: Suspend | None = None
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    locate: Callable[[str], Place] | None = field(default=None, repr=False, compare=False)
    exemptions: Exemptions = NO_EXEMPTIONS
    rulings: Mapping[str, Ruling] = field(default_factory=dict, repr=False)
