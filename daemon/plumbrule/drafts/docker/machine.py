"""Options about how Docker runs it on this machine: they mean nothing to ECS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.drafts.docker.option import Option, here
from plumbrule.drafts.draft import plain_name

if TYPE_CHECKING:
    from plumbrule.drafts.draft import Draft


def name(draft: Draft, value: str) -> None:
    """The container's name, as far as ECS takes it."""
    draft.container["name"] = plain_name(value, "app")
    if draft.container["name"] != value and not re.search("[$`]", value):
        draft.note(f"--name {value}: ECS takes letters, digits, `-` and `_`, so it is {draft.container['name']} now")


def pull(draft: Draft, value: str) -> None:
    """Fargate pulls for each task, as `always` asks for."""
    if value == "never":
        draft.note("--pull never: Fargate pulls the image for each task")


ROWS: Final = (
    Option("name", name),
    Option("detach", here, "d", switch=True),
    Option("rm", here, switch=True),
    Option("attach", here, "a"),
    Option("quiet", here, "q", switch=True),
    Option("pull", pull),
    Option("cidfile", here),
    Option("detach-keys", here),
    Option("sig-proxy", here, switch=True),
    Option("disable-content-trust", here, switch=True),
    Option("use-api-socket", switch=True),
    Option("help", here, switch=True),
)
