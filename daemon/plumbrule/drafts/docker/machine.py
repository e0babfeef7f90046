"""Options about how Docker runs it on this machine: they mean nothing to ECS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.drafts.docker.option import Option, here
from plumbrule.drafts.draft import plain_name

if TYPE_CHECKING:
    from plumbrule.drafts.draft import Draft


def name(draft: Draft, value: str) -> None:
    """The container's name, as far as ECS takes it."""
    draft.container["name"] = plain_name(value, "app")


ROWS: Final = (
    Option("name", name),
    Option("detach", here, "d", switch=True),
    Option("rm", here, switch=True),
    Option("attach", here, "a"),
    Option("quiet", here, "q", switch=True),
    Option("pull", here),
    Option("cidfile", here),
    Option("detach-keys", here),
    Option("sig-proxy", here, switch=True),
    Option("disable-content-trust", here, switch=True),
    Option("use-api-socket", switch=True),
    Option("help", here, switch=True),
)
