"""The `Revisions` port against the endpoint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.aws.ecs import EcsRevisions, number_of
from plumbrule.errors import Denied, Rejected, Throttled, Unavailable
from plumbrule.model.ids import Family, TargetId
from plumbrule.model.revision import NoActive, Revision
from tests.builders.clocks import HandClock
from tests.builders.definitions import definition
from tests.loop.stage import REGION, revisions_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.client import World

WEB = Family("web")


class Rig:
    """The adapter and the endpoint it speaks to."""

    def __init__(self, endpoint: World, account: str) -> None:
        self.endpoint, self.account, self.clock = endpoint, account, HandClock()
        self.revisions = revisions_at(endpoint.url, self.clock)

    def by_hand(self, **tags: str) -> str:
        return self.endpoint.register_by_hand(definition(), account=self.account, region=REGION, tags=tags or None)

    def calls(self) -> list[tuple[str, str]]:
        return [(one.operation, one.outcome) for one in self.endpoint.calls().recent if one.account == self.account]


@pytest.fixture
def rig(endpoint: World, account: str) -> Iterator[Rig]:
    made = Rig(endpoint, account)
    yield made
    made.revisions.clients.close()


def test_whose_credentials_they_are(rig: Rig) -> None:
    assert rig.revisions.identity() == TargetId("aws", rig.account, REGION)


def test_the_latest_active_revision_comes_whole_in_one_call(rig: Rig) -> None:
    rig.by_hand()
    arn = rig.by_hand(team="shop")
    found = rig.revisions.latest(WEB)
    assert isinstance(found, Revision)
    assert (found.arn, found.family, found.number, found.active) == (arn, "web", 2, True)
    assert found.tags == {"team": "shop"}
    assert found.registered_by == f"arn:aws:sts::{rig.account}:assumed-role/Console/somebody"
    assert found.registered_at is not None
    assert abs(found.registered_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert found.definition["requiresCompatibilities"] == ["FARGATE"]
    assert rig.calls() == [("DescribeTaskDefinition", "ok")]


def test_a_family_that_never_was_has_nothing(rig: Rig) -> None:
    assert rig.revisions.latest(WEB) == NoActive(WEB)
    assert rig.revisions.highest(WEB) == 0
    assert rig.revisions.numbered(WEB, 1) is None


def test_of_a_family_that_was_deregistered_the_newest_is_left(rig: Rig) -> None:
    for arn in [rig.by_hand(), rig.by_hand(kept="x")]:
        rig.endpoint.deregister(arn)
    found = rig.revisions.latest(WEB)
    assert isinstance(found, NoActive)
    assert found.newest is not None
    assert (found.newest.number, found.newest.active, found.newest.tags) == (2, False, {"kept": "x"})
    assert rig.revisions.highest(WEB) == 2


def test_below_the_newest_the_older_active_one_is_the_latest(rig: Rig) -> None:
    rig.by_hand()
    rig.endpoint.deregister(rig.by_hand())
    found = rig.revisions.latest(WEB)
    assert isinstance(found, Revision)
    assert (found.number, rig.revisions.highest(WEB)) == (1, 2)


def test_a_revision_is_found_by_its_number_active_or_not(rig: Rig) -> None:
    rig.endpoint.deregister(rig.by_hand())
    rig.by_hand()
    found = [rig.revisions.numbered(WEB, number) for number in (1, 2, 3)]
    assert [one and one.active for one in found] == [False, True, None]


def test_a_family_whose_name_begins_like_another_is_not_mixed_up(rig: Rig) -> None:
    rig.endpoint.register_by_hand(definition("web-two"), account=rig.account, region=REGION)
    assert rig.revisions.latest(WEB) == NoActive(WEB)
    assert rig.revisions.highest(WEB) == 0


def test_registering_answers_with_the_new_revision(rig: Rig) -> None:
    made = rig.revisions.register(definition(), {"b": "2", "a": ""})
    assert (made.number, made.active, made.tags) == (1, True, {"a": "", "b": "2"})
    assert rig.revisions.latest(WEB) == made
    (logged,) = [one for one in rig.endpoint.log() if one.account == rig.account]
    assert logged.definition == definition()


def test_what_ecs_refuses_is_rejected_in_its_own_words(rig: Rig) -> None:
    with pytest.raises(Rejected, match="image"):
        rig.revisions.register(definition(containerDefinitions=[{"name": "app"}]), {"a": "b"})


def test_what_botocore_refuses_is_rejected_and_never_sent(rig: Rig) -> None:
    with pytest.raises(Rejected, match="Unknown parameter"):
        rig.revisions.register(definition(esential=True), {"a": "b"})
    assert rig.calls() == []


def test_every_call_takes_a_token_and_none_is_refused_on_the_way(rig: Rig) -> None:
    tight = revisions_at(rig.endpoint.url, rig.clock, reads=(1, 1.0))
    tight.admit()
    tight.latest(WEB)  # describe and list
    tight.highest(WEB)  # list twice
    with pytest.raises(Throttled) as caught:
        tight.admit()
    assert (caught.value.ours, caught.value.after) == (True, 4.0)
    tight.clients.close()


def test_registering_is_reserved_before_and_takes_nothing_itself(rig: Rig) -> None:
    tight = revisions_at(rig.endpoint.url, rig.clock, writes=(1, 1.0))
    tight.reserve()
    with pytest.raises(Throttled):
        tight.reserve()
    tight.register(definition(), {"a": "b"})
    tight.clients.close()


@pytest.mark.parametrize("call", ["DescribeTaskDefinition", "RegisterTaskDefinition"])
def test_when_aws_throttles_the_bucket_of_that_kind_is_emptied(call: str, rig: Rig) -> None:
    rig.endpoint.fail(call, "throttled", account=rig.account)
    with pytest.raises(Throttled) as caught:
        rig.revisions.latest(WEB) if call.startswith("Desc") else rig.revisions.register(definition(), {"a": "b"})
    assert not caught.value.ours
    emptied, other = (rig.revisions.reads, rig.revisions.writes)[:: 1 if call.startswith("Desc") else -1]
    with pytest.raises(Throttled):
        emptied.admit()
    other.admit()


@pytest.mark.parametrize(
    ("kind", "error"), [("access_denied", Denied), ("expired_token", Denied), ("http_500", Unavailable)]
)
def test_an_error_of_a_read_is_one_of_the_ports(kind: str, error: type[Exception], rig: Rig) -> None:
    rig.endpoint.fail("*", kind, 3, account=rig.account)
    for read in (lambda: rig.revisions.latest(WEB), lambda: rig.revisions.highest(WEB), rig.revisions.identity):
        with pytest.raises(error):
            read()


@pytest.mark.parametrize(
    ("arn", "number"),
    [
        ("arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7", 7),
        ("arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/web:1234", 1234),
    ],
)
def test_a_number_is_the_end_of_an_arn(arn: str, number: int) -> None:
    assert number_of(arn) == number


def test_the_adapter_is_a_frozen_value(rig: Rig) -> None:
    assert isinstance(rig.revisions, EcsRevisions)
    with pytest.raises(AttributeError):
        rig.revisions.region = "elsewhere"  # type: ignore[misc] # that it fails is the point


def test_tags_are_set_and_removed_in_place(rig: Rig) -> None:
    arn = rig.by_hand(team="shop", env="prod")
    rig.revisions.tag(arn, {"team": "cart", "new": "x"})
    rig.revisions.untag(arn, ("env", "never there"))
    found = rig.revisions.latest(WEB)
    assert isinstance(found, Revision)
    assert (found.number, dict(found.tags)) == (1, {"team": "cart", "new": "x"})


@pytest.mark.parametrize("operation", ["TagResource", "UntagResource"])
@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("access_denied", Denied),
        ("throttled", Throttled),
        ("lost_answer", Unavailable),
        ("reset", Unavailable),
        ("http_500", Unavailable),
    ],
)
def test_a_call_about_tags_fails_as_the_port_says(operation: str, kind: str, error: type[Exception], rig: Rig) -> None:
    arn = rig.by_hand(team="shop")
    rig.endpoint.fail(operation, kind, account=rig.account)
    with pytest.raises(error, match=f"ecs:{operation}"):
        rig.revisions.tag(arn, {"a": "1"}) if operation == "TagResource" else rig.revisions.untag(arn, ("team",))


def test_tags_that_ecs_does_not_take_are_rejected_in_its_words(rig: Rig) -> None:
    arn = rig.by_hand()
    with pytest.raises(Rejected, match="reserved prefix"):
        rig.revisions.tag(arn, {"aws:x": "1"})
