"""The world as a process: starts anywhere, ends when told, ends with its parent, imports only the standard library."""

from __future__ import annotations

import ast
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.world.client import REPOSITORY, World, WorldError
from tests.world_tests.clients import TARGET

ORPHAN = (
    "from tests.world.client import World; import os; w = World.start(); print(w._process.pid, flush=True); os._exit(0)"
)


def test_it_starts_with_knobs_turned_and_ends_when_told() -> None:
    with World.start(latency_ms=1, era=2024, shuffle=False, buckets={"read": {"burst": 1, "rate": 1}}) as world:
        process = world._process
        assert process is not None
        knobs = world.knobs()
        assert (knobs["latency_ms"], knobs["era"]["year"], knobs["shuffle"]) == (1.0, 2024, False)
        assert knobs["buckets"] == {"read": {"burst": 1.0, "rate": 1.0}}
        world.knobs(latency_ms=0)
        world.reset()
        assert world.knobs()["latency_ms"] == 1.0
    assert process.returncode == 0


def test_it_prints_one_line_and_exits_on_sigterm() -> None:
    arguments = [sys.executable, "-m", "tests.world", "--port", "0", "--latency-ms", "0"]
    with subprocess.Popen(arguments, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = json.loads(process.stdout.readline())
        assert list(line) == ["url"]
        assert World(line["url"]).log() == ()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stdout.read() == ""


def test_answers_carry_a_request_id_and_one_connection_serves_many_calls() -> None:
    with World.start() as world:
        connection = http.client.HTTPConnection(urlsplit(world.url).netloc, timeout=10)
        ids = set()
        for _ in range(3):
            connection.request("POST", "/", b"{}", {"X-Amz-Target": f"{TARGET}.ListTaskDefinitions"})
            sent_from = connection.sock.getsockname()
            answer = connection.getresponse()
            answer.read()
            ids.add(answer.headers["x-amzn-RequestId"])
            assert (answer.status, answer.headers["Content-Type"]) == (400, "application/x-amz-json-1.1")
            assert connection.sock.getsockname() == sent_from
        connection.request("PUT", "/", b"")
        assert connection.getresponse().status == 501
        connection.close()
    assert len(ids - {None}) == 3


def test_a_start_that_fails_is_told() -> None:
    with pytest.raises(WorldError, match="before it listened"):
        World.start(page_size=0)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", ORPHAN],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    pid = int(done.stdout)
    until = time.monotonic() + 10
    while _is_there(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_there(pid)


def test_it_imports_the_standard_library_and_itself_alone() -> None:
    allowed = {*sys.stdlib_module_names, "tests"}
    for path in sorted((REPOSITORY / "tests" / "world").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.partition(".")[0] in allowed, f"{path} imports {name}"
                assert not name.startswith("tests.") or name.startswith("tests.world"), f"{path} imports {name}"
