from __future__ import annotations

import hashlib

from plumbrule.model.ids import Digest, Family, TargetId
from plumbrule.model.plan import plan_id

TARGET = TargetId("aws", "123456789012", "eu-west-1")


def test_a_plans_id_is_made_as_the_documentation_says() -> None:
    """Changing this breaks every plan id that people hold: it needs an ADR."""
    text = (
        'plumbrule:plan:1\n{"account":"123456789012","base":null,"desired":"c1:sha256:aa",'
        '"family":"web","partition":"aws","region":"eu-west-1"}'
    )
    assert plan_id(TARGET, Family("web"), Digest("c1:sha256:aa"), None) == hashlib.sha256(text.encode()).hexdigest()


def test_no_two_plans_share_an_id_by_moving_text_between_their_parts() -> None:
    ids = {
        plan_id(TargetId("aws", "1", "2"), Family("ab"), Digest("c"), Digest("d")),
        plan_id(TargetId("aws", "1", "2"), Family("a"), Digest("bc"), Digest("d")),
        plan_id(TargetId("aws", "12", ""), Family("ab"), Digest("c"), Digest("d")),
        plan_id(TargetId("aws", "1", "2"), Family("ab"), Digest("d"), Digest("c")),
        plan_id(TargetId("aws", "1", "2"), Family("ab"), Digest("c"), Digest("null")),
        plan_id(TargetId("aws", "1", "2"), Family("ab"), Digest("c"), None),
    }
    assert len(ids) == 6
