"""What can be asked: one row each, from which routing, reading of requests and OpenAPI are made."""

from __future__ import annotations

from typing import Final

from plumbrule.edge.admin.fields import FLAG, LASTS, NUMBER, TEXT, TEXTS, Field
from plumbrule.edge.admin.route import GET, POST, Route
from plumbrule.edge.admin.routes_telling import TELLING
from plumbrule.model import answers

FAMILY: Final = "/v1/targets/{target}/families/{family}"

_REASON: Final = Field("reason", TEXT, "why; it is kept")
_LASTS: Final = Field("lasts", LASTS, "for how long, such as 2h")
_TARGET: Final = Field("target", TEXT, "a target's name; empty means all")
_FAMILY: Final = Field("family", TEXT, "a family's name; empty means all")

ROUTES: Final = (
    Route(GET, "/v1/whoami", answers.CallerView, lambda desk, who, _: desk.whoami(who), "Who the caller is to us."),
    Route(
        GET,
        "/v1/status",
        answers.StatusView,
        lambda desk, _, said: desk.status(
            target=said["target"], family=said["family"], states=said["state"], gates=said["gate"]
        ),
        "How everything stands; without a filter the families that are not at peace.",
        (
            _TARGET,
            Field("family", TEXT, "a name or a glob"),
            Field("state", TEXTS, "states to show; may be repeated"),
            Field("gate", TEXTS, "gates to show; may be repeated"),
        ),
    ),
    Route(
        GET,
        "/v1/plans",
        answers.PlanView,
        lambda desk, _, said: desk.plans(**said),
        "Every plan that is open.",
        (_TARGET, _FAMILY),
        many=True,
    ),
    Route(
        GET,
        "/v1/plans/{prefix}",
        answers.PlanView,
        lambda desk, _, said: desk.plan(said["prefix"]),
        "One plan by 12 or more hex digits, a superseded one included.",
    ),
    Route(
        POST,
        "/v1/plans/{prefix}/approve",
        answers.PlanView,
        lambda desk, who, said: desk.approve(
            who, said["prefix"], reason=said["reason"], lasts=said["lasts"], glass=said["glass"]
        ),
        "Say yes to one open plan.",
        (_REASON, _LASTS, Field("glass", FLAG, "break glass: pass freeze, four-eyes and blast radius")),
    ),
    Route(
        POST,
        "/v1/plans/{prefix}/reject",
        answers.PlanView,
        lambda desk, who, said: desk.reject(who, said["prefix"], reason=said["reason"]),
        "Say no to one open plan.",
        (_REASON,),
    ),
    Route(
        GET,
        "/v1/commits/{prefix}",
        answers.CommitView,
        lambda desk, _, said: desk.commit(said["prefix"]),
        "What the commit that is read now would register, as one set with its digest.",
    ),
    Route(
        POST,
        "/v1/commits/{prefix}/approve",
        answers.CommitView,
        lambda desk, who, said: desk.approve_commit(
            who, said["prefix"], digest=said["digest"], reason=said["reason"], lasts=said["lasts"]
        ),
        "Say yes to that set, which must still be the one of the digest.",
        (Field("digest", TEXT, "as it was shown"), _REASON, _LASTS),
    ),
    Route(
        POST,
        "/v1/suspend",
        answers.HaltView,
        lambda desk, who, said: desk.suspend(who, **said),
        "Keep hands off a family, a target, or everything.",
        (_TARGET, _FAMILY, _REASON, _LASTS),
    ),
    Route(
        POST,
        "/v1/resume",
        answers.DoneView,
        lambda desk, who, said: desk.resume(who, **said),
        "End the halts of exactly this scope.",
        (_TARGET, _FAMILY, _REASON),
    ),
    Route(
        POST,
        f"{FAMILY}/hold",
        answers.HoldView,
        lambda desk, who, said: desk.hold(
            who, said["target"], said["family"], reason=said["reason"], lasts=said["lasts"]
        ),
        "Keep hands off one family until its spec changes, and say how services go back.",
        (_REASON, _LASTS),
    ),
    Route(
        POST,
        f"{FAMILY}/reconcile",
        answers.DoneView,
        lambda desk, who, said: desk.reconcile(who, said["target"], said["family"]),
        "Look at one family now.",
    ),
    Route(
        POST,
        f"{FAMILY}/release",
        answers.DoneView,
        lambda desk, who, said: desk.release(who, said["target"], said["family"], reason=said["reason"]),
        "End an orphan: the family is not ours any more.",
        (_REASON,),
    ),
    Route(
        GET,
        f"{FAMILY}/history",
        answers.HistoryView,
        lambda desk, _, said: desk.history(
            said["target"], said["family"], path=said["path"], most=min(said["most"] or 20, 200)
        ),
        "Who made which revision out of what, newest first.",
        (Field("path", TEXT, "only revisions that changed it"), Field("most", NUMBER, "so many revisions")),
    ),
    Route(
        GET,
        "/v1/baselines",
        answers.BaselineView,
        lambda desk, _, said: desk.baselines(target=said["target"], families=said["family"]),
        "What could be accepted as agreed: the named families, else all whose agreement is not known.",
        (_TARGET, Field("family", TEXTS, "families by name; may be repeated")),
        many=True,
    ),
    Route(
        POST,
        "/v1/baselines",
        answers.DoneView,
        lambda desk, who, said: desk.baseline(who, said["arns"], reason=said["reason"]),
        "Accept these live revisions as agreed, all or none.",
        (Field("arns", TEXTS, "as they were shown"), _REASON),
    ),
    Route(
        GET,
        "/v1/audit",
        answers.AuditView,
        lambda desk, _, said: desk.audit(after=said["after"], most=said["most"] or 1000),
        "A part of the audit chain.",
        (Field("after", NUMBER, "lines behind this number"), Field("most", NUMBER, "so many lines")),
    ),
    Route(
        GET,
        "/v1/audit/verify",
        answers.AuditVerdict,
        lambda desk, _, __: desk.audit_verify(),
        "Compute the whole audit chain again.",
    ),
    *TELLING,
)
