"""The settings' JSON Schema judges as the reader does, where JSON Schema can speak."""

from __future__ import annotations

from dataclasses import fields
from datetime import time
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from plumbrule.model.duration import write_duration
from plumbrule.model.manners import Manners, QuietHours, Routing, SinkKind, SinkSettings
from plumbrule.settings.keys import keys
from plumbrule.settings.load import parse_settings
from plumbrule.settings.schema import settings_schema
from tests.settings.test_load import FULL
from tests.settings.test_mistakes import CASES
from tests.settings.texts import GOOD, NAME, SECOND, edited, mistakes

VALIDATOR = Draft202012Validator(settings_schema())

BEYOND_A_SCHEMA = {
    # ECMA 262's $, which editors use, does not match before a line break; Python's does.
    "a line break after an account's id does not slip through",
    "a duration beyond its bounds is refused",
    "a path that is left to others is one of a task definition",
    "an ignore rule ends on a day of the calendar",
    "a branch means nothing to a link",
    "a branch means nothing to a directory",
    "a longest wait shorter than the quiet it waits for is refused",
    "a quiet longer than the default longest wait is refused",
    "a greatest age means nothing where no sign of life is looked at",
    "an external id means nothing without a role",
    "a role of another account can never prove this one",
    "a writer's external id means nothing without a writer",
    "a chain leads to a role",
    "a writer of another account can never prove this one",
    "tags of a session need a session",
    "AWS's own tags are AWS's",
    "a role that a role assumed lasts an hour at most",
    "a role of another partition is refused",
    "a first wait longer than the longest is refused",
    "a file bound above the bound of all files is refused",
    # Which rules there are changes with every version, and which of them may be changed is for the reader to explain.
    "a rule about shape cannot be changed",
    "the rule about Plumbrule's own tags cannot be changed",
    "a finding about a file's form cannot be changed",
}


OF_NOTIFY = ("NotifyForm", "SinkForm", "RoutingForm", "QuietForm", "EscalationForm")
"""Groups whose keys have the names of others'."""

_SINK = SinkSettings("", SinkKind.SLACK)
_ROUTE, _QUIET, _MANNERS = Routing(""), QuietHours(time(), time()), Manners()
NOTIFY_DEFAULTS = {
    **{f"SinkForm.{one.name}": getattr(_SINK, one.name) for one in fields(_SINK) if one.name not in {"name", "kind"}},
    "RoutingForm.channel": _ROUTE.channel,
    "RoutingForm.targets": [*_ROUTE.targets],
    "RoutingForm.families": [*_ROUTE.families],
    "RoutingForm.labels": dict(_ROUTE.labels),
    "RoutingForm.kinds": [*_ROUTE.kinds],
    "RoutingForm.urgency": _ROUTE.least.value,
    "RoutingForm.mentions": [*_ROUTE.mentions],
    "RoutingForm.goes_on": _ROUTE.goes_on,
    "QuietForm.time_zone": _QUIET.zone,
    "QuietForm.days": [],
    "EscalationForm.channel": "",
    "EscalationForm.mentions": [],
    "NotifyForm.sinks": [*_MANNERS.sinks],
    "NotifyForm.routes": [*_MANNERS.routes],
    "NotifyForm.group_wait": write_duration(_MANNERS.group_wait),
    "NotifyForm.repeat": write_duration(_MANNERS.repeat),
    "NotifyForm.undeployed_after": write_duration(_MANNERS.undeployed_after),
    "NotifyForm.keep": write_duration(_MANNERS.keep),
    "NotifyForm.commit_url": _MANNERS.commit_url,
}


def tree(text: str) -> object:
    """The text as an editor sees it."""
    return yaml.safe_load(text)


def test_it_is_a_schema_itself() -> None:
    Draft202012Validator.check_schema(settings_schema())


@pytest.mark.parametrize("text", [GOOD, GOOD + SECOND, FULL], ids=["short", "two targets", "every key"])
def test_right_settings_are_valid(text: str) -> None:
    assert not mistakes(text)
    assert [error.message for error in VALIDATOR.iter_errors(tree(text))] == []


@pytest.mark.parametrize("name", sorted(CASES.keys() - BEYOND_A_SCHEMA))
def test_what_the_reader_refuses_is_invalid(name: str) -> None:
    old, new, _ = CASES[name]
    assert not VALIDATOR.is_valid(tree(edited(old, new)))


