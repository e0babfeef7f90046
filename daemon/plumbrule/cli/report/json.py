"""For programs: one object with the findings; the names of its members are part of the product."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plumbrule.cli.report.judged import Judged


def render(judged: Judged) -> str:
    """The report as JSON."""
    return json.dumps({"findings": [finding.fields for finding in judged.shown]}, indent=2, ensure_ascii=False)
