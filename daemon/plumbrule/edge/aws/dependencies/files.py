"""Files in S3: HeadObject, which has no content.

Source: S3 API reference, HeadObject, seen 2026-11: who may not list the bucket hears 403 of what is not there, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.dependencies.absence import asked as asked_for
from plumbrule.errors import Denied
from plumbrule.model.dependency import Absent, Found

if TYPE_CHECKING:
    from plumbrule.model.dependency import Dependency

ACTION: Final = "s3:GetObject"
GONE: Final = frozenset({"404", "NoSuchKey", "NoSuchBucket", "NotFound"})


def asked(s3: Any, dependency: Dependency) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What is said of one object."""
    bucket, _, key = dependency.name.partition(":s3:::")[2].partition("/")
    try:
        answer = asked_for(ACTION, lambda: s3.head_object(Bucket=bucket, Key=key), GONE)
    except Denied as error:
        words = f"{error.message}. Without s3:ListBucket on {bucket}, S3 says this of a file that is not there, too"
        raise Denied(words) from error
    return Absent() if answer is None else Found()
