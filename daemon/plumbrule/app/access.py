"""The way to an account, out of settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.edge.aws.access import Access, Hop
from plumbrule.edge.aws.calls import uncounted
from plumbrule.edge.aws.writer import Writer
from plumbrule.model.registrant import WRITER, session_arn

if TYPE_CHECKING:
    from plumbrule.edge.aws.calls import Counted
    from plumbrule.settings.values import Settings, TargetSettings


def access_to(settings: Settings, target: TargetSettings) -> Access:
    """How the target is reached for reading."""
    way = target.reach
    access = Access(
        region=target.target.id.region,
        instance=settings.instance,
        role_arn=target.role_arn,
        external_id=target.external_id,
        endpoint_url=target.endpoint_url,
        connections=settings.workers,
        chain=tuple(Hop(one.role_arn, one.external_id) for one in way.chain),
        tags=way.tags,
        duration=int(way.duration.total_seconds()) if way.duration else None,
        sts_url=way.sts_url,
        fips=way.fips,
        dual_stack=way.dual_stack,
    )
    return through_network(settings, access)


def through_network(settings: Settings, access: Access) -> Access:
    """The same way through what stands between the daemon and AWS."""
    return replace(access, proxy=settings.network.proxy, ca_bundle=settings.network.ca_bundle)


def open_writer(settings: Settings, target: TargetSettings, counted: Counted = uncounted) -> Writer | None:
    """Who writes; nobody is called yet. None where those credentials write that read."""
    role = target.reach.writer
    if role is None:
        return None
    further = access_to(settings, target).through(role.role_arn, role.external_id, WRITER)
    return Writer(further, target.target.id, counted)


def own_arn(settings: Settings, target: TargetSettings) -> str:
    """As whom we write there; empty for the daemon's own credentials, whose name nobody knows here."""
    if writer := target.reach.writer:
        return session_arn(writer.role_arn, settings.instance, WRITER)
    return session_arn(target.role_arn, settings.instance) if target.role_arn else ""
