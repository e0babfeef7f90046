"""A sample of each message, made as the real ones are: to look at, and to try out a channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from plumbrule.core.tell.composing import Style, composed
from plumbrule.core.tell.history import line
from plumbrule.model.digest import sha256_hex
from plumbrule.model.incident import Concern, Incident, Kind, Mark, Status, Urgency
from plumbrule.model.outbox import Destination, Reason, Telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plumbrule.model.message import Message
    from plumbrule.model.tree import Object, Tree

AT: Final = datetime(2026, 11, 24, 2, 14, tzinfo=UTC)
PLAN: Final = sha256_hex("a sample plan")
COMMIT: Final = "5b1f0c2a9d7e4c3b8a6f1e2d3c4b5a6978877665"
STYLE: Final = Style("https://git.example.com/specs/commit/{commit}")
IMAGE: Final = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/payments"
_CHANGES: Final[tuple[Tree, ...]] = (
    {
        "path": "containerDefinitions[app].image",
        "pointer": "/containerDefinitions/0/image",
        "op": "replace",
        "git": f"{IMAGE}:v41",
        "live": f"{IMAGE}:v42-hotfix",
    },
    {
        "path": "containerDefinitions[app].environment[DB_PASSWORD].value",
        "pointer": "/containerDefinitions/0/environment/1/value",
        "op": "replace",
        "git": "***",
        "live": "***",
    },
)
_FAMILY: Final[Mapping[str, Tree]] = {
    "state": "out_of_band",
    "gates": [["awaiting_approval", "out_of_band always asks"]],
    "changes": _CHANGES,
    "changes_left_out": 0,
    "revision": 58,
    "agreed": 57,
    "registered_by": "arn:aws:sts::111122223333:assumed-role/Admin/ada",
    "registered_name": "person ada",
    "registered_at": "2026-11-24T02:13:48+00:00",
    "commit": COMMIT,
    "path": "prod/payments-api.yaml",
    "plan": PLAN,
    "risks": ["overwrite", "secrets", "image"],
    "lacks": ["1 more approval of platform: overwrite"],
    "said": [],
    "services": [],
    "runs": ["service prod/payments runs revision 58", "service prod/payments-batch runs revision 57"],
    "account": "111122223333",
    "region": "eu-west-1",
    "partition": "aws",
}


def samples() -> Iterator[tuple[str, Message]]:
    """Each message with its name, in the order of an incident's life."""
    for name, incident in _incidents().items():
        yield name, composed(incident.id, [incident], STYLE)
    yield "many-families", composed(_id("many"), [_of(f"shop-{number:03}") for number in range(1, 201)], STYLE)
    drift = _of("payments-api")
    for reason in Reason:
        telling = Telling(_id(reason.value), drift.id, reason, Destination("slack"), AT, AT, _words(reason))
        message = line({drift.id: drift}, [telling], AT, STYLE)
        if message is not None:
            yield f"thread-{reason.value.replace('_', '-')}", message


def _incidents() -> Mapping[str, Incident]:
    drift = _of("payments-api")
    said: list[Tree] = [{"word": "approved", "person": "ada", "at": "2026-11-24T02:20:00+00:00", "id": "1"}]
    until = AT + timedelta(hours=4)
    over = replace(drift, status=Status.RESOLVED, ended=AT + timedelta(minutes=26))
    return {
        "drift": drift,
        "drift-acknowledged": replace(drift, status=Status.ACKNOWLEDGED, person="ada"),
        "drift-snoozed": replace(drift, status=Status.SNOOZED, person="ada", until=until),
        "drift-escalated": replace(drift, status=Status.ESCALATED),
        "drift-approved": _of("payments-api", said=said),
        "drift-resolved": replace(over, concern=replace(over.concern, facts={**_FAMILY, "became": BECAME})),
        "deregistered": _of(
            "payments-api", Urgency.CRITICAL, state="withdrawn", changes=[], revision=None, registered_by=None
        ),
        "contested": _of("payments-api", Urgency.CRITICAL, marks=frozenset({Mark.CONTESTED}), gates=[CONTESTED]),
        "unexplained": _of("payments-api", state="unexplained", changes=[DEFAULT], agreed=58),
        "awaiting-approval": _of("payments-api", Urgency.INFO, Kind.APPROVAL, state="spec_ahead", changes=_CHANGES[:1]),
        "refused-by-ecs": _of("payments-api", kind=Kind.BLOCKED, state="spec_ahead", refused=REFUSED),
        "invalid": _of("payments-api", kind=Kind.BLOCKED, state="spec_ahead", gates=[INVALID]),
        "orphan": _of("payments-api", Urgency.INFO, Kind.APPROVAL, state="orphan", changes=[], plan=None, lacks=[]),
        "registered": _note(Urgency.INFO, services=[MOVE]),
        "raced": _note(Urgency.CRITICAL, between=[58], revision=59),
        "not-deployed": _rollout(Urgency.INFO, "registered_not_deployed", UNDEPLOYED, services=[MOVE]),
        "deregistered-runs": _rollout(Urgency.WARNING, "running_inactive", DEAD),
        "onboarding": _whole(Kind.ONBOARDING, Urgency.INFO, ONBOARDING, ["plumbrule baseline prod"]),
        "source-stale": _whole(Kind.SOURCE, Urgency.CRITICAL, STALE, target=""),
        "target-unreachable": _whole(Kind.TARGET, Urgency.CRITICAL, LOST),
        "breaker-open": _whole(Kind.BREAKER, Urgency.CRITICAL, BREAKER, [FACT]),
        "dependency-missing": _gone(),
        "held-too-long": _whole(Kind.HALT, Urgency.WARNING, HELD, ["plumbrule resume prod"]),
        "break-glass": _whole(Kind.GLASS, Urgency.CRITICAL, "dan broke glass: checkout is down, ticket 4711"),
    }


