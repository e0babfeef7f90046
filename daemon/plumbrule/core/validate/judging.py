"""Judges everything that one document means: rules, what settings and annotations make of them, unused annotations.

The one place where scope applies: `validate` verb, daemon and library come through here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plumbrule.core.validate.changing import REFUSED, UNUSED
from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.expired import expired
from plumbrule.core.validate.scope import Effect, effect, rulings, scoped, without_waiver
from plumbrule.core.validate.waivers import about, read_waivers
from plumbrule.model.target_policy import DEFAULT_SCOPE, Ruling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from plumbrule.core.validate.rule import Context
    from plumbrule.core.validate.waivers import Waiver
    from plumbrule.model.document import Document
    from plumbrule.model.finding import Finding
    from plumbrule.model.place import Place
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.target_policy import Scope
    from plumbrule.model.tree import Object


@dataclass(frozen=True, slots=True)
class Candidate:
    """One definition that a document means.

    Attributes:
        definition: rendered, opaque where only the target knows.
        locate: the place of a JSON pointer into it.
        context: what rules may know of where it goes.
        scope: what the operator makes of rules there.
        target: the target's name for sentences; empty offline.
    """

    definition: Object = field(repr=False)
    locate: Callable[[str], Place] = field(repr=False)
    context: Context | None = None
    scope: Scope = DEFAULT_SCOPE
    target: str = ""


def judge(
    document: Document, candidates: Sequence[Candidate], shape: ApiShape, today: date
) -> tuple[tuple[Finding, ...], ...]:
    """What rules and scope say about each of the candidates, in their order.

    Whatever concerns the document's annotations and ignore rules is among the findings of each candidate that it
    concerns.
    """
    waivers = read_waivers(document, today)
    past = tuple(expired(document, today))
    judged = [_judged(candidate, waivers.by_rule, shape, today) for candidate in candidates]
    unused = tuple(_unused(document, waivers.by_rule, judged))
    return tuple(
        (
            *one.findings,
            *past,
            *scoped((*waivers.findings, *unused, *_refused(document, one, waivers.by_rule)), one.candidate.scope.rules),
        )
        for one in judged
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    candidate: Candidate
    findings: tuple[Finding, ...]
    effects: Mapping[str, Effect]


def _judged(candidate: Candidate, waivers: Mapping[str, Waiver], shape: ApiShape, today: date) -> _Judged:
    made = rulings(candidate.scope, waivers)
    off = frozenset(rule for rule, ruling in made.items() if ruling is Ruling.OFF)
    found = validate(candidate.definition, shape, candidate.locate, today=today, context=candidate.context, quiet=off)
    broken = {finding.rule for finding in found}
    effects = {rule: effect(waiver, candidate.scope, met=rule in broken) for rule, waiver in waivers.items()}
    return _Judged(candidate, scoped(found, made), effects)


def _refused(document: Document, judged: _Judged, waivers: Mapping[str, Waiver]) -> Iterator[Finding]:
    for rule, waiver in waivers.items():
        if judged.effects[rule] is Effect.REFUSED:
            stays = without_waiver(rule, judged.candidate.scope)
            message = (
                f"the settings of target `{judged.candidate.target}` let no annotation lower a rule, "
                f"so {rule} stays {stays} there"
            )
            hint = "mend what the rule says, or ask whoever runs Plumbrule to change the rule in the settings"
            yield about(document, waiver.name, REFUSED, message, hint)


def _unused(document: Document, waivers: Mapping[str, Waiver], judged: Sequence[_Judged]) -> Iterator[Finding]:
    seen: defaultdict[str, set[Effect]] = defaultdict(set)
    for one in judged:
        for rule, found in one.effects.items():
            seen[rule].add(found)
    for rule, waiver in waivers.items():
        if seen[rule] <= {Effect.SAME, Effect.UNMET}:
            same = Effect.SAME in seen[rule]
            why = f"rule {rule} is {waiver.ruling} without it" if same else f"nothing breaks rule {rule}"
            yield about(document, waiver.name, UNUSED, f"the annotation changes nothing: {why}", "remove it")
