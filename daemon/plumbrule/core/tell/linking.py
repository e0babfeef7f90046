"""Where to look: AWS's console, and the commit in whatever shows Git."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from plumbrule.model.message import Link

if TYPE_CHECKING:
    from plumbrule.model.incident import Incident

CONSOLES: Final = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
"""By partition (docs.aws.amazon.com/general/latest/gr/rande.html and the consoles themselves, seen 2026-11)."""


UNRESERVED: Final = frozenset(f"{ascii_letters}{digits}-._~")


def links_of(incident: Incident, commit_url: str, *, of_many: bool = False) -> tuple[Link, ...]:
    """The links that there are; of several families only what they share."""
    facts, found = incident.concern.facts, []
    console = None if of_many else _console(incident)
    if console:
        found.append(Link("AWS console", console))
    if commit_url and facts.get("commit"):
        found.append(Link("Commit", commit_url.replace("{commit}", quoted(str(facts["commit"])))))
    return tuple(found)


def quoted(text: str) -> str:
    """As a part of an URL's path (RFC 3986, 2.3): what is not unreserved goes by its bytes."""
    return "".join(one if one in UNRESERVED else "".join(f"%{byte:02X}" for byte in one.encode()) for one in text)


def _console(incident: Incident) -> str:
    facts = incident.concern.facts
    host, region = CONSOLES.get(str(facts.get("partition"))), str(facts.get("region") or "")
    if not host or not region or not incident.concern.family:
        return ""
    family = quoted(incident.concern.family)
    revision = f"/{facts['revision']}" if facts.get("revision") else ""
    return f"https://{region}.{host}/ecs/v2/task-definitions/{family}{revision}?region={region}"
