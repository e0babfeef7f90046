"""What may happen in the town, and how often in a day: one function and one row each."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.errors import PlumbruleError
from tests.builders.people import unix
from tests.faults.scene import ACCOUNT, definition
from tests.soak.feed import MIDDLE
from tests.soak.town import CHANNEL, FAMILIES, PRODUCTION, REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.soak.town import Town

ADA: Final = unix("ada")
LAG: Final = 120.0
"""Seconds for which a revision is not seen: less than `visibility`."""
APPROVE: Final = "plumbrule:approve"
SLACK: Final = ("http_429", "http_500", "reset", "lost_answer", "garbage")
DECLINES: Final = (PlumbruleError, ValueError)
"""The desk says no, or cannot write it down: people try again another day."""


def edit(town: Town) -> str:
    """A commit."""
    for family in town.random.sample(FAMILIES, town.random.choice((1, 1, 2, 3))):
        town.write(family, town.fresh())
    town.publish("an edit")
    return "commits"


def break_file(town: Town) -> str:
    """A commit with a file that cannot be read; the next edit of the family mends it."""
    family = town.random.choice(FAMILIES)
    (town.feed.repository / f"{family}.json").write_text('{"family": ')
    town.broken.add(family)
    town.publish("a slip")
    return "broken files"


def swap(town: Town) -> str:
    """The link is re-pointed while its files are being read."""
    town.write(town.random.choice(FAMILIES), town.fresh())
    town.publish("just before")
    town.write(town.random.choice(FAMILIES), town.fresh())
    town.feed.commit({}, "in the middle")
    MIDDLE.at(town.random.randint(1, 2 * len(FAMILIES)), town.feed.publish)
    town.life.shell.ask_source()
    town.life.run()
    if MIDDLE.disarm():
        town.feed.publish()
        return "link swaps after a reading"
    return "link swaps in the middle of a reading"


def by_hand(town: Town) -> str:
    """Somebody registers; some commit it afterwards."""
    family, image = town.random.choice(FAMILIES), town.fresh()
    town.world.register_by_hand(definition(family, image), account=ACCOUNT, region=REGION)
    if town.random.random() < 0.3:
        town.write(family, image)
        town.publish("as it was done by hand")
    return "hand-made revisions"


def deregister(town: Town) -> str:
    """Somebody deregisters the latest revision."""
    if arn := town.latest(town.random.choice(FAMILIES)):
        town.world.deregister(arn)
    return "deregistered revisions"


def deploy(town: Town) -> str:
    """A deployer moves a service; those of the other families lag behind."""
    family = town.random.choice(FAMILIES)
    if arn := town.latest(family):
        town.runs[family] = arn
        town.deployed()
    return "deployments"


def decide(town: Town) -> str:
    """People look at what is open: most plans are approved, some rejected, some left."""
    with suppress(*DECLINES):
        for plan in town.life.desk.plans():
            luck = town.random.random()
            with suppress(*DECLINES):
                if luck < 0.6:
                    town.life.desk.approve(ADA, plan.id, reason="soak")
                elif luck < 0.65:
                    town.life.desk.reject(ADA, plan.id, reason="not like this")
        town.life.run()
    return "looks of people"


def click(town: Town) -> str:
    """Somebody clicks the newest button in Slack."""
    message = town.workspace.slack.newest(CHANNEL, APPROVE)
    if message is not None:
        town.life.clicks.take(town.workspace.slack.payload(CHANNEL, message, APPROVE, "U0ADA"))
        town.life.run()
    return "clicks"


def take(town: Town) -> str:
    """Somebody takes an incident, or wants to hear of it later."""
    with suppress(*DECLINES):
        if found := town.life.desk.incidents():
            one = town.random.choice(found)
            if town.random.random() < 0.5:
                town.life.desk.acknowledge(ADA, [one.id])
            else:
                town.life.desk.snooze(ADA, [one.id], lasts=timedelta(hours=6))
    return "incidents taken"


def halt(town: Town) -> str:
    """Hands off, or no longer."""
    family = town.random.choice(FAMILIES)
    with suppress(*DECLINES):
        town.life.desk.resume(ADA, reason="it is over")
        lasts = timedelta(hours=town.random.randint(1, 9))
        town.life.desk.suspend(ADA, target=PRODUCTION, family=family, reason="an incident", lasts=lasts)
    return "suspensions"


def throttled(town: Town) -> str:
    """ECS refuses for a while."""
    town.world.fail("*", "throttled", town.random.randint(1, 12))
    return "throttles"


def broken(town: Town) -> str:
    """ECS fails for a while."""
    town.world.fail("*", "http_500", town.random.randint(1, 8))
    return "500s"


def reset(town: Town) -> str:
    """Connections are torn."""
    town.world.fail("*", "reset", town.random.randint(1, 6))
    return "resets"


def lost(town: Town) -> str:
    """ECS registers, and nobody hears of it."""
    town.world.fail("RegisterTaskDefinition", "lost_answer")
    return "lost answers"


def expired(town: Town) -> str:
    """Credentials have expired, for ECS and for STS, which is asked after each denial."""
    town.world.fail("*", "expired_token", town.random.randint(1, 6))
    return "expired credentials"


def late(town: Town) -> str:
    """Fresh revisions are not seen for a while, or are again."""
    town.lag = 0.0 if town.lag else LAG
    town.world.knobs(visibility_seconds=town.lag)
    return "changes of visibility"


def slack_down(town: Town) -> str:
    """Slack fails for a while."""
    town.workspace.slack.fail(town.random.choice(SLACK), "*", town.random.randint(1, 30))
    return "troubles of Slack"


def disk_full(town: Town) -> str:
    """The journal's disk is full, and is not any more."""
    if town.disk.ballast.exists():
        town.disk.empty()
        return "disks emptied"
    return "disks full" if town.disk.fill() else "disks that cannot be full here"


def restart(town: Town) -> str:
    """The daemon is stopped and started; on a full disk it would not start."""
    town.disk.empty()
    town.restart()
    return "restarts"


def reload(town: Town) -> str:
    """SIGHUP, with other settings."""
    town.reload()
    return "reloads"


A_DAY: Final[Mapping[Callable[[Town], str], float]] = {
    edit: 5,
    break_file: 0.5,
    swap: 1,
    by_hand: 2,
    deregister: 0.7,
    deploy: 8,
    decide: 6,
    click: 3,
    take: 3,
    halt: 1,
    throttled: 4,
    broken: 3,
    reset: 3,
    lost: 3,
    expired: 2,
    late: 2,
    slack_down: 2,
    disk_full: 2,
    restart: 0.5,
    reload: 1,
}
"""How often each happens in a day."""


def calm(town: Town) -> None:
    """Nothing goes wrong any more, nobody is in the way, and Git has its last word."""
    town.world.knobs(fail=[], visibility_seconds=0)
    town.lag = 0.0
    town.workspace.slack.heal()
    town.disk.empty()
    for family in FAMILIES:
        town.write(family, town.fresh())
        with suppress(*DECLINES):
            town.life.desk.resume(ADA, target=PRODUCTION, family=family, reason="it is over")
    town.publish("the last word")


def settle(town: Town) -> None:
    """People say yes to whatever is open, resend what was refused, and deploy everything."""
    for plan in town.life.desk.plans():
        with suppress(*DECLINES):
            town.life.desk.approve(ADA, plan.id, reason="the end")
    town.life.desk.retry(ADA)
    town.life.run()
    town.runs = {family: town.latest(family) or arn for family, arn in town.runs.items()}
    town.deployed()
