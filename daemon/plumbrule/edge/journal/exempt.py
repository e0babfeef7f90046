"""What is left to others, as text of one column and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from plumbrule.model.exemption import Exemptions, IgnoreRule, Owned


def written(exemptions: Exemptions) -> str:
    """Everything but where it stood."""
    whole: dict[str, Any] = {}
    if exemptions.owned:
        whole["owned"] = [{"path": one.path, "owner": one.owner, "reason": one.reason} for one in exemptions.owned]
    if exemptions.ignore:
        whole["ignore"] = [_rule(rule) for rule in exemptions.ignore]
    return json.dumps(whole, ensure_ascii=False)


def read(text: str) -> Exemptions:
    """What `written` wrote."""
    whole = json.loads(text)
    return Exemptions(
        tuple(Owned(**one) for one in whole.get("owned", ())),
        tuple(_read_rule(one) for one in whole.get("ignore", ())),
    )


def _rule(rule: IgnoreRule) -> dict[str, str | None]:
    until = rule.until.isoformat() if rule.until else None
    return {"path": rule.path, "owner": rule.owner, "reason": rule.reason, "until": until}


def _read_rule(one: dict[str, str | None]) -> IgnoreRule:
    until = date.fromisoformat(one["until"]) if one["until"] else None
    return IgnoreRule(str(one["path"]), str(one["owner"]), str(one["reason"]), until)
