"""Which notices tags are worth: a difference in tags alone once when it comes, when it changes and when it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.core.tell.words import change_fields, path_of
from plumbrule.model.digest import canonical_json, sha256_hex
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.outcome import Accepted, Mended, NotMended, Stood
from plumbrule.model.secret import safe_pointer
from plumbrule.model.state import Gate, State

if TYPE_CHECKING:
    from plumbrule.core.tell.standing import Standing, Told
    from plumbrule.model.outcome import Acted
    from plumbrule.model.tree import Object


def tags_signature(now: Standing) -> str:
    """Says whether two differences in tags are the same news; empty where nothing differs."""
    told = [
        [sign, path_of(change), str(change.git), str(change.live)]
        for sign, changes in (("=", now.tag_changes), ("+", now.extra_tags))
        for change in changes
    ]
    return sha256_hex(canonical_json(told)) if told else ""


def tags_told(told: Told | None, now: Standing) -> str:
    """What of tags is told once `now` was: as before while it is not known yet what is to be told."""
    if not _can_be_judged(now):
        return told.tags if told else ""
    return tags_signature(now)


def of_difference(told: Told | None, now: Standing, names: Object) -> tuple[Notice, ...]:
    """What is new about a difference in tags alone; where content differs too, that is told instead."""
    before, signature = told.tags if told else "", tags_signature(now)
    if signature == before or not _can_be_judged(now):
        return ()
    if not signature:
        return (Notice(Event.TAG_DIFFERENCE_RESOLVED, Level.INFO, names),)
    fields = {
        **names,
        "changes": [change_fields(change) for change in now.tag_changes],
        "extra": [path_of(change) for change in now.extra_tags],
        "gates": [no.gate.value for no in now.refusals],
    }
    # Tags that Git does not name are nobody's task.
    if now.tag_changes:
        return (Notice(Event.TAG_DIFFERENCE_FOUND, Level.WARNING, fields),)
    return (Notice(Event.TAG_DIFFERENCE_FOUND, Level.INFO, fields),)


def of_mending(acted: Acted, names: Object) -> tuple[Notice, ...]:
    """What mending came to, if tags were mended or refused."""
    if isinstance(acted, Mended):
        wanted = acted.mend
        fields = {**names, "arn": wanted.arn, "set": _paths(sorted(wanted.tags)), "removed": _paths(wanted.keys)}
        return (Notice(Event.TAGS_MENDED, Level.INFO, fields),)
    if not isinstance(acted, NotMended) or acted.ending is None:
        return ()
    fields = {**names, "ending": acted.ending.value, "words": acted.words}
    return (Notice(Event.TAGS_REFUSED, Level.ERROR, fields),)


def _paths(keys: tuple[str, ...] | list[str]) -> list[str]:
    return [safe_pointer(f"tags[{key}]") for key in keys]


def _can_be_judged(now: Standing) -> bool:
    """Not while something was just done or is done next, nor while it may not be visible yet."""
    done = isinstance(now.acted, Stood) or (isinstance(now.acted, Accepted) and not now.tag_changes)
    return now.state is State.IN_SYNC and done and all(no.gate is not Gate.SETTLING for no in now.refusals)
