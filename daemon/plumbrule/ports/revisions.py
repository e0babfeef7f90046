"""What ECS has registered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.model.ids import Family, TargetId
    from plumbrule.model.revision import Listed, Observed, Revision
    from plumbrule.model.tree import Object


class Revisions(Protocol):
    """What one target has registered. Raises: Unavailable, Throttled, Denied."""

    def identity(self) -> TargetId:
        """Whose credentials these are, as AWS says: asked before the first pass and after credentials change."""
        ...

    def admit(self) -> None:
        """Begin a pass; Throttled says when there is room for one.

        The reads of a pass that was admitted are counted and never refused by us: a pass that is turned away half-way
        has to ask for everything again, and with a crowd waiting none would ever come to its end.
        """
        ...

    def latest(self, family: Family) -> Observed:
        """The latest ACTIVE revision with its tags, or what is left when there is none."""
        ...

    def listed(self, token: str | None) -> Listed:
        """One page of all ACTIVE revisions of the account and Region, whoever registered them.

        Pages may be short, even empty, and may lag behind: see `loop/listing.py` for what is believed of them.

        Args:
            token: None for the first page, else `Listed.token` of the page before.
        """
        ...

    def numbered(self, family: Family, number: int) -> Revision | None:
        """One revision by its number, INACTIVE ones included; None when ECS knows of none."""
        ...

    def highest(self, family: Family) -> int:
        """The highest number the family has, INACTIVE ones included; 0 when it never had any."""
        ...

    def reserve(self) -> None:
        """Take the right to register once out of the write bucket; Throttled says when there will be one."""
        ...

    def register(self, definition: Object, tags: Mapping[str, str]) -> Revision:
        """Register once, without any retry, after `reserve`.

        Raises:
            Ambiguous: it was sent and the answer was lost.
            Rejected: ECS refuses the definition; the message is in ECS's words.
        """
        ...

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags of one revision, after `reserve`; others stay. May be repeated: the same tags change nothing.

        A lost answer is Unavailable, since the call can be made again.

        Raises:
            Rejected: ECS refuses the tags; the message is in ECS's words.
        """
        ...

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Remove tags of one revision by key, after `reserve`; those that are not there do not matter. Like `tag`.

        Raises:
            Rejected: ECS refuses; the message is in ECS's words.
        """
        ...
