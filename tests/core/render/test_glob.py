"""Globs of the operator's path map."""

from __future__ import annotations

import pytest

from plumbrule.core.render.glob import matches


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("**", "a.json", True),
        ("**", "a/b/c.json", True),
        ("*", "a.json", True),
        ("*", "a/b.json", False),
        ("*.json", "a.json", True),
        ("*.json", "a.jsonx", False),
        ("*.json", "axjson", False),
        ("prod/**", "prod/a.json", True),
        ("prod/**", "prod/a/b.json", True),
        ("prod/**", "production/a.json", False),
        ("prod/**", "x/prod/a.json", False),
        ("prod/*", "prod/a.json", True),
        ("prod/*", "prod/a/b.json", False),
        ("**/web.yaml", "web.yaml", True),
        ("**/web.yaml", "a/b/web.yaml", True),
        ("**/web.yaml", "a/xweb.yaml", False),
        ("a/**/b.json", "a/b.json", True),
        ("a/**/b.json", "a/x/y/b.json", True),
        ("a?.json", "ab.json", True),
        ("a?.json", "a/.json", False),
        ("a[b].json", "a[b].json", True),
        ("a[b].json", "ab.json", False),
        ("", "a.json", False),
        ("**", "a\nb.json", True),
    ],
)
def test_a_star_stays_in_its_folder_and_two_cross_folders(pattern: str, path: str, fits: object) -> None:
    assert matches(pattern, path) is fits
