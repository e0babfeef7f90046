"""Two kinds of value that only targets have: what may be automatic, and a variable's value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from plumbrule.model.state import MAY_BE_AUTOMATIC, State
from plumbrule.settings.kinds import unfit

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHY_NOT: Final[Mapping[State, str]] = {
    State.UNKNOWN: "what is registered could not be seen",
    State.IN_SYNC: "nothing is left to be done there",
    State.WITHDRAWN: "somebody deregistered it, and may have had a reason",
    State.UNADOPTED: "somebody else's revision would be overwritten before anyone agreed to it",
    State.UNEXPLAINED: "neither side changed, so nobody knows yet what registering would mend",
    State.OUT_OF_BAND: "somebody registered by hand, perhaps as an emergency fix, and it would be overwritten",
    State.DIVERGED: "both sides changed, and one person's work would be overwritten",
    State.ORPHAN: "its file is gone, so there is nothing to register",
}
AUTOMATIC: Final = tuple(state for state in State if state in MAY_BE_AUTOMATIC)
TAGS: Final = "tags"
"""Beside the states: tags are mended without asking anybody."""
_ALLOWED: Final = f"{', '.join(AUTOMATIC)} or {TAGS}"
ALL_CLUSTERS: Final = "*"
LARGEST: Final = 2**63 - 1


def read_auto(value: object) -> State | str:
    """The state `value` names, when it may be automatic, or `TAGS`; the reason otherwise."""
    if value == TAGS:
        return TAGS
    for state in State:
        if value == state:
            return _automatic(state)
    raise unfit(_ALLOWED)


def _automatic(state: State) -> State:
    if state in MAY_BE_AUTOMATIC:
        return state
    raise unfit(f"{_ALLOWED}; {state} always asks, because {_WHY_NOT[state]}")


def read_variable(value: object) -> str | int | bool:
    """`value` when it is text, a whole number of 64 bits, or a truth."""
    if isinstance(value, bool | str) or (isinstance(value, int) and abs(value) <= LARGEST):
        return value
    raise unfit("text, a whole number, true or false")


AutoState: TypeAlias = Annotated[
    State | str, PlainValidator(read_auto), WithJsonSchema({"type": "string", "enum": [*AUTOMATIC, TAGS]})
]
VariableValue: TypeAlias = Annotated[
    str | int | bool, PlainValidator(read_variable), WithJsonSchema({"type": ["string", "number", "boolean"]})
]
