"""No mistake shows what is secret."""

from __future__ import annotations

import pytest

from plumbrule.model.secret import MASK
from plumbrule.settings.load import parse_settings
from tests.settings.texts import GOOD, NAME, edited, mistakes

SECRET = "hunter2correcthorse"  # noqa: S105 - the point of the test
TOKEN = "ghp_" + "a1B2" * 9


@pytest.mark.parametrize(
    "text",
    [
        edited("region: eu-west-1", f"region: eu-west-1\n    external_id: '{SECRET} {{'"),
        edited("region: eu-west-1", f"region: eu-west-1\n    variables: {{DB_PASSWORD: ['{SECRET}'], x: [1]}}"),
        edited("region: eu-west-1", f"region: eu-west-1\n    labels: {{api_token: ['{SECRET}']}}"),
        edited("region: eu-west-1", f"region: eu-west-1\n    endpoint_url: http://user:{SECRET}@host"),
        edited("path: /srv/specs", f"path: https://user:{SECRET}@git.example/specs"),
        edited("instance: payments-prod", f"instance: {TOKEN} {SECRET}"),
        edited("version: 1", f"version: 1\n'{TOKEN}{SECRET}': 1"),
    ],
    ids=["external id", "variable", "label", "URL", "path", "token as a value", "token as a key"],
)
def test_a_secret_never_stands_in_a_mistake(text: str) -> None:
    lines = mistakes(text)
    assert lines
    assert not [line for line in lines if SECRET in line or TOKEN in line]


def test_what_is_hidden_is_said_to_be_hidden() -> None:
    (line,) = mistakes(edited("path: /srv/specs", f"path: https://user:{SECRET}@git.example/specs"))
    assert line.endswith(f"found {MASK}")


def test_a_secret_in_a_variable_of_the_environment_is_hidden_too() -> None:
    lines = mistakes(GOOD, {"PLUMBRULE_SOURCE__PATH": f"https://user:{SECRET}@git.example/specs"})
    assert len(lines) == 1
    assert SECRET not in lines[0]


def test_an_external_id_is_not_part_of_what_settings_look_like() -> None:
    role = "role_arn: arn:aws:iam::123456789012:role/x"
    text = edited("region: eu-west-1", f"region: eu-west-1\n    {role}\n    external_id: {SECRET}")
    settings = parse_settings(text, NAME, {})
    assert settings.targets[0].external_id == SECRET
    assert SECRET not in repr(settings)


def test_a_long_value_is_cut() -> None:
    (line,) = mistakes(edited("instance: payments-prod", f"instance: {'x' * 5000}"))
    assert len(line) < 250
    assert line.endswith("x…")
