"""The driver: rules hear what they listen to, shape comes first, and findings get their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.registry import catalogue, check_ids
from plumbrule.core.validate.rule import Context, Remark, Rule, Source
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque, as_list, as_object
from tests.core.load.files import lines
from tests.core.render.addressees import target
from tests.core.validate.judging import OF_SHAPE, TODAY, findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Check, Subject, Value


def rule(check: Check, *at: str, rule_id: str = "T1", hint: str = "", severity: Severity = Severity.WARNING) -> Rule:
    return Rule(rule_id, severity, at, "because", Source("a test", "2026-11"), check, hint)


def heard(_: Subject, value: Value) -> Iterator[Remark]:
    yield Remark(value.pointer, f"{value.path} {value.name}")


TEXT = """family: web
containerDefinitions:
- name: app
  image: 1
  dockerLabels: {a: b}
- name: side
  cpuu: 1
"""


def test_a_rule_hears_the_values_at_its_paths_and_no_others() -> None:
    listening = rule(heard, "containerDefinitions[].name", "containerDefinitions[].dockerLabels{}", "cpu")
    assert lines(findings(TEXT, rules=(listening,))) == [
        "3:9 warning T1 /containerDefinitions/0/name: containerDefinitions[].name name",
        "5:21 warning T1 /containerDefinitions/0/dockerLabels/a: containerDefinitions[].dockerLabels{} a",
        "6:9 warning T1 /containerDefinitions/1/name: containerDefinitions[].name name",
    ]


def test_a_rule_about_meaning_never_sees_what_is_wrong_in_shape() -> None:
    def whole(subject: Subject, _: Value) -> Iterator[Remark]:
        containers = as_list(subject.definition["containerDefinitions"])
        assert as_object(containers[0])["image"] == Opaque("of the wrong shape")
        assert "cpuu" not in as_object(containers[1])
        yield Remark("/containerDefinitions/0/image", "a second finding about the same value")
        yield Remark("/containerDefinitions/1/cpuu", "a second finding about the same key")
        yield Remark("/containerDefinitions/1/image", "a finding of its own")

    listening = rule(whole, "")
    images = rule(heard, "containerDefinitions[].image", rule_id="T2")
    assert lines(findings(TEXT, rules=(*OF_SHAPE, listening, images))) == [
        '4:10 error R008 /containerDefinitions/0/image: `image` must be text, but is the number 1 [write "1"]',
        "6:3 warning T1 /containerDefinitions/1/image: a finding of its own",
        (
            "7:3 error R006 /containerDefinitions/1/cpuu: ECS knows no `cpuu` in `containerDefinitions[1]` "
            "[did you mean `cpu`?]"
        ),
    ]


def test_a_remark_without_a_hint_has_the_hint_of_its_rule() -> None:
    def two(_: Subject, __: Value) -> Iterator[Remark]:
        yield Remark("/a", "one")
        yield Remark("/b", "two", "do that")

    assert [f.hint for f in findings(TEXT, rules=(rule(two, "", hint="do this"),))] == ["do this", "do that"]


def test_the_same_remark_twice_is_one_finding() -> None:
    assert len(findings(TEXT, rules=(rule(heard, ""), rule(heard, "")))) == 1


def test_a_rule_knows_the_day_and_the_target() -> None:
    def told(subject: Subject, _: Value) -> Iterator[Remark]:
        yield Remark("", f"{subject.today} {subject.context.account_id or 'nowhere'}")

    def said(context: Context | None) -> list[str]:
        found = validate({}, api_shape(), Place, today=TODAY, context=context, rules=(rule(told, ""),))
        return [finding.message for finding in found]

    assert said(None) == ["2026-11-23 nowhere"]
    assert said(Context.of(target("prod"))) == ["2026-11-23 123456789012"]


def test_every_rule_of_the_catalogue_is_found_and_says_what_it_is() -> None:
    found = catalogue()
    assert {"R001", "R003", "R006", "R008", "R009", "R169", "required", "bounds"} <= {each.id for each in found}
    assert [each.id for each in found] == sorted(each.id for each in found)
    for each in found:
        assert each.why.endswith(".")
        assert each.at
        assert each.source.page
        assert len(each.source.seen) == len("2026-11")


def test_rules_may_share_an_id_but_not_with_two_severities() -> None:
    one, other = rule(heard, ""), rule(heard, "", severity=Severity.ERROR)
    check_ids((one, one))
    with pytest.raises(ValueError, match="rule T1 has two severities"):
        check_ids((one, other))
