"""What the rules say about each API path: bounds that a JSON Schema can say, and explanations of a few sentences."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import FIELDS, ListKind
from plumbrule.core.validate.bound import keywords_of
from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.rule import EVERY
from plumbrule.model.finding import ORDER, Severity
from plumbrule.model.pointer import tokens
from plumbrule.model.shape import Listed, Mapped, Structure
from plumbrule.reference.explain.library import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.core.fields import FieldFact
    from plumbrule.core.validate.rule import Rule
    from plumbrule.model.shape import Shape
    from plumbrule.model.tree import Object

MOST_SENTENCES: Final = 4
"""Of rules in one explanation; the ids of the others follow."""


@cache
def bounds() -> Mapping[str, tuple[Object, ...]]:
    """JSON Schema keywords by API path: of errors only, for an editor underlines everything alike."""
    found: defaultdict[str, list[Object]] = defaultdict(list)
    for rule in catalogue():
        if rule.severity is Severity.ERROR:
            for path, keywords in keywords_of(rule).items():
                if keywords not in found[path]:
                    found[path].append(keywords)
    return {path: tuple(several) for path, several in found.items()}


def words(shape: Structure) -> Mapping[str, str]:
    """The explanation of each API path that anything is known about; rules of shape the schema itself says."""
    about: defaultdict[str, list[Rule]] = defaultdict(list)
    meaning = (rule for rule in catalogue() if not rule.of_shape)
    for rule in sorted(meaning, key=lambda one: ORDER.index(one.severity)):
        for path in sorted(places(rule, shape)):
            about[path.removesuffix("[]").removesuffix("{}")].append(rule)
    return {
        path: " ".join((*_what(path), *_of_field(FIELDS.get(path)), *_of_rules(about[path])))
        for path in {*about, *FIELDS}
    }


def _what(path: str) -> Iterator[str]:
    """What `plumbrule explain` says first."""
    if path in fields():
        yield fields()[path].what.en


def places(rule: Rule, shape: Structure) -> frozenset[str]:
    """The API paths that the rule's findings stand at, by its examples; none for rules about every value."""
    if EVERY in rule.at:
        return frozenset()
    return frozenset(path_of(example.pointer, shape) for example in rule.bad)


def path_of(pointer: str, shape: Shape) -> str:
    """The API path of a JSON pointer; the pointer must fit the shape."""
    path = ""
    for token in tokens(pointer):
        match shape:
            case Structure(members):
                path, shape = f"{path}.{token}".removeprefix("."), members[token]
            case Listed(item):
                path, shape = f"{path}[]", item
            case Mapped(value):
                path, shape = f"{path}{{}}", value
            case _:
                raise ValueError(f"{pointer} goes into a value that holds nothing")
    return path


def _of_field(fact: FieldFact | None) -> Iterator[str]:
    if fact is None:
        return
    if fact.kind is ListKind.KEYED:
        yield f"Items are told apart by {' and '.join(' or '.join(part) for part in fact.keys)}; order means nothing."
    elif fact.kind is ListKind.SET:
        yield "Order and repeats mean nothing."
    if isinstance(fact.default, str | int):
        yield f"Default: {str(fact.default).lower() if isinstance(fact.default, bool) else fact.default}."


def _of_rules(rules: list[Rule]) -> Iterator[str]:
    """Each reason once, with the rules that share it."""
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for rule in rules:
        if rule.id not in sharing[rule.why]:
            sharing[rule.why].append(rule.id)
    told = [f"{why.removesuffix('.')} ({', '.join(ids)})." for why, ids in sharing.items()]
    yield from told[:MOST_SENTENCES]
    others = {one for ids in list(sharing.values())[MOST_SENTENCES:] for one in ids}
    if others:
        yield f"See also {', '.join(sorted(others))}."
