"""The policies of deploy/iam as values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = ROOT / "deploy" / "iam"
FILES: Final = tuple(sorted(FOLDER.glob("*.json")))
TRUST: Final = tuple(path for path in FILES if path.stem.endswith("-trust"))
IDENTITY: Final = tuple(path for path in FILES if path not in TRUST)


def statements(*names: str) -> Iterator[dict[str, Any]]:
    """Those of some files, or of all that say what a role may do."""
    for path in IDENTITY if not names else [FOLDER / name for name in names]:
        yield from json.loads(path.read_text(encoding="utf-8"))["Statement"]


def allowed(*names: str) -> set[str]:
    """The actions they allow."""
    return {action for statement in statements(*names) for action in statement["Action"]}
