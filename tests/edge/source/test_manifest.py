from __future__ import annotations

import hashlib
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from plumbrule.edge.source.manifest import ManifestError, parse
from plumbrule.model.digest import blob_id
from plumbrule.model.spec import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

COMMIT = "5b1f0c9a8e7d6c5b4a3928170f6e5d4c3b2a1908"


def line(path: str, content: str, mark: str = " ") -> str:
    return f"{hashlib.sha256(content.encode()).hexdigest()} {mark}{path}\n"


def files(**contents: str) -> dict[str, SourceFile]:
    """Files by name; `__` stands for a slash."""
    named = {f"{name.replace('__', '/')}.json": text.encode() for name, text in contents.items()}
    return {path: SourceFile(path, blob_id(content), content) for path, content in named.items()}


def test_what_sha256sum_prints_is_a_manifest_and_sha256sum_understands_it_with_the_commit(tmp_path: Path) -> None:
    names = ["web.json", "a\\b.json", "with space.json"]
    for name in names:
        (tmp_path / name).write_text(name)
    printed = subprocess.run(
        ["sha256sum", *names], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    manifest = parse(f"# commit {COMMIT}\n{printed}".encode())
    assert manifest.commit == COMMIT
    assert manifest.sums == {name: hashlib.sha256(name.encode()).hexdigest() for name in names}
    (tmp_path / ".revision").write_text(f"# commit {COMMIT}\n{printed}")
    assert shutil.which("sha256sum")
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", ".revision"], cwd=tmp_path, check=True, timeout=60)


@pytest.mark.parametrize(
    ("text", "commit"),
    [
        ("", None),
        ("# made by hand\n", None),
        (f"# commit {COMMIT}\n", COMMIT),
        (f"#commit: {COMMIT}\n", COMMIT),
        (f"# commit {'a' * 64}\n", "a" * 64),
        (f"# commit {COMMIT[:12]}\n", None),
    ],
)
def test_the_commit_stands_in_a_comment_or_nowhere(text: str, commit: str | None) -> None:
    assert parse(f"{text}{line('web.json', '1')}".encode()).commit == commit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (line("web.json", "1")[:-1], "its last line is cut off"),
        ("", "its last line is cut off"),
        (f"{line('a.json', '1')}abc  web.json\n", "line 2 is not a SHA-256"),
        (line("web.json", "1").upper(), "line 1 is not a SHA-256"),
        ("SHA256 (web.json) = 00\n", "line 1 is not a SHA-256"),
        (f"# commit {COMMIT}\n# commit {'b' * 40}\n", "two commits"),
    ],
)
def test_half_a_manifest_and_what_is_none_are_refused(text: str, words: str) -> None:
    with pytest.raises(ManifestError, match=words):
        parse(text.encode())


MANIFEST = line("web.json", "1") + line("./pay.json", "2", "*") + line("README.md", "words") + line(".git/x.json", "")


@pytest.mark.parametrize(
    ("read", "misfit"),
    [
        (files(web="1", pay="2"), ""),
        (files(web="1"), "pay.json is missing"),
        (files(web="1", pay="3"), "pay.json has another content"),
        (files(web="1", pay="2", api="4"), "api.json is not in it"),
        (files(), "pay.json is missing"),
    ],
    ids=["all of it", "one too few", "another content", "one too many", "nothing"],
)
def test_a_reading_fits_exactly_when_every_spec_does_and_there_is_no_other(
    read: dict[str, SourceFile], misfit: str
) -> None:
    assert parse(MANIFEST.encode()).misfit(read, (), "") == misfit


def test_what_was_refused_is_neither_missing_nor_too_many() -> None:
    assert parse(MANIFEST.encode()).misfit(files(web="1"), {"pay.json"}, "") == ""


def test_only_the_folder_that_was_read_counts() -> None:
    manifest = parse((line("ecs/web.json", "1") + line("other/values.yaml", "x")).encode())
    assert manifest.misfit(files(ecs__web="1"), (), "ecs/") == ""
    assert manifest.misfit(files(ecs__web="1"), (), "") == "other/values.yaml is missing"
