"""Credentials: whose they are, for each target, and whose the writer's are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.app.access import open_writer
from plumbrule.app.doctor.finding import Check, Said, ok, wrong
from plumbrule.errors import Denied, PlumbruleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.app.doctor.ground import Ground
    from plumbrule.settings.values import TargetSettings

MEND: Final = (
    "see role_arn, role_chain and external_id of the target, the trust policy, and the daemon's own credentials"
)
REACH: Final = "see endpoint_url, sts_url, network.proxy and HTTPS_PROXY, and that this machine may go there"


def _examine(ground: Ground) -> Iterator[Said]:
    for target in ground.settings.targets:
        said = _reader(ground, target)
        yield said
        if said.advice:
            ground.refused.add(target.target.name)
        elif target.reach.writer:
            yield _writer(ground, target)


def _reader(ground: Ground, target: TargetSettings) -> Said:
    name, stated = target.target.name, target.target.id
    try:
        found = ground.parts.revisions(ground.settings, target).identity()
    except PlumbruleError as error:
        return wrong(str(error), MEND if isinstance(error, Denied) else REACH, name)
    if found != stated:
        says = f"they are of {found.account_id} in {found.partition}, and the target states {stated.account_id}"
        return wrong(
            f"{says} in {stated.partition}", "give the target a role_arn of its account, or mend account_id", name
        )
    return ok(f"they are of {found.account_id} in {found.region}, as stated", name)


def _writer(ground: Ground, target: TargetSettings) -> Said:
    name, writer = target.target.name, open_writer(ground.settings, target)
    if writer is None:
        return ok("who reads writes, too", name)
    try:
        writer.client()
    except PlumbruleError as error:
        return wrong(
            f"the writer: {error}", "see writer_role_arn, writer_external_id and deploy/iam/writer-trust.json", name
        )
    finally:
        writer.close()
    return ok("the writer's role can be assumed and is of this account", name)


CHECK = Check(40, "credentials", _examine)
