"""Permissions: one harmless call for each action, about things that do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.app.doctor.finding import Check, Said, not_tried, ok, warning, wrong
from plumbrule.errors import Denied, PlumbruleError
from plumbrule.model.dependency import Dependency, Thing
from plumbrule.model.ids import Family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.app.doctor.ground import Ground
    from plumbrule.ports import Dependencies, Services
    from plumbrule.settings.values import TargetSettings

NOBODY: Final = "plumbrule-doctor"
"""The name of everything that is asked for."""

THINGS: Final = {
    Thing.IMAGE: ("ecr:DescribeImages", f"{NOBODY}:none"),
    Thing.SECRET: ("secretsmanager:DescribeSecret", NOBODY),
    Thing.PARAMETER: ("ssm:DescribeParameters", NOBODY),
    Thing.LOG_GROUP: ("logs:DescribeLogGroups", NOBODY),
    Thing.ROLE: ("iam:GetRole", NOBODY),
}
"""Files are missing: which buckets there are is for specs to say."""
GRANT: Final = "allow it; deploy/iam/detector.json has it"
LOOSER: Final = f"allow it (deploy/iam/detector-verify.json), unless only other names than {NOBODY} are meant to be"


@dataclass(frozen=True, slots=True)
class Probe:
    """One action, and a call that needs it."""

    action: str
    call: Callable[[], object]
    advice: str = GRANT


def _examine(ground: Ground) -> Iterator[Said]:
    for target in ground.settings.targets:
        name = target.target.name
        if name in ground.refused:
            yield not_tried("the credentials do not work", where=name)
            continue
        yield from _tried(name, _reads(ground, target))
        yield from _tried(name, _looks(ground.parts.services(ground.settings, target), target))
        yield from _things(ground, target)
        if target.policy.auto or target.reach.writer:
            yield not_tried("ecs:RegisterTaskDefinition and iam:PassRole: no call of them is harmless", where=name)


def _tried(name: str, probes: Iterator[Probe]) -> Iterator[Said]:
    allowed = []
    for probe in probes:
        try:
            probe.call()
        except Denied as error:
            yield wrong(f"{probe.action} is refused: {error.message}", probe.advice, name)
        except PlumbruleError as error:
            yield warning(f"{probe.action} has no answer: {error.message}", "ask again", name)
        else:
            allowed.append(probe.action)
    if allowed:
        yield ok(f"allowed: {', '.join(allowed)}", name)


def _reads(ground: Ground, target: TargetSettings) -> Iterator[Probe]:
    revisions = ground.parts.revisions(ground.settings, target)
    yield Probe("ecs:DescribeTaskDefinition", lambda: revisions.numbered(Family(NOBODY), 1))
    yield Probe("ecs:ListTaskDefinitions", lambda: revisions.highest(Family(NOBODY)))


def _looks(services: Services, target: TargetSettings) -> Iterator[Probe]:
    """In one cluster: the first that is named, or the default one."""
    clusters = target.policy.clusters
    if clusters is None:
        yield Probe("ecs:ListClusters", lambda: services.clusters(None))
    elif not clusters:
        return
    cluster = clusters[0] if clusters else "default"
    yield Probe("ecs:ListServices", lambda: services.services(cluster, None))
    yield Probe("ecs:DescribeServices", lambda: services.of_services(cluster, [NOBODY]))
    if target.policy.running_tasks:
        yield Probe("ecs:ListTasks", lambda: services.tasks(cluster, None))
        yield Probe("ecs:DescribeTasks", lambda: services.of_tasks(cluster, ["0" * 32]))


def _things(ground: Ground, target: TargetSettings) -> Iterator[Said]:
    name, port = target.target.name, ground.parts.dependencies(ground.settings, target)
    if not ground.settings.verification.enabled or port is None:
        return
    try:
        yield from _tried(name, _asked(port, target))
    finally:
        port.close()
    yield not_tried("s3:GetObject: which buckets there are is for specs to say; plumbrule verify asks", where=name)


def _asked(port: Dependencies, target: TargetSettings) -> Iterator[Probe]:
    place = target.target.id
    for thing, (action, name) in THINGS.items():
        dependency = Dependency(thing, name, place.account_id, place.region)
        yield Probe(action, lambda wanted=dependency: port.ask(wanted), LOOSER)  # type: ignore[misc] # bound now


CHECK = Check(50, "permissions", _examine)
