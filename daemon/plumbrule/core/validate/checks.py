"""Checks that many rules are made of; each factory gives a `Check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.bound import NEUTRAL, NOTHING, Bound, whole
from plumbrule.core.validate.rule import Remark
from plumbrule.core.validate.show import is_hidden, quoted

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Check, Subject, Value

INCOMPATIBLE: Final = (
    "PlatformTaskDefinitionIncompatibilityException: One or more of the requested capabilities are not supported."
)
"""What ECS says when a task is to start on a platform that lacks something of its definition."""


def is_neutral(value: Value) -> bool:
    """Whether a value says no more than leaving it out: false, empty."""
    return value.tree is False or (isinstance(value.tree, str | list | tuple | Mapping) and not value.tree)


def stated(message: str) -> Check:
    """The member is there and says something, neutral or not. `message` is the whole sentence."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        yield Remark(value.pointer, message)

    return Bound(check, NOTHING)


def meant(message: str) -> Check:
    """The member is there and not neutral (false, empty)."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if not is_neutral(value):
            yield Remark(value.pointer, message)

    return Bound(check, NEUTRAL)


def on_windows(message: str) -> Check:
    """The member is there and not neutral, in a task that states a Windows family."""

    def check(subject: Subject, value: Value) -> Iterator[Remark]:
        if subject.task.is_windows and not is_neutral(value):
            yield Remark(value.pointer, message)

    return check


def outside(least: int | None, most: int | None, unit: str = "") -> Check:
    """A whole number below `least` or above `most`; `unit` follows the bound in the sentence (` seconds`)."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if not isinstance(value.tree, int) or isinstance(value.tree, bool):
            return
        if (least is not None and value.tree < least) or (most is not None and value.tree > most):
            yield Remark(value.pointer, f"`{value.name}` must be {_range(least, most, unit)}, but is {quoted(value)}")

    bounds = {"minimum": least, "maximum": most}
    return Bound(check, {name: bound for name, bound in bounds.items() if bound is not None})


def _range(least: int | None, most: int | None, unit: str) -> str:
    if least is None:
        return f"{most}{unit} or less"
    return f"{least}{unit} or more" if most is None else f"between {least} and {most}{unit}"


def unlike(pattern: re.Pattern[str], wanted: str) -> Check:
    """A text that the pattern does not match as a whole; the sentence says that it must be `wanted`."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if isinstance(value.tree, str) and not pattern.fullmatch(value.tree):
            yield Remark(value.pointer, f"`{value.name}` must be {wanted}, but is {quoted(value)}")

    return Bound(check, {"pattern": whole(pattern)})


def not_among(*words: str) -> Check:
    """A text that is none of `words`; letter case counts."""
    listed = ", ".join(f"`{word}`" for word in words)

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if isinstance(value.tree, str) and value.tree not in words:
            yield Remark(value.pointer, f"`{value.name}` must be one of {listed}, but is {quoted(value)}")

    return Bound(check, {"enum": list(words)})


def not_quite(*words: str) -> Check:
    """Like `not_among`; the hint names the word that was probably meant."""
    strange = not_among(*words)

    def check(subject: Subject, value: Value) -> Iterator[Remark]:
        for remark in strange(subject, value):
            near = closest(value.tree, words) if isinstance(value.tree, str) and not is_hidden(value) else None
            yield replace(remark, hint=f"did you mean `{near}`?") if near else remark

    return Bound(check, {"enum": list(words)})


def each_container(said: Callable[[Subject, Container], Iterator[Remark]]) -> Check:
    """A check at `""` that asks `said` about each container in turn."""

    def check(subject: Subject, _: Value) -> Iterator[Remark]:
        for container in subject.task.containers:
            yield from said(subject, container)

    return check
