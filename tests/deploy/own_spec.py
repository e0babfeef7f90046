"""Plumbrule's own task definition, and whether something else says the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import yaml

from plumbrule import compare
from plumbrule.settings.load import load_settings
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.comparing import Comparison

FOLDER: Final = ROOT / "deploy" / "ecs"
SPEC: Final = FOLDER / "specs" / "plumbrule.yaml"
SETTINGS: Final = FOLDER / "plumbrule" / "plumbrule.yaml"
ACCOUNT: Final = "123456789012"
REGION: Final = "eu-west-1"
ARN: Final = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/plumbrule:1"


def variables() -> dict[str, Any]:
    """The values that the settings beside it give to the spec's variables."""
    text = yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))
    found: dict[str, Any] = text["targets"][0]["variables"]
    return found


def against(definition: Mapping[str, Any]) -> Comparison:
    """The spec, filled in for the settings' target, against what would be registered."""
    spec = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    context: dict[str, Any] = {"account_id": ACCOUNT, "region": REGION, "variables": variables()}
    return compare(spec, {**definition, "taskDefinitionArn": ARN, "revision": 1, "status": "ACTIVE"}, context=context)


def settings() -> Any:  # noqa: ANN401 - the package's own type
    """The settings as a daemon would read them."""
    return load_settings(SETTINGS, {key: value for key, value in os.environ.items() if key != "PLUMBRULE_CONFIG"})
