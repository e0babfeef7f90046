"""How both sides of one family are looked at: where it is registered, and what of it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.core.canon.context import CanonContext, context_of_arn
from plumbrule.core.canon.walk import canonical
from plumbrule.model.digest import content_digest

if TYPE_CHECKING:
    from plumbrule.model.ids import Digest, TargetId
    from plumbrule.model.revision import Revision
    from plumbrule.model.tree import Object, Tree


@dataclass(frozen=True, slots=True)
class Lens:
    """One way of looking; digests that are compared were made through equal ones.

    Attributes:
        context: where the family is registered.
    """

    context: CanonContext

    @classmethod
    def at(cls, target: TargetId) -> Lens:
        """The plain one of a target."""
        return cls(CanonContext(account_id=target.account_id, partition=target.partition))

    def git(self, definition: Object) -> dict[str, Tree]:
        """What Git says, in canonical form."""
        return canonical(definition, context=self.context)

    def live(self, definition: Object, arn: str) -> dict[str, Tree]:
        """What a revision holds, in canonical form; role names mean the account of its own ARN."""
        return canonical(definition, context=context_of_arn(arn))

    def digest_of(self, revision: Revision) -> Digest:
        """The digest of what a revision holds."""
        return content_digest(self.live(revision.definition, revision.arn))
