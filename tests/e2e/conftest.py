"""The scene of the fault tests: a world, a repository and real daemons, judged afterwards."""

from __future__ import annotations

from tests.faults.conftest import running_world, scene

__all__ = ("running_world", "scene")
