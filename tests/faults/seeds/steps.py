"""Steps of a story, done; a step that does not fit the moment does nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, assert_never

from tests.faults.seeds.clicks import approve, suspend
from tests.faults.seeds.ledger import File
from tests.faults.seeds.scenario import Approve, Break, ByHand, Deaf, Deregister, Edit, Lag, Remove, Suspend, Trouble
from tests.faults.seeds.stage import REGION, Gone, definition, image_of

if TYPE_CHECKING:
    from tests.faults.seeds.scenario import Step
    from tests.faults.seeds.stage import Stage


def do(stage: Stage, step: Step) -> None:  # noqa: C901 - one case for each kind of step
    """Do one step."""
    match step:
        case Edit(family, as_live):
            stage.publish(family, _live(stage, family, wanted=as_live) or stage.fresh_image())
        case Break(family):
            if isinstance(stage.contents[family][-1], str):
                stage.publish(family, File.BROKEN)
        case Remove(family):
            _remove(stage, family)
        case ByHand(family, what):
            _by_hand(stage, family, what)
        case Deregister(family):
            _deregister(stage, family)
        case Trouble(operation, kind, times, after):
            stage.world.fail(operation, kind, times, after=after, account=stage.account, seconds=0.7)
        case Lag(seconds):
            stage.world.knobs(visibility_seconds=seconds)
        case Approve(family, clicks):
            approve(stage, family, clicks)
        case Deaf(method, kind, times):
            stage.slack.fail(kind, method, times)
        case Suspend(resumed):
            suspend(stage, resumed=resumed)
        case _ as never:
            assert_never(never)


def _live(stage: Stage, family: str, *, wanted: bool) -> str | None:
    """The latest content, if somebody else made it: what our own revisions hold was in Git before."""
    active = stage.active(family) if wanted else []
    image = image_of(active[-1]) if active else ""
    return image if image and image not in stage.contents[family] else None


def _remove(stage: Stage, family: str) -> None:
    """The last file stays: a source without any is a broken one."""
    there = [name for name, contents in stage.contents.items() if contents[-1] is not File.GONE]
    if family in there and len(there) > 1:
        stage.publish(family, File.GONE)


def _by_hand(stage: Stage, family: str, what: str) -> None:
    said = [content for content in stage.contents[family] if isinstance(content, str)]
    now = stage.contents[family][-1]
    image = {"git": now, "rollback": said[-2] if len(said) > 1 else now}.get(what)
    image = image if isinstance(image, str) else stage.fresh_image()
    stage.world.register_by_hand(definition(family, image), account=stage.account, region=REGION)


def _deregister(stage: Stage, family: str) -> None:
    if active := stage.active(family):
        stage.world.deregister(active[-1]["taskDefinitionArn"])
        stage.happened.append(Gone(time.time(), family, active[-1]["revision"]))
