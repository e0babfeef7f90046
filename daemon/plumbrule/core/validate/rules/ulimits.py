"""Limits of a container's processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, not_quite, on_windows
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.item import Item, items_of, repeated
from plumbrule.core.validate.pages import CONTAINER, FARGATE, api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Object

_AT: Final = "containerDefinitions[].ulimits"
_APP: Final = "/containerDefinitions/0/ulimits"
_UNLIMITED: Final = -1
_MOST_FILES: Final = 1048576
_NAMES: Final = (
    *("core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice"),
    *("nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"),
)


def soft_above_hard(_: Subject, value: Value) -> Iterator[Remark]:
    """A limit to start with that is above the limit that may not be passed."""
    limit = Item(value.pointer, as_object(value.tree))
    soft, hard = limit.whole("softLimit"), limit.whole("hardLimit")
    if soft is None or hard is None or hard == _UNLIMITED:
        return
    if soft > hard or soft == _UNLIMITED:
        told = f"{soft}, which is unlimited," if soft == _UNLIMITED else str(soft)
        yield Remark(limit.at("softLimit"), f"`softLimit` is {told} but must not be above `hardLimit`, which is {hard}")


def too_many_files(_: Subject, value: Value) -> Iterator[Remark]:
    """More open files than Fargate's kernel grants; said once, of the hard limit if it is that one, too."""
    limit = Item(value.pointer, as_object(value.tree))
    above = [name for name in ("hardLimit", "softLimit") if (limit.whole(name) or 0) > _MOST_FILES]
    if limit.text("name") == "nofile" and above:
        message = f"`{above[0]}` of `nofile` must be {_MOST_FILES} or less, but is {limit.whole(above[0])}"
        yield Remark(limit.at(above[0]), message)


def twice(_: Subject, value: Value) -> Iterator[Remark]:
    """One name for two limits."""
    for limit, name in repeated(items_of(value.tree, value.pointer), "name"):
        yield Remark(limit.at("name"), f"`{brief(name)}` is limited twice; only one of the two counts")


def unlimited_files(_: Subject, value: Value) -> Iterator[Remark]:
    """Open files without a limit."""
    limit = Item(value.pointer, as_object(value.tree))
    if limit.text("name") == "nofile" and _UNLIMITED in (limit.whole("softLimit"), limit.whole("hardLimit")):
        yield Remark(limit.at("name"), "`nofile` is -1, but the number of open files cannot be unlimited")


def _limit(name: str, soft: int, hard: int) -> Object:
    return {"name": name, "softLimit": soft, "hardLimit": hard}


_FILES: Final = _limit("nofile", 65535, 65535)

RULES: Final = (
    Rule(
        id="R204",
        severity=Severity.ERROR,
        at=(f"{_AT}[].name",),
        why="ECS knows fifteen ulimits and refuses other names.",
        source=api("Ulimit"),
        check=not_quite(*_NAMES),
        hint="write one of these names in small letters, without `RLIMIT_`",
        bad=(
            Example({_APP: [_limit("NOFILE", 1024, 1024)]}, at=f"{_APP}/0/name"),
            Example({_APP: [_limit("as", 1024, 1024)]}, at=f"{_APP}/0/name"),
        ),
        good=(Example({_APP: [_limit(name, 1024, 1024) for name in _NAMES]}),),
    ),
    Rule(
        id="R206",
        severity=Severity.ERROR,
        at=(f"{_AT}[]",),
        why="A container is not created when a soft limit is above its hard limit.",
        source=page("https://docs.docker.com/reference/cli/docker/container/run/"),
        check=soft_above_hard,
        hint="raise `hardLimit`, or lower `softLimit`",
        ecs="CannotCreateContainerError: ... ulimit soft limit must be less than or equal to hard limit",
        bad=(
            Example({_APP: [_limit("nproc", 1025, 1024)]}, at=f"{_APP}/0/softLimit"),
            Example({_APP: [_FILES, _limit("core", -1, 0)]}, at=f"{_APP}/1/softLimit"),
        ),
        good=(
            Example({_APP: [_limit("nproc", 1024, 1024)]}),
            Example({_APP: [_limit("core", 0, -1)]}),
            Example({_APP: [_limit("memlock", -1, -1)]}),
        ),
    ),
    Rule(
        id="R207",
        severity=Severity.ERROR,
        at=(f"{_AT}[]",),
        why="Fargate grants a process at most 1048576 open files.",
        source=FARGATE,
        check=too_many_files,
        hint="write 1048576 or less; without this limit it is 65535",
        bad=(
            Example({_APP: [_limit("nofile", 65535, 1048577)]}, at=f"{_APP}/0/hardLimit"),
            Example({_APP: [_limit("nofile", 1048577, 1048577)]}, at=f"{_APP}/0/hardLimit"),
        ),
        good=(
            Example({_APP: [_limit("nofile", 1048576, 1048576)]}),
            Example({_APP: [_limit("stack", 8388608, 67108864)]}),
        ),
    ),
    Rule(
        id="R208",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Of two limits for one thing only one counts.",
        source=api("Ulimit"),
        check=twice,
        hint="keep one of them",
        bad=(Example({_APP: [_FILES, _limit("nofile", 1024, 4096)]}, at=f"{_APP}/1/name"),),
        good=(Example({_APP: [_FILES, _limit("nproc", 1024, 4096)]}),),
    ),
    Rule(
        id="R208",
        severity=Severity.WARNING,
        at=(f"{_AT}[]",),
        why="The kernel bounds open files, so a container with unlimited ones may not start.",
        source=FARGATE,
        check=unlimited_files,
        hint="write a number up to 1048576",
        bad=(
            Example({_APP: [_limit("nofile", -1, -1)]}, at=f"{_APP}/0/name"),
            Example({_APP: [_limit("nofile", 1024, -1)]}, at=f"{_APP}/0/name"),
        ),
        good=(Example({_APP: [_limit("core", -1, -1)]}),),
    ),
    Rule(
        id="R209",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Fargate starts no Windows task that states ulimits.",
        source=CONTAINER,
        check=on_windows("`ulimits` are not supported for Windows containers"),
        hint="remove them",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, _APP: [_FILES]}, at=_APP),),
        good=(Example({**WINDOWS, _APP: []}), Example({_APP: [_FILES]})),
    ),
)
