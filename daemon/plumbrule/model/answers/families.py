"""Families and targets as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from plumbrule.model.answers.plans import GateView
    from plumbrule.model.tree import Tree


@dataclass(frozen=True, slots=True)
class FamilyView:
    """One family as it stands.

    Attributes:
        since: when it came to stand so.
        running: how what runs stands to the latest revision; empty where nothing runs it, or nobody knows.
        runs: who runs which revision, in words: who is behind, where somebody is.
        commands: what moves services to the latest revision.
    """

    target: str
    family: str
    state: str
    gates: tuple[GateView, ...] = ()
    since: datetime | None = None
    revision: int | None = None
    agreed: int | None = None
    plan: str | None = None
    risks: tuple[str, ...] = ()
    commit: str | None = None
    path: str = ""
    registered_by: str = ""
    running: str = ""
    runs: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target.

    Attributes:
        states: how many families stand where.
        running: how many of those that something runs stand how to what is registered.
        trouble: why it cannot be observed now.
    """

    name: str
    account_id: str
    region: str
    states: Mapping[str, int] = field(default_factory=dict)
    running: Mapping[str, int] = field(default_factory=dict)
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class BaselineView:
    """A family whose live revision can be accepted as agreed, and what Git would change in it then."""

    target: str
    family: str
    state: str
    arn: str
    revision: int
    registered_by: str
    changes: tuple[Mapping[str, Tree], ...] = ()
