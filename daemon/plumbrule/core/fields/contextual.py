"""Defaults that depend on what stands around them; each answers whether a value is the one ECS would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.fields.fact import Contextual
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree


def usual_network_mode(definition: Object) -> str:
    """The network mode of a definition that names none: `awsvpc` is the only one Fargate has, else `bridge`.

    Source: RegisterTaskDefinition, `networkMode`, seen 2026-11.
    """
    return "awsvpc" if "FARGATE" in as_list(definition.get("requiresCompatibilities")) else "bridge"


def _is_usual_network_mode(value: Tree, _: Object, definition: Object) -> bool:
    return value == usual_network_mode(definition)


def _is_own_port(value: Tree, mapping: Object, definition: Object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    # 0 asks for any port in bridge mode and is what absence means there; in the other modes ECS writes the container's.
    return value == 0 or (
        value == mapping.get("containerPort")
        and (definition.get("networkMode") or usual_network_mode(definition)) in {"awsvpc", "host"}
    )


NETWORK_MODE: Final = Contextual("awsvpc for Fargate, else bridge", _is_usual_network_mode)
HOST_PORT: Final = Contextual("containerPort under awsvpc and host, else 0", _is_own_port)

DECIDING: Final = frozenset({"networkMode", "requiresCompatibilities"})
"""Top-level members that the defaults above look at: whoever changes one changes what others mean."""
