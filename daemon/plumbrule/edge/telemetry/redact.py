"""The second net for secrets: whatever reaches a log line is looked through once more.

The first net is that values mask themselves before they get here (`model/secret.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.secret import MASK, is_secret_text, masked_tree

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

_MACHINERY: Final = frozenset({"exc_info", "stack_info", "_record", "_from_structlog"})
"""What structlog keeps in a line until it is rendered; by then it has become text, which is looked through again."""


def redact(_logger: WrappedLogger, _method: str, event_dict: EventDict) -> EventDict:
    """A structlog processor: masks values under secret names and text with the shape of a credential, at any depth."""
    return {name: value if name in _MACHINERY else masked(name, value) for name, value in event_dict.items()}


def masked(name: str, value: object) -> object:
    """`value`, or the mask where it must not be shown; what is no plain value is judged by how it would be written.

    A number of a line's own is a count, whatever it is called; inside a definition it may be a password.
    """
    return value if isinstance(value, int | float) else masked_tree(_plain(value), name)


def _plain(value: object) -> Any:  # noqa: ANN401 - a tree, or what only a renderer knows to write
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {_written(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return MASK if is_secret_text(_written(value)) or is_secret_text(repr(value)) else value


def _written(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
