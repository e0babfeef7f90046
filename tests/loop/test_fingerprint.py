"""The fingerprint: everything a pass depends on, and nothing else."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from plumbrule.loop.fingerprint import fingerprint
from plumbrule.loop.intake import Intake
from plumbrule.model.ids import Digest
from plumbrule.model.revision import NoActive
from plumbrule.model.spec import Snapshot, Suspend
from tests.builders.cases import KEY, finding, revision, spec

if TYPE_CHECKING:
    from tests.loop.stage import Stage

NO_CHANGE = Intake("g1", Snapshot(None, {}), {}, {})


def mark(stage: Stage, of: Any = None, observed: Any = None, trust: str = "", **world: Any) -> str:  # noqa: ANN401
    intake = dataclasses.replace(NO_CHANGE, trust=trust)
    made = dataclasses.replace(stage.shell.world, **world)
    return fingerprint(made, intake, KEY, of or spec(), observed or revision())


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"of": spec(input_digest=Digest("i1:sha256:other"))}, id="what the author wrote"),
        pytest.param({"of": spec(path="moved.json")}, id="where it is written"),
        pytest.param({"of": spec(finding())}, id="what is wrong with it"),
        pytest.param({"of": spec(suspend=Suspend())}, id="that it is suspended"),
        pytest.param({"observed": revision(6)}, id="the revision"),
        pytest.param({"observed": revision(tags={"a": "b"})}, id="its tags"),
        pytest.param({"observed": NoActive(KEY.family, revision())}, id="that it is no longer active"),
        pytest.param({"observed": NoActive(KEY.family)}, id="that there is none"),
        pytest.param({"trust": "journal"}, id="the journal that was confirmed"),
        pytest.param({"generation": "g2"}, id="the settings"),
    ],
)
def test_a_pass_depends_on(other: dict[str, Any], stage: Stage) -> None:
    assert mark(stage, **other) != mark(stage)


def test_a_pass_depends_on_whether_there_is_a_spec(stage: Stage) -> None:
    assert fingerprint(stage.shell.world, NO_CHANGE, KEY, None, revision()) != mark(stage)


def test_a_pass_does_not_depend_on_the_order_of_tags_or_on_what_only_answers_have(stage: Stage) -> None:
    one = revision(tags={"a": "1", "b": "2"})
    other = revision(tags={"b": "2", "a": "1"}, definition={**one.definition, "status": "ACTIVE"})
    assert mark(stage, observed=one) == mark(stage, observed=other)


def test_a_pass_depends_on_what_ecs_shows_of_a_revision_that_never_changes(stage: Stage) -> None:
    one = revision()
    other = revision(definition={**one.definition, "invented": []})
    assert mark(stage, observed=one) != mark(stage, observed=other)
