"""Manifests of the base definition with annotations, for the tests of what they make of rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plumbrule.core.validate.example import BASE, edited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Tree

POLICY = "/containerDefinitions/0/restartPolicy"
TOO_SHORT: Mapping[str, Tree] = {POLICY: {"enabled": True, "restartAttemptPeriod": 59}}
"""Breaks R257, an error."""
NO_STATUS: Mapping[str, Tree] = {POLICY: {"enabled": True, "ignoredExitCodes": [256]}}
"""Breaks R259, a warning."""


def native(edits: Mapping[str, Tree]) -> str:
    """The base with edits, as a native file holds it."""
    return json.dumps(edited(BASE, edits), indent=2)


def manifest(edits: Mapping[str, Tree], annotations: Mapping[str, str], **spec: Any) -> str:  # noqa: ANN401 - any JSON
    """The base with edits as a manifest; the first annotation's name stands at line 7, column 7."""
    template = {name: value for name, value in edited(BASE, edits).items() if name != "family"}
    whole = {
        "apiVersion": "plumbrule.dev/v1",
        "kind": "TaskDefinition",
        "metadata": {"name": "web", "annotations": annotations},
        "spec": {**spec, "template": template},
    }
    return json.dumps(whole, indent=2)


def waiving(rule: str, text: str) -> dict[str, str]:
    """One annotation about a rule."""
    return {f"plumbrule.dev/rule.{rule}": text}
