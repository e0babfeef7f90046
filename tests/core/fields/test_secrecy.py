from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.fields import ROOT, holds_secret, masked, node_at
from plumbrule.model.secret import MASK

if TYPE_CHECKING:
    from plumbrule.model.tree import Tree

C = "containerDefinitions[]"
KEY_ID = "AKIA" + "A" * 16


@pytest.mark.parametrize(
    ("path", "value", "name", "secret"),
    [
        (f"{C}.environment[].value", "hunter2", "DB_PASSWORD", True),
        (f"{C}.environment[].value", "info", "LOG_LEVEL", False),
        (f"{C}.environment[].value", KEY_ID, "LOG_LEVEL", True),
        (f"{C}.environment[].value", "postgres://u:p@db/x", "DATABASE", True),
        (f"{C}.environment", {"name": "DB_PASSWORD", "value": "hunter2"}, "DB_PASSWORD", True),
        (f"{C}.environment", {"A": {"name": "A", "value": "1"}}, "", False),
        (f"{C}.environment", {"A": {"name": "A"}, "API_KEY": {"name": "API_KEY", "value": "1"}}, "", True),
        (f"{C}.environment", [{"name": "API_KEY", "value": "1"}, {"name": "API_KEY", "value": "2"}], "", True),
        (f"{C}.secrets[].valueFrom", "arn:aws:secretsmanager:eu-central-1:1:secret:db", "DB_PASSWORD", False),
        (f"{C}.logConfiguration.options{{}}", "abc", "splunk-token", True),
        (f"{C}.logConfiguration.options", {"splunk-token": "abc"}, "", True),
        (f"{C}.dockerLabels", {"team": "a"}, "", False),
        (f"{C}.command", ["serve", "--db-password", "hunter2"], "", True),
        (f"{C}.command", ["serve", "--db-password=hunter2"], "", True),
        (f"{C}.command", ["serve", "--port", "80"], "", False),
        (f"{C}.image", "app:1", "", False),
        ("cpu", "256", "", False),
        (f"{C}.memory", 512, "", False),
    ],
)
def test_what_must_not_be_shown(path: str, value: Tree, name: str, secret: bool) -> None:  # noqa: FBT001 - a table's column
    assert holds_secret(node_at(path), value, name) is secret


def test_only_the_secret_values_of_a_tree_are_masked() -> None:
    canonical: Tree = {
        "containerDefinitions": {
            "app": {
                "name": "app",
                "environment": {
                    "DB_PASSWORD": {"name": "DB_PASSWORD", "value": "hunter2"},
                    "LOG_LEVEL": {"name": "LOG_LEVEL", "value": "info"},
                },
                "command": ["serve", "--token", "abc", "--port", "80"],
            }
        }
    }
    assert masked(ROOT, canonical) == {
        "containerDefinitions": {
            "app": {
                "name": "app",
                "environment": {
                    "DB_PASSWORD": {"name": "DB_PASSWORD", "value": MASK},
                    "LOG_LEVEL": {"name": "LOG_LEVEL", "value": "info"},
                },
                "command": ["serve", "--token", MASK, "--port", "80"],
            }
        }
    }
