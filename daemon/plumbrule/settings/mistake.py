"""A mistake in the settings, and how it is written down."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.model.document import KeyPointer
from plumbrule.model.pointer import join
from plumbrule.model.secret import MASK, is_secret_name, is_secret_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.document import Marks, Position

Where: TypeAlias = tuple[str | int, ...]

_LONGEST: Final = 80
_HIDDEN: Final = frozenset({"external_id", "writer_external_id"})
_WORD: Final = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend.

    Attributes:
        where: the steps from the root to the value; a missing one has those it would have.
        sentence: what is wrong and what to do, without secrets.
        at_key: whether the key itself is meant, not what stands under it.
        variable: the environment variable, when `where` cannot say it.
    """

    where: Where
    sentence: str
    at_key: bool = False
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each value came from: a place in the file, or an environment variable.

    Attributes:
        name: what the file is called in messages.
        marks: where each value and key of the file stands.
        variables: names of environment variables, by the JSON pointer of what they set.
    """

    name: str
    marks: Marks
    variables: Mapping[str, str]

    def lines(self, mistakes: tuple[Mistake, ...]) -> tuple[str, ...]:
        """Every mistake as "place: key: sentence", the file's first and in its order; one for each value and key."""
        first = {(mistake.variable, mistake.where, mistake.at_key): mistake for mistake in reversed(mistakes)}
        placed = sorted(
            (self._place(mistake), path_text(mistake.where), mistake.sentence) for mistake in first.values()
        )
        return tuple(": ".join(part for part in (place, path, text) if part) for (_, place), path, text in placed)

    def _place(self, mistake: Mistake) -> tuple[tuple[str, Position], str]:
        pointer = join(mistake.where)
        variable = mistake.variable or self.variables.get(pointer, "")
        if variable:
            return (variable, (0, 0)), variable
        line, column = self.marks.at(KeyPointer(pointer) if mistake.at_key else pointer)
        return ("", (line, column)), f"{self.name}:{line}:{column}"


def path_text(where: Where) -> str:
    """`("targets", 0, "account_id")` as `targets[0].account_id`."""
    return "".join(_step(step) for step in where).removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _WORD.fullmatch(step) and not is_secret_text(step) else f"[{shown(step, '')}]"


def shown(value: object, name: str) -> str:
    """`value` as a message shows it, cut at 80 characters; masked when it, or the `name` it stands under, is secret."""
    if name in _HIDDEN or is_secret_name(name) or is_secret_text(str(value)):
        return MASK
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
