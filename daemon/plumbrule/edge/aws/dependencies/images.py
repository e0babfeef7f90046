"""Images in private ECR: DescribeImages by tag or digest, in the registry that the image's host names.

Source: ECR API reference, DescribeImages and DescribePullThroughCacheRules, seen 2026-11.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.answers import our_errors
from plumbrule.edge.aws.dependencies.absence import asked as asked_for
from plumbrule.errors import PlumbruleError
from plumbrule.model.dependency import Absent, Found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.dependency import Dependency

ACTION: Final = "ecr:DescribeImages"
CACHE_ACTION: Final = "ecr:DescribePullThroughCacheRules"
GONE: Final = frozenset({"ImageNotFoundException", "RepositoryNotFoundException"})
INDEX: Final = frozenset(
    {"application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"}
)
"""Media types of an index for several platforms (OCI image specification and Docker's, seen 2026-11)."""
PULLABLE: Final = frozenset({"", "ACTIVE"})
"""An image in the archive class has to be brought back before anybody can pull it."""
MAY_BE_CACHED: Final = f"a pull-through cache may still fetch it, which {CACHE_ACTION} would tell"


def asked(ecr: Any, dependency: Dependency) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What is said of one image."""
    name, wanted = _parts(dependency.name)
    call = {"registryId": dependency.account, "repositoryName": name, "imageIds": [wanted]}
    answer = asked_for(ACTION, lambda: ecr.describe_images(**call), GONE)
    details = () if answer is None else answer.get("imageDetails") or ()
    return _found(details[0]) if details else _unless_cached(ecr, dependency.account, name)


def _parts(name: str) -> tuple[str, Mapping[str, str]]:
    if "@" in name:
        repository, _, digest = name.partition("@")
        return repository, {"imageDigest": digest}
    repository, _, tag = name.rpartition(":")
    return repository, {"imageTag": tag}


def _found(detail: Mapping[str, Any]) -> Found:
    status = str(detail.get("imageStatus") or "")
    unusable = "" if status in PULLABLE else f"is {status.lower()}, and nobody can pull it"
    is_index = detail.get("imageManifestMediaType") in INDEX
    return Found(digest=str(detail.get("imageDigest") or ""), is_index=is_index, unusable=unusable)


def _unless_cached(ecr: Any, account: str, name: str) -> Found | Absent:  # noqa: ANN401 - a service without stubs here
    """What a pull-through cache serves is made by the pull; without its rules, that is said."""
    with suppress(PlumbruleError):
        with our_errors(CACHE_ACTION):
            answer = ecr.describe_pull_through_cache_rules(registryId=account, maxResults=1000)
        prefixes = [str(one.get("ecrRepositoryPrefix")) for one in answer.get("pullThroughCacheRules", ())]
        is_cached = any(one == "ROOT" or name.startswith(f"{one}/") for one in prefixes)
        return Found() if is_cached else Absent()
    return Absent(MAY_BE_CACHED)
