"""Who made the commits behind a plan: verdicts are kept, since keys expire and signers choose the dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.model.ballot import Verdict
from plumbrule.model.permits import Authors
from plumbrule.model.policy import SigningMode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.core.decide.case import Case
    from plumbrule.loop.world import World
    from plumbrule.model.ids import CommitId
    from plumbrule.model.people import Signed

SHOWN: Final = 12
"""Digits of a commit that a sentence names."""


def signed(world: World, commit: CommitId) -> Signed:
    """What the commit's signature proved when it was first seen; one that proved nothing is tried again as of then."""
    known = world.journal.verdict(commit)
    if known is not None and known.signed.identity is not None:
        return known.signed
    at = known.at if known else world.clock.now()
    found = world.source.signed(commit, at)
    if world.may_act and (known is None or found.identity is not None):
        world.journal.record(Verdict(commit, found, at))
    return found


def unsigned_words(world: World, case: Case) -> str:
    """Why the plan's commits are not trusted; empty where they are, or where nobody asks for signatures."""
    mode = world.policy.signing.mode
    if mode is SigningMode.NONE:
        return ""
    if case.commit is None:
        return "commits have to be signed, and the source knows none"
    since = case.agreed.commit if case.agreed and mode is SigningMode.EVERY else None
    line = world.source.line(case.commit, since)
    if line is None:
        return (
            f"commits since {since[:SHOWN] if since else 'the first'} have to be signed, and history cannot tell them"
        )
    return _first_unsigned(world, line)


def _first_unsigned(world: World, line: Iterable[CommitId]) -> str:
    for commit in line:
        found = signed(world, commit)
        if found.identity is None:
            return f"commit {commit[:SHOWN]}: {found.words}"
    return ""


def authors_of(world: World, case: Case) -> Authors:
    """Who changed the spec's file since it was agreed; without an agreement, ever."""
    if case.spec is None or case.commit is None:
        return Authors(unproved="the source knows no commits, so nobody can tell who wrote it")
    since = case.agreed.commit if case.agreed else None
    commits = world.source.touching(case.spec.path, case.commit, since)
    if commits is None:
        return Authors(unproved="history cannot tell who wrote it")
    people, persons, unproved = world.policy.people, set[str](), ""
    for commit in commits:
        found = signed(world, commit)
        person = people.of(found.identity) if found.identity else None
        persons |= {*people.claimed(found.emails), *([person.name] if person else [])}
        if person is None:
            who = f"is signed by {found.identity}, who is mapped to nobody" if found.identity else found.words
            unproved = unproved or f"commit {commit[:SHOWN]}: {who}"
    return Authors(frozenset(persons), unproved)
