"""One call that mends tags of a registered revision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.model.digest import canonical_json

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Mend:
    """Either sets tags or removes some: one call, and so one token, at a time.

    Repeating it changes nothing (TagResource and UntagResource are idempotent), so it needs no intent.

    Attributes:
        arn: the revision whose tags are mended.
        tags: by key, what is set.
        keys: what is removed; keys that are not there do not matter.
    """

    arn: str
    tags: Mapping[str, str] = field(default_factory=dict, repr=False)
    keys: tuple[str, ...] = ()

    @property
    def request(self) -> str:
        """What is asked for, as canonical JSON: equal for the same tags whatever their order."""
        return canonical_json({"set": dict(self.tags), "remove": sorted(self.keys)})
