"""What new tasks would miss, in Slack: said once, in one living message for all that miss the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from plumbrule.errors import Denied
from plumbrule.loop.verifier import Verifier
from plumbrule.model.dependency import Verification
from plumbrule.model.event import Event
from tests.builders.cupboard import Cupboard
from tests.builders.definitions import definition_with
from tests.loop.stage import PROD
from tests.loop.telling.newsroom import CHANNEL, MANNERS, ROUTE, words

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom

PACE = Verification(per_second=10_000.0)


class Scene:
    """Families that need parameters, somebody who looks for them, and people who hear of it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom, self.cupboard = newsroom, Cupboard()
        ports = replace(newsroom.shell.world.targets[PROD], dependencies=self.cupboard)
        newsroom.reload(targets={PROD: ports}, verification=PACE)
        self.verifier = Verifier(newsroom.shell)

    def settle(self, **parameters: str) -> None:
        """Families that were agreed on, each with the parameter that it needs."""
        made = (
            definition_with(family, user="1000", secrets=[{"name": "DB", "valueFrom": name}])
            for family, name in parameters.items()
        )
        self.newsroom.settle(*made)

    def round(self) -> None:
        """Let time pass until the next round, and deliver what follows from it."""
        self.newsroom.clock.advance(PACE.every.total_seconds())
        self.verifier.look()
        self.newsroom.run()
        self.newsroom.post()

    def said(self, channel: str = CHANNEL) -> list[str]:
        """The living messages of a channel."""
        return [words(one) for one in self.newsroom.slack.roots(channel)]


@pytest.fixture
def scene(newsroom: Newsroom) -> Scene:
    return Scene(newsroom)


def test_slack_hears_once_of_what_is_gone_and_sees_when_it_is_back(scene: Scene) -> None:
    scene.settle(web="/shop/db")
    scene.cupboard.gone = {"/shop/db"}
    for _ in range(3):
        scene.round()
    (said,) = scene.said()
    assert "New tasks of web in prod would not start" in said
    assert "parameter /shop/db does not exist" in said
    assert "plumbrule verify web --target prod" in said
    scene.cupboard.gone = set()
    scene.round()
    (said,) = scene.said()
    assert "Everything is there that new tasks of web in prod need" in said


def test_families_that_miss_the_same_are_one_message_and_another_has_its_own(scene: Scene) -> None:
    scene.settle(web="/shop/db", worker="/shop/db", mail="/mail/key")
    scene.cupboard.gone = {"/shop/db", "/mail/key"}
    scene.round()
    one, many = sorted(scene.said(), key=lambda said: "2 families" in said)
    assert "New tasks of mail in prod would not start" in one
    assert "New tasks of 2 families in prod would not start" in many
    assert "web: parameter /shop/db" in many
    assert "worker: parameter /shop/db" in many
    assert "plumbrule verify --target prod" in many


def test_a_route_by_family_hears_of_its_families_alone(scene: Scene) -> None:
    shop = replace(ROUTE, channel="shop", families=("web",))
    rest = replace(ROUTE, channel="rest")
    scene.newsroom.reload(manners=replace(MANNERS, routes=(shop, rest)))
    scene.settle(web="/shop/db", worker="/shop/db")
    scene.cupboard.gone = {"/shop/db"}
    scene.round()
    ((at_shop,), (at_rest,)) = scene.said("shop"), scene.said("rest")
    assert "New tasks of web in prod would not start" in at_shop
    assert "New tasks of worker in prod would not start" in at_rest


def test_a_missing_permission_is_told_once_for_the_target_and_is_nobody_s_incident(scene: Scene) -> None:
    scene.settle(web="/shop/db", worker="/shop/other")
    scene.cupboard.refused = {"parameter": Denied("not ssm:DescribeParameters")}
    scene.round()
    scene.round()
    (told,) = scene.newsroom.heard.of(Event.VERIFICATION_DENIED)
    assert (told["target"], told["action"]) == (PROD, "ssm:DescribeParameters")
    assert scene.said() == []
