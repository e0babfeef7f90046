"""The user that a container runs as."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.checks import INCOMPATIBLE, is_neutral, on_windows
from plumbrule.core.validate.example import WINDOWS, Example, beside
from plumbrule.core.validate.pages import CONTAINER, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].user"
_APP: Final = "/containerDefinitions/0"
_USER: Final = f"{_APP}/user"
_NAME: Final = r"""[^\s:/,<>"'{}$-][^\s:/,<>"'{}]*"""
_FORM: Final = re.compile(f"{_NAME}(?::{_NAME})?")
_ROOT: Final = frozenset({"root", "0"})
_MOST_NAMED: Final = 5
_SECURITY_HUB: Final = page(
    "https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-linux-user-non-root.html"
)


def no_user(subject: Subject, value: Value) -> Iterator[Remark]:
    """A text that names neither a user nor a user and a group; Windows has names of another kind."""
    is_form = isinstance(value.tree, str) and _FORM.fullmatch(value.tree)
    if not is_form and not is_neutral(value) and not subject.task.is_windows:
        message = f"`user` must be a name or a number, or two of them as in `web:web`, but is {quoted(value)}"
        yield Remark(value.pointer, message)


def root(subject: Subject, value: Value) -> Iterator[Remark]:
    """Root by name or number; a log router is root in AWS's own examples."""
    is_router = value.parent is not None and "firelensConfiguration" in as_object(value.parent.tree)
    is_root = isinstance(value.tree, str) and value.tree.partition(":")[0] in _ROOT
    if is_root and not is_router and not subject.task.is_windows:
        yield Remark(value.pointer, f"the container runs as {quoted(value)}: who breaks into it has every right there")


def user_of_the_image(subject: Subject, _: Value) -> Iterator[Remark]:
    """Containers that do not say their user, all of them in one remark."""
    silent = [one for one in subject.task.containers if one.tree.get("user", "") == "" and not one.is_router]
    if silent and not subject.task.is_windows:
        names = ", ".join(one.label for one in silent[:_MOST_NAMED]) + (", …" if len(silent) > _MOST_NAMED else "")
        message = f"no `user` is stated for {names}, so the image decides, and it is root unless the image says more"
        yield Remark(silent[0].at("user"), message)


_ROOT_WHY: Final = "A program that runs as root gives whoever breaks into it every right inside the container."
_ROOT_HINT: Final = "state a user other than root that the image has, such as `1000:1000`"

RULES: Final = (
    Rule(
        id="R201",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS takes a user, or a user and a group, each by name or by number.",
        source=CONTAINER,
        check=no_user,
        hint="write `user`, `user:group`, `uid`, `uid:gid`, `user:gid` or `uid:group`",
        bad=(
            Example({_USER: "web:"}),
            Example({_USER: ":web"}),
            Example({_USER: "a:b:c"}),
            Example({_USER: "-1"}),
            Example({_USER: "1000:-1"}),
            Example({_USER: "web user"}),
            Example({_USER: "$APP_USER"}),
        ),
        good=(
            Example({_USER: "web"}),
            Example({_USER: "web:www-data"}),
            Example({_USER: "1000"}),
            Example({_USER: "1000:1000"}),
            Example({_USER: "web:1000"}),
            Example({_USER: "1000:web"}),
            Example({_USER: "0"}),
            Example({_USER: ""}),
        ),
    ),
    Rule(
        id="R202",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Fargate starts no Windows task that states a user.",
        source=CONTAINER,
        check=on_windows("`user` is not supported for Windows containers"),
        hint="remove it, and set the user in the image",
        ecs=INCOMPATIBLE,
        bad=(Example({**WINDOWS, _USER: "ContainerUser"}, at=_USER),),
        good=(Example({**WINDOWS}), Example({_USER: "web"})),
    ),
    Rule(
        id="R203",
        severity=Severity.INFO,
        at=(_AT,),
        why=_ROOT_WHY,
        source=_SECURITY_HUB,
        check=root,
        hint=_ROOT_HINT,
        bad=tuple(Example({_USER: user}) for user in ("root", "0", "0:0", "root:web")),
        good=(
            Example({_USER: "1000"}),
            Example({_USER: "rooter"}),
            Example(
                {
                    _USER: "1000",
                    f"{_APP}/logConfiguration": {"logDriver": "awsfirelens"},
                    "/containerDefinitions/1": beside("router", firelensConfiguration={"type": "fluentbit"}, user="0"),
                }
            ),
        ),
    ),
    Rule(
        id="R203",
        severity=Severity.INFO,
        at=("",),
        why=_ROOT_WHY,
        source=_SECURITY_HUB,
        check=user_of_the_image,
        hint=_ROOT_HINT,
        bad=(
            Example({_APP + "/privileged": False}, at=_USER),
            Example({_USER: ""}),
            Example({_USER: "web", "/containerDefinitions/1": beside("side")}, at="/containerDefinitions/1/user"),
        ),
        good=(Example({_USER: "web"}), Example(WINDOWS)),
    ),
)
