"""FireLens: how many lines wait for the router."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.log_options import FIRELENS, OPTION, SPLUNK, of_option
from plumbrule.core.validate.pages import guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.core.validate.variants import ROUTED
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value
    from plumbrule.model.tree import Tree

_LIMIT: Final = "log-driver-buffer-limit"
_MOST: Final = 536_870_912
_PAGE: Final = guide("firelens-docker-buffer-limit")

_APP: Final = "/containerDefinitions/0/logConfiguration"
_AT: Final = f"{_APP}/options/{_LIMIT}"
_THIRD: Final = "/containerDefinitions/2"
_HALF: Final = str(_MOST // 2)


def _logs(limit: str) -> dict[str, Tree]:
    return {"logDriver": FIRELENS, "options": {"Name": "stdout", _LIMIT: limit}}


def _two(first: str, second: str, **members: Tree) -> Example:
    third = beside("worker", logConfiguration=_logs(second), **members)
    return Example({**ROUTED, _APP: _logs(first), _THIRD: third}, at=f"{_THIRD}/logConfiguration/options/{_LIMIT}")


def _lines(tree: Tree) -> int | None:
    """What a limit says; None when it is no limit."""
    is_number = isinstance(tree, str) and tree.isascii() and tree.isdecimal() and len(tree) <= len(str(_MOST))
    count = int(tree) if isinstance(tree, str) and is_number else -1
    return count if 0 <= count <= _MOST else None


def no_limit(_: Subject, value: Value) -> Iterator[Remark]:
    """A text that is no number of lines, or of too many."""
    if _lines(value.tree) is None:
        yield Remark(value.pointer, f"`{_LIMIT}` must be a number from 0 to {_MOST}, but is {quoted(value)}")


def idle(_: Subject, value: Value) -> Iterator[Remark]:
    """A limit for another driver."""
    yield Remark(value.pointer, f"`{_LIMIT}` has no effect without `awsfirelens`")


def too_much_together(subject: Subject, _: Value) -> Iterator[Remark]:
    """Limits of containers without a memory limit that are too much for one task; told at the one that is too much."""
    total = 0
    for one in subject.task.routed:
        lines = 0 if one.has("memory") else _lines(_options(one).get(_LIMIT)) or 0
        total += lines
        if total > _MOST and lines:
            message = f"the limits of containers without `memory` add up to {total}, more than {_MOST}"
            yield Remark(one.at("logConfiguration", "options", _LIMIT), message)
            return


def _options(container: Container) -> dict[str, Tree]:
    return dict(container.object("logConfiguration").object("options").tree)


RULES: Final = (
    Rule(
        id="R166",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="The task fails to start with another limit.",
        source=_PAGE,
        check=of_option(_LIMIT, no_limit, FIRELENS),
        hint="write the number of lines that may wait in memory, in quotes; the default is 1048576",
        bad=tuple(Example({**ROUTED, _APP: _logs(limit)}, at=_AT) for limit in ("", "-1", "2m", "1.5", str(_MOST + 1))),
        good=tuple(Example({**ROUTED, _APP: _logs(limit)}) for limit in ("0", "2097152", str(_MOST))),
    ),
    Rule(
        id="R166",
        severity=Severity.WARNING,
        at=(OPTION,),
        why="The limit belongs to the buffer before a FireLens router.",
        source=_PAGE,
        # `awslogs` refuses it: R142.
        check=of_option(_LIMIT, idle, SPLUNK),
        hint="remove it; for other drivers there is `max-buffer-size`",
        bad=(
            Example(
                {
                    _APP: {
                        "logDriver": "splunk",
                        "options": {"splunk-url": "https://splunk.example.com:8088", _LIMIT: "1024"},
                        "secretOptions": [
                            {"name": "splunk-token", "valueFrom": "arn:aws:ssm:eu-central-1:123456789012:parameter/s"}
                        ],
                    }
                },
                at=_AT,
            ),
        ),
        good=(Example({**ROUTED, _APP: _logs("1024")}),),
    ),
    Rule(
        id="R166",
        severity=Severity.WARNING,
        at=("",),
        why="Buffers may take so much memory that the task is stopped.",
        source=_PAGE,
        check=too_much_together,
        hint="lower the limits, or give the containers a `memory` limit",
        bad=(_two(_HALF, str(_MOST // 2 + 1)),),
        good=(_two(_HALF, _HALF), _two(_HALF, str(_MOST // 2 + 1), memory=256)),
    ),
)
