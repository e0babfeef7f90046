"""Who people are: proved identities of several systems, mapped to one person each.

An identity that is mapped to nobody counts as nobody, whatever it proved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Method(StrEnum):
    """How an identity was proved."""

    SOCKET = "socket"
    """Peer credentials of the Unix socket; the subject is the user's name, or the uid where it has none."""
    TOKEN = "token"  # noqa: S105 - the name of a method
    """A bearer token; the subject is the SHA-256 of the token, 64 hex digits."""
    PROXY = "proxy"
    """An authenticating proxy that proved itself; the subject is whom it names."""
    SSH = "ssh"
    """An SSH signature; the subject is the principal of the allowed signers file."""
    GPG = "gpg"
    """An OpenPGP signature; the subject is the fingerprint of the primary key, upper case."""
    SLACK = "slack"
    """A click or a command in Slack; the subject is the user's id."""


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """Somebody, as one system proved it; a flag never makes one."""

    method: Method
    subject: str

    def __str__(self) -> str:
        shown = f"{self.subject[:8]}…" if self.method is Method.TOKEN else self.subject
        return f"{self.method}:{shown}"


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or one machine that acts as such.

    Attributes:
        name: unique; what the audit chain says.
        identities: everything that proves this person.
        emails: claims of commits that point at this person: they only ever exclude, never allow.
        may_break_glass: whether freeze, four-eyes and blast radius may be passed with a reason.
    """

    name: str
    groups: frozenset[str] = frozenset()
    identities: frozenset[Identity] = frozenset()
    emails: frozenset[str] = frozenset()
    may_break_glass: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Everybody that the operator knows; names and identities are unique."""

    everyone: tuple[Person, ...] = ()

    def of(self, identity: Identity) -> Person | None:
        """Whose identity it is; None is nobody."""
        return next((one for one in self.everyone if identity in one.identities), None)

    def named(self, name: str) -> Person | None:
        """The person of this name, as the settings know it today."""
        return next((one for one in self.everyone if one.name == name), None)

    def claimed(self, emails: Iterable[str]) -> frozenset[str]:
        """Names of the people whom these addresses point at."""
        found = {email.casefold() for email in emails}
        return frozenset(one.name for one in self.everyone if found & {email.casefold() for email in one.emails})


@dataclass(frozen=True, slots=True)
class Signed:
    """What a commit says of who made it.

    Attributes:
        identity: who signed it, proved; None where nobody did, or where the signature proves nothing.
        words: why there is no identity, for people; empty where there is one.
        emails: of author and committer, as the commit claims them.
    """

    identity: Identity | None
    words: str = ""
    emails: tuple[str, ...] = field(default=(), repr=False)
