"""Identifiers, each a type of its own so that one cannot stand in for another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

Family = NewType("Family", str)
TargetName = NewType("TargetName", str)
CommitId = NewType("CommitId", str)
BlobId = NewType("BlobId", str)
Digest = NewType("Digest", str)
PlanId = NewType("PlanId", str)
Instance = NewType("Instance", str)


@dataclass(frozen=True, slots=True, order=True)
class TargetId:
    """What a target is: where task definitions live. Unique in the settings, proved by GetCallerIdentity."""

    partition: str
    account_id: str
    region: str

    def __str__(self) -> str:
        return f"{self.partition}/{self.account_id}/{self.region}"


@dataclass(frozen=True, slots=True)
class Target:
    """A target as the operator stated it.

    Attributes:
        name: what people and manifests call it; unique in the settings.
        labels: what manifests may select it by.
        variables: values for `${var.NAME}`; text, whole numbers or booleans.
    """

    name: TargetName
    id: TargetId
    labels: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The name of one unit of work: a family of a target. Queues carry this and nothing else."""

    target: TargetName
    family: Family

    def __str__(self) -> str:
        return f"{self.target}/{self.family}"
