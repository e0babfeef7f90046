"""tests/sizes.py counts what it says it counts."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from tests.sizes import ROOT, Size, files, functions, percentile, report

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = textwrap.dedent('''
    """A module."""

    @decorated
    def outer():
        def inner():
            return 1
        return inner

    class Kind:
        async def method(self):
            return (
                2
            )
''').lstrip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("daemon/one.py", "tests/two.py"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(SOURCE)
    return tmp_path


def test_functions_are_counted_from_def_to_end_wherever_they_are(root: Path) -> None:
    assert sorted(functions(root, "daemon")) == [
        Size(2, "daemon/one.py:5 inner"),
        Size(4, "daemon/one.py:10 method"),
        Size(4, "daemon/one.py:4 outer"),
    ]


def test_files_are_counted_in_lines(root: Path) -> None:
    assert files(root, "tests") == (Size(13, "tests/two.py"),)


@pytest.mark.parametrize(("share", "expected"), [(50, 3), (95, 5), (100, 5), (20, 1), (21, 2)])
def test_a_percentile_is_the_nearest_rank(share: int, expected: int) -> None:
    assert percentile([Size(lines, "") for lines in (5, 3, 1, 2, 4)], share) == expected


def test_nothing_at_all_is_no_mistake(tmp_path: Path) -> None:
    assert list(report(tmp_path))[1] == "  0 functions: median 0, p95 0, max 0 lines"


def test_the_report_names_the_ten_largest_of_each_kind() -> None:
    lines = list(report(ROOT))
    assert [line for line in lines if line.endswith("/")] == ["daemon/", "tests/"]
    assert sum(line.startswith("   ") for line in lines) == 40