@pytest.mark.parametrize("name", sorted(BEYOND_A_SCHEMA))
def test_what_a_schema_cannot_say_is_listed_here_and_nothing_else(name: str) -> None:
    old, new, _ = CASES[name]
    assert VALIDATOR.is_valid(tree(edited(old, new)))


def test_every_key_and_nothing_of_the_code_is_in_it() -> None:
    schema: dict[str, Any] = dict(settings_schema())
    groups = [schema, *schema["$defs"].values()]
    named = {name for group in groups for name in group.get("properties", {})}
    assert named == {fact.name for fact in keys().values()}
    assert "null" not in str(schema)
    assert all(group.get("additionalProperties") is False for group in groups if "properties" in group)


def test_every_key_has_words_and_every_default_is_the_real_one() -> None:
    schema: dict[str, Any] = dict(settings_schema())
    told = {
        name: said["default"]
        for group_name, group in (("", schema), *schema["$defs"].items())
        for name, said in group.get("properties", {}).items()
        if "default" in said and name != "path" and group_name not in {"BreakerForm", *OF_NOTIFY}
    }
    # Its keys have the names of another group's.
    breaker = {name: said["default"] for name, said in schema["$defs"]["BreakerForm"]["properties"].items()}
    settings = parse_settings(GOOD, NAME, {})
    (target,) = settings.targets
    of_notify = {
        f"{group}.{name}": said["default"]
        for group in OF_NOTIFY
        for name, said in schema["$defs"][group]["properties"].items()
        if "default" in said
    }
    assert of_notify == NOTIFY_DEFAULTS
    assert breaker == {"share": settings.pace.breaker_share, "floor": settings.pace.breaker_floor}
    assert told == {
        "standstill": write_duration(settings.pace.standstill),
        "folder": settings.source.folder,
        "poll": write_duration(settings.pace.poll),
        "quiet": write_duration(settings.source.quiescence.quiet),
        "max_wait": write_duration(settings.source.quiescence.max_wait),
        "accept_rewind": settings.source.accept_rewind or "",
        "files": settings.bounds.files,
        "file_bytes": settings.bounds.file_bytes,
        "total_bytes": settings.bounds.total_bytes,
        "depth": settings.bounds.depth,
        "nodes": settings.bounds.nodes,
        "family_prefix": target.policy.routes[0].family_prefix,
        "role_chain": [*target.reach.chain],
        "session_tags": dict(target.reach.tags),
        "fips": target.reach.fips,
        "dual_stack": target.reach.dual_stack,
        "proxy": settings.network.proxy or "",
        "ca_bundle": settings.network.ca_bundle or "",
        "labels": dict(target.target.labels),
        "variables": dict(target.target.variables),
        "clusters": ["*"] if target.policy.clusters is None else [],
        "running_tasks": target.policy.running_tasks,
        "service_reads_per_second": target.service_reads.per_second,
        "service_read_burst": target.service_reads.burst,
        "auto": [*sorted(target.policy.auto), *(["tags"] if target.policy.mends_tags else [])],
        "tags": target.policy.tags,
        "after_lost_answer": target.policy.after_lost_answer,
        "visibility": write_duration(target.policy.visibility),
        "rules": dict(target.policy.scope.rules),
        "waivers": target.policy.scope.waivers,
        "reads_per_second": target.reads.per_second,
        "writes_per_second": target.writes.per_second,
        "read_burst": target.reads.burst,
        "write_burst": target.writes.burst,
        "enabled": settings.verification.enabled,
        "every": write_duration(settings.verification.every),
        "per_second": settings.verification.per_second,
        "tasks": settings.verification.tasks,
        "confirmed": settings.journal.confirmed or "",
        "ci_roles": list(settings.ci_roles),
        "sweep": write_duration(settings.pace.sweep),
        "workers": settings.workers,
        "first": write_duration(settings.pace.back_off_first),
        "most": write_duration(settings.pace.back_off_most),
        "share": settings.pace.vanish_share,
        "floor": settings.pace.vanish_floor,
        "format": settings.log.format,
        "level": settings.log.level,
        "facts": list(settings.facts),
        "policy": "",
        "after": list(target.policy.after),
        "after_wait": write_duration(target.policy.after_wait),
        "events": list(settings.events),
        **{key.name: "" for key in keys().values() if key.parent == "admin"},
    }
