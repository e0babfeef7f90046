"""What no single key of a policy can be judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbrule.model.policy import Consent, SigningMode
from plumbrule.model.tree import as_list, as_object, as_text
from plumbrule.settings.mistake import Mistake
from plumbrule.settings.policy.make import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plumbrule.model.tree import Object

FOR_APPROVE = ("approvals", "group", "not_author")


def mistakes_across(tree: Object) -> Iterator[Mistake]:
    """Every mistake that takes more than one value to see."""
    people = [as_object(person) for person in as_list(tree.get("people"))]
    yield from _twice(people)
    for index, clause in enumerate(as_list(tree.get("clauses"))):
        yield from _clause(index, as_object(clause), people)
    for index, group in enumerate(as_list(tree.get("operators"))):
        if not _members(people, as_text(group) or ""):
            yield Mistake(("operators", index), "is a group that nobody of `people` is in")
    yield from _signing(as_object(tree.get("signing")))


def _twice(people: Sequence[Object]) -> Iterator[Mistake]:
    names: dict[str, int] = {}
    proofs: dict[tuple[str, str], int] = {}
    for index, person in enumerate(people):
        name = as_text(person.get("name")) or ""
        if names.setdefault(name, index) != index:
            yield Mistake(("people", index, "name"), f"is the name of people[{names[name]}] already")
        for key in METHODS:
            for place, subject in enumerate(as_list(person.get(key))):
                first = proofs.setdefault((key, as_text(subject) or ""), index)
                if first != index:
                    words = f"proves people[{first}] already; an identity is one person's"
                    yield Mistake(("people", index, key, place), words)


def _clause(index: int, clause: Object, people: Sequence[Object]) -> Iterator[Mistake]:
    if clause.get("consent") != Consent.APPROVE:
        for key in FOR_APPROVE:
            if key in clause:
                yield Mistake(("clauses", index, key), "only means something with consent: approve", at_key=True)
        return
    group, count = as_text(clause.get("group")) or "", clause.get("approvals", 1)
    members = _members(people, group)
    if group and not members:
        yield Mistake(("clauses", index, "group"), "is a group that nobody of `people` is in")
    elif isinstance(count, int) and people and members < count:
        of = f"{group} has" if group else "`people` has"
        yield Mistake(("clauses", index, "approvals"), f"can never be reached: {of} {members}")


def _members(people: Sequence[Object], group: str) -> int:
    return sum(not group or group in as_list(person.get("groups")) for person in people)


def _signing(signing: Object) -> Iterator[Mistake]:
    mode = as_text(signing.get("mode")) or SigningMode.NONE
    if mode != SigningMode.NONE and not (signing.get("ssh_allowed_signers") or signing.get("gpg_keyring")):
        yield Mistake(("signing", "mode"), "needs ssh_allowed_signers or gpg_keyring, or no commit can ever be trusted")
