"""Names of images that come to mean other images in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.rules.images import REFERENCE
from plumbrule.core.validate.show import part
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].image"
_APP: Final = "/containerDefinitions/0"
_IMAGE: Final = f"{_APP}/image"
_SHA: Final = f"sha256:{'0123456789abcdef' * 4}"


def moves(_: Subject, value: Value) -> Iterator[Remark]:
    """An image without tag and digest, or with the tag `latest`."""
    image = as_text(value.tree)
    if not image or "@" in image or not REFERENCE.fullmatch(image):
        return
    name = image.rpartition("/")[2]
    tag = name.partition(":")[2]
    if tag in {"", "latest"}:
        lack = "" if tag else " has no tag, so it"
        yield Remark(value.pointer, f"`{part(image, name)}`{lack} means whatever is tagged `latest` at the time")


def unresolved(_: Subject, value: Value) -> Iterator[Remark]:
    """A tag that ECS is told not to resolve once per deployment."""
    image = as_text(as_object(value.parent.tree).get("image")) if value.parent else None
    if value.tree == "disabled" and image and "@" not in image:
        message = "`versionConsistency` is `disabled`, so tasks of one deployment may run different images"
        yield Remark(value.pointer, message)


RULES: Final = (
    Rule(
        id="R065",
        severity=Severity.WARNING,
        at=(_AT,),
        why="Such a name comes to mean another image without any change in Git.",
        source=PARAMETERS,
        check=moves,
        hint="name a tag that stays with one image, or the image's digest",
        bad=(
            Example({_IMAGE: "public.ecr.aws/nginx/nginx"}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx:"}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx:latest"}),
            Example({_IMAGE: "registry.example:5000/nginx"}),
        ),
        good=(
            Example({_IMAGE: "registry.example:5000/nginx:1"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx:latest@{_SHA}"}),
            Example({_IMAGE: "public.ecr.aws/nginx/latest:latest-2026"}),
        ),
    ),
    Rule(
        id="R066",
        severity=Severity.INFO,
        at=("containerDefinitions[].versionConsistency",),
        why="ECS resolves a tag to a digest once per deployment unless it is told not to.",
        source=CONTAINER,
        check=unresolved,
        hint="leave `versionConsistency` out, or name the image by its digest",
        bad=(Example({f"{_APP}/versionConsistency": "disabled"}),),
        good=(
            Example({f"{_APP}/versionConsistency": "enabled"}),
            Example({f"{_APP}/versionConsistency": "disabled", _IMAGE: f"public.ecr.aws/nginx/nginx@{_SHA}"}),
        ),
    ),
)
