"""One option of `docker run`, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from plumbrule.drafts.draft import Draft

Read: TypeAlias = Callable[["Draft", str], None]
"""Takes the option's value over into the draft; of a switch the value is `true` or `false`."""


def here(draft: Draft, value: str) -> None:
    """About how Docker runs it on this machine: nothing for ECS, and nothing to say."""
    del draft, value


def into(*names: str, form: Callable[[str], object] = str) -> Read:
    """Puts the value at a place inside the container, in the form that ECS has it in; what `form` raises goes on."""

    def read(draft: Draft, value: str) -> None:
        *above, last = names
        draft.inner(*above)[last] = form(value)

    return read


def truth(value: str) -> bool:
    """The value of a switch."""
    return value == "true"


@dataclass(frozen=True, slots=True)
class Option:
    """A row of the table.

    Attributes:
        long: without its hyphens.
        read: None: ECS has no word for it, which is said.
        short: one letter, or empty.
        switch: whether it stands without a value.
        why: said instead of the usual sentence where ECS has no word for it.
    """

    long: str
    read: Read | None = None
    short: str = ""
    switch: bool = False
    why: str = "ECS has no word for it"
