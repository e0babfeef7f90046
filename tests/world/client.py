"""A small client that starts the world as a process of its own and speaks to its control door."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 30
CALL_SECONDS = 60
STOP_SECONDS = 10


class WorldError(Exception):
    """The control door said no; the text is its answer."""


@dataclass(frozen=True, slots=True)
class Registered:
    """One line of the log: a revision, where it is, who registered it and what was sent."""

    arn: str
    family: str
    revision: int
    account: str
    region: str
    by: str
    at: float
    tags: Mapping[str, str]
    definition: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CallSeen:
    """One AWS call: `at` in epoch seconds, `outcome` is "ok", an error code or the kind of a fault that dropped it."""

    at: float
    operation: str
    outcome: str
    account: str = ""
    region: str = ""
    by: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls: counts per (operation, outcome) since the start or reset, and the most recent ones."""

    counts: Mapping[tuple[str, str], int]
    recent: tuple[CallSeen, ...]

    def count(self, operation: str, outcome: str | None = None) -> int:
        """Return how often an operation was called, with one outcome or any."""
        return sum(n for (name, end), n in self.counts.items() if name == operation and outcome in (None, end))


def _first_line(process: subprocess.Popen[str]) -> str:
    """Wait for the greeting; empty when the process ended or said nothing in time."""
    if process.stdout is None or not select.select([process.stdout], [], [], START_SECONDS)[0]:
        return ""
    return process.stdout.readline()


class World:
    """A running world. Use `with World.start(...) as world:` so that it ends."""

    def __init__(self, url: str, process: subprocess.Popen[str] | None = None) -> None:
        self.url = url
        self._process = process

    @classmethod
    def start(cls, **knobs: object) -> Self:
        """Start a world with some knobs turned, from any working directory, and wait until it listens.

        Raises:
            WorldError: it ended before it listened.
        """
        options = [part for name, value in knobs.items() for part in (f"--{name.replace('_', '-')}", json.dumps(value))]
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.world", "--port", "0", "--parent", str(os.getpid()), *options],
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        world = cls("", process)
        line = _first_line(process)
        if not line:
            world.stop()
            raise WorldError(f"the world ended with {process.returncode} before it listened")
        world.url = json.loads(line)["url"]
        return world

    def stop(self) -> None:
        """End the process and wait for it; a second time does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
        if process.stdout:
            process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def ask(self, door: str, body: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - any JSON value
        """GET a door, or POST `body` to it, and return the decoded answer.

        Raises:
            WorldError: the door said no.
        """
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/world/{door}", content)
        try:
            with urllib.request.urlopen(request, timeout=CALL_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise WorldError(error.read().decode()) from None

    def log(self) -> tuple[Registered, ...]:
        """Return everything that was ever registered, in order."""
        return tuple(Registered(**entry) for entry in self.ask("log"))

    def calls(self) -> Calls:
        """Return the record of the AWS calls."""
        seen = self.ask("calls")
        counts = {(row["operation"], row["outcome"]): row["count"] for row in seen["counts"]}
        return Calls(counts, tuple(CallSeen(**call) for call in seen["recent"]))

    def register_by_hand(
        self,
        definition: Mapping[str, Any],
        *,
        by: str | None = None,
        tags: Mapping[str, str] | None = None,
        account: str | None = None,
        region: str | None = None,
    ) -> str:
        """Let somebody else register a definition and return the ARN.

        Raises:
            WorldError: ECS would refuse it; the text holds ECS's words.
        """
        optional = {"by": by, "tags": tags, "account": account, "region": region}
        given = {name: value for name, value in optional.items() if value is not None}
        return str(self.ask("register", {"definition": definition, **given})["arn"])

    def register_many(self, definitions: Sequence[Mapping[str, Any]], **shared: object) -> tuple[str, ...]:
        """Register thousands in one request and return the ARNs of the last ones.

        `shared` for all: by, tags, account, region, and `times` for so many revisions of each.

        Raises:
            WorldError: ECS would refuse one of them; those before it are registered.
        """
        return tuple(row["arn"] for row in self.ask("register-many", {"definitions": list(definitions), **shared}))

    def deregister(self, arn: str) -> None:
        """Let somebody else deregister a revision."""
        self.ask("deregister", {"arn": arn})

    def tag(self, arn: str, tags: Mapping[str, str | None]) -> None:
        """Let somebody else set tags of a revision; None removes one.

        Raises:
            WorldError: ECS would refuse it.
        """
        self.ask("tag", {"arn": arn, "tags": dict(tags)})

    def put_services(self, cluster: str, services: Sequence[Mapping[str, Any]], **where: str) -> None:
        """Say which services a cluster runs, each with serviceName and taskDefinition; `where`: account, region."""
        self.ask("services", {"cluster": cluster, "services": list(services), **where})

    def put_tasks(self, cluster: str, tasks: Sequence[Mapping[str, Any]], **where: str) -> None:
        """Say which tasks a cluster runs, each with taskId and taskDefinitionArn; `where`: account, region."""
        self.ask("tasks", {"cluster": cluster, "tasks": list(tasks), **where})

    def knobs(self, **wanted: object) -> dict[str, Any]:
        """Turn some knobs (or none) and return all of them."""
        answer: dict[str, Any] = self.ask("knobs", wanted) if wanted else self.ask("knobs")
        return answer

    def fail(self, operation: str, kind: str, times: int = 1, **more: object) -> None:
        """Fail the next `times` calls of an operation ("*": any); `more` as in `tests.world.faults.Fault`."""
        self.ask("fail", {"operation": operation, "kind": kind, "times": times, **more})

    def age(self, seconds: float) -> None:
        """Let every revision be so much older, as far as a lag of visibility is concerned; nobody has to sleep."""
        self.ask("age", {"seconds": seconds})

    def reset(self) -> None:
        """Forget everything; the knobs go back to those of the start."""
        self.ask("reset", {})

    def dump(self) -> list[dict[str, Any]]:
        """Return all revisions of all accounts and Regions as they would be shown, with their tags."""
        answer: list[dict[str, Any]] = self.ask("dump")
        return answer
