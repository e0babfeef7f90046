"""What the channel holds in the end: every incident, none of them twice but once for each kill."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from tests.faults.seeds.stage import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.seeds.stage import Stage

SILENT: Final = "silent"
SECONDS: Final = 120.0
_LETTERS: Final = """
    SELECT letters.ref FROM letters JOIN letter_members ON letter_members.letter = letters.id
    WHERE letter_members.incident = ? AND letters.ref <> ''
"""
OF_FAMILIES: Final = frozenset({"drift", "tags", "approval", "blocked", "registered"})


def everything_said(stage: Stage) -> None:
    """Wait until nothing waits to be said, at most so long: a judge tells what is left."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and any(_asked(stage, "SELECT 1 FROM outbox WHERE state IN ('pending', 'sending')")):
        time.sleep(0.05)


def heard(stage: Stage, kills: int) -> Iterator[str]:
    """Everything about telling that is not as it should be."""
    for state, number in _asked(stage, "SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state"):
        yield f"{SILENT}: {number} tellings are {state}"
    there = {f"{CHANNEL}:{one['ts']}" for one in stage.slack.roots(CHANNEL)}
    for name, status, text in _asked(stage, "SELECT id, status, concern FROM incidents"):
        concern = json.loads(text)
        refs = [ref for (ref,) in _asked(stage, _LETTERS, name)]
        if concern["kind"] in OF_FAMILIES and not there.intersection(refs):
            yield f"{SILENT}: {concern['subject']} ({concern['kind']}, {status}) is in no message"
    if (number := repeats(stage)) > kills:
        yield f"repeated: {number} messages came twice, with {kills} kills"
    yield from _stale(stage)


def repeats(stage: Stage) -> int:
    """Messages and lines beyond the first of their kind."""
    keys = Counter(one["metadata"]["event_payload"]["key"] for one in stage.slack.messages(CHANNEL))
    return sum(number - 1 for number in keys.values())


def incidents_of(stage: Stage) -> int:
    """So many there were."""
    return int(next(_asked(stage, "SELECT count(*) FROM incidents"))[0])


def _stale(stage: Stage) -> Iterator[str]:
    """The newest state of each incident that lives alone in its message is what the message shows."""
    alone = "SELECT letter FROM letter_members GROUP BY letter HAVING count(*) = 1"
    wanted = f"""
        SELECT incidents.status, incidents.concern, letters.ref FROM letter_members
        JOIN incidents ON incidents.id = letter_members.incident JOIN letters ON letters.id = letter_members.letter
        WHERE letters.id IN ({alone})
    """  # noqa: S608 - no value of anybody's is in it
    messages = {f"{CHANNEL}:{one['ts']}": one for one in stage.slack.roots(CHANNEL)}
    for status, text, ref in _asked(stage, wanted):
        concern, message = json.loads(text), messages.get(ref)
        is_note = concern["kind"] in {"registered", "glass"}
        if (
            message is not None
            and not is_note
            and (status == "resolved") != ("\N{LARGE GREEN CIRCLE}" in message["text"])
        ):
            yield f"stale: {concern['subject']} is {status}, and its message says {message['text']!r}"


def _asked(stage: Stage, question: str, *values: str) -> Iterator[Any]:
    path = stage.root / "journal.sqlite"
    if path.exists():
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            yield from connection.execute(question, values).fetchall()
