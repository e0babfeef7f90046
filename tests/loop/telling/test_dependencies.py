"""What new tasks would miss, in Slack: one living message for all of a target, said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.loop.verifier import Verifier
from plumbrule.model.dependency import Verification
from tests.builders.cupboard import Cupboard
from tests.builders.definitions import definition_with
from tests.loop.stage import PROD
from tests.loop.telling.newsroom import CHANNEL, words

if TYPE_CHECKING:
    from tests.loop.telling.newsroom import Newsroom

PACE = Verification(per_second=10_000.0)


def test_slack_hears_once_of_what_is_gone_and_sees_when_it_is_back(newsroom: Newsroom) -> None:
    cupboard = Cupboard()
    ports = replace(newsroom.shell.world.targets[PROD], dependencies=cupboard)
    newsroom.reload(targets={PROD: ports}, verification=PACE)
    secrets = [{"name": "DB", "valueFrom": "/shop/db"}]
    newsroom.settle(*(definition_with(family, user="1000", secrets=secrets) for family in ("web", "worker")))
    verifier = Verifier(newsroom.shell)
    cupboard.gone = {"/shop/db"}
    for _ in range(3):
        newsroom.clock.advance(PACE.every.total_seconds())
        verifier.look()
        newsroom.run()
        newsroom.post()
    said = words(newsroom.root())
    assert "New tasks in prod would not start" in said
    assert "parameter /shop/db does not exist" in said
    assert "(web, worker)" in said
    assert "plumbrule verify --target prod" in said
    cupboard.gone = set()
    newsroom.clock.advance(PACE.every.total_seconds())
    verifier.look()
    newsroom.run()
    newsroom.post()
    assert "Everything is there that new tasks in prod need" in words(newsroom.root())
    assert len(newsroom.slack.roots(CHANNEL)) == 1
