"""Read a JSON body by its shape, as the service's front does before it looks at meaning.

Nulls count as absent, unknown members are dropped (inferred: AWS's JSON services ignore them), a wrong JSON type is a
SerializationException. Texts: aws-actions/amazon-ecs-deploy-task-definition issues 587 and 610 (seen 2026-11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.world.ecs.shape import FLAG, REQUIRED, TEXT, TEXTS
from tests.world.wire import Refused

if TYPE_CHECKING:
    from tests.world.ecs.shape import Shape

_KINDS = {str: "STRING_VALUE", int: "NUMBER_VALUE", float: "DECIMAL_VALUE"}


def _wrong_type(value: object, wanted: str) -> Refused:
    if isinstance(value, list | dict):
        return Refused("SerializationException", f"Start of {'list' if isinstance(value, list) else 'structure'} found")
    kind = f"{value}".upper() + "_VALUE" if isinstance(value, bool) else _KINDS[type(value)]
    return Refused("SerializationException", f"{kind} cannot be converted to {wanted}")


def _leaf(value: object, shape: str) -> object:
    wanted, python_type = {TEXT: ("String", str), FLAG: ("Boolean", bool)}.get(shape, ("Integer", int))
    if type(value) is not python_type:
        raise _wrong_type(value, wanted)
    return value


def _collection(where: str) -> Refused:
    return Refused("SerializationException", f"Unrecognized collection type at {where.partition('.')[2] or 'the root'}")


def _texts(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _collection(where)
    return {name: str(_leaf(entry, TEXT)) for name, entry in value.items() if entry is not None}


def _structure(value: object, shape: dict[str, Shape], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _collection(where)
    name = where.rpartition(".")[2]
    for member in REQUIRED.get(name, ()):
        if value.get(member) is None:
            raise Refused("InvalidParameterException", f"{member} is required in {name}.")
    return {
        member: parsed(value[member], inner, f"{where}.{member}")
        for member, inner in shape.items()
        if value.get(member) is not None
    }


def _one_of(value: object, allowed: tuple[str, ...], where: str) -> object:
    # The log driver's own refusal is known by its text; see rules_logs.
    if _leaf(value, TEXT) in allowed or where.endswith(".logDriver"):
        return value
    path = where.partition(".")[2]
    raise Refused("ClientException", f"Invalid value '{value}' for '{path}'. Must be one of [{','.join(allowed)}].")


def parsed(value: object, shape: Shape, where: str = "") -> Any:  # noqa: ANN401 - a tree has no narrower type
    """Return `value` as `shape` says, without nulls and unknown members.

    Raises:
        Refused: SerializationException for a wrong type, InvalidParameterException for a missing member,
            ClientException for a value outside its enumeration (text inferred).
    """
    if isinstance(shape, str):
        return _texts(value, where) if shape == TEXTS else _leaf(value, shape)
    if isinstance(shape, tuple):
        return _one_of(value, shape, where)
    if isinstance(shape, dict):
        return _structure(value, shape, where)
    if not isinstance(value, list):
        raise _collection(where)
    return [parsed(entry, shape[0], where) for entry in value if entry is not None]
