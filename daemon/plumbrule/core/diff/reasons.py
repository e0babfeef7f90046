"""The fact behind one difference, in a sentence: why it is no change, or why it is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plumbrule.core.fields import NO_DEFAULT, UNKNOWN, Contextual, ListKind, NoDefault, Risk, Unit, fact_of, sources
from plumbrule.model.change import Absent, Op
from plumbrule.model.digest import canonical_json
from plumbrule.model.tags import PREFIX
from plumbrule.model.uncounted import Reason

if TYPE_CHECKING:
    from plumbrule.core.fields import FieldFact, Node, Source
    from plumbrule.model.change import Change
    from plumbrule.model.tree import Object, Tree

_UNITS: Final = {Unit.TASK_CPU: "CPU units", Unit.TASK_MEMORY: "MiB"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What made a difference no change; attributes as in `Uncounted`."""

    reason: Reason
    fact: str
    source: str


def _decided(reason: Reason, fact: str, source: Source) -> Decided:
    return Decided(reason, fact, f"{source.url}, seen {source.seen}")


def reason_of(
    node: Node,
    pair: tuple[Tree | Absent, Tree | Absent],
    around: tuple[Object, Object],
    whole: tuple[Object, Object],
) -> Decided:
    """Why two values that differ as texts mean the same.

    Args:
        node: the field.
        pair: what Git and ECS say.
        around: the objects that the two stand in.
        whole: both definitions.
    """
    if any(side is None for side in pair):
        return _decided(Reason.NULL, "null says as much as leaving the member out", sources.REGISTER)
    if node is UNKNOWN:
        return _decided(Reason.UNKNOWN, _of_unknown(pair), sources.TASK_DEFINITION)
    if _by_default(node, pair, around, whole):
        return _decided(Reason.DEFAULT, _of_default(node), node.fact.source)
    if any(isinstance(side, Absent) for side in pair):
        return _decided(Reason.EMPTY, "empty, false and absent mean the same here", sources.CAPTURED)
    return _of_form(node)


def _of_form(node: Node) -> Decided:
    """Two ways of writing one value."""
    source = node.fact.source
    if node.fact.unit:
        return _decided(Reason.UNIT, f"both mean the same number of {_UNITS[node.fact.unit]}", source)
    if node.fact.role:
        fact = "a role's name means the ARN of that role in the account of the revision"
        return _decided(Reason.ROLE_NAME, fact, source)
    if node.kind:
        return _decided(Reason.ORDER, _of_order(node), source)
    return _decided(Reason.EMPTY, "both say nothing", sources.CAPTURED)


def tag_reason(key: str) -> Decided:
    """Why a tag that Git does not name is no change."""
    if key.startswith(PREFIX):
        return _decided(Reason.TAG, "it is Plumbrule's own mark", sources.TAG)
    if key.startswith("aws:"):
        return _decided(Reason.TAG, "it is AWS's own", sources.TAG)
    return _decided(Reason.TAG, "Git does not name this tag, and other tags are let be", sources.TAG)


def _of_unknown(pair: tuple[Tree | Absent, Tree | Absent]) -> str:
    says_nothing = all(isinstance(side, Absent) or not side for side in pair)
    fact = "no row of the field table knows this member"
    return f"{fact}, and its value says nothing" if says_nothing else f"{fact}, so it is told apart from drift"


def _by_default(
    node: Node, pair: tuple[Tree | Absent, Tree | Absent], around: tuple[Object, Object], whole: tuple[Object, Object]
) -> bool:
    sides = zip(pair, around, whole, strict=True)
    return node.default is not NO_DEFAULT and all(
        isinstance(side, Absent) or _is_default(node, side, inside, definition) for side, inside, definition in sides
    )


def _is_default(node: Node, value: Tree, around: Object, definition: Object) -> bool:
    if isinstance(node.default, Contextual):
        return node.default.holds(value, around, definition)
    return value == node.default and type(value) is type(node.default)


def _of_default(node: Node) -> str:
    return f"{_default_of(node.default)} is the default, so writing it and leaving it out mean the same"


def _default_of(default: object) -> str:
    return default.name if isinstance(default, Contextual) else f"`{canonical_json(default)}`"  # type: ignore[arg-type]  # a row's own value


def _of_order(node: Node) -> str:
    match node.kind:
        case ListKind.KEYED:
            keys = " and ".join(" or ".join(f"`{name}`" for name in part) for part in node.fact.keys)
            return f"order means nothing in this list; its elements are told apart by {keys}"
        case ListKind.SET:
            return "neither order nor repeats mean anything in this list"
        case _:
            return "the lists hold the same items in the same order"


def why(change: Change) -> str:
    """Why a change counts, in one sentence: where it stands, what could have excused it, and its risk class."""
    row = fact_of(change.path)
    return f"{_where(change)}, {_no_excuse(change, row)} (risk class {row.risk.value})"


def _where(change: Change) -> str:
    match change.op:
        case Op.ADD:
            return "only Git says it"
        case Op.REMOVE:
            return "only ECS has it"
        case _:
            return "the two sides differ"


def _no_excuse(change: Change, row: FieldFact) -> str:
    if row.risk is Risk.UNKNOWN:
        return "and no row of the field table knows it"
    if row.unit:
        return f"also in {_UNITS[row.unit]}"
    if row.role:
        return "also as ARNs of the revision's account"
    if row.kind or isinstance(change.git if change.op is Op.ADD else change.live, Mapping):
        return _of_whole(row.kind)
    return "and there is no default that it could be" if isinstance(row.default, NoDefault) else _beside(row)


def _of_whole(kind: ListKind | None) -> str:
    match kind:
        case ListKind.ORDERED:
            return "and in this list order is meaning"
        case ListKind.SET:
            return "and as sets they have different members"
        case _:
            return "and it says something"


def _beside(row: FieldFact) -> str:
    return f"and the default is {_default_of(row.default)}"
