"""Entries for the tests of journals: valid ones, but for what a test says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from plumbrule.model.exemption import Exemptions, IgnoreRule, Owned
from plumbrule.model.ids import CommitId, Digest, Family, Key, PlanId, TargetName
from plumbrule.model.record import Agreed, Applied, Ending, Intent, Look, Result, Retagged, Settled, TagEnding
from plumbrule.model.state import Gate, State

T0 = datetime(2026, 11, 23, 12, 30, 15, 123456, tzinfo=UTC)
KATHMANDU = timezone(timedelta(hours=5, minutes=45))


def key(family: str = "web", target: str = "prod") -> Key:
    return Key(TargetName(target), Family(family))


def agreed(of: Key | None = None, number: int = 7, at: datetime = T0) -> Agreed:
    of = of or key()
    return Agreed(
        key=of,
        arn=f"arn:aws:ecs:eu-west-1:123456789012:task-definition/{of.family}:{number}",
        number=number,
        digest=Digest("c1:sha256:aa"),
        input_digest=Digest("i1:sha256:bb"),
        definition={"family": of.family, "cpu": "256", "text": "grün ✓", "list": [1, 2.5, True, None, {"a": []}]},
        path="teams/web.json",
        at=at,
        exemptions=Exemptions(
            (Owned("containerDefinitions[*].image", "the pipeline", "it builds them"), Owned("cpu")),
            (IgnoreRule("memory", "ops", "grün", date(2027, 1, 31)), IgnoreRule("volumes", "ops", "for good")),
        ),
    )


def intent(id: str = "i1", of: Key | None = None, plan: str = "p1", at: datetime = T0) -> Intent:  # noqa: A002
    return Intent(
        id=id,
        key=of or key(),
        plan=PlanId(plan),
        desired=Digest("c1:sha256:aa"),
        input_digest=Digest("i1:sha256:bb"),
        base_number=6,
        highest=9,
        commit=CommitId("a" * 40),
        path="teams/web.json",
        epoch=1,
        at=at,
    )


def result(
    of: Intent, ending: Ending = Ending.REGISTERED, number: int = 7, at: datetime = T0, words: str = ""
) -> Result:
    arn = f"arn:x:{number}" if ending is Ending.REGISTERED else None
    return Result(of.id, of.key, of.plan, ending, at, arn, number if arn else 0, words)


def look(of: Intent, minutes: int) -> Look:
    return Look(of.id, T0 + timedelta(minutes=minutes))


def retagged(
    of: Key | None = None, ending: TagEnding = TagEnding.MENDED, at: datetime = T0, words: str = ""
) -> Retagged:
    of = of or key()
    return Retagged(of, f"arn:x:{of.family}:7", '{"remove":[],"set":{"team":"grün"}}', ending, 1, at, words)


def settled(of: Key | None = None, state: State = State.IN_SYNC, *gates: Gate) -> Settled:
    return Settled(of or key(), state, gates, T0)


def applied(source: str = "git /srv/specs", letter: str = "a", at: datetime = T0) -> Applied:
    return Applied(source, CommitId(letter * 40), at)
