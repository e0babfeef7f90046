"""The observed side: Describe's answer, and where that was registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plumbrule.core.canon import context_of_arn
from plumbrule.model.ids import Target, TargetId, TargetName
from plumbrule.model.regions import partition_of
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from plumbrule.model.tree import Object

WRAPPER: Final = "taskDefinition"
_TEXTS: Final = ("account_id", "partition", "region", "target")
_OBJECTS: Final = ("labels", "variables")


def as_given(given: Object, name: str) -> Object:
    """One side, as it was given.

    Raises:
        ValueError: it is no object; `name` says which side.
    """
    if not isinstance(given, Mapping):
        raise ValueError(f"{name} is {type(given).__name__}, not an object")  # noqa: TRY004 - one kind of error for callers
    return given


def registered(answer: Object) -> Object:
    """The task definition in Describe's answer, or what was given in its place.

    Raises:
        ValueError: there is none.
    """
    inner = answer.get(WRAPPER, answer)
    if not isinstance(inner, Mapping):
        raise ValueError(f"observed has a `{WRAPPER}` that is {type(inner).__name__}, not an object")  # noqa: TRY004 - as above
    if "family" not in inner and "containerDefinitions" not in inner:
        raise ValueError("observed is no task definition: it has neither `family` nor `containerDefinitions`")
    return inner


def check_context(context: Object) -> None:
    """Refuse what would silently not count.

    Raises:
        ValueError: a key that it should not have, or a value of another type.
    """
    unknown = context.keys() - {*_TEXTS, *_OBJECTS}
    if unknown:
        takes = "account_id, partition and region, and for manifests target, labels and variables"
        raise ValueError(f"context takes {takes}, not {', '.join(sorted(map(str, unknown)))}")
    for name in _TEXTS:
        if not isinstance(context.get(name) or "", str):
            raise ValueError(f"context's {name} is {type(context[name]).__name__}, not text")  # noqa: TRY004 - as above
    for name in _OBJECTS:
        found = context.get(name)
        if found is not None and not isinstance(found, Mapping):
            raise ValueError(f"context's {name} is {type(found).__name__}, not an object")


def target_of(observed: Object, context: Object) -> Target:
    """Where `observed` is registered: its ARN is believed before the context."""
    given = {name: str(context.get(name) or "") for name in _TEXTS}
    where = TargetId(given["partition"] or partition_of(given["region"]), given["account_id"], given["region"])
    arn = as_text(observed.get("taskDefinitionArn")) or ""
    try:
        found = context_of_arn(arn)
    except ValueError:
        pass
    else:
        where = TargetId(found.partition, found.account_id or "", arn.split(":")[3])
    labels = {name: str(value) for name, value in as_object(context.get("labels")).items()}
    variables = {
        name: value
        for name, value in as_object(context.get("variables")).items()
        if isinstance(value, str | int | bool)
    }
    return Target(TargetName(given["target"]), where, labels, variables)
