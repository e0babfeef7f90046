"""What a new task of a definition needs: images, secrets, parameters, log groups, roles and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.verify import names
from plumbrule.model.dependency import Dependency, Thing, Unasked, Use
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plumbrule.core.grants.statement import Where
    from plumbrule.model.dependency import Want
    from plumbrule.model.tree import Object, Tree

OPEN: str = "it holds a variable that is not known here"


def wants_of(definition: Object, where: Where) -> tuple[Want, ...]:
    """Everything a task needs, in the order in which ECS comes to need it.

    Args:
        definition: in RegisterTaskDefinition's shape.
        where: the task runs; its account and Region are known.
    """
    containers = [as_object(one) for one in as_list(definition.get("containerDefinitions"))]
    return (*_roles(definition, where), *(want for one in containers for want in _of_container(one, where)))


def _roles(definition: Object, where: Where) -> Iterator[Want]:
    for key, by in (("executionRoleArn", "the execution role"), ("taskRoleArn", "the task role")):
        yield from _named(Thing.ROLE, names.role, definition.get(key), by, where)


def _of_container(container: Object, where: Where) -> Iterator[Want]:
    name = as_text(container.get("name")) or "?"
    yield from _named(Thing.IMAGE, names.image, container.get("image"), f"the image of {name}", where)
    login = as_object(container.get("repositoryCredentials")).get("credentialsParameter")
    yield from _named(Thing.SECRET, names.credentials, login, f"the registry's credentials of {name}", where)
    yield from _secrets(container, name, where)
    yield from _logs(as_object(container.get("logConfiguration")), name, where)
    for file in map(as_object, as_list(container.get("environmentFiles"))):
        yield from _named(Thing.FILE, names.stored, file.get("value"), f"an environment file of {name}", where)
    options = as_object(as_object(container.get("firelensConfiguration")).get("options"))
    if options.get("config-file-type") == "s3":
        value = options.get("config-file-value")
        yield from _named(Thing.FILE, names.stored, value, f"the FireLens configuration of {name}", where)


def _secrets(container: Object, name: str, where: Where) -> Iterator[Want]:
    logs = as_object(container.get("logConfiguration"))
    for what, found in (("variable", container.get("secrets")), ("log option", logs.get("secretOptions"))):
        for one in map(as_object, as_list(found)):
            by = f"the {what} {one.get('name')} of {name}"
            yield from _named(Thing.SECRET, names.reference, one.get("valueFrom"), by, where)


def _logs(logs: Object, name: str, where: Where) -> Iterator[Want]:
    options = as_object(logs.get("options"))
    if logs.get("logDriver") == "awslogs" and "awslogs-group" in options:
        yield from _named(Thing.LOG_GROUP, _group(options), options["awslogs-group"], f"the logs of {name}", where)


def _group(options: Object) -> Callable[[str, str, Where], Want]:
    def read(value: str, by: str, where: Where) -> Want:
        if str(options.get("awslogs-create-group", "")).lower() == "true":
            return Unasked(Thing.LOG_GROUP, value, by, "the task makes it where it is missing")
        region = as_text(options.get("awslogs-region")) or where.region
        return Use(Dependency(Thing.LOG_GROUP, value, where.account, region), by)

    return read


def _named(thing: Thing, read: Callable[[str, str, Where], Want], value: Tree, by: str, where: Where) -> Iterator[Want]:
    """Nothing where nothing is named."""
    if isinstance(value, str) and value:
        yield read(value, by, where)
    elif value is not None and value != "":
        yield Unasked(thing, "", by, OPEN)
