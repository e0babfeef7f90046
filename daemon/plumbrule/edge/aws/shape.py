"""The API shape of a task definition, from botocore's own model of ECS.

Only botocore's loader is used: no client, no session, no network.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from botocore.loaders import Loader

from plumbrule.model.shape import ApiShape, Listed, Mapped, Structure, Text, Truth, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.shape import Shape

_REQUEST: Final = "RegisterTaskDefinitionRequest"
_RESPONSE: Final = "TaskDefinition"


@cache
def api_shape() -> ApiShape:
    """What RegisterTaskDefinition takes, and what only DescribeTaskDefinition returns.

    The installed botocore decides (`ecs/2014-11-13/service-2.json`); a model that a user keeps in `~/.aws/models` does
    not, so that the same version always judges the same way.
    Takes about 0.1 s the first time.
    """
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    return shape_from(loader.load_service_model("ecs", "service-2")["shapes"])


def shape_from(shapes: Mapping[str, Any]) -> ApiShape:
    """The API shape that the `shapes` part of a botocore service model describes."""
    request = _Reader(shapes).structure(_REQUEST)
    returned = frozenset(shapes[_RESPONSE]["members"])
    return ApiShape(request, returned - frozenset(request.members))


class _Reader:
    """Turns named shapes into values; each name once, so that a shape that holds itself comes to an end."""

    def __init__(self, shapes: Mapping[str, Any]) -> None:
        self._shapes = shapes
        self._structures: dict[str, Structure] = {}

    def structure(self, name: str) -> Structure:
        if name not in self._structures:
            members: dict[str, Shape] = {}
            model = self._shapes[name]
            self._structures[name] = Structure(MappingProxyType(members), frozenset(model.get("required", ())))
            members.update((member, self.shape(of["shape"])) for member, of in model["members"].items())
        return self._structures[name]

    def shape(self, name: str) -> Shape:
        model = self._shapes[name]
        match model["type"]:
            case "structure":
                return self.structure(name)
            case "list":
                return Listed(self.shape(model["member"]["shape"]))
            case "map":
                return Mapped(self.shape(model["value"]["shape"]))
            case "string":
                return Text(tuple(model.get("enum", ())))
            case "integer" | "long":
                return Whole(model.get("min"), model.get("max"))
            case "boolean":
                return Truth()
            case other:
                raise NotImplementedError(f"botocore's shape {name} has a type that is new to us: {other}")
