"""The policy file as pydantic reads it: every key with its words, its default and its bounds."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from plumbrule.model.policy import DEFAULT_POLICY, Freeze
from plumbrule.settings.kinds import Decimal, Span, Whole
from plumbrule.settings.policy.kinds import ConsentWord, Cron, ModeWord, RiskWord, StateWord, Zone
from plumbrule.settings.section import Section
from plumbrule.settings.texts import (
    Fingerprint,
    GroupName,
    NameGlob,
    PathOrNone,
    PersonName,
    Subject,
    TargetLabel,
    TokenDigest,
    Words,
)

_BLAST = DEFAULT_POLICY.blast_radius
_MONTH = timedelta(days=30)


class ClauseForm(Section):
    """One row: for which changes, and what they need. Of all rows the first that fits a change decides."""

    consent: ConsentWord = Field(
        description="What such a change needs: `auto` nobody, `merge` a commit on the watched branch, whose review "
        "counts, `approve` people who name the plan, `refuse` is never registered."
    )
    targets: list[NameGlob] = Field(default_factory=list, description="Names of targets; empty means all.")
    target_labels: dict[TargetLabel, str] = Field(
        default_factory=dict,
        description="Labels that the target must carry, in the settings.",
        examples=[{"env": "prod"}],
    )
    families: list[NameGlob] = Field(
        default_factory=list, description="Names of families; empty means all.", examples=[["shop-*"]]
    )
    labels: dict[str, str] = Field(
        default_factory=dict, description="Labels that the manifest must carry.", examples=[{"team": "shop"}]
    )
    states: list[StateWord] = Field(default_factory=list, description="States of the family; empty means all.")
    risks: list[RiskWord] = Field(
        default_factory=list,
        description="Classes of change, or grades (`low`, `medium`, `high`) that stand for several; empty means all. "
        "docs/reference/policy.md lists them.",
        examples=[["low", "environment"]],
    )
    approvals: Annotated[int, Whole(1, 10)] | None = Field(
        default=None, description="With `approve`: how many people must say yes, 1 when nothing is said."
    )
    group: GroupName | None = Field(
        default=None, description="With `approve`: of which group; anybody who is known when nothing is said."
    )
    not_author: bool | None = Field(
        default=None,
        description="With `approve`: whether those who wrote it do not count (four eyes). Commits must be signed then: "
        "where nobody can prove who wrote it, nobody's yes counts.",
    )


class PersonForm(Section):
    """One person, or a machine that acts as one, and everything that proves it."""

    name: PersonName = Field(description="What the audit chain says; unique.", examples=["ada"])
    groups: list[GroupName] = Field(default_factory=list, description="Groups the person is in.")
    unix: list[Subject] = Field(
        default_factory=list, description="Users of this machine, by name, or by uid where it has no name."
    )
    tokens: list[TokenDigest] = Field(
        default_factory=list, description="SHA-256 of tokens for the admin API: `printf %s TOKEN | sha256sum`."
    )
    proxy: list[Subject] = Field(default_factory=list, description="What the authenticating proxy calls the person.")
    ssh: list[Subject] = Field(
        default_factory=list, description="Principals of the allowed signers file.", examples=[["ada@example.com"]]
    )
    gpg: list[Fingerprint] = Field(default_factory=list, description="Fingerprints of primary OpenPGP keys.")
    slack: list[Subject] = Field(default_factory=list, description="User ids in Slack.")
    emails: list[Subject] = Field(
        default_factory=list,
        description="Addresses in commits that point at this person: they exclude from four eyes, and never allow.",
    )
    break_glass: bool = Field(
        default=False,
        description="Whether this person may pass freeze, four-eyes and blast radius with a reason. Everybody hears.",
    )


class FreezeForm(Section):
    """A window that comes again and again, in which nothing is registered."""

    cron: Cron = Field(description="When it begins: minute, hour, day, month, weekday.", examples=["0 16 * * fri"])
    duration: Annotated[timedelta, Span(timedelta(minutes=1), timedelta(days=60))] = Field(
        description="How long it lasts.", examples=["64h"]
    )
    time_zone: Zone = Field(
        default=Freeze("", timedelta()).time_zone, description="Of `cron`: an IANA name.", examples=["Europe/Berlin"]
    )
    targets: list[NameGlob] = Field(default_factory=list, description="Names of targets; empty means all.")
    reason: Words = Field(default="", description="Why, for whoever is refused.")


class BlastRadiusForm(Section):
    """How many families of one target a commit may change; with more, none of them goes until somebody approves."""

    families: Annotated[int, Whole(1, 1_000_000)] = Field(default=_BLAST.families, description="No more than these.")
    share: Annotated[float, Decimal(1)] = Field(
        default=_BLAST.share, description="And no more than this share of the target's families."
    )
    floor: Annotated[int, Whole(1, 1_000_000)] = Field(
        default=_BLAST.floor, description="Up to so many families the share does not apply."
    )


class SigningForm(Section):
    """Whose signatures are taken, and where they are asked for."""

    mode: ModeWord = Field(
        default=DEFAULT_POLICY.signing.mode.value,
        description="Which commits must be signed: `none`, `head` only the newest, `every` one of the first-parent "
        "line since the family was agreed.",
    )
    ssh_allowed_signers: PathOrNone = Field(
        default="", description="Absolute path of an OpenSSH allowed signers file.", examples=["/etc/plumbrule/signers"]
    )
    gpg_keyring: PathOrNone = Field(
        default="",
        description="Absolute path of a keyring, as `gpg --export` writes it.",
        examples=["/etc/plumbrule/keys"],
    )
    fingerprints: list[Fingerprint] = Field(
        default_factory=list, description="Primary keys of the keyring that are taken; empty takes all."
    )


class PolicyForm(Section):
    """Who and what may change ECS."""

    version: Literal[1] = Field(description="The version of this file's format.")
    clauses: list[ClauseForm] | None = Field(
        default=None,
        description="What changes need. For each change the first row that fits decides, the strictest of all changes "
        "counts, and what no row fits needs one approval. Without this key only another tag of the same repository "
        "goes by itself.",
    )
    people: list[PersonForm] = Field(default_factory=list, description="Everybody who may say something.")
    operators: list[GroupName] = Field(
        default_factory=list,
        description="Groups whose members may suspend, hold, resume, baseline and release; empty means all people.",
    )
    expiry: Annotated[timedelta, Span(timedelta(minutes=1), _MONTH)] = Field(
        default=DEFAULT_POLICY.expiry, description="How long an approval counts, and the longest one may ask for."
    )
    remind: Annotated[timedelta, Span(timedelta(hours=1), _MONTH)] = Field(
        default=DEFAULT_POLICY.remind, description="How often a suspension that keeps families waiting is told again."
    )
    freezes: list[FreezeForm] = Field(default_factory=list, description="Windows in which nothing is registered.")
    blast_radius: BlastRadiusForm = Field(default=BlastRadiusForm(), description="How much one commit may change.")
    signing: SigningForm = Field(default=SigningForm(), description="Signatures of commits.")
