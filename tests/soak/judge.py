"""What must be so in the end, by what the endpoint and the journal wrote down."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from plumbrule.model.chain import GENESIS, first_broken
from plumbrule.model.ids import Family, Key, TargetName
from plumbrule.model.state import State
from tests.faults.scene import PLAN
from tests.soak.town import CHANNEL, FAMILIES, KEPT, PRODUCTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.ballot import AuditLine
    from tests.soak.town import Town
    from tests.world.client import Registered

PAGE: Final = 1000
"""Lines of the audit chain at once."""
MADE: Final = frozenset({"registered", "found"})
"""Endings that say that there is a revision."""


def unrest(town: Town) -> list[str]:
    """What is still to come: families that stand otherwise, incidents that are open, tellings that wait."""
    return [*_states(town), *_incidents(town), *_outbox(town)]


def wrong(town: Town) -> Iterator[str]:
    """Everything that is not as it should be."""
    log, lines = town.world.log(), list(_chain(town))
    ours = [one for one in log if one.tags.get("plumbrule:instance") == "soak"]
    yield from unrest(town)
    yield from _contents(town)
    yield from _counted(ours, [(line.kind, json.loads(line.body)) for line in lines])
    if (broken := first_broken(lines, GENESIS)) is not None:
        yield f"chain: it breaks at line {broken.seq}"
    for key, times in Counter(town.workspace.slack.said(CHANNEL)).items():
        if times > 1:
            yield f"said twice: {key}"


def _states(town: Town) -> Iterator[str]:
    for family in FAMILIES:
        state = town.life.shell.standings.of(Key(TargetName(PRODUCTION), Family(family))).state
        if (state is State.IN_SYNC) == (family == KEPT):
            yield f"state: {family} is {state}"


def _incidents(town: Town) -> Iterator[str]:
    for one in town.life.journal.incidents():
        if one.concern.family != KEPT:
            yield f"incident: {one.concern.subject} ({one.kind}) is {one.status}"


def _outbox(town: Town) -> Iterator[str]:
    for sink, (number, _) in town.life.journal.untold().items():
        yield f"outbox: {number} tellings wait for {sink}"
    if dead := town.life.journal.dead():
        yield f"outbox: {len(dead)} tellings are dead"


def _contents(town: Town) -> Iterator[str]:
    """What is live is what Git says; what the policy refuses has nothing of ours."""
    live = {one["taskDefinition"]["family"]: one for one in town.world.dump() if _is_active(one)}
    for family, image in town.git.items():
        (container,) = live[family]["taskDefinition"]["containerDefinitions"]
        if family != KEPT and container["image"] != image:
            yield f"content: {family} runs {container['image']}, and Git says {image}"
    if any(PLAN in one.tags and one.family == KEPT for one in town.world.log()):
        yield f"content: {KEPT} was registered, which the policy refuses"


def _is_active(shown: Any) -> bool:  # noqa: ANN401 - a dumped revision
    return bool(shown["taskDefinition"]["status"] == "ACTIVE")


def _counted(ours: Sequence[Registered], told: Sequence[tuple[str, Any]]) -> Iterator[str]:
    """Each revision of ours has a result of its own in the journal; a plan comes again only by somebody's word."""
    intents = {body["id"]: body for kind, body in told if kind == "intent"}
    made = [intents[body["intent"]] for kind, body in told if kind == "result" and body["ending"] in MADE]
    known, there = Counter(one["plan"] for one in made), Counter(one.tags[PLAN] for one in ours)
    for plan in known | there:
        if known[plan] != there[plan]:
            yield f"counted: plan {plan[:12]} was registered {there[plan]} times, the journal knows of {known[plan]}"
    words = Counter(one["plan"] for one in made if one["approvals"])
    for plan, times in there.items():
        if times - 1 > words[plan]:
            yield f"doubled: plan {plan[:12]} was registered {times} times, {words[plan]} times by somebody's word"


def _chain(town: Town) -> Iterator[AuditLine]:
    after = 0
    while page := town.life.journal.audit(after, PAGE):
        yield from page
        after = page[-1].seq
