"""Drives the rules over one definition and places what they say in its file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeAlias

from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import EVERY, Context, Subject
from plumbrule.core.validate.walk import walk, without
from plumbrule.model.finding import Finding, Severity
from plumbrule.model.secret import safe_pointer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from plumbrule.core.validate.rule import Remark, Rule
    from plumbrule.model.place import Place
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.tree import Object

MOST_FINDINGS: Final = 1000
"""About one definition. More say no more; one error in their place keeps the definition from passing."""

Listeners: TypeAlias = "Mapping[str, Sequence[Rule]]"


def validate(
    definition: Object,
    shape: ApiShape,
    locate: Callable[[str], Place],
    *,
    today: date,
    context: Context | None = None,
    rules: tuple[Rule, ...] | None = None,
    quiet: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Everything the rules say about one definition, in the order of its file.

    Args:
        definition: rendered: RegisterTaskDefinition's input, opaque where only the target knows.
        shape: what the API takes.
        locate: the place of a JSON pointer into `definition` (`Spec.locate`, `Document.locate`).
        today: for rules about dates.
        context: what else is known.
        rules: which ones; all of the catalogue when None.
        quiet: ids that are switched off: one finding of each is enough to know that they apply, so that they use up
            no more of `MOST_FINDINGS`.
    """
    listening = _catalogue() if rules is None else _listening(rules)
    subject = Subject(definition, shape, context or Context(), today)
    # One more than is told, and no other: a hostile file has tens of thousands, and each costs a sentence.
    of_shape = tuple(islice(_said(subject, listening[True]), MOST_FINDINGS + 1))
    kept = chain(of_shape, _of_meaning(subject, of_shape, listening[False], quiet))
    findings = {_finding(rule, remark, locate) for rule, remark in islice(kept, MOST_FINDINGS)}
    if next(kept, None) is not None:
        message = f"the definition has more than {MOST_FINDINGS} findings; the others are not told"
        findings.add(Finding("too-many", Severity.ERROR, locate(""), message))
    return tuple(sorted(findings, key=lambda found: (found.place, found.rule, found.message)))


@cache
def _catalogue() -> Mapping[bool, Listeners]:
    return _listening(catalogue())


def _listening(rules: tuple[Rule, ...]) -> Mapping[bool, Listeners]:
    """Who listens where, rules of shape (True) and of meaning (False) apart."""
    found: dict[bool, defaultdict[str, list[Rule]]] = {True: defaultdict(list), False: defaultdict(list)}
    for rule in rules:
        for path in rule.at:
            found[rule.of_shape][path].append(rule)
    return found


def _said(subject: Subject, listeners: Listeners) -> Iterator[tuple[Rule, Remark]]:
    everywhere = listeners.get(EVERY, ())
    for value in walk(subject.definition, subject.shape.request) if listeners else ():
        for rule in (*everywhere, *listeners.get(value.path, ())):
            for remark in rule.check(subject, value):
                yield rule, remark


def _of_meaning(
    subject: Subject, of_shape: Sequence[tuple[Rule, Remark]], listeners: Listeners, quiet: frozenset[str]
) -> Iterator[tuple[Rule, Remark]]:
    """What the other rules say where the shape is sound. Nothing is looked at before the first remark is asked for."""
    spoiled = frozenset(remark.pointer for _, remark in of_shape)
    sound = replace(subject, definition=without(subject.definition, spoiled))
    told = ((rule, remark) for rule, remark in _said(sound, listeners) if not _is_below(remark.pointer, spoiled))
    yield from _first_of_each(told, quiet)


def _first_of_each(said: Iterator[tuple[Rule, Remark]], quiet: frozenset[str]) -> Iterator[tuple[Rule, Remark]]:
    seen: set[str] = set()
    for rule, remark in said:
        if rule.id not in seen:
            yield rule, remark
        if rule.id in quiet:
            seen.add(rule.id)


def _is_below(pointer: str, spoiled: frozenset[str]) -> bool:
    """Whether a shape rule has already spoken about this value or about one that holds it."""
    while pointer:
        if pointer in spoiled:
            return True
        pointer = pointer.rpartition("/")[0]
    return False


def _finding(rule: Rule, remark: Remark, locate: Callable[[str], Place]) -> Finding:
    place = locate(remark.pointer)
    safe = replace(place, pointer=safe_pointer(place.pointer))
    return Finding(rule.id, rule.severity, safe, remark.message, remark.hint or rule.hint)
