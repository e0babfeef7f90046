"""How much a rule counts: its own severity, what the operator makes of it in a target, what the author makes of it.

The author's annotation is above the operator's settings, unless those admit none that lowers.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from plumbrule.core.validate.changing import of_operators
from plumbrule.model.finding import Severity
from plumbrule.model.target_policy import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plumbrule.core.validate.waivers import Waiver
    from plumbrule.model.finding import Finding
    from plumbrule.model.target_policy import Scope


class Effect(StrEnum):
    """What an annotation does in one target.

    `unmet`: nothing there breaks the rule. `same`: the rule counts just so without it.
    """

    CHANGES = "changes"
    REFUSED = "refused"
    SAME = "same"
    UNMET = "unmet"


def effect(waiver: Waiver, scope: Scope, *, met: bool) -> Effect:
    """What `waiver` does where `scope` holds; `met` says whether anything breaks its rule.

    One that raises a rule watches over what is still to come, so it needs nothing to be found.
    """
    before = without_waiver(waiver.rule, scope)
    if waiver.ruling.is_above(before):
        return Effect.CHANGES
    if not met:
        return Effect.UNMET
    if waiver.ruling is before:
        return Effect.SAME
    return Effect.CHANGES if scope.waivers else Effect.REFUSED


def rulings(scope: Scope, waivers: Mapping[str, Waiver]) -> Mapping[str, Ruling]:
    """What is made of each rule where `scope` holds; a rule that is missing has its own severity."""
    counting = {
        rule: waiver.ruling
        for rule, waiver in waivers.items()
        if scope.waivers or waiver.ruling.is_above(without_waiver(rule, scope))
    }
    return {**scope.rules, **counting}


def scoped(findings: Iterable[Finding], made: Mapping[str, Ruling]) -> tuple[Finding, ...]:
    """The findings as bad as `made` has them, in their order; those of a rule that is off are gone."""
    weighed = (_weighed(finding, made.get(finding.rule)) for finding in findings)
    return tuple(finding for finding in weighed if finding is not None)


def without_waiver(rule: str, scope: Scope) -> Ruling:
    """How much a rule counts where `scope` holds, whatever authors say."""
    return scope.rules.get(rule) or Ruling(of_operators()[rule].value)


def _weighed(finding: Finding, ruling: Ruling | None) -> Finding | None:
    if ruling is None:
        return finding
    return None if ruling is Ruling.OFF else replace(finding, severity=Severity(ruling.value))
