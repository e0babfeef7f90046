from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.api import compare
from tests.laws.generate import definitions
from tests.laws.server import described

if TYPE_CHECKING:
    from tests.laws.generate import Json


@given(definitions(), st.randoms(use_true_random=False))
def test_what_was_registered_and_described_equals_what_was_desired(definition: Json, random: object) -> None:
    assert compare(definition, {"taskDefinition": described(definition, random)}).changes == ()


@given(definitions(), st.randoms(use_true_random=False))
def test_described_output_pasted_into_git_equals_what_it_was_pasted_from(definition: Json, random: object) -> None:
    live = described(definition, random)
    pasted = {"taskDefinition": {**live, "deregisteredAt": None, "pidMode": live.get("pidMode")}}
    assert compare(pasted, live).changes == ()


@given(definitions(), st.randoms(use_true_random=False))
def test_a_member_that_aws_invents_is_no_drift_while_it_says_nothing(definition: Json, random: object) -> None:
    live = described(definition, random)
    live["invented"] = []
    for container in live["containerDefinitions"]:
        container.update({"inventedFlag": False, "inventedObject": {"inner": {}, "more": None}})
    assert compare(definition, live).changes == ()


@given(definitions(), st.randoms(use_true_random=False))
def test_a_member_that_aws_invents_with_a_value_is_no_drift_either(definition: Json, random: object) -> None:
    live = {**described(definition, random), "invented": {"mode": "STANDARD", "off": False}}
    assert compare(definition, live).changes == ()
