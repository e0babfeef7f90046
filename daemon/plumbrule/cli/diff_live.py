"""One family in Git against ECS: a sweep of that family alone."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.app import Survey, real_parts
from plumbrule.cli.difference import Difference
from plumbrule.cli.options import settings_from
from plumbrule.cli.planned import author_of
from plumbrule.core import did_you_mean
from plumbrule.core.diff import uncounted, uncounted_apart, uncounted_tags
from plumbrule.edge.telemetry.logs import set_up_logs
from plumbrule.errors import SettingsError, Unavailable
from plumbrule.model.revision import Revision
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.core.tell.standing import Standing
    from plumbrule.model.tree import Tree
    from plumbrule.settings.values import Settings


def differences(family: str, config: Path, target: str | None) -> list[Difference]:
    """The family in every target that it is meant for, or in the one that is named.

    Raises:
        SettingsError: the settings are wrong, or have no such target.
        Unavailable: no spec names the family, or it could not be looked at.
    """
    settings = _narrowed(settings_from(config), target)
    set_up_logs(style="auto", level="warning", stream=sys.stderr)
    survey = Survey(settings, real_parts(), chosen=lambda key: key.family == family)
    survey.run()
    latest = {one.key: one for one in survey.standings if one.key.family == family}
    if not latest:
        raise Unavailable(_nowhere(survey, family))
    return [_difference(survey, latest[key]) for key in sorted(latest)]


def _narrowed(settings: Settings, target: str | None) -> Settings:
    if target is None:
        return settings
    chosen = tuple(one for one in settings.targets if one.target.name == target)
    if not chosen:
        hint = did_you_mean(target, [one.target.name for one in settings.targets])
        raise SettingsError((f"there is no target {brief(target)}{f': {hint}' if hint else ''}",))
    return replace(settings, targets=chosen)


def _nowhere(survey: Survey, family: str) -> str:
    intake = survey.shell.intake
    hint = did_you_mean(family, [key.family for key in intake.specs]) if intake else ""
    return f"no spec names the family {brief(family)}{f'; {hint}' if hint else ''}"


def _difference(survey: Survey, one: Standing) -> Difference:
    live = one.observed if isinstance(one.observed, Revision) else None
    name = f"{one.key}:{live.number}" if live else str(one.key)
    spec = survey.shell.intake.specs.get(one.key) if survey.shell.intake else None
    if live is None:
        return Difference(name, (), (), "ECS has no ACTIVE revision of it")
    if spec is None:
        return Difference(name, (), (), "Git has no spec for it that can be read")
    changes = (*one.changes, *one.tag_changes)
    quiet = uncounted(spec.definition, live.definition, (*changes, *one.apart.owned, *one.apart.ignored))
    tags: list[Tree] = [{"key": key, "value": value} for key, value in live.tags.items()]
    return Difference(
        name,
        changes,
        (*quiet, *uncounted_apart(one.apart), *uncounted_tags(spec.definition.get("tags"), tags, changes)),
        author=author_of(one),
    )
