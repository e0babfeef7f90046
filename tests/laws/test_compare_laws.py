"""Laws of `compare`: what ECS makes of a definition is no difference in any form, and every other leaf is one."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plumbrule.api import compare
from plumbrule.core.fields import RESPONSE_ONLY, node_at, steps
from plumbrule.model.digest import canonical_json
from plumbrule.model.uncounted import Reason
from tests.laws.generate import KEYED, definitions
from tests.laws.legal import legal_definitions
from tests.laws.server import described
from tests.laws.trees import another, at, leaves, one_of, with_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.laws.generate import Json
    from tests.laws.trees import Tokens

RANDOM = st.randoms(use_true_random=False)


def manifest(definition: Json) -> Json:
    template = {name: value for name, value in definition.items() if name != "family"}
    return {
        "apiVersion": "plumbrule.dev/v1",
        "kind": "TaskDefinition",
        "metadata": {"name": definition["family"]},
        "spec": {"template": _escaped(template)},
    }


def _escaped(tree: Json) -> Json:
    if isinstance(tree, dict):
        return {name: _escaped(value) for name, value in tree.items()}
    if isinstance(tree, list):
        return [_escaped(item) for item in tree]
    return tree.replace("${", "$${") if isinstance(tree, str) else tree


def numbers(definition: Json) -> Json:
    """Task sizes as numbers, where they are digits."""
    sizes = {name: int(text) for name in ("cpu", "memory") if (text := definition.get(name, "")).isdigit()}
    return {**definition, **sizes}


def littered(definition: Json) -> Json:
    """Nulls, empty enums and what only Describe returns, as people paste them."""
    made = {"pidMode": "", "taskRoleArn": None, "status": "ACTIVE", "revision": 3, **deepcopy(definition)}
    for container in made["containerDefinitions"]:
        for name in ("user", "healthCheck", "secrets"):
            container.setdefault(name, None)
        container.setdefault("versionConsistency", "")
    return made


FORMS: dict[str, Callable[[Json], Json]] = {
    "native": lambda definition: definition,
    "wrapped": lambda definition: {"taskDefinition": definition},
    "manifest": manifest,
    "numbers": numbers,
    "littered": littered,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@given(definition=legal_definitions(), random=RANDOM)
@settings(max_examples=max(1, settings().max_examples // 2))
def test_what_ecs_makes_of_a_definition_is_no_difference(
    form: Callable[[Json], Json], definition: Json, random: object
) -> None:
    assert compare(form(definition), described(definition, random)).changes == ()


def _changeable(definition: Json) -> list[Tokens]:
    return [tokens for tokens in leaves(definition) if tokens[0] not in {"tags", *RESPONSE_ONLY}]


@given(definitions(), RANDOM, st.data())
def test_any_leaf_that_git_changes_is_seen(definition: Json, random: object, data: st.DataObject) -> None:
    tokens = data.draw(one_of(_changeable(definition)))
    other = with_value(definition, tokens, another(at(definition, tokens)))
    assert not compare(other, described(definition, random)).equal


@given(definitions(), RANDOM, st.data())
def test_any_leaf_that_changes_live_is_seen(definition: Json, random: object, data: st.DataObject) -> None:
    live = described(definition, random)
    tokens = data.draw(one_of(_changeable(live)))
    if tokens[0] != "networkMode":
        live = with_value(live, tokens, another(at(live, tokens)))
        assert not compare(definition, live).equal


@given(definitions(), RANDOM, st.data())
def test_any_leaf_that_says_something_is_missed_on_either_side(
    definition: Json, random: object, data: st.DataObject
) -> None:
    found = [tokens for tokens in _changeable(definition) if _says_something(definition, tokens)]
    assume(found)
    tokens = data.draw(one_of(found))
    without = deepcopy(definition)
    del at(without, tokens[:-1])[tokens[-1]]
    if without != definition:
        assert not compare(without, described(definition, random)).equal
        assert not compare(definition, described(without, random)).equal


def _says_something(definition: Json, tokens: Tokens) -> bool:
    """Whether leaving it out changes the meaning, and nothing but its own."""
    path = "".join("[]" if isinstance(token, int) else f".{token}" for token in tokens).removeprefix(".")
    above, _, name = path.rpartition("[].")
    if (
        name in KEYED.get(above, ())
        or tokens[0] in {"family", "requiresCompatibilities", "networkMode"}
        or name == "protocol"
    ):
        return False
    if isinstance(tokens[-1], int) or node_at(path).kind:
        return False
    value = at(definition, tokens)
    return value not in (False, 0, "", []) and value != node_at(path).default and name != "hostPort"


@given(definitions(), RANDOM)
def test_what_was_not_counted_is_every_place_where_the_texts_differ(definition: Json, random: object) -> None:
    live = described(definition, random)
    found = compare(definition, live)
    kept = [one for one in found.not_counted if one.reason is not Reason.RESPONSE_ONLY]
    without = {name: value for name, value in live.items() if name not in RESPONSE_ONLY}
    texts_agree = canonical_json(without) == canonical_json({k: v for k, v in definition.items() if k != "tags"})
    assert bool(kept) == (not texts_agree)
    assert all(one.fact and one.source for one in found.not_counted)
    assert {one.path for one in found.not_counted if one.reason is Reason.RESPONSE_ONLY} == RESPONSE_ONLY & live.keys()


@given(definitions(), definitions(), RANDOM)
def test_nothing_is_both_a_change_and_not_counted(one: Json, other: Json, random: object) -> None:
    found = compare(one, described(other, random))
    changed = [steps(change.path) for change in found.changes]
    quiet = [steps(each.path) for each in found.not_counted]
    assert not any(path[: len(told)] == told for told in changed for path in quiet)


@given(legal_definitions())
def test_a_server_that_keeps_what_it_was_sent_is_no_difference_either(definition: Json) -> None:
    """As moto does: sizes as sent, role names as sent, enableFaultInjection dropped, no host ports."""
    live = {**deepcopy(definition), "taskDefinitionArn": "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1"}
    expected = {name: value for name, value in definition.items() if name != "enableFaultInjection"}
    live.pop("enableFaultInjection", None)
    assert compare(expected, live).equal
    assert compare(numbers(expected), live).equal
    assert compare(expected, numbers(live)).equal
