"""Writes every generated reference file anew: `PYTHONPATH=daemon:. python -m tests.reference.rewrite`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.metrics import METRICS
from plumbrule.reference.metrics_page import metrics_page
from plumbrule.reference.rules_page import rules_page
from plumbrule.reference.settings_page import settings_page
from plumbrule.reference.spec_schema import spec_schema
from plumbrule.settings.schema import policy_schema, settings_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Object

ROOT: Final = Path(__file__).parents[2]


def generated() -> Mapping[str, str]:
    """The text of every generated file, by its path from the repository's root."""
    return {
        "config/schema/policy.schema.json": as_json(policy_schema()),
        "config/schema/settings.schema.json": as_json(settings_schema()),
        "config/schema/spec.schema.json": as_json(spec_schema(api_shape())),
        "docs/reference/metrics.md": metrics_page(METRICS),
        "docs/reference/rules.md": rules_page(api_shape()),
        "docs/reference/settings.md": settings_page(settings_schema()),
    }


def as_json(schema: Object) -> str:
    """A schema as people and diffs like to read it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write them, and say which."""
    for name, text in generated().items():
        (ROOT / name).write_text(text, encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
