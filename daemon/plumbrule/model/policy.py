"""Who and what may change ECS, as values; `settings/` makes them from the policy file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from plumbrule.model.people import People
from plumbrule.model.risk import Risk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.state import State

NOBODY: Final = People()


class Consent(StrEnum):
    """What a change needs before it is registered, from the laxest to the strictest."""

    AUTO = "auto"
    """Nobody."""
    MERGE = "merge"
    """A commit on the watched branch: its review was the approval. It must be signed where signatures are asked for."""
    APPROVE = "approve"
    """People, who name the plan."""
    REFUSE = "refuse"
    """It is never registered by us."""

    def is_stricter(self, other: Consent) -> bool:
        """Whether it asks for more than `other`."""
        order = tuple(Consent)
        return order.index(self) > order.index(other)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Whose approval is needed.

    Attributes:
        count: so many people.
        group: of this group; empty takes anybody who is known.
        not_author: and none of them wrote it (four eyes): then who wrote it must be proved.
    """

    count: int = 1
    group: str = ""
    not_author: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One row of the policy; what it leaves empty it does not ask for. Of all rows the first that fits decides.

    Attributes:
        targets: globs over names of targets.
        target_labels: the target carries all of these.
        families: globs over names of families.
        labels: the manifest carries all of these.
        states: the family is in one of them.
        risks: the change is of one of them.
        requirement: for `approve`.
    """

    consent: Consent
    targets: tuple[str, ...] = ()
    target_labels: Mapping[str, str] = field(default_factory=dict)
    families: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    states: frozenset[State] = frozenset()
    risks: frozenset[Risk] = frozenset()
    requirement: Requirement = Requirement()


@dataclass(frozen=True, slots=True)
class Freeze:
    """A window that comes again and again, in which nothing is registered.

    Attributes:
        cron: when it begins, five fields.
        duration: how long it lasts.
        time_zone: of `cron`, an IANA name.
        targets: globs over names of targets; empty means all.
    """

    cron: str
    duration: timedelta
    time_zone: str = "UTC"
    targets: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """How many families of one target one commit may change without being held as a whole.

    Attributes:
        families: no more than these.
        share: and no more than this share of the target's families (0..1).
        floor: up to so many families the share does not apply.
    """

    families: int = 25
    share: float = 0.25
    floor: int = 5

    def limit(self, families: int) -> int:
        """How many of so many families may change."""
        return min(self.families, max(self.floor, int(self.share * families)))


class SigningMode(StrEnum):
    """Which commits must be signed: none, the head alone, or every commit of the first-parent line since the last."""

    NONE = "none"
    HEAD = "head"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class Signing:
    """Whose signatures are taken, and where they are asked for; the files are read whenever something is verified.

    Attributes:
        ssh_allowed_signers: an OpenSSH allowed signers file; empty where SSH signatures prove nothing.
        gpg_keyring: a keyring of OpenPGP keys, as `gpg --export` writes it; empty where such signatures prove nothing.
        fingerprints: of the primary keys that are taken, upper case; empty takes every key of the keyring.
    """

    mode: SigningMode = SigningMode.NONE
    ssh_allowed_signers: str = ""
    gpg_keyring: str = ""
    fingerprints: tuple[str, ...] = ()


ONLY_IMAGES: Final = (Clause(Consent.AUTO, risks=frozenset({Risk.IMAGE})),)
"""What is allowed where the operator says nothing: another tag of the same repository; all else people approve."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Who and what may change ECS, over all targets.

    Attributes:
        clauses: what none of them fits needs one approval.
        operators: groups whose members may suspend, hold, resume, baseline and release; empty means everybody known.
        expiry: how long an approval counts, and the longest that may be asked for.
        remind: how often a suspension or hold that keeps a commit waiting is told again.
    """

    clauses: tuple[Clause, ...] = ONLY_IMAGES
    people: People = NOBODY
    operators: frozenset[str] = frozenset()
    expiry: timedelta = timedelta(hours=24)
    remind: timedelta = timedelta(days=1)
    freezes: tuple[Freeze, ...] = ()
    blast_radius: BlastRadius = BlastRadius()
    signing: Signing = Signing()


DEFAULT_POLICY: Final = Policy()
