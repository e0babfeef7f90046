"""Two files that say what one family of one target is: neither counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from plumbrule.model.finding import Finding, Severity
from plumbrule.model.place import Place
from plumbrule.model.secret import brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.model.ids import Key
    from plumbrule.model.spec import Spec

RULE: Final = "conflict"
_MOST_NAMED: Final = 5


def with_conflicts(specs: Iterable[Spec]) -> tuple[Spec, ...]:
    """The same specs in the same order; those that share target and family carry a finding that names the others."""
    everything = tuple(specs)
    by_key: defaultdict[Key, list[Spec]] = defaultdict(list)
    for spec in everything:
        by_key[spec.key].append(spec)
    return tuple(_marked(spec, by_key[spec.key]) for spec in everything)


def _marked(spec: Spec, sharing: list[Spec]) -> Spec:
    others = sorted(other.path for other in sharing if other is not spec)
    if not others:
        return spec
    named = ", ".join(others[:_MOST_NAMED]) + (", …" if len(others) > _MOST_NAMED else "")
    message = f"family `{brief(spec.key.family)}` of target `{spec.key.target}` is also in {named}"
    place = spec.locate("/family") if spec.locate else Place(spec.path, pointer="/family")
    hint = "keep one of the files, or give the other another family; until then none of them is registered"
    return replace(spec, findings=(*spec.findings, Finding(RULE, Severity.ERROR, place, message, hint)))
