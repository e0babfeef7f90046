"""Every key there is, read off the pydantic form: for guesses, the environment, and sentences about what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from plumbrule.settings.form import SettingsForm
from plumbrule.settings.section import Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo


class Holds(StrEnum):
    """What stands under a key."""

    SECTION = "section"
    LIST = "list"
    MAP = "map"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One key: its path with `[]` for list items (`targets[].paths[].path`), what it holds, and its words."""

    path: str
    holds: Holds
    words: str

    @property
    def parent(self) -> str:
        """The path of the group it stands in; empty for the file itself."""
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key as it is written."""
        return self.path.rpartition(".")[2]

    @property
    def first_sentence(self) -> str:
        """What the key is, without the details."""
        return f"{self.words.partition('. ')[0].removesuffix('.')}."

    @property
    def in_list(self) -> bool:
        """Whether it belongs to an item of a list."""
        return "[]" in self.path


@cache
def keys(form: type[Section] = SettingsForm) -> Mapping[str, KeyFact]:
    """All keys of a file by path, in the file's order; lists and their items share one path."""
    return {fact.path: fact for fact in _walk(form, "")}


def path_of(where: tuple[str | int, ...]) -> str:
    """`("targets", 0, "name")` as the key's path, `targets[].name`."""
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in where).removeprefix(".")


def _walk(form: type[Section], prefix: str) -> Iterator[KeyFact]:
    for name, field in form.model_fields.items():
        path = f"{prefix}.{name}" if prefix else name
        holds = _holds(field)
        yield KeyFact(path, holds, field.description or "")
        inner = _section(field.annotation)
        if inner:
            yield from _walk(inner, f"{path}[]" if holds is Holds.LIST else path)


def _holds(field: FieldInfo) -> Holds:
    annotation = _present(field.annotation)
    kind = get_origin(annotation) or annotation
    if kind in {int, float}:
        return Holds.NUMBER
    if kind in {list, dict}:
        return Holds.LIST if kind is list else Holds.MAP
    return Holds.SECTION if _section(field.annotation) else Holds.TEXT


def _section(annotation: Any) -> type[Section] | None:  # noqa: ANN401 - whatever a field is annotated with
    annotation = _present(annotation)
    inner = get_args(annotation)[0] if get_origin(annotation) is list else annotation
    return inner if isinstance(inner, type) and issubclass(inner, Section) else None


def _present(annotation: Any) -> Any:  # noqa: ANN401 - whatever a field is annotated with
    """What stands there where it is not left out."""
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return parts[0] if get_origin(annotation) in {Union, UnionType} else annotation
