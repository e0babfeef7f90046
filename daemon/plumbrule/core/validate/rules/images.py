"""What a container's image may be called; `image_versions.py` asks whether the name stays with one image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound, required_text, whole
from plumbrule.core.validate.checks import each_container
from plumbrule.core.validate.example import ABSENT, Example
from plumbrule.core.validate.pages import CONTAINER, PARAMETERS
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import part, quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].image"
_APP: Final = "/containerDefinitions/0"
_IMAGE: Final = f"{_APP}/image"
_LONGEST: Final = 255

REFERENCE: Final = re.compile(r"[A-Za-z0-9_:./#-]+(?:@[A-Za-z0-9_:./#-]*)?")
"""What ECS takes; one `@` may stand before a digest."""

_STRANGE: Final = re.compile(r"[^A-Za-z0-9_:./#-]")
_PLACEHOLDER: Final = re.compile(r"\$\w|[${]\{|<[^<>]{1,80}>")
# Letter case of the digits is free (API reference, ContainerDefinition, seen 2026-11).
_NO_DIGIT: Final = re.compile(r"[^0-9A-Fa-f]")
_DIGEST: Final = re.compile(r"sha256:[0-9A-Fa-f]{64}")

_FILL_IN: Final = (
    "fill in the placeholder, or write a manifest, where `${var.NAME}` stands for a variable of the target"
)
_SHA: Final = f"sha256:{'0123456789abcdef' * 4}"


def no_image(_: Subject, container: Container) -> Iterator[Remark]:
    """A container without an image, or with an empty one."""
    if not container.hides("image") and not container.text("image"):
        missing = "an empty image" if container.has("image") else "no image"
        yield Remark(container.at("image"), f"{container.label} has {missing}")


def strange_characters(_: Subject, value: Value) -> Iterator[Remark]:
    """A name with characters that ECS refuses; one `@` may stand before a digest."""
    image = as_text(value.tree)
    if not image or REFERENCE.fullmatch(image):
        return
    found = sorted({_called(one) for one in _STRANGE.findall(image.replace("@", "", 1))})
    said = f"ECS takes no {listed(found, 'or')} in an image's name" if found else "nothing stands before `@`"
    hint = _FILL_IN if _PLACEHOLDER.search(image) else ""
    yield Remark(value.pointer, f"{said}, but `image` is {quoted(value)}", hint)


def _called(character: str) -> str:
    if character.isspace():
        return "line break" if character in "\r\n" else "blank"
    shown = f"`{character}`" if character.isprintable() else "control character"
    return f"second {shown}" if character == "@" else shown


def too_long(_: Subject, value: Value) -> Iterator[Remark]:
    """A name of more characters than ECS takes; a digest does not count."""
    length = len((as_text(value.tree) or "").partition("@")[0])
    if length > _LONGEST:
        message = f"`image` has {length} characters before any digest; ECS takes {_LONGEST}"
        yield Remark(value.pointer, message)


def wrong_digest(_: Subject, value: Value) -> Iterator[Remark]:
    """What follows `@` and is no SHA-256 digest."""
    image = as_text(value.tree) or ""
    _name, at, digest = image.partition("@")
    if at and REFERENCE.fullmatch(image) and not _DIGEST.fullmatch(digest):
        wanted = "what follows `@` must be `sha256:` and 64 hexadecimal digits"
        yield Remark(value.pointer, f"{wanted}, but is {_described(image, digest)}")


def _described(image: str, digest: str) -> str:
    """The digest, or what is wrong with its length, which nobody counts by eye."""
    kind, colon, digits = digest.partition(":")
    is_short = colon and kind == "sha256" and not _NO_DIGIT.search(digits)
    return f"`sha256:` and {len(digits)} of them" if is_short else f"`{part(image, digest)}`" if digest else "nothing"


RULES: Final = (
    Rule(
        id="R061",
        severity=Severity.ERROR,
        at=("",),
        why="ECS refuses a container without an image.",
        source=PARAMETERS,
        check=Bound(each_container(no_image), required_text("image"), at="containerDefinitions[]"),
        hint="name the image, with its tag or digest",
        ecs="Container.image should not be null or empty.",
        bad=(Example({_IMAGE: ABSENT}), Example({_IMAGE: ""})),
        good=(Example({_IMAGE: "public.ecr.aws/nginx/nginx:1"}),),
    ),
    Rule(
        id="R062",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS refuses an image's name with any other character.",
        source=CONTAINER,
        check=Bound(strange_characters, {"pattern": f"^$|{whole(REFERENCE)}"}),
        hint="write letters, digits and `-_:./#` only, and `@` only before a digest",
        ecs="Container.image contains invalid characters.",
        bad=(
            Example({_IMAGE: "$IMAGE_NAME"}),
            Example({_IMAGE: "<IMAGE1_NAME>"}),
            Example({_IMAGE: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:${TAG}"}),
            Example({_IMAGE: "{{ image }}:1"}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx:1.27.2 "}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx:1.27.2\n"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@{_SHA}@{_SHA}"}),
            Example({_IMAGE: "@"}),
        ),
        good=(
            Example({_IMAGE: "localhost.example:5000/Team_a/web-app/x:v1.0_2"}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx:1#2"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx:1.27.2@{_SHA}"}),
        ),
    ),
    Rule(
        id="R063",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS takes at most 255 characters, not counting a digest.",
        source=CONTAINER,
        check=Bound(too_long, {"pattern": f"^[^@]{{0,{_LONGEST}}}(?:@|$)"}),
        hint="shorten the repository's path or the tag",
        bad=(
            Example({_IMAGE: f"public.ecr.aws/{'a' * 239}:1"}),
            Example({_IMAGE: f"public.ecr.aws/{'a' * 241}@{_SHA}"}),
        ),
        good=(
            Example({_IMAGE: f"public.ecr.aws/{'a' * 238}:1"}),
            Example({_IMAGE: f"public.ecr.aws/{'a' * 240}@{_SHA}"}),
        ),
    ),
    Rule(
        id="R064",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS knows no other digests.",
        source=CONTAINER,
        check=Bound(wrong_digest, {"pattern": f"^[^@]*(?:@(?:{_DIGEST.pattern}))?$"}),
        hint="copy the whole digest from the registry, or name a tag after `:`",
        bad=(
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@{_SHA[:-1]}"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@{_SHA}0"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@{_SHA[:-1]}g"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@sha512:{'0' * 128}"}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx@1.27.2"}),
            Example({_IMAGE: "public.ecr.aws/nginx/nginx:1@"}),
        ),
        good=(
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@{_SHA}"}),
            Example({_IMAGE: f"public.ecr.aws/nginx/nginx@sha256:{'AB' * 32}"}),
        ),
    ),
)
