"""The way to an account out of a target's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.settings.values_reach import Network, Reach, RoleSettings

if TYPE_CHECKING:
    from plumbrule.settings.form_network import NetworkForm
    from plumbrule.settings.form_target import TargetForm


def reach(form: TargetForm) -> Reach:
    """What the target says beside its role and its endpoint."""
    writer = form.writer_role_arn
    return Reach(
        chain=tuple(RoleSettings(one.role_arn, one.external_id) for one in form.role_chain),
        writer=RoleSettings(writer, form.writer_external_id) if writer else None,
        tags=tuple(sorted(form.session_tags.items())),
        duration=form.session_duration,
        sts_url=form.sts_url,
        fips=form.fips,
        dual_stack=form.dual_stack,
    )


def network(form: NetworkForm) -> Network:
    """What all targets share."""
    return Network(form.proxy or None, form.ca_bundle or None)
