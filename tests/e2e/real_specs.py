"""Task definitions that other people published: where they are, and the least that mends them.

They are data beside the repository, read from there; no copy of them is kept.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from plumbrule.core.validate.example import edited
from tests.world.client import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = REPOSITORY.parent / "shared" / "real-specs"

needs_folder = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published definitions are not at {FOLDER}")

_EXECUTION: Final = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole"
_CONFIGURATION: Final = "/containerDefinitions/0/firelensConfiguration/options"

MENDS: Final[Mapping[str, Mapping[str, str]]] = {
    # R049 twice: the account's number was never filled in. R051, one role for both, is a warning and stays.
    "firelens-newrelic.json": {"/executionRoleArn": _EXECUTION, "/taskRoleArn": _EXECUTION},
    # R158: S3 becomes a file of the image, and what was the object's ARN becomes its path.
    "firelens-split-streams-fluentd.json": {
        f"{_CONFIGURATION}/config-file-type": "file",
        f"{_CONFIGURATION}/config-file-value": "/fluentd/etc/rewrite-tag.conf",
    },
    # R044: awslogs without an execution role.
    **{
        f"{name}.json": {"/executionRoleArn": _EXECUTION}
        for name in ("gunicorn", "jetty", "kibana", "nginx", "tomcat", "wildfly")
    },
}
"""File → JSON pointer → value: the faults of severity error and nothing else."""


def names() -> list[str]:
    """The files, by name."""
    return sorted(path.name for path in FOLDER.glob("*.json"))


def as_published() -> dict[str, str]:
    """Every file's text."""
    return {name: (FOLDER / name).read_text() for name in names()}


def mended() -> dict[str, str]:
    """Every file's text: those without an error as they are, the others with their mends."""
    return {name: _mended(text, MENDS[name]) if name in MENDS else text for name, text in as_published().items()}


def _mended(text: str, mends: Mapping[str, str]) -> str:
    return json.dumps(edited(json.loads(text), mends), indent=2)


def without_nulls(tree: Any) -> Any:  # noqa: ANN401 - any JSON
    """What is left of a tree when members that are null are taken as absent."""
    if isinstance(tree, dict):
        return {key: without_nulls(value) for key, value in tree.items() if value is not None}
    return [without_nulls(one) for one in tree] if isinstance(tree, list) else tree
