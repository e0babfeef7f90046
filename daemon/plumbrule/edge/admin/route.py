"""One question that can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plumbrule.edge.admin.fields import Field
    from plumbrule.model.people import Identity
    from plumbrule.ports import Desk

GET: Final = "GET"
POST: Final = "POST"


@dataclass(frozen=True, slots=True)
class Route:
    """One question.

    Attributes:
        answer: the dataclass of the answer; `many` where a list of them is.
        ask: asks the desk with what was read: parts of the path and fields, by name.
        words: one sentence for the reference.
        fields: of the query for GET, of the JSON body for POST.
    """

    method: str
    path: str
    answer: type
    ask: Callable[[Desk, Identity, Mapping[str, Any]], object]
    words: str
    fields: tuple[Field, ...] = ()
    many: bool = False
