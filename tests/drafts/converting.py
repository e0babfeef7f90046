"""Converts command lines and Dockerfiles for the tests, to a place that does not matter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plumbrule.api import validate
from plumbrule.drafts.docker import reading as docker_run
from plumbrule.drafts.dockerfile import reading as dockerfile
from plumbrule.drafts.whole import Home, whole
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list, as_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plumbrule.drafts.draft import Draft
    from plumbrule.model.tree import Object

TODAY = date(2026, 11, 24)
ACCOUNT, REGION = "123456789012", "eu-west-1"


def finished(draft: Draft) -> tuple[Object, Sequence[str]]:
    return whole(draft, Home(draft.container["name"], ACCOUNT, REGION), api_shape(), TODAY)


def of_run(line: str) -> tuple[Object, Sequence[str]]:
    """The spec of a `docker run`, and the notes."""
    return finished(docker_run.draft_of(line))


def of_file(text: str) -> tuple[Object, Sequence[str]]:
    """The spec of a Dockerfile, and the notes."""
    return finished(dockerfile.draft_of(text, f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/web:1.0.0", "web"))


def container(definition: Object) -> Object:
    """Its only container, without what every conversion gives it."""
    (found,) = as_list(definition["containerDefinitions"])
    usual = {"name", "image", "essential", "logConfiguration"}
    return {name: value for name, value in as_object(found).items() if name not in usual}


def errors(definition: Object) -> list[str]:
    return [str(one) for one in validate(definition) if one.severity is Severity.ERROR]


def warnings(definition: Object) -> set[str]:
    return {one.rule for one in validate(definition) if one.severity is Severity.WARNING}
