"""From the form to the values that leave `settings/`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.model.admin import Admin
from plumbrule.model.dependency import Verification
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.exemption import Exemptions, IgnoreRule, Owned
from plumbrule.model.fact import OwnFact
from plumbrule.model.ids import Instance, Target, TargetId, TargetName
from plumbrule.model.pace import Bounds, Pace, Quiescence, SourceKind
from plumbrule.model.regions import partition_of
from plumbrule.model.state import State
from plumbrule.model.target_policy import Concession, Route, Scope, TargetPolicy
from plumbrule.settings.kinds_target import ALL_CLUSTERS, TAGS
from plumbrule.settings.make_notify import manners
from plumbrule.settings.make_reach import network, reach
from plumbrule.settings.values import (
    JournalSettings,
    LogSettings,
    QueueSettings,
    Rate,
    Services,
    Settings,
    SourceSettings,
    TargetSettings,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.policy import Policy
    from plumbrule.model.target_policy import Ruling
    from plumbrule.model.tree import Tree
    from plumbrule.settings.form import SettingsForm
    from plumbrule.settings.form_source import SourceForm
    from plumbrule.settings.form_target import TargetForm

_GENERATION_DIGITS: Final = 12
ADMIN_SOCKET: Final = "admin.sock"
NO_SOCKET: Final = "none"
AWS: Final = "aws"


def make(form: SettingsForm, policy: Policy) -> Settings:
    """The settings that a form without mistakes means, with what its policy file says."""
    log = form.log
    settings = Settings(
        version=form.version,
        instance=Instance(form.instance),
        source=_source(form.source),
        targets=tuple(_target(target, form.rules) for target in form.targets),
        journal=JournalSettings(Path(form.journal.path), form.journal.confirmed or None),
        pace=_pace(form),
        bounds=Bounds(**form.source.bounds.model_dump()),
        workers=form.workers,
        log=LogSettings(log.format, log.level),
        facts=tuple(OwnFact(one.path, canonical_json(one.default), one.until, one.reason) for one in form.facts),
        ci_roles=tuple(form.ci_roles),
        policy=policy,
        admin=_admin(form),
        manners=manners(form.notify),
        verification=Verification(**form.verify.model_dump()),
        events=tuple(QueueSettings(**one.model_dump()) for one in form.events),
        network=network(form.network),
    )
    return replace(settings, generation=sha256_hex(canonical_json(_plain(settings)))[:_GENERATION_DIGITS])


def _admin(form: SettingsForm) -> Admin:
    beside = Path(form.journal.path).with_name(ADMIN_SOCKET)
    socket = {"": str(beside), NO_SOCKET: ""}.get(form.admin.socket, form.admin.socket)
    return replace(Admin(**form.admin.model_dump()), socket=socket)


def _source(form: SourceForm) -> SourceSettings:
    return SourceSettings(
        kind=form.kind,
        path=Path(form.path),
        branch=form.branch,
        folder=form.folder.strip("/"),
        quiescence=Quiescence(form.quiet, form.max_wait),
        accept_rewind=form.accept_rewind or None,
        touch_file=Path(form.touch_file) if form.touch_file else None,
    )


def _pace(form: SettingsForm) -> Pace:
    return Pace(
        poll=form.source.poll,
        sweep=form.sweep,
        back_off_first=form.back_off.first,
        back_off_most=form.back_off.most,
        vanish_share=form.vanish.share,
        vanish_floor=form.vanish.floor,
        max_age=form.source.max_age,
        breaker_share=form.breaker.share,
        breaker_floor=form.breaker.floor,
        standstill=form.standstill,
        settling=form.source.max_wait if form.source.kind == SourceKind.DIRECTORY else timedelta(0),
    )


def _target(form: TargetForm, rules: Mapping[str, Ruling]) -> TargetSettings:
    return TargetSettings(
        target=Target(
            name=TargetName(form.name),
            id=TargetId(form.partition or partition_of(form.region), form.account_id, form.region),
            labels=MappingProxyType(form.labels),
            variables=MappingProxyType(form.variables),
        ),
        policy=_policy(form, rules),
        reads=Rate(form.reads_per_second, form.read_burst),
        writes=Rate(form.writes_per_second, form.write_burst),
        service_reads=Rate(form.service_reads_per_second, form.service_read_burst),
        role_arn=form.role_arn,
        external_id=form.external_id,
        endpoint_url=form.endpoint_url,
        services=Services(asked=bool(form.services_url or not form.endpoint_url), url=_url(form.services_url)),
        reach=reach(form),
    )


def _policy(form: TargetForm, rules: Mapping[str, Ruling]) -> TargetPolicy:
    return TargetPolicy(
        auto=frozenset(state for state in State if state in form.auto),
        routes=tuple(Route(route.path, route.family_prefix) for route in form.paths),
        after_lost_answer=form.after_lost_answer,
        visibility=form.visibility,
        scope=Scope(MappingProxyType({**rules, **form.rules}), form.waivers),
        tags=form.tags,
        mends_tags=TAGS in form.auto,
        concessions=_concessions(form),
        clusters=None if ALL_CLUSTERS in form.clusters else tuple(form.clusters),
        running_tasks=form.running_tasks,
        after=tuple(map(TargetName, form.after)),
        after_wait=form.after_wait,
    )


def _url(services_url: str | None) -> str | None:
    return None if services_url == AWS else services_url


def _concessions(form: TargetForm) -> tuple[Concession, ...]:
    owned = (
        (Exemptions(owned=(Owned(one.path, one.owner or "", one.reason or ""),)), one.family_prefix)
        for one in form.owned_elsewhere or ()
    )
    ignore = (
        (Exemptions(ignore=(IgnoreRule(one.path, one.owner, one.reason, one.until),)), one.family_prefix)
        for one in form.ignore or ()
    )
    return tuple(Concession(exemptions, prefix or "") for exemptions, prefix in (*owned, *ignore))


def _plain(value: object) -> Tree:
    """`value` as a tree that depends on nothing but what it means."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case bool() | int() | float() | str() | None:
            return value
        case tuple() | frozenset():
            items = [_plain(item) for item in value]
            return sorted(items, key=str) if isinstance(value, frozenset) else items
        case MappingProxyType():
            return {key: _plain(item) for key, item in value.items()}
        case _:
            return str(value)
