"""What the checks have to go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.app.parts import Parts
    from plumbrule.model.ids import TargetName
    from plumbrule.settings.values import Settings


@dataclass(frozen=True, slots=True)
class Ground:
    """Settings, the parts that a daemon would use, and this process's surroundings.

    Attributes:
        environ: this process's environment.
        mounts: the text of /proc/self/mountinfo; empty where there is none.
        refused: targets whose credentials do not work: asking more there shows nothing more.
    """

    settings: Settings
    parts: Parts
    environ: Mapping[str, str]
    mounts: str = ""
    refused: set[TargetName] = field(default_factory=set)
