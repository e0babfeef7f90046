"""What a manifest's annotations make of rules: `plumbrule.dev/rule.R065: "off until 2027-01-31: a reason"`.

An annotation that is not understood changes nothing and is a finding itself, and so is one that has expired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Final

from plumbrule.core import closest
from plumbrule.core.validate.changing import ABOUT_WAIVERS, EXPIRED, WAIVER, nearest, of_authors, why_fixed
from plumbrule.model.document import KeyPointer, Manifest
from plumbrule.model.finding import Finding
from plumbrule.model.pointer import join
from plumbrule.model.secret import brief, safe_pointer
from plumbrule.model.target_policy import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.model.document import Document

PREFIX: Final = "plumbrule.dev/"
RULE: Final = "rule."
MOST: Final = 50
"""Annotations of ours that are read in one manifest; with more, the rules would say little."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORM: Final = f'write `{PREFIX}{RULE}R065: "off until 2027-01-31: why"`; the date may be left out'


@dataclass(frozen=True, slots=True)
class Waiver:
    """One annotation that was understood.

    Attributes:
        name: the annotation's own.
        until: the last day on which it counts, in UTC; None means for good.
    """

    name: str
    rule: str
    ruling: Ruling
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waivers:
    """What a document's annotations make of rules on one day.

    Attributes:
        by_rule: those that count.
        findings: about the others.
    """

    by_rule: Mapping[str, Waiver] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read_waivers(document: Document, today: date) -> Waivers:
    """What `document` makes of rules; only manifests have annotations."""
    manifest = document.content
    if not isinstance(manifest, Manifest):
        return Waivers()
    ours = [name for name in manifest.annotations if name.lower().startswith(PREFIX)]
    found = [_read(document, name, manifest.annotations[name], today) for name in islice(ours, MOST)]
    wrong = (one for one in found if isinstance(one, Finding))
    counting = {one.rule: one for one in found if isinstance(one, Waiver)}
    return Waivers(counting, (*wrong, *_unread(document, ours[MOST:])))


def about(document: Document, name: str, rule: str, message: str, hint: str) -> Finding:
    """A finding about the annotation `name`, at its place; `rule` is one of `ABOUT_WAIVERS`."""
    place = document.place(KeyPointer(join(("metadata", "annotations", name))))
    return Finding(rule, ABOUT_WAIVERS[rule], replace(place, pointer=safe_pointer(place.pointer)), message, hint)


def _read(document: Document, name: str, text: str, today: date) -> Waiver | Finding:
    try:
        waiver = _understood(name, text)
    except _Wrong as wrong:
        return about(document, name, WAIVER, wrong.message, wrong.hint)
    if waiver.until is None or today <= waiver.until:
        return waiver
    message = f"the annotation was for the time until {waiver.until}, so rule {waiver.rule} counts again"
    hint = "mend what the rule says and remove the annotation, or give it another date"
    return about(document, name, EXPIRED, message, hint)


def _unread(document: Document, names: list[str]) -> Iterator[Finding]:
    if names:
        message = (
            f"only the first {MOST} annotations that begin with `{PREFIX}` are read; {len(names)} count for nothing"
        )
        yield about(document, names[0], WAIVER, message, "change rules in the settings")


class _Wrong(Exception):
    def __init__(self, message: str, hint: str = _FORM) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def _understood(name: str, text: str) -> Waiver:
    rule = _rule(name)
    head, _, reason = text.partition(":")
    match head.split():
        case [ruling]:
            found = Waiver(name, rule, _ruling(ruling))
        case [ruling, "until", day]:
            found = Waiver(name, rule, _ruling(ruling), _day(day))
        case _:
            raise _Wrong(f"the annotation is not understood, so rule {rule} counts as before")
    if not reason.strip():
        raise _Wrong(f"the annotation gives no reason, so rule {rule} counts as before")
    return found


def _rule(name: str) -> str:
    if not name.startswith(PREFIX + RULE):
        near = closest(name[len(PREFIX) :], (f"{RULE}{known}" for known in of_authors()))
        raise _Wrong(
            f"Plumbrule has no annotation `{brief(name)}`", f"did you mean `{PREFIX}{near}`?" if near else _FORM
        )
    rule = name[len(PREFIX + RULE) :]
    if rule in of_authors():
        return rule
    raise _not_changeable(rule)


def _not_changeable(rule: str) -> _Wrong:
    if rule in ABOUT_WAIVERS:
        return _Wrong(f"only the operator's settings change `{rule}`", "remove the annotation")
    if why := why_fixed(rule):
        return _Wrong(f"rule {rule} cannot be changed: {why}", "remove the annotation")
    near = nearest(rule, of_authors())
    hint = f"did you mean `{PREFIX}{RULE}{near}`?" if near else "what is wrong with a file's own form always counts"
    return _Wrong(f"there is no rule `{brief(rule)}` that an annotation may change", hint)


def _ruling(word: str) -> Ruling:
    if word in {*Ruling}:
        return Ruling(word)
    near = closest(word, Ruling)
    raise _Wrong(
        f"a rule is made error, warning, info or off, not `{brief(word)}`", f"did you mean `{near}`?" if near else _FORM
    )


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _Wrong(f"`{brief(text)}` is no day of the calendar", "write the year, the month and the day: 2027-01-31")
