"""Which images a family's tasks run: ListTasks by family, then DescribeTasks by hundreds.

Source: ECS API reference, ListTasks, DescribeTasks and Container (`image`, `imageDigest`), seen 2026-11.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from plumbrule.edge.aws.answers import our_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DESCRIBED: Final = 100
"""Tasks that one call lists and describes at most."""


def running(ecs: Any, family: str, clusters: Sequence[str]) -> Mapping[str, frozenset[str]]:  # noqa: ANN401 - raw use
    """Digests by image. One page of each cluster is enough: tasks of one family are of few kinds."""
    found: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters:
        for image, digest in _of_cluster(ecs, family, cluster):
            found[image].add(digest)
    return {image: frozenset(digests) for image, digests in found.items()}


def _of_cluster(ecs: Any, family: str, cluster: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - raw use
    with our_errors("ecs:ListTasks"):
        listed = ecs.list_tasks(cluster=cluster, family=family, desiredStatus="RUNNING", maxResults=DESCRIBED)
    if not (arns := listed.get("taskArns") or ()):
        return
    with our_errors("ecs:DescribeTasks"):
        described = ecs.describe_tasks(cluster=cluster, tasks=list(arns))
    for task in described.get("tasks") or ():
        for container in task.get("containers") or ():
            if container.get("image") and container.get("imageDigest"):
                yield str(container["image"]), str(container["imageDigest"])
