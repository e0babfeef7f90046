from __future__ import annotations

import pytest

from plumbrule.core.fields import element_key
from plumbrule.model.tree import Opaque, Tree

PORTS = "containerDefinitions[].portMappings"


@pytest.mark.parametrize(
    ("path", "element", "key"),
    [
        ("containerDefinitions", {"name": "app", "image": "a"}, "app"),
        ("containerDefinitions", {"image": "a"}, None),
        ("containerDefinitions", {"name": ""}, None),
        ("containerDefinitions", {"name": None}, None),
        ("containerDefinitions", {"name": Opaque("${var.NAME}")}, None),
        ("containerDefinitions", {"name": True}, None),
        ("containerDefinitions", "app", None),
        (PORTS, {"containerPort": 80}, "80/tcp"),
        (PORTS, {"containerPort": 80, "protocol": None}, "80/tcp"),
        (PORTS, {"containerPort": 53, "protocol": "udp", "hostPort": 53}, "53/udp"),
        (PORTS, {"containerPortRange": "80-90"}, "80-90/tcp"),
        (PORTS, {"containerPortRange": "80-90", "containerPort": 80}, None),
        (PORTS, {"hostPort": 80}, None),
        ("placementConstraints", {"type": "memberOf", "expression": "a == b"}, "memberOf/a == b"),
        ("containerDefinitions[].command", "true", None),
        ("containerDefinitions[].environmentFiles", {"value": "a"}, None),
        ("inventedTomorrow", {"name": "a"}, None),
    ],
)
def test_the_key_of_an_element(path: str, element: Tree, key: str | None) -> None:
    assert element_key(path, element) == key
