"""What the desk answers: plain frozen values that the admin API sends as JSON and the command line shows.

No secret is in them; other people's texts may hold control characters, which whoever shows them takes out.
`status` is everything at a glance; each other module is one subject.
"""

from __future__ import annotations

from plumbrule.model.answers.audit import AuditVerdict, AuditView
from plumbrule.model.answers.families import BaselineView, FamilyView, TargetView
from plumbrule.model.answers.halts import HaltView, HoldView
from plumbrule.model.answers.history import HistoryView, RevisionView
from plumbrule.model.answers.incidents import DeadView, IncidentView, OutboxView
from plumbrule.model.answers.people import CallerView, DoneView
from plumbrule.model.answers.plans import ApprovalView, CommitView, GateView, PlanView
from plumbrule.model.answers.status import StatusView
from plumbrule.model.answers.verification import LackView, VerificationView

__all__ = [
    "ApprovalView",
    "AuditVerdict",
    "AuditView",
    "BaselineView",
    "CallerView",
    "CommitView",
    "DeadView",
    "DoneView",
    "FamilyView",
    "GateView",
    "HaltView",
    "HistoryView",
    "HoldView",
    "IncidentView",
    "LackView",
    "OutboxView",
    "PlanView",
    "RevisionView",
    "StatusView",
    "TargetView",
    "VerificationView",
]
