"""From the policy's form to the values that leave `settings/`."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from plumbrule.model.people import Identity, Method, People, Person
from plumbrule.model.policy import (
    DEFAULT_POLICY,
    BlastRadius,
    Clause,
    Consent,
    Freeze,
    Policy,
    Requirement,
    Signing,
    SigningMode,
)
from plumbrule.model.risk import Grade, Risk
from plumbrule.model.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plumbrule.settings.policy.form import ClauseForm, PersonForm, PolicyForm

METHODS: Final = {
    "unix": Method.SOCKET,
    "tokens": Method.TOKEN,
    "proxy": Method.PROXY,
    "ssh": Method.SSH,
    "gpg": Method.GPG,
    "slack": Method.SLACK,
}
"""Which key of a person proves what."""


def make(form: PolicyForm) -> Policy:
    """The policy that a form without mistakes means."""
    signing = form.signing
    return Policy(
        clauses=DEFAULT_POLICY.clauses if form.clauses is None else tuple(map(_clause, form.clauses)),
        people=People(tuple(map(_person, form.people))),
        operators=frozenset(form.operators),
        expiry=form.expiry,
        remind=form.remind,
        freezes=tuple(
            Freeze(one.cron, one.duration, one.time_zone, tuple(one.targets), one.reason) for one in form.freezes
        ),
        blast_radius=BlastRadius(**form.blast_radius.model_dump()),
        signing=Signing(
            SigningMode(signing.mode), signing.ssh_allowed_signers, signing.gpg_keyring, tuple(signing.fingerprints)
        ),
    )


def _clause(form: ClauseForm) -> Clause:
    return Clause(
        consent=Consent(form.consent),
        targets=tuple(form.targets),
        target_labels=MappingProxyType(form.target_labels),
        families=tuple(form.families),
        labels=MappingProxyType(form.labels),
        states=frozenset(map(State, form.states)),
        risks=frozenset(_risks(form.risks)),
        requirement=Requirement(form.approvals or 1, form.group or "", not_author=bool(form.not_author)),
    )


def _risks(words: Iterable[str]) -> Iterable[Risk]:
    """Classes by name, and every class of a grade."""
    grades = set(Grade)
    for word in words:
        yield from (risk for risk in Risk if word == risk or (word in grades and risk.grade == word))


def _person(form: PersonForm) -> Person:
    identities = (Identity(method, subject) for key, method in METHODS.items() for subject in getattr(form, key))
    groups, emails = frozenset(form.groups), frozenset(form.emails)
    return Person(form.name, groups, frozenset(identities), emails, form.break_glass)
