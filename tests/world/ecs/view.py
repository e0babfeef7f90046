"""The view of a revision: what ECS shows of it in an era, computed when it is read.

With the shuffle knob on, environment and secrets start shuffled and turn by one place per call: two calls in a row
never agree on the order of a list with two or more entries.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.world.wire import compact

if TYPE_CHECKING:
    from tests.world.ecs.era import Era
    from tests.world.ecs.store import Revision
    from tests.world.knobs import Knobs
    from tests.world.wire import Tree

_UNORDERED = ("environment", "secrets")


def _container_view(container: Tree, era: Era) -> Tree:
    extra: Tree = {"systemControls": []} if era.fills_system_controls else {}
    return {**extra, **era.container, **container}


def view(revision: Revision, era: Era) -> Tree:
    """Return a fresh `taskDefinition` tree whose containers may be changed by the caller."""
    definition = {"enableFaultInjection": False, **era.task, **revision.definition}
    if not era.knows_fault_injection:
        del definition["enableFaultInjection"]
    definition["containerDefinitions"] = [_container_view(each, era) for each in definition["containerDefinitions"]]
    definition |= {
        "taskDefinitionArn": revision.arn,
        "revision": revision.number,
        "status": revision.status,
        "requiresAttributes": [{"name": name} for name in revision.attributes],
        "compatibilities": [
            name for name in revision.compatibilities if era.knows_managed_instances or name != "MANAGED_INSTANCES"
        ],
        "registeredAt": revision.at,
        "registeredBy": revision.by,
    }
    times = {"deregisteredAt": revision.deregistered_at, "deleteRequestedAt": revision.delete_requested_at}
    return definition | {name: time for name, time in times.items() if time is not None}


def _shuffled_start(tree: Tree, seed: str) -> Tree:
    order = random.Random(seed)  # noqa: S311 - a repeatable shuffle, no secret
    for container in tree["containerDefinitions"]:
        for member in _UNORDERED:
            if container.get(member):
                container[member] = order.sample(container[member], len(container[member]))
    return tree


def _turned(entries: list[Any], turns: int) -> list[Any]:
    at = turns % len(entries) if entries else 0
    return entries[at:] + entries[:at]


def _turned_container(container: Tree, turns: int) -> Tree:
    return container | {name: _turned(container[name], turns) for name in _UNORDERED if name in container}


def _encoded_in_turn(revision: Revision, knobs: Knobs) -> bytes:
    key = f"{knobs.seed} {knobs.era.key}"
    tree = revision.views.get(key)
    if tree is None:
        tree = revision.views[key] = _shuffled_start(view(revision, knobs.era), f"{knobs.seed} {revision.arn}")
    revision.turns += 1
    containers = [_turned_container(each, revision.turns) for each in tree["containerDefinitions"]]
    return compact({**tree, "containerDefinitions": containers})


def encoded_view(revision: Revision, knobs: Knobs) -> bytes:
    """Return the encoded view: from the cache when the order is stable, else newly turned."""
    if knobs.shuffle:
        return _encoded_in_turn(revision, knobs)
    found = revision.views.get(knobs.era.key)
    if found is None:
        found = revision.views[knobs.era.key] = compact(view(revision, knobs.era))
    return bytes(found)
