"""App Mesh: `proxyConfiguration`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, on_windows
from plumbrule.core.validate.example import WINDOWS, Example, beside
from plumbrule.core.validate.item import Item, is_open
from plumbrule.core.validate.pages import FARGATE, api, page
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object, Tree

_AT: Final = "/proxyConfiguration"
_PROPERTIES: Final = f"{_AT}/properties"
_NEEDED: Final = ("AppPorts", "ProxyIngressPort", "ProxyEgressPort")
# "AWS App Mesh will be discontinued", announced 2024-09 for this day.
_END: Final = date(2026, 9, 30)


def no_such_container(subject: Subject, value: Value) -> Iterator[Remark]:
    """A proxy container that is not in the task."""
    task = subject.task
    if isinstance(value.tree, str) and task.knows_names and value.tree not in task.by_name:
        yield Remark(value.pointer, f"the proxy's container {quoted(value)} is not in this task definition")


def missing_properties(_: Subject, value: Value) -> Iterator[Remark]:
    """Properties that the proxy cannot do without."""
    holder = Item(value.pointer, as_object(value.tree))
    properties = tuple(holder.items("properties"))
    if not is_open(holder.tree.get("properties", ())) or any(one.hides("name") for one in properties):
        return
    names = {one.text("name") for one in properties}
    missing = [f"`{name}`" for name in _NEEDED if name not in names]
    if names.isdisjoint({"IgnoredUID", "IgnoredGID"}):
        missing.insert(0, "`IgnoredUID` or `IgnoredGID`")
    if missing:
        yield Remark(holder.at("properties"), f"the proxy's properties lack {listed(missing)}")


def is_used(subject: Subject, value: Value) -> Iterator[Remark]:
    """App Mesh at all."""
    ended = "has been out of support since" if subject.today > _END else "is supported until"
    yield Remark(value.pointer, f"`proxyConfiguration` is for App Mesh, which {ended} {_END}")


def _property(name: str, value: str) -> Object:
    return {"name": name, "value": value}


_WHOLE: Final = (
    _property("IgnoredUID", "1337"),
    _property("AppPorts", "8080"),
    _property("ProxyIngressPort", "15000"),
    _property("ProxyEgressPort", "15001"),
)


def _proxy(*properties: Object, container: str = "envoy") -> dict[str, Tree]:
    """Edits that add a proxy with these properties, and its container."""
    return {
        _AT: {"type": "APPMESH", "containerName": container, "properties": list(properties)},
        "/containerDefinitions/1": beside("envoy", image="public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.12.1-prod"),
    }


RULES: Final = (
    Rule(
        id="R019",
        severity=Severity.WARNING,
        at=("proxyConfiguration",),
        why="Windows on Fargate has no App Mesh, so ECS refuses to run the task.",
        source=FARGATE,
        check=on_windows("`proxyConfiguration` is set, but Windows on Fargate does not offer it"),
        hint="remove `proxyConfiguration`",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, **_proxy(*_WHOLE)}, at=_AT),),
        good=(Example(WINDOWS), Example(_proxy(*_WHOLE))),
        implies=frozenset({"R028"}),
    ),
    Rule(
        id="R026",
        severity=Severity.ERROR,
        at=("proxyConfiguration.containerName",),
        why="The proxy has to be a container of the same task.",
        source=api("ProxyConfiguration"),
        check=no_such_container,
        hint="write the name of the proxy's container as it stands in `containerDefinitions`; letter case counts",
        ecs="Proxy container [envoy] does not exist",
        bad=(
            Example(_proxy(*_WHOLE, container="proxy"), at=f"{_AT}/containerName"),
            Example(_proxy(*_WHOLE, container="Envoy"), at=f"{_AT}/containerName"),
        ),
        good=(Example(_proxy(*_WHOLE)),),
        implies=frozenset({"R028"}),
    ),
    Rule(
        id="R027",
        severity=Severity.ERROR,
        at=("proxyConfiguration",),
        why="Without these properties no traffic can be led through the proxy.",
        source=api("ProxyConfiguration"),
        check=missing_properties,
        hint="add one of the two ids, the application's ports, and both ports of the proxy",
        ecs="Ingress port not found",
        bad=(
            Example(_proxy(), at=_PROPERTIES),
            Example({_AT: {"containerName": "app"}}, at=_PROPERTIES),
            *(Example(_proxy(*(one for one in _WHOLE if one is not left_out)), at=_PROPERTIES) for left_out in _WHOLE),
        ),
        good=(Example(_proxy(*_WHOLE)), Example(_proxy(_property("IgnoredGID", "1337"), *_WHOLE[1:]))),
        implies=frozenset({"R028"}),
    ),
    Rule(
        id="R028",
        severity=Severity.WARNING,
        at=("proxyConfiguration",),
        why="After its end of support App Mesh's control plane is gone, and the proxy gets no configuration any more.",
        source=page("https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html"),
        check=is_used,
        hint="move to ECS Service Connect",
        bad=(Example(_proxy(*_WHOLE)),),
        good=(Example({}),),
    ),
)
