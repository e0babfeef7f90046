"""Laws between the rules and an endpoint that shares no code with them: no mistake that ECS refuses reaches ECS.

Both were written from the same facts by different hands, so that a slip of one shows beside the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, edited
from plumbrule.core.validate.registry import catalogue
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque, as_list, as_object
from tests.core.validate.judging import TODAY
from tests.world.client import World
from tests.world_tests.clients import ACCOUNT, post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plumbrule.core.validate.example import Example
    from plumbrule.core.validate.rule import Rule
    from plumbrule.model.tree import Object, Tree

MAY_BE_REFUSED: Final[Mapping[str, str]] = {
    "R034": "units other than GB are documented nowhere: the endpoint reads GB and plain MiB only",
    "R037": "AWS's tables have 32 vCPU since 2026, one probe was refused: the endpoint has the sizes that were probed",
    "R072": "AWS asks that reservations fit, its refusal was not observed: the endpoint refuses soft limits only",
}
"""Warnings about what ECS may refuse, because the sources conflict; the endpoint is the stricter one."""

REGISTERS: Final[Mapping[str, str]] = {
    "R006": "a client library refuses an unknown key, the service drops it",
    "R008": "a client library refuses a null, the service takes it as absent",
    "R016": "refused when a task is run",
    "R049": "which names IAM can have is not checked at registration: a bare name may be any",
    "R064": "a digest may be refused by the registry only, when the image is pulled",
    "R112": "refused when a task is run",
    "R122": "the inner parts of an ARN are not checked at registration",
    "R144": "a log group's name may be refused by CloudWatch Logs only, when the task starts",
    "R158": "registers, as published definitions show, and cannot run",
    "R201": "a user may be refused when the container starts",
    "R206": "refused when a task is run",
    "R207": "refused when a task is run",
    "R241": "the ids of EFS are inferred from its own API; documentation has shorter ones",
    "own-tags": "a promise of ours, not a rule of ECS",
    "mask": "ECS takes any text; the container would get the mask for a value",
}
"""Errors that the endpoint registers nevertheless, and why; all others it knows."""


@dataclass(frozen=True)
class Verdict:
    """What both say of one example.

    Attributes:
        rule: whose example it is.
        text: ECS's refusal; None when it registers.
    """

    rule: Rule
    example: Example
    is_bad: bool
    errors: frozenset[str]
    warnings: frozenset[str]
    text: str | None

    def __str__(self) -> str:
        kind = "bad" if self.is_bad else "good"
        return f"{self.rule.id} {kind} {dict(self.example.edits)!r:.300} {sorted(self.errors)} {self.text}"


@pytest.fixture(scope="module")
def verdicts() -> Iterator[tuple[Verdict, ...]]:
    with World.start() as world:
        yield tuple(_verdicts(world))


def _verdicts(world: World) -> Iterator[Verdict]:
    for rule in catalogue():
        for is_bad, examples in ((True, rule.bad), (False, rule.good)):
            for example in examples:
                definition = edited(BASE, example.edits)
                if not _has_opaque(definition):
                    yield _verdict(world, rule, example, definition, is_bad=is_bad)


def _verdict(world: World, rule: Rule, example: Example, definition: Object, *, is_bad: bool) -> Verdict:
    def locate(pointer: str) -> Place:
        return Place("web.json", pointer=pointer)

    found = validate(definition, api_shape(), locate, today=TODAY, context=example.context)
    said = {level: frozenset(one.rule for one in found if one.severity is level) for level in Severity}
    text = _refusal(world, definition, example)
    return Verdict(rule, example, is_bad, said[Severity.ERROR], said[Severity.WARNING], text)


def _refusal(world: World, definition: Object, example: Example) -> str | None:
    """Register as the account that the example is for; an empty list of tags is never sent, we add tags of our own."""
    account = (example.context.account_id if example.context else None) or ACCOUNT
    credential = f"Credential=AKIA{account}LAWS/20260101/eu-central-1/ecs/aws4_request"
    sent = {name: value for name, value in definition.items() if name != "tags" or as_list(value)}
    signed = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=00"
    status, answer = post(world.url, "RegisterTaskDefinition", sent, Authorization=signed)
    return None if status == 200 else str(answer["message"])


def _has_opaque(tree: Tree) -> bool:
    parts: Any = (*as_object(tree).values(), *as_list(tree))
    return isinstance(tree, Opaque) or any(map(_has_opaque, parts))


def _shown(verdicts: Iterable[Verdict]) -> list[str]:
    return [str(one) for one in verdicts]


def test_whatever_ecs_refuses_is_reported_as_an_error_before(verdicts: tuple[Verdict, ...]) -> None:
    missed = [one for one in verdicts if one.text is not None and not one.errors]
    assert _shown(one for one in missed if not one.warnings & set(MAY_BE_REFUSED)) == []


def test_ecs_registers_every_good_example_about_which_nothing_is_doubtful(verdicts: tuple[Verdict, ...]) -> None:
    good = [one for one in verdicts if not one.is_bad and not one.warnings & set(MAY_BE_REFUSED)]
    assert len(good) > 500
    assert _shown(one for one in good if one.text is not None) == []


def test_whatever_is_reported_as_an_error_is_refused_or_has_a_reason_to_register(
    verdicts: tuple[Verdict, ...],
) -> None:
    registered = [one for one in verdicts if one.errors and one.text is None]
    assert _shown(one for one in registered if not one.errors & set(REGISTERS)) == []
    assert {rule for one in registered for rule in one.errors} >= set(REGISTERS), "a reason that nobody needs"


def test_every_doubtful_refusal_really_happens(verdicts: tuple[Verdict, ...]) -> None:
    refused = [one for one in verdicts if one.text is not None and not one.errors]
    assert {rule for one in refused for rule in one.warnings} >= set(MAY_BE_REFUSED), "a doubt that nobody needs"


def test_most_bad_examples_are_refused_by_the_endpoint_too(verdicts: tuple[Verdict, ...]) -> None:
    """The law above would hold for an endpoint that refuses nothing."""
    bad = [one for one in verdicts if one.is_bad and one.rule.severity is Severity.ERROR]
    refused = [one for one in bad if one.text is not None]
    assert len(refused) > 0.85 * len(bad), f"{len(refused)} of {len(bad)}"
