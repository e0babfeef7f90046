"""Ignore rules whose day has passed: what they kept from counting counts again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.model.document import Manifest
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.secret import brief, safe_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from plumbrule.model.document import Document
    from plumbrule.model.exemption import IgnoreRule

RULE: Final = "ignore-expired"
_HINT: Final = "remove the rule, or give it another date"


def expired(document: Document, today: date) -> Iterator[Finding]:
    """A warning for each of the manifest's own, at its place; the settings' are told by `plumbrule plan`."""
    if isinstance(document.content, Manifest):
        for rule in document.content.exemptions.ignore:
            if not rule.lasts(today):
                yield _finding(document, rule)


def _finding(document: Document, rule: IgnoreRule) -> Finding:
    place = document.place(rule.pointer)
    message = (
        f"the rule for `{brief(rule.path)}` was for the time until {rule.until}, so a difference there counts again"
    )
    return Finding(RULE, Severity.WARNING, replace(place, pointer=safe_pointer(place.pointer)), message, _HINT)
