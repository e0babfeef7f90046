"""What every file is owed: an answer, whatever it holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.read import read
from plumbrule.core.render.rendering import render, render_offline
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.conflicts import with_conflicts
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Broken
from plumbrule.model.ids import Target, TargetId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile
from plumbrule.model.target_policy import Addressee, Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.finding import Finding

TODAY: Final = date(2026, 11, 23)
LONGEST_SENTENCE: Final = 2000
_ROUTES: Final = (Route("**"),)
ADDRESSEES: Final = (
    Addressee(
        Target(
            TargetName("prod"), TargetId("aws", "123456789012", "eu-west-1"), {"env": "prod"}, {"a": "1", "port": 80}
        ),
        _ROUTES,
    ),
    Addressee(Target(TargetName("staging"), TargetId("aws", "210987654321", "eu-west-1")), (Route("**", "web"),)),
)


class Unanswered(Exception):
    """A file got no proper answer; the text says what is missing."""


def answer(path: str, content: bytes) -> tuple[Finding, ...]:
    """Read, render and judge one file, offline and for two targets: everything that is said about it.

    Raises:
        Unanswered: the answer is none.
        Exception: whatever should not have escaped.
    """
    shape = api_shape()
    loaded = read(SourceFile(path, blob_id(content), content), DEFAULT_BOUNDS, shape)
    if isinstance(loaded, Broken):
        if not any(finding.is_error for finding in loaded.findings):
            raise Unanswered("a broken file has no error")
        return _proper(loaded.findings)
    found = list(loaded.findings)
    for variant in render_offline(loaded, shape):
        found += [*variant.findings, *validate(variant.definition, shape, variant.locate, today=TODAY)]
    rendered = render(loaded, ADDRESSEES, shape)
    if not rendered.specs and not any(finding.is_error for finding in rendered.findings):
        raise Unanswered("a file goes nowhere and nobody says why")
    found += rendered.findings
    for spec in with_conflicts(rendered.specs):
        locate = spec.locate or loaded.locate
        found += [*spec.findings, *validate(spec.definition, shape, locate, today=TODAY)]
    return _proper(found)


def _proper(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    kept = tuple(findings)
    for finding in kept:
        place = finding.place
        if not finding.rule or not finding.message or min(place.line, place.column) < 0:
            raise Unanswered(f"a finding says nothing: {finding!r}")
        if len(finding.message) + len(finding.hint) > LONGEST_SENTENCE:
            raise Unanswered(f"{finding.rule} says more than {LONGEST_SENTENCE} characters")
        (finding.message + finding.hint + str(place) + place.pointer).encode()
    return kept
