"""Environment variables of a container: their names and values, in plain text or from secrets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, required_text
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.item import Item, items_of, repeated
from plumbrule.core.validate.pages import PARAMETERS, api, page
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.secret import brief
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_CONTAINER: Final = "containerDefinitions[]"
_ENTRY: Final = f"{_CONTAINER}.environment[]"
_APP: Final = "/containerDefinitions/0"
_PLAIN: Final = f"{_APP}/environment"
_SECRETS: Final = f"{_APP}/secrets"
_UNFIT: Final = re.compile(r"\A[0-9]|[=\s]")
_SHARED: Final = (
    "The secret name must be unique and not shared with any new or existing environment variables set on the "
    "container, such as 'DB_HOST'."
)


def nameless(_: Subject, value: Value) -> Iterator[Remark]:
    """An entry without a name, or with a blank one."""
    name = as_object(value.tree).get("name", "")
    if isinstance(name, str) and not name.strip():
        yield Remark(f"{value.pointer}/name", "the environment variable has no name")


def valueless(_: Subject, value: Value) -> Iterator[Remark]:
    """A name without a value."""
    entry = Item(value.pointer, as_object(value.tree))
    if entry.has("name") and not entry.has("value"):
        yield Remark(entry.at("value"), f"environment variable {_named(entry)}has no `value`, so ECS drops it")


def _named(entry: Item) -> str:
    name = entry.text("name")
    return f"`{brief(name)}` " if name and name.strip() else ""


def plain_again(_: Subject, value: Value) -> Iterator[Remark]:
    """A name that an entry before has."""
    for entry, name in repeated(items_of(value.tree, value.pointer), "name"):
        yield Remark(entry.at("name"), f"`{brief(name)}` is set already in this `environment`")


def secret_again(_: Subject, value: Value) -> Iterator[Remark]:
    """A name that a secret before has."""
    for entry, name in repeated(items_of(value.tree, value.pointer), "name"):
        yield Remark(entry.at("name"), f"`{brief(name)}` is set already by a secret of this container")


def plain_and_secret(_: Subject, value: Value) -> Iterator[Remark]:
    """A secret that has the name of an entry of `environment`."""
    container = as_object(value.parent.tree if value.parent else None)
    plain = {entry.text("name") for entry in items_of(container.get("environment"), "")} - {None}
    for secret in items_of(value.tree, value.pointer) if plain else ():
        name = secret.text("name")
        if name is not None and name in plain:
            yield Remark(secret.at("name"), f"`{brief(name)}` is in `environment` and in `secrets` of one container")


def unfit_name(_: Subject, value: Value) -> Iterator[Remark]:
    """A name that no shell can use."""
    name = value.tree if isinstance(value.tree, str) else ""
    if name.strip() and (found := _UNFIT.search(name)):
        wrong = {"=": "has `=` in it"}.get(found[0], "begins with a digit" if found[0].isdigit() else "has white space")
        yield Remark(value.pointer, f"the name {quoted(value)} {wrong}")


RULES: Final = (
    Rule(
        id="R115",
        severity=Severity.ERROR,
        at=(_ENTRY,),
        why="A variable without a name cannot be set.",
        source=page("https://github.com/thnery/terraform-aws-template/issues/2"),
        check=Bound(nameless, required_text("name")),
        hint="add a `name`, or remove the entry",
        ecs="Environment variable name cannot be null or blank.",
        bad=(
            Example({f"{_PLAIN}/0": {"value": "debug"}}, at=f"{_PLAIN}/0/name"),
            Example({f"{_PLAIN}/0": {"name": "", "value": "debug"}}, at=f"{_PLAIN}/0/name"),
            Example({f"{_PLAIN}/0": {"name": " ", "value": "debug"}}, at=f"{_PLAIN}/0/name"),
            Example({f"{_PLAIN}/0": {}}, at=f"{_PLAIN}/0/name"),
        ),
        good=(Example({f"{_PLAIN}/0": {"name": "LEVEL", "value": "debug"}}), Example({_PLAIN: []})),
    ),
    Rule(
        id="R116",
        severity=Severity.WARNING,
        at=(_ENTRY,),
        why="ECS drops an entry without a value, so the application lacks it and Git differs from ECS for good.",
        source=page("https://github.com/aws-actions/amazon-ecs-deploy-task-definition/pull/224"),
        check=valueless,
        hint='add a `value` (`""` for an empty one), or remove the entry',
        bad=(Example({f"{_PLAIN}/0": {"name": "LEVEL"}}, at=f"{_PLAIN}/0/value"),),
        good=(Example({f"{_PLAIN}/0": {"name": "LEVEL", "value": ""}}),),
    ),
    Rule(
        id="R117",
        severity=Severity.WARNING,
        at=(f"{_CONTAINER}.environment",),
        why="Which of the values counts is defined nowhere.",
        source=api("KeyValuePair"),
        check=plain_again,
        hint="keep one of the entries",
        bad=(
            Example(
                {_PLAIN: [{"name": "LEVEL", "value": "info"}, {"name": "LEVEL", "value": "debug"}]},
                at=f"{_PLAIN}/1/name",
            ),
        ),
        good=(Example({_PLAIN: [{"name": "LEVEL", "value": "info"}, {"name": "Level", "value": "debug"}]}),),
    ),
    Rule(
        id="R118",
        severity=Severity.ERROR,
        at=(f"{_CONTAINER}.secrets",),
        why="Both set one environment variable of the container.",
        source=PARAMETERS,
        check=plain_and_secret,
        hint="remove it from `environment`, so that the secret counts",
        ecs=_SHARED,
        bad=(
            Example(
                {
                    f"{_PLAIN}/0": {"name": "DB_HOST", "value": "db.internal"},
                    f"{_SECRETS}/0": {"name": "DB_HOST", "valueFrom": "/web/db-host"},
                },
                at=f"{_SECRETS}/0/name",
            ),
        ),
        good=(
            Example(
                {
                    f"{_PLAIN}/0": {"name": "DB_HOST", "value": "db.internal"},
                    f"{_SECRETS}/0": {"name": "DB_PASSWORD", "valueFrom": "/web/db-password"},
                }
            ),
        ),
    ),
    Rule(
        id="R119",
        severity=Severity.ERROR,
        at=(f"{_CONTAINER}.secrets",),
        why="Two secrets cannot set one environment variable.",
        source=PARAMETERS,
        check=secret_again,
        hint="keep one of the secrets, or rename one",
        ecs=_SHARED,
        bad=(
            Example(
                {_SECRETS: [{"name": "DB", "valueFrom": "/web/a"}, {"name": "DB", "valueFrom": "/web/b"}]},
                at=f"{_SECRETS}/1/name",
            ),
        ),
        good=(Example({_SECRETS: [{"name": "A", "valueFrom": "/web/a"}, {"name": "B", "valueFrom": "/web/a"}]}),),
    ),
    Rule(
        id="R135",
        severity=Severity.WARNING,
        at=(f"{_ENTRY}.name",),
        why="A shell cannot read such a variable, and after a `=` everything counts as the value.",
        source=page("https://docs.docker.com/reference/cli/docker/container/run/#env"),
        check=unfit_name,
        hint="use letters, digits and `_`, and begin with a letter",
        bad=tuple(
            Example({f"{_PLAIN}/0": {"name": name, "value": "x"}}, at=f"{_PLAIN}/0/name")
            for name in ("LEVEL=debug", "LOG LEVEL", "LEVEL\n", "2ND_LEVEL")
        ),
        good=tuple(
            Example({f"{_PLAIN}/0": {"name": name, "value": "x"}})
            for name in ("LOG_LEVEL2", "_level", "spring.level-x")
        ),
    ),
)
