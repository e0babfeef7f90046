"""`python -m tests.bench.rate.ours N`: Plumbrule's rates in a process of its own, one JSON line."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plumbrule.api import judge_offline
from plumbrule.app import build_world, real_parts
from plumbrule.loop.intake import take_in
from plumbrule.model.digest import blob_id
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile
from plumbrule.settings.load import parse_settings
from tests.bench.one import Silence
from tests.bench.rate.specs import JSON, YAML, spec, written
from tests.demo.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import Callable

    from plumbrule.loop.world import World

WARM: Final = 50
"""Files before the clock starts: rules are found and compiled at the first."""


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1])
    found: dict[str, Any] = {syntax: _judged(count, syntax) for syntax in (JSON, YAML)}
    found["unchanged"] = _unchanged(count)
    found["rss_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts KiB
    print(json.dumps(found))


def _judged(count: int, syntax: str) -> dict[str, float]:
    """Specs for each second of CPU, and findings of severity error or warning (there should be none)."""
    files = [_file(f"{number}.{syntax}", written(spec(number), syntax).encode()) for number in range(count + WARM)]
    for file in files[:WARM]:
        judge_offline(file, DEFAULT_BOUNDS)
    serious = 0

    def judge() -> None:
        nonlocal serious
        for file in files[WARM:]:
            serious += sum(found.severity != "info" for found in judge_offline(file, DEFAULT_BOUNDS))

    return {"rate": count / _cpu(judge), "lines": files[0].content.count(b"\n"), "serious": serious}


def _file(path: str, content: bytes) -> SourceFile:
    return SourceFile(path, blob_id(content), content)


def _unchanged(count: int) -> dict[str, float]:
    """Specs for each second while a commit is taken in that changes one of `count` files."""
    with tempfile.TemporaryDirectory(prefix="plumbrule-rate-") as folder:
        publisher = Publisher(Path(folder))
        publisher.commit({f"{n}.json": written(spec(n), JSON) for n in range(count)}, "all of them")
        world = _world(Path(folder), publisher.repository)
        before = take_in(world, None)
        publisher.commit({"0.json": written(spec(count), JSON)}, "one of them")
        return {"rate": count / _cpu(lambda: take_in(world, before))}


def _world(root: Path, repository: Path) -> World:
    target = {"name": "production", "account_id": "123456789012", "region": "eu-west-1", "paths": [{"path": "**"}]}
    tree = {
        "version": 1,
        "instance": "bench",
        "source": {"kind": "git", "path": str(repository)},
        "targets": [target],
        "journal": {"path": str(root / "journal.sqlite")},
    }
    settings = parse_settings(json.dumps(tree), "bench", {})
    parts = replace(real_parts(), notifier=Silence())
    return build_world(settings, parts, parts.journal(settings, True))  # noqa: FBT003 - writable


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
