"""One drift, one thread: what the channel holds in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.definitions import definition_with
from tests.loop.telling.newsroom import BY_HAND, CHANNEL, V1, words

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom


def test_the_first_drift_ever_is_told(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    said = words(newsroom.root())
    print(said)
    assert "web in prod has drifted" in said
    assert '- "r/app:hand"' in said
    assert '+ "r/app:1"' in said
    assert newsroom.thread() == []


def test_the_same_drift_is_told_once_however_often_it_is_seen(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.drift()
    for _ in range(30):
        newsroom.clock.advance(120)
        newsroom.sweep()
        newsroom.post(2)
    assert len(newsroom.slack.messages(CHANNEL)) == 1


def test_another_difference_goes_on_with_the_same_message(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    newsroom.drift(definition_with(user="0", image="r/app:hand"))
    newsroom.post()
    assert '- "0"' in words(newsroom.root())
    assert [one.split(".")[0] for one in newsroom.thread()[0].splitlines()] == ["The difference is another now", "<@U0DUTY>"]


def test_what_is_over_turns_green_and_has_one_line(newsroom: Newsroom) -> None:
    newsroom.settle()
    newsroom.drift()
    newsroom.post()
    newsroom.drift(V1)
    newsroom.post()
    print(words(newsroom.root()), newsroom.thread())
    assert "web in prod is as Git says again" in words(newsroom.root())
    assert newsroom.thread() == ["Resolved."]
    assert newsroom.open() == ()
    newsroom.drift(BY_HAND)
