"""What the daemon's own record proves: the audit chain holds, and agrees with what the endpoint wrote down."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from plumbrule.edge.journal import open_journal
from plumbrule.model.chain import GENESIS, first_broken
from plumbrule.model.ids import Family, Key, TargetName
from tests.faults.scene import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.edge.journal import SqlJournal
    from tests.faults.seeds.stage import Stage

MOST_LINES = 100_000
TARGET = TargetName("production")


def proved(stage: Stage) -> Iterator[str]:
    """Everything that the record does not prove, after the last run has ended."""
    journal = open_journal(stage.root / "journal.sqlite", writable=False)
    try:
        lines = journal.audit(0, MOST_LINES)
        if (broken := first_broken(lines, GENESIS)) is not None:
            yield f"the audit chain breaks at line {broken.seq}"
        yield from _agrees(stage, [(line.kind, json.loads(line.body)) for line in lines])
        yield from _forgotten(stage, journal)
    finally:
        journal.close()


def _agrees(stage: Stage, told: list[tuple[str, Any]]) -> Iterator[str]:
    """Every revision of ours has its intent, and no approval went into two that registered."""
    intents = {body["id"]: body for kind, body in told if kind == "intent"}
    ended = {body["intent"]: body["ending"] for kind, body in told if kind == "result"}
    sent = Counter(body["plan"] for body in intents.values())
    for plan, times in Counter(one.tags[PLAN] for one in stage.world.log() if PLAN in one.tags).items():
        if times > sent[plan]:
            yield f"doubled: plan {plan[:12]} was registered {times} times, with {sent[plan]} intents"
    used = Counter(
        name for key, body in intents.items() if ended.get(key) == "registered" for name in body["approvals"]
    )
    for name, times in used.items():
        if times > 1:
            yield f"doubled: approval {name} was used {times} times"
    known = {body["id"] for kind, body in told if kind == "approval"}
    for name in used.keys() - known:
        yield f"unapproved: {name} was used and never said"


def _forgotten(stage: Stage, journal: SqlJournal) -> Iterator[str]:
    """A yes that counts, to a plan that is still open, with nothing else in the way."""
    for family in stage.scenario.families:
        key = Key(TARGET, Family(family))
        planned, settled = journal.planned(key), journal.settled(key)
        if (
            planned is None
            or planned.plan is None
            or settled is None
            or not isinstance(stage.contents[family][-1], str)
        ):
            continue  # a family without a file that can be read may be let go of in the middle of everything
        newest = {one.person: one.id for one in journal.approvals(planned.plan)}  # of each person the last click counts
        left = set(newest.values()) - journal.spent(planned.plan)
        if left and [gate.value for gate in settled.gates] == ["awaiting_approval"]:
            yield f"lost: {family} waits although {len(left)} said yes"
