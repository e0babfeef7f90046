"""One bucket for all who ask one account and Region, whatever is reloaded."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from plumbrule.app import real_parts
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.settings.load import parse_settings
from plumbrule.settings.values import Rate

if TYPE_CHECKING:
    from pathlib import Path

    from plumbrule.app import Parts
    from plumbrule.settings.values import Settings, TargetSettings


def settings(root: Path) -> Settings:
    tree = {
        "version": 1,
        "instance": "one",
        "source": {"kind": "git", "path": str(root)},
        "targets": [
            {"name": name, "account_id": "123456789012", "region": region, "paths": [{"path": "**"}]}
            for name, region in (("here", "eu-west-1"), ("there", "eu-west-2"))
        ],
        "journal": {"path": str(root / "journal.sqlite")},
    }
    return parse_settings(json.dumps(tree), "test", {})


def opened(parts: Parts, of: Settings, target: TargetSettings) -> EcsRevisions:
    found = parts.revisions(of, target)
    assert isinstance(found, EcsRevisions)
    found.clients.close()
    return found


def test_a_reload_goes_on_with_the_buckets_there_are_whatever_the_new_rates(tmp_path: Path) -> None:
    parts, known = real_parts(), settings(tmp_path)
    before = opened(parts, known, known.targets[0])
    for _ in range(known.targets[0].reads.burst):
        before.reads.take()
    after = opened(parts, known, replace(known.targets[0], reads=Rate(0.01, 1000)))
    assert after.reads is before.reads
    assert after.writes is before.writes
    assert after.reads is not after.writes


def test_another_region_has_buckets_of_its_own(tmp_path: Path) -> None:
    parts, known = real_parts(), settings(tmp_path)
    here, there = (opened(parts, known, target) for target in known.targets)
    assert here.reads is not there.reads
