"""Queues of events: what the settings mean, and every mistake about them."""

from __future__ import annotations

import pytest

from plumbrule.settings.load import parse_settings
from plumbrule.settings.values import QueueSettings
from tests.settings.texts import GOOD, NAME, mistakes

URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/plumbrule"
ROLE = "arn:aws:iam::123456789012:role/plumbrule-events"


def one(text: str) -> str:
    return f"{GOOD}events:\n  - {{{text}}}\n"


def test_every_key_means_what_it_says() -> None:
    text = f"queue_url: '{URL}', region: eu-west-1, role_arn: '{ROLE}', external_id: abc, endpoint_url: 'http://x:1'"
    (found,) = parse_settings(one(text), NAME, {}).events
    assert found == QueueSettings(URL, "eu-west-1", ROLE, "abc", "http://x:1")
    assert "abc" not in repr(found)


def test_without_any_nothing_is_heard_and_with_one_the_settings_mean_something_else() -> None:
    none, some = parse_settings(GOOD, NAME, {}), parse_settings(one(f"queue_url: '{URL}', region: eu-west-1"), NAME, {})
    assert none.events == ()
    assert none.generation != some.generation


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:4566/000000000000/q",
        URL + ".fifo",
        "https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com/1" + "0" * 11 + "/q",
    ],
)
def test_urls_of_emulators_and_private_endpoints_are_urls(url: str) -> None:
    assert mistakes(one(f"queue_url: '{url}', region: eu-west-1")) == ()


@pytest.mark.parametrize(
    "url", ["arn:aws:sqs:eu-west-1:123456789012:plumbrule", "https://sqs.eu-west-1.amazonaws.com", "q"]
)
def test_what_is_no_url_of_a_queue_is_told(url: str) -> None:
    (told,) = mistakes(one(f"queue_url: '{url}', region: eu-west-1"))
    assert "must be a queue's URL such as https://sqs" in told


def test_an_external_id_without_a_role_is_told() -> None:
    (told,) = mistakes(one(f"queue_url: '{URL}', region: eu-west-1, external_id: abc"))
    assert "events[0].external_id" in told
    assert "only means something together with role_arn" in told


def test_a_queue_that_is_given_twice_is_told() -> None:
    again = f"  - {{queue_url: '{URL}', region: eu-west-1}}\n"
    (told,) = mistakes(one(f"queue_url: '{URL}', region: eu-west-1") + again)
    assert "is the queue of events[0] already" in told
