"""The law of hearing: whatever order events come in, however often, what is judged is what ECS has, without a sweep."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbrule.model.state import State
from tests.builders.definitions import definition
from tests.builders.events import deregistering, registering, tagging
from tests.loop.stage import POLICY, PROD

if TYPE_CHECKING:
    from tests.loop.hear.conftest import Post

DEEDS: Final = st.sampled_from(["register", "register", "deregister", "tag"])
CPU: Final = st.sampled_from(["256", "512", "1024"])
STORY: Final = st.lists(st.tuples(DEEDS, CPU, st.integers(0, 9), st.lists(st.integers(0, 99), max_size=3)), max_size=7)
ENDING: Final = st.randoms(use_true_random=False)
families = count(1)


def do(post: Post, family: str, deed: str, cpu: str, which: int) -> dict[str, Any] | None:
    """Somebody does something to the family; the event of it."""
    endpoint, arns = post.stage.endpoint, active(post, family)
    if deed == "register" or not arns:
        return registering(post.stage.by_hand(definition(family, cpu=cpu, memory="2048")))
    arn = arns[which % len(arns)]
    if deed == "deregister":
        endpoint.deregister(arn)
        return deregistering(arn)
    endpoint.tag(arn, {"team": cpu})
    return tagging("TagResource", arn)


def active(post: Post, family: str) -> list[str]:
    """The family's ACTIVE revisions, the oldest first."""
    described = [one["taskDefinition"] for one in post.stage.endpoint.dump()]
    mine = [one for one in described if f":{post.stage.account}:task-definition/{family}:" in one["taskDefinitionArn"]]
    shown = [one for one in mine if one["status"] == "ACTIVE"]
    return [one["taskDefinitionArn"] for one in sorted(shown, key=lambda one: one["revision"])]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(STORY, ENDING)
def test_what_is_judged_is_what_ecs_has(post: Post, story: list[tuple[str, str, int, list[int]]], ending: Any) -> None:  # noqa: ANN401 - a Random
    stage, family = post.stage, f"f{next(families)}"
    policy = replace(POLICY, auto=frozenset[State]())
    stage.reload(targets={PROD: replace(stage.shell.world.targets[PROD], policy=policy)})
    stage.by_hand(definition(family, memory="2048", cpu="256"))
    tagged = {"tags": [{"key": "team", "value": "256"}]}
    stage.put(definition(family, memory="2048", cpu="256", **tagged))
    stage.read()
    told: list[dict[str, Any]] = []
    for deed, cpu, which, early in story:
        if event := do(post, family, deed, cpu, which):
            told.append(event)
        post.come(*(told[at % len(told)] for at in early))
    ending.shuffle(told)
    post.come(*(json.dumps(one) for one in [*told, *told[:2]] if one), "poison")
    key = stage.key(family)
    judged = stage.shell.standings.of(key)
    assert judged.arn == next(iter(reversed(active(post, family))), None)
    stage.shell.look_anew(key)
    stage.run()
    again = stage.shell.standings.of(key)
    assert (again.state, again.told) == (judged.state, judged.told)
