"""The second net for secrets: whatever reaches a log line is looked through once more.

The first net is that values mask themselves before they get here (`model/secret.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plumbrule.model.secret import MASK, is_secret_name, is_secret_text

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger


def redact(_logger: WrappedLogger, _method: str, event_dict: EventDict) -> EventDict:
    """A structlog processor: masks values under secret names and text with the shape of a credential, at any depth."""
    return {name: masked(name, value) for name, value in event_dict.items()}


def masked(name: str, value: object) -> object:
    """`value`, or the mask where it is text that must not be shown."""
    if isinstance(value, str):
        return MASK if is_secret_text(value) or (value and is_secret_name(name)) else value
    if isinstance(value, Mapping):
        return {key: masked(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(name, inner) for inner in value]
    return value
