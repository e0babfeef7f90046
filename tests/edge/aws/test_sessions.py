"""Whose credentials, which endpoint, and never a second try."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.sessions import open_clients
from plumbrule.errors import Ambiguous, Denied, Unavailable
from plumbrule.model.ids import Family, TargetId
from tests.builders.clocks import HandClock
from tests.builders.definitions import definition
from tests.loop.stage import REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.world.client import CallSeen, World

WEB = Family("web")


class Rig:
    """Adapters with one access each."""

    def __init__(self, endpoint: World, account: str) -> None:
        self.endpoint, self.account = endpoint, account
        self.opened: list[EcsRevisions] = []

    def open(self, **access: str) -> EcsRevisions:
        monotonic = HandClock().monotonic
        clients = open_clients(Access(REGION, "stage", **({"endpoint_url": self.endpoint.url} | access)))  # type: ignore[arg-type] # all text
        self.opened.append(EcsRevisions(clients, REGION, Bucket(99, 9, monotonic), Bucket(99, 9, monotonic)))
        return self.opened[-1]

    def calls(self, account: str | None = None) -> list[CallSeen]:
        return [one for one in self.endpoint.calls().recent if one.account == (account or self.account)]

    @property
    def other(self) -> str:
        """Another account that no other test uses."""
        return str(int(self.account) + 600_000_000_000)

    @property
    def role(self) -> str:
        return f"arn:aws:iam::{self.other}:role/deploy/plumbrule"


@pytest.fixture
def rig(endpoint: World, account: str) -> Iterator[Rig]:
    made = Rig(endpoint, account)
    yield made
    for revisions in made.opened:
        revisions.clients.close()


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """An address at which certainly nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


# The endpoint.


def test_an_endpoint_in_the_environment_is_not_obeyed(
    rig: Rig, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECS", "AWS_ENDPOINT_URL_STS"):
        monkeypatch.setenv(name, elsewhere)
    clients = open_clients(Access(REGION, "stage"))
    assert clients.ecs.meta.endpoint_url == f"https://ecs.{REGION}.amazonaws.com"
    assert clients.sts.meta.endpoint_url == f"https://sts.{REGION}.amazonaws.com"
    clients.close()
    assert rig.open().identity().account_id == rig.account


def test_neither_is_one_for_the_role(rig: Rig, elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS"):
        monkeypatch.setenv(name, elsewhere)
    assert rig.open(role_arn=rig.role).identity().account_id == rig.other


def test_a_region_in_the_environment_is_not_obeyed(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    monkeypatch.setenv("AWS_REGION", "us-west-2")
    rig.open().latest(WEB)
    assert {call.region for call in rig.calls()} == {REGION}


# Credentials.


def test_a_role_of_another_account_is_assumed_under_a_name_that_tells_us_apart(rig: Rig) -> None:
    revisions = rig.open(role_arn=rig.role)
    assert revisions.identity() == TargetId("aws", rig.other, REGION)
    made = revisions.register(definition(), {"a": "b"})
    assert made.registered_by == f"arn:aws:sts::{rig.other}:assumed-role/plumbrule/plumbrule-stage"
    assert [call.operation for call in rig.calls()] == ["AssumeRole"]
    assert {call.operation for call in rig.calls(rig.other)} == {"GetCallerIdentity", "RegisterTaskDefinition"}


def test_a_role_is_assumed_once_for_many_calls(rig: Rig) -> None:
    revisions = rig.open(role_arn=rig.role)
    for _ in range(3):
        revisions.latest(WEB)
    assert len([call for call in rig.calls() if call.operation == "AssumeRole"]) == 1


@pytest.mark.parametrize(("given", "denied"), [("the right one", False), ("another", True), ("", True)])
def test_an_external_id_goes_with_the_role(given: str, *, denied: bool, rig: Rig) -> None:
    rig.endpoint.knobs(external_ids={rig.role: "the right one"})
    revisions = rig.open(role_arn=rig.role, external_id=given)
    if not denied:
        assert revisions.identity().account_id == rig.other
        return
    with pytest.raises(Denied, match="sts:AssumeRole"):
        revisions.latest(WEB)
    with pytest.raises(Denied, match="sts:AssumeRole"):
        revisions.register(definition(), {"a": "b"})
    assert rig.calls(rig.other) == []


@pytest.mark.parametrize("role", [True, False])
def test_without_credentials_everything_is_denied_and_nothing_is_sent(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, *, role: bool
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    revisions = rig.open(role_arn=rig.role) if role else rig.open()
    calls: list[Callable[[], object]] = [
        revisions.identity,
        lambda: revisions.latest(WEB),
        lambda: revisions.register(definition(), {"a": "b"}),
    ]
    for call in calls:
        with pytest.raises(Denied, match="no usable AWS credentials"):
            call()
    assert rig.calls() == rig.calls(rig.other) == []


def test_two_targets_with_two_roles_do_not_mix(rig: Rig) -> None:
    third = str(int(rig.account) + 700_000_000_000)
    one, two = rig.open(role_arn=rig.role), rig.open(role_arn=f"arn:aws:iam::{third}:role/x")
    assert [one.identity().account_id, two.identity().account_id] == [rig.other, third]


# Never a second try.


@pytest.mark.parametrize("kind", ["http_500", "reset", "lost_answer", "throttled"])
def test_a_registration_is_sent_once_whatever_becomes_of_it(kind: str, rig: Rig) -> None:
    revisions = rig.open()
    rig.endpoint.fail("RegisterTaskDefinition", kind, account=rig.account)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is the next line's matter
        revisions.register(definition(), {"a": "b"})
    assert (type(caught.value) is Ambiguous) == (kind != "throttled")
    assert [call.operation for call in rig.calls()] == ["RegisterTaskDefinition"]
    made = [one for one in rig.endpoint.log() if one.account == rig.account]
    assert len(made) == (1 if kind == "lost_answer" else 0)


@pytest.mark.parametrize("kind", ["http_500", "reset", "lost_answer"])
def test_a_read_is_sent_once_too(kind: str, rig: Rig) -> None:
    revisions = rig.open()
    rig.endpoint.fail("*", kind, 2, account=rig.account)
    with pytest.raises(Unavailable):
        revisions.latest(WEB)
    with pytest.raises(Unavailable):
        revisions.identity()
    assert [call.operation for call in rig.calls()] == ["DescribeTaskDefinition", "GetCallerIdentity"]


@pytest.mark.parametrize("mode", ["standard", "adaptive", "legacy"])
def test_a_retry_mode_in_the_environment_is_not_obeyed(mode: str, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_RETRY_MODE", mode)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "5")
    revisions = rig.open()
    rig.endpoint.fail("RegisterTaskDefinition", "http_500", account=rig.account)
    with pytest.raises(Ambiguous):
        revisions.register(definition(), {"a": "b"})
    assert len(rig.calls()) == 1


def test_where_nobody_listens_a_registration_certainly_did_not_happen(rig: Rig, elsewhere: str) -> None:
    revisions = rig.open(endpoint_url=elsewhere)
    with pytest.raises(Unavailable):
        revisions.register(definition(), {"a": "b"})
    with pytest.raises(Unavailable):
        revisions.latest(WEB)


def test_calls_tell_aws_who_asks(rig: Rig) -> None:
    config: Any = rig.open().clients.ecs.meta.config
    assert config.user_agent_extra.startswith("plumbrule/")
