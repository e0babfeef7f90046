"""Secrets: DescribeSecret, which has versions and never a value (Secrets Manager API reference, seen 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.dependencies.absence import asked as asked_for
from plumbrule.model.dependency import Absent, Found

if TYPE_CHECKING:
    from plumbrule.model.dependency import Dependency

ACTION: Final = "secretsmanager:DescribeSecret"
GONE: Final = frozenset({"ResourceNotFoundException"})
MARKED: Final = "is marked for deletion, and nobody can read it: aws secretsmanager restore-secret brings it back"


def asked(client: Any, dependency: Dependency) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What is said of one secret."""
    answer = asked_for(ACTION, lambda: client.describe_secret(SecretId=dependency.name), GONE)
    if answer is None:
        return Absent()
    versions = answer.get("VersionIdsToStages") or {}
    stages = (stage for each in versions.values() for stage in each)
    return Found(versions=frozenset({*versions, *stages}), unusable=MARKED if answer.get("DeletedDate") else "")
