"""The forms of a report on spec files: one module each, with `render`, loaded only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from plumbrule.model.finding import ORDER, Severity

if TYPE_CHECKING:
    from plumbrule.cli.report.judged import Judged

FORMS: Final = {
    "text": Severity.WARNING,
    "json": Severity.INFO,
    "sarif": Severity.INFO,
    "github": Severity.WARNING,
    "junit": Severity.WARNING,
}
"""Form → the least severity it shows unless told otherwise; the module of that name renders it."""


def least_shown(form: str, show: Severity | None, fail_on: Severity) -> Severity:
    """The least severity to list: as wished, or as is usual for the form; what one fails for is always listed."""
    return max(show or FORMS[form], fail_on, key=ORDER.index)


def render(form: str, judged: Judged) -> str:
    """The report in that form, without a last line break."""
    rendered = import_module(f"plumbrule.cli.report.{form}").render(judged)
    if not isinstance(rendered, str):
        raise TypeError(f"plumbrule.cli.report.{form}.render gives no text")
    return rendered
