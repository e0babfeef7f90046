"""Approvals that stand in Git: `approvals/<target>/<family>/<plan id>.yaml`, in a commit that the approver signed.

A file counts once: its approval is named after the file's content and the commit that brought it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from plumbrule.core.load.parse import Parsed, Syntax, parse
from plumbrule.loop.trust import SHOWN, signed
from plumbrule.model.ballot import Approval
from plumbrule.model.digest import sha256_hex
from plumbrule.model.event import Event, Level, Notice
from plumbrule.model.ids import Family, Key, PlanId, TargetName
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.tree import as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.core.decide.case import Case
    from plumbrule.loop.intake import Intake
    from plumbrule.loop.standings import Standings
    from plumbrule.loop.world import World
    from plumbrule.model.ballot import Rejection
    from plumbrule.model.ids import CommitId
    from plumbrule.model.plan import Plan
    from plumbrule.model.spec import SourceFile

_PATH: Final = re.compile(
    r"(?:.*/)?approvals/(?P<target>[^/]+)/(?P<family>[A-Za-z0-9_-]+)/(?P<plan>[0-9a-f]{64})\.ya?ml"
)
_ID_DIGITS: Final = 32
LONGEST_REASON: Final = 500


def ballot_of(path: str) -> tuple[Key, PlanId] | None:
    """Which plan of which family a file of the source approves; None for one that is a spec."""
    found = _PATH.fullmatch(path)
    return (Key(TargetName(found["target"]), Family(found["family"])), PlanId(found["plan"])) if found else None


def sorted_out(
    files: Mapping[str, SourceFile],
) -> tuple[Mapping[Key, Mapping[PlanId, SourceFile]], Mapping[str, SourceFile]]:
    """Files that approve something, by family and plan, and all others by path."""
    ballots: dict[Key, dict[PlanId, SourceFile]] = {}
    others: dict[str, SourceFile] = {}
    for path, file in files.items():
        if (named := ballot_of(path)) is None:
            others[path] = file
        else:
            ballots.setdefault(named[0], {})[named[1]] = file
    return ballots, others


def voted(
    world: World, intake: Intake, standings: Standings, plan: Plan, case: Case
) -> tuple[Approval | Rejection, ...]:
    """Everything people said of the plan, with what Git has to say. Raises what `Source` and `Journal` raise."""
    said = world.journal.approvals(plan.id)
    file = intake.ballots.get(case.key, {}).get(plan.id)
    if file is None or case.commit is None:
        return said
    commit = world.source.brought(file.path, case.commit)
    name = sha256_hex(f"{file.path}\n{file.blob}\n{commit}")[:_ID_DIGITS]
    if any(one.id == name for one in said):
        return said
    found = _approval(world, file, case, plan, name, commit)
    if isinstance(found, str):
        _refuse(world, standings, file, found)
        return said
    if world.may_act:
        world.journal.record(found)
        world.notifier.tell(Notice(Event.PLAN_APPROVED, Level.INFO, approval_fields(found)))
    return (*said, found)


def _approval(
    world: World, file: SourceFile, case: Case, plan: Plan, name: str, commit: CommitId | None
) -> Approval | str:
    """What the file proves, or why it proves nothing."""
    if commit is None:
        return "history cannot tell which commit brought it"
    if (reason := _reason(file)) is None:
        return "it has to be YAML with at most one key, reason"
    signature = signed(world, commit)
    if signature.identity is None:
        return f"commit {commit[:SHOWN]}: {signature.words}"
    person = world.policy.people.of(signature.identity)
    if person is None:
        return f"{signature.identity} is mapped to nobody"
    until = case.now + world.policy.expiry
    return Approval(name, case.key, plan.id, person.name, signature.identity, case.now, until, reason)


def _reason(file: SourceFile) -> str | None:
    try:
        text = file.content.decode()
    except UnicodeDecodeError:
        return None
    if not text.strip():
        return ""
    parsed = parse(text, Syntax.YAML, DEFAULT_BOUNDS)
    tree = as_object(parsed.tree) if isinstance(parsed, Parsed) else {}
    if not isinstance(parsed, Parsed) or tree.keys() - {"reason"} or parsed.tree != tree:
        return None
    return (as_text(tree.get("reason")) or "")[:LONGEST_REASON]


def _refuse(world: World, standings: Standings, file: SourceFile, words: str) -> None:
    """Once for each content of the file, and for each reason."""
    if standings.trouble(f"approval {file.path} {file.blob}", words):
        fields = {"file": file.path, "message": words}
        world.notifier.tell(Notice(Event.APPROVAL_REFUSED, Level.WARNING, fields))


def approval_fields(found: Approval) -> Mapping[str, str | bool]:
    """An approval as a notice tells it."""
    return {
        "target": found.key.target,
        "family": found.key.family,
        "plan": found.plan,
        "person": found.person,
        "identity": str(found.identity),
        "until": found.until.isoformat(timespec="seconds"),
        "reason": found.reason,
        "break_glass": found.glass,
    }
