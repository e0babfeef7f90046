"""What settings and annotations make of rules decides what is registered, and annotations expire at midnight."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.model.event import Event
from plumbrule.model.state import State
from plumbrule.model.target_policy import Ruling, Scope
from tests.builders.clocks import T0
from tests.core.validate.manifests import NO_STATUS, manifest, native, waiving
from tests.loop.stage import POLICY, PROD, REGION

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.loop.world import TargetPorts
    from plumbrule.model.tree import Tree
    from tests.loop.stage import Stage

RAISED = replace(POLICY, scope=Scope({"R259": Ruling.ERROR}))
STRICT = replace(POLICY, scope=Scope({"R259": Ruling.ERROR}, waivers=False))
HALF_A_DAY = 12 * 60 * 60
"""From noon, where the stage's clock starts, to midnight."""
TODAY = T0.date()


def breaking(account: str, **more: Tree) -> dict[str, Tree]:
    """Edits of the base that break R259, a warning, and nothing else in this account."""
    options = "/containerDefinitions/0/logConfiguration/options/awslogs-region"
    roles = dict.fromkeys(("/executionRoleArn", "/taskRoleArn"), f"arn:aws:iam::{account}:role/web")
    return {**NO_STATUS, **roles, options: REGION, **{f"/{name}": value for name, value in more.items()}}


def put(stage: Stage, text: str) -> None:
    stage.shelf.files["specs/web.json"] = text
    stage.read()


def ports(stage: Stage) -> TargetPorts:
    return stage.shell.world.targets[PROD]


def told(stage: Stage, event: Event) -> list[Tree]:
    """The rules that were told, of those that these tests are about."""
    return [one["rule"] for one in stage.heard.of(event) if str(one["rule"]) in {"R259", "waiver-expired"}]


def test_the_base_of_these_tests_is_registered_as_it_is(stage: Stage) -> None:
    put(stage, native(breaking(stage.account)))
    assert (len(stage.ours()), stage.state()) == (1, State.IN_SYNC)
    assert told(stage, Event.SPEC_ADVISED) == ["R259"]


def test_a_rule_that_is_raised_keeps_a_family_from_being_registered(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=RAISED)
    put(stage, native(breaking(stage.account)))
    assert stage.made() == []
    assert "invalid" in stage.gates()
    assert told(stage, Event.SPEC_REFUSED) == ["R259"]


def test_a_reload_that_switches_the_rule_off_lets_it_through(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=RAISED)
    put(stage, native(breaking(stage.account)))
    off = replace(POLICY, scope=Scope({"R259": Ruling.OFF}))
    stage.reload(generation="g2", targets={PROD: replace(ports(stage), policy=off)})
    assert (len(stage.ours()), stage.gates()) == (1, [])


def test_an_annotation_lets_it_through(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=RAISED)
    put(stage, manifest(breaking(stage.account), waiving("R259", "off: the process ends so")))
    assert len(stage.ours()) == 1


def test_where_no_annotation_may_lower_a_rule_it_does_not(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=STRICT)
    put(stage, manifest(breaking(stage.account), waiving("R259", "off: the process ends so")))
    assert stage.made() == []
    assert "invalid" in stage.gates()


def test_an_annotation_counts_until_midnight_and_no_longer(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=RAISED)
    waiver = waiving("R259", f"off until {TODAY}: the process ends so")
    put(stage, manifest(breaking(stage.account), waiver))
    stage.wait(HALF_A_DAY - 1)
    stage.read()
    assert (len(stage.ours()), told(stage, Event.SPEC_REFUSED)) == (1, [])

    stage.wait(1)
    stage.read()
    stage.read()
    assert told(stage, Event.SPEC_REFUSED) == ["R259"]
    assert told(stage, Event.SPEC_ADVISED) == ["waiver-expired"]
    assert len(stage.heard.of(Event.SNAPSHOT_TAKEN)) == 1, "the source has nothing new"

    put(stage, manifest(breaking(stage.account, cpu="1024", memory="2048"), waiver))
    assert len(stage.ours()) == 1
    assert "invalid" in stage.gates()


def test_what_a_new_day_changes_is_looked_at_before_the_next_sweep(staged: Callable[..., Stage]) -> None:
    stage = staged(policy=RAISED)
    put(stage, manifest(breaking(stage.account), waiving("R259", f"off until {TODAY}: the process ends so")))
    before = len(stage.calls("DescribeTaskDefinition"))
    stage.wait(HALF_A_DAY)
    stage.read()
    assert len(stage.calls("DescribeTaskDefinition")) > before
    assert stage.state() is State.IN_SYNC
