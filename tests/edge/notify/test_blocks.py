"""Whatever a spec, a tag or ECS says, Slack takes the message, and reads no command in it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.tell.samples import samples
from plumbrule.edge.notify.slack.blocks import blocks, escaped, fallback, line_blocks
from plumbrule.model.message import Button, Fact, Link, Message, Tone, Wish
from tests.world.slack.checks import check

TEXTS = st.text(max_size=3500) | st.sampled_from(
    ["<!channel>", "<@U0ADA>", "<https://evil.test|click>", "*bold*", "\u202eevil", "\x1b[2J", "&amp;", "a" * 5000, ""]
)
FEW = st.lists(TEXTS, max_size=40).map(tuple)
MESSAGES = st.builds(
    Message,
    key=st.just("0" * 32),
    title=TEXTS,
    lead=TEXTS,
    tone=st.sampled_from(Tone),
    facts=st.lists(st.builds(Fact, TEXTS, TEXTS), max_size=40).map(tuple),
    diff=FEW,
    items=FEW,
    more=st.integers(0, 1000),
    commands=FEW,
    said=FEW,
    footing=FEW,
    links=st.lists(st.builds(Link, TEXTS, st.just("https://x.test/")), max_size=4).map(tuple),
    buttons=st.lists(st.sampled_from(Wish), max_size=6, unique=True).map(
        lambda wishes: tuple(Button(wish, "0" * 32) for wish in wishes)
    ),
)


def parsed(tree: Any) -> list[str]:  # noqa: ANN401 - blocks are any JSON
    """Every text that Slack would parse."""
    if isinstance(tree, dict):
        own = [tree["text"]] if tree.get("type") == "mrkdwn" else []
        return own + [text for value in tree.values() for text in parsed(value)]
    return [text for one in tree for text in parsed(one)] if isinstance(tree, list) else []


@given(MESSAGES)
def test_slack_takes_whatever_a_message_says(message: Message) -> None:
    check(blocks(message))
    check(line_blocks(message))
    assert 1 <= len(fallback(message)) <= 4000


@given(MESSAGES)
def test_nothing_that_strangers_wrote_is_parsed(message: Message) -> None:
    assert parsed(blocks(message)) == parsed(line_blocks(message)) == []
    text = fallback(message)
    assert not set("<>") & set(text)
    assert "\u202e" not in text + json.dumps(blocks(message), ensure_ascii=False)


@given(MESSAGES)
def test_no_control_character_is_sent(message: Message) -> None:
    sent = json.dumps([blocks(message), fallback(message)], ensure_ascii=False).replace("\n", "")
    assert {unicodedata.category(one) for one in sent} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()


@given(st.text(alphabet="&<>ab", max_size=200), st.integers(2, 100))
def test_an_escaped_text_is_never_cut_inside_a_sign(text: str, most: int) -> None:
    found = escaped(text, most)
    assert len(found) <= most
    rest = found.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert not set("&<>") & set(rest)


def test_every_sample_is_taken_whole() -> None:
    for name, message in samples():
        made = blocks(message)
        check(made)
        assert len(made) < 50, name
        assert "…" not in fallback(message), name


def test_mentions_are_the_operators_own_words_and_the_only_ones_that_are_parsed() -> None:
    drift = replace(dict(samples())["drift"], mentions=("<!subteam^S0PLATFORM>",))
    assert parsed(blocks(drift)) == ["<!subteam^S0PLATFORM>"]
