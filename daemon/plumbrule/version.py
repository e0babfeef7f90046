"""The version, in one place: packaging, `plumbrule version` and log lines read it from here."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
