"""A generation differs exactly when the meaning does."""

from __future__ import annotations

import re

import pytest

from plumbrule.settings.load import parse_settings
from tests.settings.texts import GOOD, NAME, SECOND, edited


def generation(text: str) -> str:
    return parse_settings(text, NAME, {}).generation


def test_it_is_short_and_hexadecimal() -> None:
    assert re.fullmatch("[0-9a-f]{12}", generation(GOOD))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# a comment\n{GOOD}", id="a comment"),
        pytest.param(f"{GOOD}workers: 16\nsweep: 600s\nlog: {{level: info}}\n", id="defaults written out"),
        pytest.param(
            edited("region: eu-west-1", "region: eu-west-1\n    partition: aws"), id="the partition written out"
        ),
        pytest.param(edited("region: eu-west-1", "region: 'eu-west-1'\n    auto: []"), id="other quotes"),
    ],
)
def test_another_spelling_of_the_same_settings_keeps_it(text: str) -> None:
    assert generation(text) == generation(GOOD)


def test_the_order_of_states_and_labels_does_not_count() -> None:
    one = edited("region: eu-west-1", "region: eu-west-1\n    auto: [missing, spec_ahead]\n    labels: {a: x, b: y}")
    other = edited("region: eu-west-1", "region: eu-west-1\n    auto: [spec_ahead, missing]\n    labels: {b: y, a: x}")
    assert generation(one) == generation(other)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD + SECOND, id="one more target"),
        pytest.param(GOOD + "log: {level: debug}\n", id="the log level"),
        pytest.param(GOOD + "vanish: {share: 0.31}\n", id="a share"),
        pytest.param(GOOD + "sweep: 601s\n", id="a duration"),
        pytest.param(edited("region: eu-west-1", "region: eu-west-1\n    variables: {x: 1}"), id="a variable"),
        pytest.param(edited("region: eu-west-1", "region: eu-west-1\n    variables: {x: '1'}"), id="its type"),
        pytest.param(edited("prod/**", "prod/*"), id="a path"),
        pytest.param(GOOD + "rules: {R257: off}\n", id="what is made of a rule"),
        pytest.param(edited("region: eu-west-1", "region: eu-west-1\n    waivers: false"), id="whether waivers count"),
        pytest.param(edited("kind: git", "kind: git\n  branch: main"), id="the branch"),
    ],
)
def test_another_meaning_changes_it(text: str) -> None:
    assert generation(text) != generation(GOOD)


def test_the_type_of_a_variable_is_part_of_the_meaning() -> None:
    texts = ("{x: 1}", "{x: '1'}", "{x: true}", "{x: 'true'}")
    made = {generation(edited("region: eu-west-1", f"region: eu-west-1\n    variables: {text}")) for text in texts}
    assert len(made) == len(texts)