BECAME: Final = "Registered as revision 59."
CONTESTED: Final[Tree] = [
    "contested",
    "ci registers v42 and Git says v41: 3 turns within an hour",
]
INVALID: Final[Tree] = ["invalid", "prod/payments-api.yaml:14:9: memory 511 is no size that Fargate has for cpu 256"]
REFUSED: Final = "Role 'arn:aws:iam::111122223333:role/missing' does not exist"
DEFAULT: Final[Tree] = {
    "path": "enableFaultInjection",
    "pointer": "/enableFaultInjection",
    "op": "remove",
    "live": False,
}
MOVE: Final = (
    "aws ecs update-service --region eu-west-1 --cluster prod --service payments --task-definition payments-api:58"
)
UNDEPLOYED: Final = "Revision 58 is registered as Git says, and no service runs it yet."
DEAD: Final = "What runs is deregistered: 57. It goes on, and nothing new can start from it."
ONBOARDING: Final = (
    "12 families live in ECS and differ from Git, and nobody has said which is right: auth, cart, checkout and 9 more. "
    "They are no drift, and nothing is registered for them."
)
STALE: Final = (
    "Nothing new is taken from Git, and nothing is registered: nobody has fed it for longer than source.max_age."
)
LOST: Final = "ECS cannot be asked, and nothing is said of its families: denied: the credentials have expired."
BREAKER: Final = (
    "180 of 200 families differ although neither Git nor ECS changed, most of all at enableFaultInjection (180). "
    "Nothing is registered there until fewer do. If it is a new default of AWS, put this into the settings:"
)
FACT: Final = 'facts: [{"path": "enableFaultInjection", "default": false, "until": "2027-02-22", "reason": "AWS"}]'
GONE: Final = (
    "1 thing is missing without which new tasks do not start: log group /ecs/cart does not exist in 111122223333, "
    "eu-west-1."
)
HELD: Final = "ada said suspend for prod (load test): families wait."


def _of(
    family: str,
    urgency: Urgency = Urgency.WARNING,
    kind: Kind = Kind.DRIFT,
    marks: frozenset[Mark] = frozenset(),
    **facts: Tree,
) -> Incident:
    return _incident(kind, "prod", family, urgency, {**_FAMILY, **facts}, marks)


def _note(urgency: Urgency, **facts: Tree) -> Incident:
    shown = {**_FAMILY, "state": "in_sync", "gates": [], "changes": [], "lacks": [], "risks": [], **facts}
    marks = frozenset({Mark.RACED} if facts.get("between") else ())
    made = _incident(Kind.REGISTERED, "prod", "payments-api", urgency, shown, marks)
    return replace(made, status=Status.RESOLVED, ended=AT)


def _rollout(urgency: Urgency, running: str, words: str, **facts: Tree) -> Incident:
    shown: dict[str, Tree] = {"words": words, "state": running, "runs": ["service prod/payments runs revision 57"]}
    return _incident(Kind.ROLLOUT, "prod", "payments-api", urgency, {**shown, **facts})


def _gone() -> Incident:
    commands: list[Tree] = ["plumbrule verify cart --target prod"]
    facts: dict[str, Tree] = {"words": GONE, "missing": ["log group /ecs/cart"], "commands": commands}
    return _incident(Kind.DEPENDENCY, "prod", "cart", Urgency.WARNING, facts)


def _whole(
    kind: Kind, urgency: Urgency, words: str, commands: list[str] | None = None, target: str = "prod"
) -> Incident:
    family = "payments-api" if kind is Kind.GLASS else ""
    made = _incident(kind, target, family, urgency, {"words": words, "commands": list(commands or ())})
    return replace(made, status=Status.RESOLVED, ended=AT) if kind.is_note else made


def _incident(
    kind: Kind, target: str, family: str, urgency: Urgency, facts: Object, marks: frozenset[Mark] = frozenset()
) -> Incident:
    subject = f"{kind.value}/{target}/{family}"
    cause = str(facts.get("state", ""))
    concern = Concern(subject, kind, target, family, sha256_hex(subject), urgency, cause, {}, facts, marks)
    return Incident(_id(f"{subject}{urgency}{facts.get('state')}"), concern, Status.OPEN, AT, AT)


def _words(reason: Reason) -> Object:
    if reason is Reason.VOTED:
        return {"said": [{"word": "approved", "person": "ada", "at": "2026-11-24T02:20:00+00:00", "reason": ""}]}
    return {"person": "ada", "until": "2026-11-24 06:14 UTC" if reason is Reason.SNOOZED else None}


def _id(text: str) -> str:
    return sha256_hex(text)[:32]
