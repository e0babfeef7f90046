"""A verdict for each thing that a task needs, in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from plumbrule.core.verify.trust import TASKS, Trust, trusted
from plumbrule.model.dependency import Absent, Found, Thing, Unanswered, Unasked, Verdict, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plumbrule.core.grants.statement import Where
    from plumbrule.model.dependency import Answer, Dependency, Use, Want

ACTIONS: Final[Mapping[Thing, str]] = {
    Thing.IMAGE: "ecr:DescribeImages",
    Thing.SECRET: "secretsmanager:DescribeSecret",
    Thing.PARAMETER: "ssm:DescribeParameters",
    Thing.LOG_GROUP: "logs:DescribeLogGroups",
    Thing.ROLE: "iam:GetRole",
    Thing.FILE: "s3:GetObject",
}
"""What IAM calls each question; HeadObject goes by s3:GetObject (Service Authorization Reference, seen 2026-11)."""

TASKS_ACTION: Final = "ecs:ListTasks and ecs:DescribeTasks"
"""What it takes to know which image tasks run."""

MEND: Final[Mapping[Thing, str]] = {
    Thing.IMAGE: "push it again, or let the spec name an image that is there",
    Thing.SECRET: "create it, or let the spec name another one",
    Thing.PARAMETER: "create it, or let the spec name another one",
    Thing.LOG_GROUP: "create it, or set awslogs-create-group to true and allow the execution role logs:CreateLogGroup",
    Thing.ROLE: "create it, or let the spec name another one; plumbrule iam prints what an execution role needs",
    Thing.FILE: "upload it, or let the spec name another one",
}
WORDS: Final[Mapping[Thing, str]] = {
    Thing.IMAGE: "image",
    Thing.SECRET: "secret",
    Thing.PARAMETER: "parameter",
    Thing.LOG_GROUP: "log group",
    Thing.ROLE: "role",
    Thing.FILE: "file",
}
DIGITS: Final = 19
"""Of a digest that people compare: the name of the algorithm and twelve hex digits."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of images beside what ECR says now.

    Attributes:
        running: digests by image as the definition writes it, as the family's tasks have them.
        before: what each image meant when it was looked at first for this revision.
    """

    running: Mapping[str, frozenset[str]] = field(default_factory=dict)
    before: Mapping[Dependency, str] = field(default_factory=dict)


NOTHING_KNOWN: Final = Known()


def judged(
    wants: Sequence[Want], answers: Mapping[Dependency, Answer], where: Where, known: Known = NOTHING_KNOWN
) -> tuple[Verdict, ...]:
    """A verdict for each want, in their order; what nobody answered is unknown."""
    return tuple(_of_want(want, answers, where, known) for want in wants)


def _of_want(want: Want, answers: Mapping[Dependency, Answer], where: Where, known: Known) -> Verdict:
    match want:
        case Unasked():
            return Verdict(Word.NOT_ASKED, want.thing, want.name, want.by, want.why)
        case _:
            word, reason, advice = _of_answer(want, answers.get(want.dependency), where, known)
            return Verdict(word, want.dependency.thing, want.dependency.name, want.by, reason, advice)


def _of_answer(use: Use, answer: Answer | None, where: Where, known: Known) -> tuple[Word, str, str]:
    match answer:
        case Absent():
            words = f"; {answer.words}" if answer.words else ""
            return Word.MISSING, f"{_called(use)} does not exist{_place(use)}{words}", MEND[use.dependency.thing]
        case Unanswered():
            advice = f"allow Plumbrule's role {answer.action}" if answer.action else "it is asked again later"
            return Word.UNKNOWN, answer.words, advice
        case Found():
            return _of_found(use, answer, where, known)
        case None:
            return Word.UNKNOWN, "it was not asked about yet", ""
        case _ as never:
            assert_never(never)


def _of_found(use: Use, found: Found, where: Where, known: Known) -> tuple[Word, str, str]:
    if found.unusable:
        return Word.MISSING, f"{_called(use)} {found.unusable}", MEND[use.dependency.thing]
    match use.dependency.thing:
        case Thing.ROLE:
            return _of_role(use, found, where)
        case Thing.SECRET:
            return _of_secret(use, found)
        case Thing.IMAGE:
            return _of_image(use, found, known)
        case Thing.PARAMETER | Thing.LOG_GROUP | Thing.FILE:
            return Word.FOUND, f"{_called(use)} is there", ""
        case _ as never:
            assert_never(never)


def _of_role(use: Use, found: Found, where: Where) -> tuple[Word, str, str]:
    match trusted(found.trust or {}, where):
        case Trust.YES:
            return Word.FOUND, f"{_called(use)} is there and trusts {TASKS}", ""
        case Trust.NO:
            mend = f"let its trust policy allow {TASKS} sts:AssumeRole; plumbrule iam prints one"
            return Word.MISSING, f"{_called(use)} is there and does not trust {TASKS}", mend
        case Trust.UNSURE:
            reason = f"{_called(use)} is there, and whether it trusts {TASKS} cannot be told from its conditions"
            return Word.UNKNOWN, reason, "look at its trust policy"
        case _ as never:
            assert_never(never)


def _of_secret(use: Use, found: Found) -> tuple[Word, str, str]:
    if use.version and use.version not in found.versions:
        there = ", ".join(sorted(one for one in found.versions if one.startswith("AWS"))) or "none"
        reason = f"{_called(use)} has no version {use.version}; its stages are {there}"
        return Word.MISSING, reason, "let the spec name a version that is there"
    key = "; its JSON key was not looked at, since only the value would show it" if use.has_key else ""
    return Word.FOUND, f"{_called(use)} is there{key}", ""


def _of_image(use: Use, found: Found, known: Known) -> tuple[Word, str, str]:
    if "@" in use.dependency.name and found.digest:
        return Word.FOUND, f"{_called(use)} is there", ""
    if not found.digest:
        return Word.FOUND, f"{_called(use)} comes through a pull-through cache, whose upstream was not asked", ""
    means = f"{_called(use)} means {found.digest[:DIGITS]} now"
    advice = "a new task starts what it means now; name a digest, or forbid ECR to move tags, if that is not wanted"
    running = known.running.get(use.image, frozenset())
    if running and found.digest not in running and not found.is_index:
        return Word.MOVED, f"{means}, and tasks run {_digests(running)}", advice
    before = known.before.get(use.dependency, found.digest)
    if before != found.digest and not running:
        return Word.MOVED, f"{means}, and meant {before[:DIGITS]} before", advice
    return Word.FOUND, f"{means}{_of_running(running, found)}", ""


def _of_running(running: frozenset[str], found: Found) -> str:
    if found.digest in running:
        return ", which is what tasks run"
    # Which member of an index a task names is not settled by the index alone.
    return f", an index; tasks run {_digests(running)}" if running else ""


def _digests(running: frozenset[str]) -> str:
    return " and ".join(sorted(one[:DIGITS] for one in running))


def _called(use: Use) -> str:
    return f"{WORDS[use.dependency.thing]} {use.dependency.name}"


def _place(use: Use) -> str:
    one = use.dependency
    if not one.region or one.name.startswith("arn:"):
        return ""
    return f" in {one.account}, {one.region}"
