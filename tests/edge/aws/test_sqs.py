"""The inbox against moto's SQS: what is settled is gone, what is not comes again, and only our errors leave."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.aws.access import Access
from plumbrule.edge.aws.sqs import SqsInbox
from plumbrule.errors import Denied, Unavailable
from tests.aws.moto import ACCOUNT, REGION, Bus, running_moto
from tests.edge.aws.test_sessions import elsewhere
from tests.loop.stage import use_account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.model.hint import Delivered

__all__ = ("elsewhere",)


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    with running_moto() as url:
        yield url


@pytest.fixture
def bus(moto: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    use_account(monkeypatch, ACCOUNT)
    made = Bus(moto, request.node.name[:60])
    yield made
    made.close()


def inbox_at(url: str, queue_url: str, wait: int = 1) -> SqsInbox:
    return SqsInbox(Access(REGION, "stage", endpoint_url=url, connections=2), queue_url, wait)


@pytest.fixture
def inbox(moto: str, bus: Bus) -> Iterator[SqsInbox]:
    made = inbox_at(moto, bus.queue_url)
    yield made
    made.close()


def all_of(inbox: SqsInbox) -> list[Delivered]:
    """Everything that comes until nothing does."""
    found: list[Delivered] = []
    while came := inbox.receive():
        found += came
    return found


def test_what_was_settled_is_gone(bus: Bus, inbox: SqsInbox) -> None:
    for number in range(23):
        bus.send(str(number))
    found = all_of(inbox)
    assert sorted(int(one.body) for one in found) == list(range(23))
    assert len({one.id for one in found}) == len({one.receipt for one in found}) == 23
    inbox.settle(found)
    assert bus.left() == 0


def test_what_was_not_settled_stays(bus: Bus, inbox: SqsInbox) -> None:
    bus.send("a")
    assert [one.body for one in inbox.receive()] == ["a"]
    assert bus.left() == 1


def test_it_waits_as_long_as_it_is_told_and_no_longer(inbox: SqsInbox) -> None:
    began = time.monotonic()
    assert inbox.receive() == ()
    assert 0.9 <= time.monotonic() - began < 10


def test_a_message_ends_the_wait(moto: str, bus: Bus) -> None:
    inbox = inbox_at(moto, bus.queue_url, wait=20)
    bus.send("a")
    began = time.monotonic()
    assert len(inbox.receive()) == 1
    assert time.monotonic() - began < 10
    inbox.close()


def test_a_queue_that_is_gone_is_unavailable_and_works_once_it_is_back(bus: Bus, inbox: SqsInbox) -> None:
    bus.sqs.delete_queue(QueueUrl=bus.queue_url)
    with pytest.raises(Unavailable, match=r"sqs:ReceiveMessage: The specified queue does not exist"):
        inbox.receive()
    bus.make_queue()
    bus.send("a")
    assert len(inbox.receive()) == 1


def test_a_receipt_that_is_none_is_no_success(bus: Bus, inbox: SqsInbox) -> None:
    bus.send("a")
    (found,) = inbox.receive()
    bus.sqs.delete_queue(QueueUrl=bus.queue_url)
    with pytest.raises(Unavailable, match="sqs:DeleteMessage"):
        inbox.settle([found])


def test_where_nobody_listens_it_is_unavailable(bus: Bus, elsewhere: str) -> None:
    inbox = inbox_at(elsewhere, bus.queue_url)
    with pytest.raises(Unavailable, match="sqs:ReceiveMessage"):
        inbox.receive()
    inbox.close()


def test_without_credentials_it_is_denied(moto: str, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    inbox = inbox_at(moto, bus.queue_url)
    with pytest.raises(Denied, match="sqs:ReceiveMessage"):
        inbox.receive()
    inbox.close()
