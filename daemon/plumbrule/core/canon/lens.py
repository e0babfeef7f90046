"""How both sides of one family are looked at: where it is registered, and what of it counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plumbrule.core.canon.context import CanonContext, context_of_arn
from plumbrule.core.canon.own import root_of
from plumbrule.core.canon.parts import with_parts_of, without
from plumbrule.core.canon.unknown import NOTHING, said_paths, unknown_paths
from plumbrule.core.canon.walk import canonical
from plumbrule.core.fields import ROOT, Node, owned_pattern_of, pattern_of
from plumbrule.model.digest import content_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.core.fields import Pattern
    from plumbrule.model.exemption import Exemptions, IgnoreRule
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
        owned: what Git does not own, and so is in no digest.
    """

    context: CanonContext
    root: Node = field(default=ROOT, repr=False)
    keep: frozenset[str] = NOTHING
    owned: tuple[Pattern, ...] = ()

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

    def leaving(self, exemptions: Exemptions) -> Lens:
        """One that does not see what somebody else owns.

        Raises:
            UnfitPath: a path that load and settings would have refused.
        """
        return replace(self, owned=tuple(owned_pattern_of(path) for path in exemptions.owned_paths))

    def owned_alike(self, one: Revision, other: Revision) -> bool:
        """Whether both hold the same where Git does not own; an element that only one of them has says nothing."""
        whole = replace(self, owned=())
        ours, theirs = (whole.live(each.definition, each.arn) for each in (one, other))
        return with_parts_of(theirs, ours, self.owned) == ours

    def git(self, definition: Object) -> dict[str, Tree]:
        """What Git says and owns, in canonical form."""
        return without(canonical(definition, context=self.context, root=self.root), self.owned)

    def live(self, definition: Object, arn: str | None = None) -> dict[str, Tree]:
        """What a revision holds of that, in canonical form; role names mean the account of its own ARN."""
        context = self.context if arn is None else context_of_arn(arn)
        return without(canonical(definition, context=context, keep=self.keep, root=self.root), self.owned)

    def unknown(self, definition: Object) -> Mapping[str, Tree]:
        """What is left out of a live definition because nobody knows it, by API path."""
        return unknown_paths(definition, keep=self.keep, root=self.root)

    def digest_of(self, revision: Revision) -> Digest:
        """The digest of what a revision holds."""
        return content_digest(self.live(revision.definition, revision.arn))


def as_counted(git: Object, other: Object, rules: Iterable[IgnoreRule]) -> dict[str, Tree]:
    """The canonical `other` as if it said what Git says wherever a difference does not count."""
    return with_parts_of(git, other, (pattern_of(rule.path) for rule in rules))
