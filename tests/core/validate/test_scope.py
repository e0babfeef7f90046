"""Rules are raised, lowered and switched off by settings and annotations, and annotations are judged themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from plumbrule.core.render.rendering import render
from plumbrule.core.validate.changing import ABOUT_WAIVERS, of_authors, of_operators
from plumbrule.core.validate.judging import Candidate, judge
from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.waivers import MOST
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.target_policy import Ruling, Scope
from tests.core.load.files import document
from tests.core.render.addressees import to
from tests.core.validate.judging import TODAY
from tests.core.validate.manifests import NO_STATUS, POLICY, TOO_SHORT, manifest, native, waiving

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.finding import Finding
    from plumbrule.model.tree import Tree

ABOUT = frozenset({"R257", "R259", "R260", "too-many", *ABOUT_WAIVERS})
"""What these tests look at: the other rules have tests of their own."""


@dataclass(frozen=True)
class Judged:
    """What is found in each target."""

    by_target: dict[str, list[Finding]] = field(default_factory=dict)

    def counted(self, target: str = "prod") -> dict[str, str]:
        """Severity by rule."""
        return {found.rule: found.severity.value for found in self.by_target[target]}

    def only(self, rule: str, target: str = "prod") -> Finding:
        (found,) = [found for found in self.by_target[target] if found.rule == rule]
        return found


def judged(text: str, *, today: date = TODAY, **scopes: Scope) -> Judged:
    """Judge a file for targets that are given with their scopes; for `prod` alone, with no scope, when none are."""
    read = document(text, "web.json")
    targets = scopes or {"prod": Scope()}
    specs = render(read, [to(name) for name in targets], api_shape()).specs
    candidates = [
        Candidate(spec.definition, spec.locate or read.locate, scope=targets[name], target=name)
        for spec in specs
        for name in [spec.key.target]
    ]
    found = judge(read, candidates, api_shape(), today)
    return Judged(
        {spec.key.target: [one for one in said if one.rule in ABOUT] for spec, said in zip(specs, found, strict=True)}
    )


def rules(made: Mapping[str, str], *, waivers: bool = True) -> Scope:
    return Scope({rule: Ruling(word) for rule, word in made.items()}, waivers)


# Settings.


@pytest.mark.parametrize(
    ("edits", "made", "counted"),
    [
        pytest.param(NO_STATUS, {}, {"R259": "warning"}, id="a rule nobody speaks of has its own severity"),
        pytest.param(NO_STATUS, {"R259": "error"}, {"R259": "error"}, id="a warning is raised"),
        pytest.param(NO_STATUS, {"R259": "info"}, {"R259": "info"}, id="a warning is lowered"),
        pytest.param(TOO_SHORT, {"R257": "warning"}, {"R257": "warning"}, id="an error is lowered"),
        pytest.param(NO_STATUS, {"R259": "off"}, {}, id="a rule that is off says nothing"),
        pytest.param(NO_STATUS, {"R257": "off"}, {"R259": "warning"}, id="other rules stay as they are"),
    ],
)
def test_settings_decide_how_much_a_rule_counts(
    edits: Mapping[str, Tree], made: Mapping[str, str], counted: dict[str, str]
) -> None:
    assert judged(native(edits), prod=rules(made)).counted() == counted


def test_each_target_has_its_own_scope() -> None:
    found = judged(native(NO_STATUS), prod=rules({"R259": "error"}), test=rules({"R259": "off"}))
    assert (found.counted("prod"), found.counted("test")) == ({"R259": "error"}, {})


def test_a_finding_of_another_severity_keeps_place_words_and_hint() -> None:
    before, after = (
        judged(native(NO_STATUS)).only("R259"),
        judged(native(NO_STATUS), prod=rules({"R259": "error"})).only("R259"),
    )
    assert (after.place, after.message, after.hint) == (before.place, before.message, before.hint)
    assert after.place.line > 1


def test_a_rule_that_is_off_does_not_crowd_out_the_others() -> None:
    """More findings than are told end in an error that nobody could switch off."""
    text = native({POLICY: {"enabled": True, "ignoredExitCodes": [256] * 1001}})
    assert judged(text).counted()["too-many"] == "error"
    assert "too-many" not in judged(text, prod=rules({"R259": "off"})).counted()


# Annotations.


@pytest.mark.parametrize(
    ("edits", "annotation", "scope", "counted"),
    [
        pytest.param(TOO_SHORT, ("R257", "off: why"), {}, {}, id="an error is switched off"),
        pytest.param(TOO_SHORT, ("R257", "warning: why"), {}, {"R257": "warning"}, id="an error is lowered"),
        pytest.param(NO_STATUS, ("R259", "error: why"), {}, {"R259": "error"}, id="a warning is raised"),
        pytest.param(NO_STATUS, ("R259", "off: why"), {"R259": "error"}, {}, id="it wins over the settings"),
        pytest.param(
            NO_STATUS, ("R259", "warning: why"), {"R259": "off"}, {"R259": "warning"}, id="also where they say off"
        ),
        pytest.param(NO_STATUS, ("R259", "off until 2026-11-23: why"), {}, {}, id="it counts on its last day"),
        pytest.param(
            NO_STATUS,
            ("R259", "off until 2026-11-22: why"),
            {},
            {"R259": "warning", "waiver-expired": "warning"},
            id="it has expired on the day after",
        ),
        pytest.param(
            NO_STATUS,
            ("R259", "off until 2026-11-22: why"),
            {"R259": "error", "waiver-expired": "error"},
            {"R259": "error", "waiver-expired": "error"},
            id="an expired one leaves the settings as they are, which decide how bad that is",
        ),
        pytest.param(NO_STATUS, ("R259", "  off   until 2027-01-31 :why"), {}, {}, id="spaces do not matter"),
        pytest.param(NO_STATUS, ("R259", "off: see ABC-1: later"), {}, {}, id="a reason may hold colons"),
    ],
)
def test_an_annotation_decides_how_much_a_rule_counts(
    edits: Mapping[str, Tree], annotation: tuple[str, str], scope: Mapping[str, str], counted: dict[str, str]
) -> None:
    assert judged(manifest(edits, waiving(*annotation)), prod=rules(scope)).counted() == counted


def test_an_expired_annotation_is_told_at_its_place() -> None:
    found = judged(manifest(NO_STATUS, waiving("R259", "off until 2026-11-22: why"))).only("waiver-expired")
    assert (found.place.line, found.place.column) == (7, 7)
    assert found.pointer == "/metadata/annotations/plumbrule.dev~1rule.R259"
    assert found.message == "the annotation was for the time until 2026-11-22, so rule R259 counts again"
    assert found.hint


@pytest.mark.parametrize("days", [0, 1])
def test_a_day_is_what_the_caller_says(days: int) -> None:
    text = manifest(NO_STATUS, waiving("R259", f"off until {TODAY}: why"))
    found = judged(text, today=TODAY + timedelta(days=days)).counted()
    assert found == ({"R259": "warning", "waiver-expired": "warning"} if days else {})


WRONG = {
    "a level that does not exist": (
        "plumbrule.dev/rule.R259",
        "of: why",
        "a rule is made error, warning, info or off, not `of`",
        "did you mean `off`?",
    ),
    "no reason": ("plumbrule.dev/rule.R259", "off", "the annotation gives no reason", "off until 2027-01-31: why"),
    "an empty reason": ("plumbrule.dev/rule.R259", "off:  ", "the annotation gives no reason", ""),
    "nothing at all": ("plumbrule.dev/rule.R259", "", "the annotation is not understood", ""),
    "no level": ("plumbrule.dev/rule.R259", ": why", "the annotation is not understood", ""),
    "until without a date": ("plumbrule.dev/rule.R259", "off until: why", "the annotation is not understood", ""),
    "a date without until": ("plumbrule.dev/rule.R259", "off 2027-01-31: why", "the annotation is not understood", ""),
    "a day that no calendar has": (
        "plumbrule.dev/rule.R259",
        "off until 2027-02-30: why",
        "`2027-02-30` is no day of the calendar",
        "2027-01-31",
    ),
    "a date in another spelling": (
        "plumbrule.dev/rule.R259",
        "off until 31.01.2027: why",
        "`31.01.2027` is no day of the calendar",
        "",
    ),
    "a date without its dashes": ("plumbrule.dev/rule.R259", "off until 20270131: why", "`20270131` is no day", ""),
    "a rule that does not exist": (
        "plumbrule.dev/rule.r259",
        "off: why",
        "there is no rule `r259` that an annotation may change",
        "did you mean `plumbrule.dev/rule.R259`?",
    ),
    "a finding about the file's form": (
        "plumbrule.dev/rule.duplicate-key",
        "off: why",
        "there is no rule `duplicate-key` that an annotation may change",
        "what is wrong with a file's own form always counts",
    ),
    "a rule about shape": (
        "plumbrule.dev/rule.R008",
        "off: why",
        "rule R008 cannot be changed: it judges shape",
        "remove the annotation",
    ),
    "the rule about our own tags": (
        "plumbrule.dev/rule.own-tags",
        "off: why",
        "rule own-tags cannot be changed: a revision is recognised by Plumbrule's own tags",
        "",
    ),
    "the findings about annotations themselves": (
        "plumbrule.dev/rule.waiver-expired",
        "off: why",
        "only the operator's settings change `waiver-expired`",
        "",
    ),
    "an annotation of ours that does not exist": (
        "plumbrule.dev/rules.R259",
        "off: why",
        "Plumbrule has no annotation `plumbrule.dev/rules.R259`",
        "did you mean `plumbrule.dev/rule.R259`?",
    ),
    "our name in capitals": (
        "Plumbrule.dev/rule.R259",
        "off: why",
        "Plumbrule has no annotation `Plumbrule.dev/rule.R259`",
        "did you mean `plumbrule.dev/rule.R259`?",
    ),
    "an annotation of ours like none": (
        "plumbrule.dev/owner",
        "shop",
        "Plumbrule has no annotation `plumbrule.dev/owner`",
        "",
    ),
    "a rule without its id": ("plumbrule.dev/rule.", "off: why", "there is no rule `` that an annotation", ""),
}


@pytest.mark.parametrize(("name", "text", "message", "hint"), WRONG.values(), ids=WRONG)
def test_a_wrong_annotation_is_told_and_changes_nothing(name: str, text: str, message: str, hint: str) -> None:
    found = judged(manifest(NO_STATUS, {name: text}))
    assert found.counted() == {"R259": "warning", "waiver": "warning"}
    said = found.only("waiver")
    assert (said.place.line, said.place.column) == (7, 7)
    assert said.message.startswith(message)
    assert hint in said.hint


def test_annotations_of_other_programs_are_let_be() -> None:
    annotations = {"runbook": "off", "example.com/rule.R259": "off: why", "rule.R259": "off: why"}
    assert judged(manifest(NO_STATUS, annotations)).counted() == {"R259": "warning"}


def test_a_secret_in_an_annotation_is_not_repeated() -> None:
    token = "ghp_" + "a1B2c3D4" * 4 + "a1B2"
    annotations = {f"plumbrule.dev/{token}": "x", "plumbrule.dev/rule.R259": f"{token}: why"}
    annotations |= {f"plumbrule.dev/rule.{token}": "off: x", "plumbrule.dev/rule.R257": f"off until {token}: why"}
    found = judged(manifest(NO_STATUS, annotations)).by_target["prod"]
    assert [one.rule for one in found].count("waiver") == 4
    assert token not in repr(found)


def test_far_too_many_annotations_are_not_all_read() -> None:
    annotations = {f"plumbrule.dev/{number}": "x" for number in range(MOST)} | waiving("R259", "off: why")
    found = judged(manifest(NO_STATUS, annotations))
    said = [one for one in found.by_target["prod"] if one.rule == "waiver"]
    assert len(said) == MOST + 1
    assert (
        said[-1].message
        == "only the first 50 annotations that begin with `plumbrule.dev/` are read; 1 count for nothing"
    )
    assert found.counted()["R259"] == "warning"


# Annotations that do nothing.


@pytest.mark.parametrize(
    ("edits", "annotation", "message"),
    [
        pytest.param({}, ("R259", "off: why"), "nothing breaks rule R259", id="nothing is found"),
        pytest.param({}, ("R259", "off until 2027-01-31: why"), "nothing breaks rule R259", id="nothing yet"),
        pytest.param(
            {}, ("R259", "warning: why"), "nothing breaks rule R259", id="nothing, and it is a warning anyway"
        ),
        pytest.param(NO_STATUS, ("R259", "warning: why"), "rule R259 is warning without it", id="it counts so anyway"),
    ],
)
def test_an_annotation_that_changes_nothing_is_told(
    edits: Mapping[str, Tree], annotation: tuple[str, str], message: str
) -> None:
    found = judged(manifest(edits, waiving(*annotation))).only("waiver-unused")
    assert found.message == f"the annotation changes nothing: {message}"
    assert (found.severity.value, found.place.line, found.hint) == ("info", 7, "remove it")


def test_one_that_raises_a_rule_is_never_unused() -> None:
    """It watches over what is still to come."""
    assert judged(manifest({}, waiving("R259", "error: why"))).counted() == {}


def test_one_that_has_expired_is_not_unused_besides() -> None:
    assert judged(manifest({}, waiving("R259", "off until 2026-01-01: why"))).counted() == {"waiver-expired": "warning"}


def test_one_that_is_needed_in_one_target_is_used() -> None:
    overlay = {"target": "test", "patch": {"containerDefinitions": [{"name": "app", "restartPolicy": None}]}}
    text = manifest(NO_STATUS, waiving("R259", "off: why"), overlays=[overlay])
    found = judged(text, prod=Scope(), test=Scope())
    assert (found.counted("prod"), found.counted("test")) == ({}, {})


def test_settings_decide_how_much_findings_about_annotations_count() -> None:
    text = manifest({}, waiving("R259", "off: why") | waiving("R257", "off"))
    found = judged(text, prod=rules({"waiver": "error", "waiver-unused": "off"}), test=Scope())
    assert found.counted("prod") == {"waiver": "error"}
    assert found.counted("test") == {"waiver": "warning", "waiver-unused": "info"}


# Targets that admit none.


def test_a_target_may_admit_no_annotation_that_lowers() -> None:
    text = manifest(NO_STATUS, waiving("R259", "off: why"))
    found = judged(text, prod=rules({"R259": "error"}, waivers=False), test=Scope())
    assert found.counted("prod") == {"R259": "error", "waiver-refused": "info"}
    assert found.counted("test") == {}
    said = found.only("waiver-refused")
    assert said.message == ("the settings of target `prod` let no annotation lower a rule, so R259 stays error there")
    assert said.place.line == 7


def test_such_a_target_admits_one_that_raises() -> None:
    text = manifest(NO_STATUS, waiving("R259", "error: why"))
    assert judged(text, prod=Scope(waivers=False)).counted() == {"R259": "error"}


def test_such_a_target_says_nothing_of_one_that_would_change_nothing_there() -> None:
    text = manifest({}, waiving("R259", "off: why"))
    assert judged(text, prod=Scope(waivers=False)).counted() == {"waiver-unused": "info"}


# Which rules.


def test_whatever_judges_shape_or_is_fixed_cannot_be_changed() -> None:
    kept = {rule.id for rule in catalogue() if rule.of_shape or rule.fixed}
    assert {"R008", "own-tags"} <= kept
    assert not kept & of_operators().keys()
    assert {rule.id for rule in catalogue()} - kept == set(of_authors())


def test_annotations_about_annotations_are_the_operators() -> None:
    assert of_operators().keys() - of_authors().keys() == ABOUT_WAIVERS.keys()
    assert not {rule.id for rule in catalogue()} & ABOUT_WAIVERS.keys()


def test_a_native_file_with_annotations_is_refused_for_its_key_and_nothing_is_waived() -> None:
    text = native({**NO_STATUS, "/annotations": dict(waiving("R259", "off: why"))})
    assert judged(text).counted() == {"R259": "warning"}
