"""Which roles go together with what."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.model.duration import read_duration
from plumbrule.model.regions import partition_of
from plumbrule.model.tree import as_object, as_text
from plumbrule.settings.mistake import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.tree import Object
    from plumbrule.settings.mistake import Where

_ROLE: Final = re.compile(r"arn:(?P<partition>[a-z-]+):iam::(?P<account>[0-9]{12}):role/.+")
_NEEDS: Final = {
    "external_id": "role_arn",
    "writer_external_id": "writer_role_arn",
    "role_chain": "role_arn",
}
CHAINED: Final = timedelta(hours=1)
"""The longest session of a role that a role assumed (IAM User Guide, "Role chaining", seen 2026-11)."""


def role_mistakes(where: Where, target: Object) -> Iterator[Mistake]:
    """What is wrong with the way to one target's account."""
    for key, other in _NEEDS.items():
        if target.get(key) and other not in target:
            yield Mistake((*where, key), f"only means something together with {other}", at_key=True)
    for key in ("role_arn", "writer_role_arn"):
        yield from _foreign((*where, key), target, as_text(target.get(key)) or "")
    yield from _sessions(where, target)


def partition_at(target: Object) -> str:
    """The partition that the target states, or its Region's."""
    return as_text(target.get("partition")) or partition_of(as_text(target.get("region")) or "")


def _foreign(where: Where, target: Object, role: str) -> Iterator[Mistake]:
    found = _ROLE.fullmatch(role)
    account, region = as_text(target.get("account_id")), as_text(target.get("region"))
    if found and account and found["account"] != account:
        yield Mistake(where, f"is a role of account {found['account']}; the target's account_id is {account}")
    elif found and region and found["partition"] != partition_at(target):
        yield Mistake(where, f"is a role of partition {found['partition']}; the target's is {partition_at(target)}")


def _sessions(where: Where, target: Object) -> Iterator[Mistake]:
    roles = [key for key in ("role_chain", "role_arn", "writer_role_arn") if target.get(key)]
    for key in ("session_tags", "session_duration"):
        if target.get(key) and not roles:
            yield Mistake((*where, key), "only means something where a role is assumed", at_key=True)
    span = read_duration(as_text(target.get("session_duration")) or "")
    if span and span > CHAINED and len(roles) > 1:
        yield Mistake((*where, "session_duration"), "must not be longer than 1h where a role assumes another")
    if "aws:" in {key[:4].lower() for key in as_object(target.get("session_tags"))}:
        yield Mistake((*where, "session_tags"), "has a key that begins with aws:, which AWS keeps for itself")
