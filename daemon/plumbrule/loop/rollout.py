"""Commands that point services at a revision: Plumbrule never runs them, and says them plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.errors import Denied, Throttled, Unavailable
from plumbrule.model.outcome import FoundLater, Registered

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.loop.world import TargetPorts
    from plumbrule.model.ids import Family
    from plumbrule.model.outcome import Acted
    from plumbrule.model.revision import Service


def services_of(ports: TargetPorts, family: Family, wanted: Callable[[Service], bool]) -> tuple[Service, ...]:
    """Services of the clusters that are known which run the family; none where ECS cannot be asked now."""
    try:
        found = ports.revisions.services(family, ports.policy.clusters)
    except (Denied, Throttled, Unavailable):
        return ()
    return tuple(one for one in found if wanted(one))


def command(ports: TargetPorts, service: Service, family: Family, number: int) -> str:
    """What moves one service."""
    return (
        f"aws ecs update-service --region {ports.target.id.region} --cluster {service.cluster} "
        f"--service {service.name} --task-definition {family}:{number}"
    )


def left_behind(ports: TargetPorts, acted: Acted) -> tuple[str, ...]:
    """What moves every service that runs an older revision than the one just registered."""
    if not isinstance(acted, Registered | FoundLater) or not ports.policy.clusters:
        return ()
    made = acted.revision
    found = services_of(ports, made.family, lambda one: one.number < made.number)
    return tuple(command(ports, one, made.family, made.number) for one in found)
