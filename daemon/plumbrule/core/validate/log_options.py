"""Where log drivers and their options stand, for rules about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.validate.rule import Check, Remark, Subject, Value
    from plumbrule.model.tree import Object

LOGS: Final = "containerDefinitions[].logConfiguration"
DRIVER: Final = f"{LOGS}.logDriver"
OPTIONS: Final = f"{LOGS}.options"
OPTION: Final = f"{OPTIONS}{{}}"

AWSLOGS: Final = "awslogs"
SPLUNK: Final = "splunk"
FIRELENS: Final = "awsfirelens"
DRIVERS: Final = (AWSLOGS, SPLUNK, FIRELENS)
"""What Fargate offers (LogConfiguration in the API model, seen 2026-11)."""


def driver_of(value: Value) -> str | None:
    """The driver of the log configuration that `value` is, or is part of; None when it cannot be read."""
    above: Value | None = value
    while above is not None and above.path != LOGS:
        above = above.parent
    return None if above is None else as_text(as_object(above.tree).get("logDriver"))


def under(driver: str, options: Object, *needed: str) -> Object:
    """JSON Schema keywords of a log configuration: under one driver these hold for its options, and some must stand."""
    then: Object = {"properties": {"options": options}}
    if needed:
        then = {"properties": {"options": {**options, "required": list(needed)}}, "required": ["options"]}
    return {"if": {"properties": {"logDriver": {"const": driver}}}, "then": then}


def of_option(key: str, check: Check, *drivers: str) -> Check:
    """`check`, asked only about the option `key`, and only under one of `drivers` where some are named.

    The key is written like a pointer token: without `~` and `/`.
    """
    tail = f"/{key}"

    def asked(subject: Subject, value: Value) -> Iterable[Remark]:
        if value.pointer.endswith(tail) and (not drivers or driver_of(value) in drivers):
            return check(subject, value)
        return ()

    return asked
