"""What people ask of the daemon, through its own door; a daemon that is dead just then answers nobody."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.edge.admin.doors import ask
from tests.faults.seeds.stage import Yes

if TYPE_CHECKING:
    from typing import Any

    from tests.faults.seeds.stage import Stage


def approve(stage: Stage, family: str, clicks: int = 1) -> bool:
    """Say yes to what the family's plan is now, so many times at once; whether there was one.

    An answer that was lost may have been a yes all the same, so each click counts for the judge.
    """
    plans = _asked(stage, f"/v1/plans?family={family}")
    if not plans:
        return False
    plan = plans[0]["id"]
    stage.happened.append(Yes(time.time(), family, plan, clicks))
    with ThreadPoolExecutor(clicks) as crowd:
        list(crowd.map(lambda _: _asked(stage, f"/v1/plans/{plan}/approve", {"reason": "a click"}), range(clicks)))
    return True


def suspend(stage: Stage, *, resumed: bool) -> None:
    """Everything, and perhaps nobody resumes it before the end."""
    _asked(stage, "/v1/suspend", {"reason": "an incident"})
    if resumed:
        resume(stage)


def resume(stage: Stage) -> None:
    """End it, if it was."""
    _asked(stage, "/v1/resume", {})


def _asked(stage: Stage, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    try:
        answer = ask(str(stage.root / "admin.sock"), path, body)
    except (OSError, ValueError, http.client.HTTPException):
        return None
    return answer.body if answer.status == 200 else None
