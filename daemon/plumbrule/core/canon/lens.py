"""How both sides of one family are looked at: where it is registered, and what of it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plumbrule.core.canon.context import CanonContext, context_of_arn
from plumbrule.core.canon.parts import with_parts_of, without
from plumbrule.core.canon.walk import canonical
from plumbrule.core.fields import owned_pattern_of, pattern_of
from plumbrule.model.digest import content_digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.fields import Pattern
    from plumbrule.model.exemption import Exemptions, IgnoreRule
    from plumbrule.model.ids import Digest, TargetId
    from plumbrule.model.revision import Revision
    from plumbrule.model.tree import Object, Tree


@dataclass(frozen=True, slots=True)
class Lens:
    """One way of looking; digests that are compared were made through equal ones.

    Attributes:
        context: where the family is registered.
        owned: what Git does not own, and so is in no digest.
    """

    context: CanonContext
    owned: tuple[Pattern, ...] = ()

    @classmethod
    def at(cls, target: TargetId) -> Lens:
        """The plain one of a target."""
        return cls(CanonContext(account_id=target.account_id, partition=target.partition))

    def leaving(self, exemptions: Exemptions) -> Lens:
        """One that does not see what somebody else owns.

        Raises:
            UnfitPath: a path that load and settings would have refused.
        """
        return replace(self, owned=tuple(owned_pattern_of(path) for path in exemptions.owned_paths))

    def git(self, definition: Object) -> dict[str, Tree]:
        """What Git says and owns, in canonical form."""
        return without(canonical(definition, context=self.context), self.owned)

    def live(self, definition: Object, arn: str) -> dict[str, Tree]:
        """What a revision holds of that, in canonical form; role names mean the account of its own ARN."""
        return without(canonical(definition, context=context_of_arn(arn)), self.owned)

    def digest_of(self, revision: Revision) -> Digest:
        """The digest of what a revision holds."""
        return content_digest(self.live(revision.definition, revision.arn))


def as_counted(git: Object, other: Object, rules: Iterable[IgnoreRule]) -> dict[str, Tree]:
    """The canonical `other` as if it said what Git says wherever a difference does not count."""
    return with_parts_of(git, other, (pattern_of(rule.path) for rule in rules))
