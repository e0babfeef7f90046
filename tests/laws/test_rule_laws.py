"""Laws of the rule catalogue: a mistake is found wherever it is made, and one mistake is one finding."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from hypothesis import assume, given, note
from hypothesis import strategies as st

from plumbrule.core.validate.checking import validate
from plumbrule.core.validate.example import BASE, WINDOWS, Example, edited
from plumbrule.core.validate.registry import catalogue
from plumbrule.core.validate.variants import ROUTED
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.finding import Severity
from plumbrule.model.place import Place
from plumbrule.model.pointer import tokens
from tests.core.validate.judging import TODAY

if TYPE_CHECKING:
    from plumbrule.core.validate.rule import Context
    from plumbrule.model.finding import Finding
    from plumbrule.model.tree import Object

ABOUT_ALL: Final = frozenset({"R005", "nearly-too-large"})
"""Rules about the size of everything together."""

KNOWN_ELSEWHERE: Final = frozenset({"name", "cpu", "memory", "memoryReservation", "entryPoint"})
"""Members of a container that rules about other members read: to change them beside a mistake is another mistake."""

NEEDS_A_ROLE: Final = frozenset({"image", "secrets", "repositoryCredentials", "environmentFiles", "logConfiguration"})
"""Members that may be what an execution role, or an account, is needed for."""

BAD: Final = [
    (rule, example)
    for rule in catalogue()
    for example in rule.bad
    if rule.severity is not Severity.INFO and rule.id not in ABOUT_ALL
]
GOOD: Final = [example for rule in catalogue() for example in rule.good if example.context is None and example.edits]


def _parts(example: Example) -> frozenset[tuple[str, ...]]:
    """The members that an example edits: of the task, or of one container."""
    found = (tokens(pointer) for pointer in example.edits)
    return frozenset(each[:3] if each[:1] == ("containerDefinitions",) else each[:1] for each in found)


def _apart(one: Example, other: Example) -> bool:
    """Whether two examples edit different members, and neither edits what holds the other's."""
    return not any(mine[: len(its)] == its[: len(mine)] for mine in _parts(one) for its in _parts(other))


def _is_local(example: Example) -> bool:
    """Whether it edits members of the first container that nothing else depends on."""
    return all(part[:2] == ("containerDefinitions", "0") and part[2] not in KNOWN_ELSEWHERE for part in _parts(example))


def _is_needed(bad: Example, good: Example) -> bool:
    """Whether the mistake is about a role or an account, and the other edit may be what that is needed for."""
    asks = bad.context is not None or "/executionRoleArn" in bad.edits
    return asks and any(part[-1] in NEEDS_A_ROLE for part in _parts(good))


LOCAL: Final = [example for example in GOOD if _is_local(example)]


def _judged(definition: Object, context: Context | None) -> tuple[Finding, ...]:
    return validate(definition, api_shape(), lambda at: Place("x", pointer=at), today=TODAY, context=context)


def _serious(found: tuple[Finding, ...]) -> frozenset[str]:
    return frozenset(one.rule for one in found if one.severity is not Severity.INFO)


_WORLDS: Final = (BASE, edited(BASE, WINDOWS), edited(BASE, ROUTED))
"""What is legal on Linux may not be on Windows, or beside a log router: mistakes are made in all three."""


@cache
def _sound(index: int) -> bool:
    """Whether a good example is sound in every world, and small enough to say nothing about the whole document."""
    made = [edited(world, LOCAL[index].edits) for world in _WORLDS]
    return not any(_serious(_judged(one, None)) for one in made)


@given(number=st.integers(0, len(BAD) - 1), index=st.integers(0, len(LOCAL) - 1))
def test_a_mistake_is_found_beside_whatever_else_is_legal_and_nothing_else_is(number: int, index: int) -> None:
    (rule, bad), good = BAD[number], LOCAL[index]
    assume(_sound(index) and _apart(bad, good) and not _is_needed(bad, good))
    definition = edited(edited(BASE, good.edits), bad.edits)
    found = _judged(definition, bad.context)
    note(f"{rule.id} {dict(bad.edits)!r:.400} beside {dict(good.edits)!r:.400}")
    assert (rule.id, bad.pointer) in {(one.rule, one.pointer) for one in found}
    assert _serious(found) <= {rule.id} | rule.implies


@given(indexes=st.lists(st.integers(0, len(LOCAL) - 1), max_size=4, unique=True))
def test_what_is_legal_is_legal_together(indexes: list[int]) -> None:
    chosen = [LOCAL[index] for index in indexes]
    assume(all(_sound(index) for index in indexes))
    assume(all(_apart(one, other) for one in chosen for other in chosen if one is not other))
    definition: Object = BASE
    for example in chosen:
        definition = edited(definition, example.edits)
    assert [str(one) for one in _judged(definition, None) if one.is_error] == []
