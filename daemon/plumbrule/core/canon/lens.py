"""How both sides of one family are looked at: where it is registered, and what of it counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plumbrule.core.canon.context import CanonContext, context_of_arn
from plumbrule.core.canon.own import root_of
from plumbrule.core.canon.unknown import NOTHING, said_paths, unknown_paths
from plumbrule.core.canon.walk import canonical
from plumbrule.core.fields import ROOT, Node
from plumbrule.model.digest import content_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.model.fact import OwnFact
    from plumbrule.model.ids import Digest, TargetId
    from plumbrule.model.revision import Revision
    from plumbrule.model.tree import Object, Tree


@dataclass(frozen=True, slots=True)
class Lens:
    """One way of looking; digests that are compared were made through equal ones.

    Attributes:
        context: where the family is registered.
        root: the field table, with the operator's own facts laid over it.
        keep: API paths that no row knows and that Git says all the same; all others are left out of the live side.
    """

    context: CanonContext
    root: Node = field(default=ROOT, repr=False)
    keep: frozenset[str] = NOTHING

    @classmethod
    def at(cls, target: TargetId, facts: Iterable[OwnFact] = ()) -> Lens:
        """The one of a target, for a family of which Git says nothing yet.

        Args:
            target: where it is registered.
            facts: the operator's own that count now.
        """
        context = CanonContext(account_id=target.account_id, partition=target.partition)
        return cls(context, root_of(tuple(facts)))

    def hearing(self, definition: Object) -> Lens:
        """The one for a family of which Git says `definition`: what it says counts, known or not."""
        return replace(self, keep=said_paths(definition, root=self.root))

    def git(self, definition: Object) -> dict[str, Tree]:
        """What Git says, in canonical form."""
        return canonical(definition, context=self.context, root=self.root)

    def live(self, definition: Object, arn: str | None = None) -> dict[str, Tree]:
        """What a revision holds, in canonical form; role names mean the account of its own ARN."""
        context = self.context if arn is None else context_of_arn(arn)
        return canonical(definition, context=context, keep=self.keep, root=self.root)

    def unknown(self, definition: Object) -> Mapping[str, Tree]:
        """What is left out of a live definition because nobody knows it, by API path."""
        return unknown_paths(definition, keep=self.keep, root=self.root)

    def digest_of(self, revision: Revision) -> Digest:
        """The digest of what a revision holds."""
        return content_digest(self.live(revision.definition, revision.arn))
