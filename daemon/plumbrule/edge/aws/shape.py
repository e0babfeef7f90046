"""The API shape of a task definition, from botocore's own model of ECS.

Only the file is read: importing botocore's loader, with all that it draws in, takes longer than the rest of a verb.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.shape import ApiShape, Listed, Mapped, Structure, Text, Truth, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.shape import Shape

_REQUEST: Final = "RegisterTaskDefinitionRequest"
_RESPONSE: Final = "TaskDefinition"
_MODEL: Final = "data/ecs/*/service-2.json*"
"""Below botocore, by API version; some versions of botocore pack it (seen 2026-11)."""


@cache
def api_shape() -> ApiShape:
    """What RegisterTaskDefinition takes, and what only DescribeTaskDefinition returns.

    The installed botocore decides (`ecs/2014-11-13/service-2.json`); a model that a user keeps in `~/.aws/models` does
    not, so that the same version always judges the same way.
    Takes about 0.03 s the first time.

    Raises:
        ModuleNotFoundError: there is no botocore, or it has no model of ECS.
    """
    return shape_from(json.loads(_model())["shapes"])


def _model() -> bytes:
    """The newest model as it lies on the disk; `find_spec` finds botocore without importing it."""
    found = find_spec("botocore")
    folders = (found and found.submodule_search_locations) or ()
    paths = sorted(path for folder in folders for path in Path(folder).glob(_MODEL))
    if not paths:
        raise ModuleNotFoundError("botocore has no model of ECS: install it anew", name="botocore")
    content = paths[-1].read_bytes()
    return gzip.decompress(content) if paths[-1].suffix == ".gz" else content


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
