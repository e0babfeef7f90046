"""The hand-written shape against botocore's model: what botocore can send, the world must know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import botocore.session

from tests.world.ecs.shape import FLAG, REGISTER, REQUIRED, TEXT, TEXTS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.ecs.shape import Shape

LEAVES = {"string": TEXT, "integer": WHOLE, "long": WHOLE, "boolean": FLAG, "map": TEXTS}


def _of_model(model: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - botocore has no types
    """Yield (path, leaf), (path, enumerated value) and (path, "needs x")."""
    if model.type_name == "list":
        yield from _of_model(model.member, f"{path}[]")
    elif model.type_name == "structure":
        yield from ((path, f"needs {name}") for name in model.required_members)
        for name, inner in model.members.items():
            yield from _of_model(inner, f"{path}.{name}")
    else:
        yield from ((path, leaf) for leaf in getattr(model, "enum", []) or [LEAVES[model.type_name]])


def _of_shape(shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(shape, list):
        yield from _of_shape(shape[0], f"{path}[]")
    elif isinstance(shape, dict):
        yield from ((path, f"needs {name}") for name in REQUIRED.get(path.rpartition(".")[2].removesuffix("[]"), ()))
        for name, inner in shape.items():
            yield from _of_shape(inner, f"{path}.{name}")
    else:
        yield from ((path, leaf) for leaf in (shape if isinstance(shape, tuple) else (shape,)))


def test_the_world_knows_whatever_botocore_can_send() -> None:
    operation = botocore.session.Session().get_service_model("ecs").operation_model("RegisterTaskDefinition")
    theirs, ours = set(_of_model(operation.input_shape, "register")), set(_of_shape(REGISTER, "register"))
    # FSx's authorizationConfig shares its name with EFS's, which needs nothing; Fargate refuses FSx anyway.
    fsx = "register.volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig"
    assert theirs - ours == {(fsx, "needs credentialsParameter"), (fsx, "needs domain")}


def test_the_world_needs_nothing_that_botocore_may_leave_out() -> None:
    operation = botocore.session.Session().get_service_model("ecs").operation_model("RegisterTaskDefinition")
    theirs, ours = set(_of_model(operation.input_shape, "register")), set(_of_shape(REGISTER, "register"))
    known = {path for path, _ in theirs}
    assert {row for row in ours - theirs if row[1].startswith("needs ") and row[0] in known} == set()
