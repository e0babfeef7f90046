"""What an intake answers: which families changed, and that broken is not deleted."""

from __future__ import annotations

import pytest

from plumbrule.model.ids import Digest
from plumbrule.model.record import Agreed
from tests.builders.cases import arn
from tests.builders.clocks import T0
from tests.builders.definitions import as_text, definition, manifest
from tests.loop.intake.office import WEB, Desk, key


def test_only_what_changed_is_looked_at(desk: Desk) -> None:
    desk.fill(4)
    first = desk.take()
    desk.shelf.files["prod/f1.json"] = as_text(definition("f1", cpu="512", memory="1024"))
    desk.shelf.files["prod/new.json"] = as_text(definition("new"))
    del desk.shelf.files["prod/f2.json"]
    desk.shelf.files["prod/moved.json"] = desk.shelf.files.pop("prod/f3.json")
    second = desk.take(first)
    assert second.changed_since(first) == {key(name) for name in ("f1", "new", "f2", "f3")}
    assert desk.take(second).changed_since(second) == set()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(manifest(definition()), manifest(definition(), suspend={"reason": "x"}), id="it is suspended"),
        pytest.param(WEB, as_text(definition(esential=True)), id="it has a mistake"),
        pytest.param(WEB, as_text(definition(cpu="0256")), id="it is written in another way"),
    ],
)
def test_a_family_has_changed_when(before: str, after: str, desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = before
    first = desk.take()
    desk.shelf.files["prod/web.json"] = after
    assert desk.take(first).changed_since(first) == {key()}


def test_white_space_alone_changes_no_family(desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = WEB
    first = desk.take()
    desk.shelf.files["prod/web.json"] = f"{WEB}\n\n"
    assert desk.take(first).changed_since(first) == set()


def agree(desk: Desk, path: str = "prod/web.json", authored: Digest | None = None) -> Agreed:
    entry = Agreed(key(), arn(3), 3, Digest("c1:sha256:x"), authored, {"family": "web", "cpu": "256"}, T0, path)
    desk.journal.record(entry)
    return entry


def test_a_broken_file_keeps_the_family_it_had_with_the_content_that_was_agreed(desk: Desk) -> None:
    agreed = agree(desk, authored=Digest("i1:sha256:y"))
    desk.shelf.files["prod/web.json"] = "{"
    spec = desk.take().spec(key(), desk.journal)
    assert spec is not None
    assert (spec.definition, spec.input_digest, spec.path) == (agreed.definition, "i1:sha256:y", "prod/web.json")
    assert any(finding.is_error for finding in spec.findings)


def test_what_was_read_back_from_tags_counts_by_its_content(desk: Desk) -> None:
    agree(desk)
    desk.shelf.files["prod/web.json"] = "{"
    spec = desk.take().spec(key(), desk.journal)
    assert spec is not None
    assert spec.input_digest == "c1:sha256:x"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="the file is gone"),
        pytest.param({"prod/other.json": "{"}, id="another file is broken"),
        pytest.param({"prod/web.json": as_text(definition("renamed"))}, id="the file names another family now"),
    ],
)
def test_a_family_is_gone_when(files: dict[str, str], desk: Desk) -> None:
    agree(desk)
    desk.shelf.files = files
    assert desk.take().spec(key(), desk.journal) is None


def test_a_broken_file_that_was_never_agreed_has_no_family(desk: Desk) -> None:
    desk.shelf.files["prod/web.json"] = "{"
    assert desk.take().spec(key(), desk.journal) is None
