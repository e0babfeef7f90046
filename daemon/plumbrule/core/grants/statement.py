"""One thing that a role has to be allowed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plumbrule.model.regions import partition_of

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a policy.

    Attributes:
        sid: its name: letters and digits.
        because: one sentence for each thing of the definition that needs it.
        condition: in IAM's own form; empty where there is none.
    """

    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    because: tuple[str, ...]
    condition: tuple[tuple[str, str, str], ...] = ()

    def as_json(self) -> Object:
        """In IAM's own form (IAM user guide, "Grammar of the IAM JSON policy language", seen 2026-11)."""
        made: dict[str, Tree] = {
            "Sid": self.sid,
            "Effect": "Allow",
            "Action": list(self.actions),
            "Resource": list(self.resources),
        }
        if self.condition:
            made["Condition"] = {test: {key: value} for test, key, value in self.condition}
        return made


@dataclass(frozen=True, slots=True)
class Where:
    """Where the task runs, for ARNs of what the definition names without saying where; `*` where it is not known.

    Attributes:
        partition: empty where it is that of the Region.
    """

    partition: str = ""
    region: str = "*"
    account: str = "*"

    def arn(self, service: str, rest: str, *, region: str = "", account: str = "") -> str:
        """An ARN here, or in a place that the definition names itself."""
        place = region or self.region
        partition = partition_of(place) if region or not self.partition else self.partition
        return f"arn:{partition}:{service}:{place}:{account or self.account}:{rest}"


@dataclass(frozen=True, slots=True)
class Needs:
    """What an execution role takes.

    Attributes:
        notes: what cannot be seen in the definition, in sentences.
    """

    statements: tuple[Statement, ...]
    notes: tuple[str, ...] = ()
