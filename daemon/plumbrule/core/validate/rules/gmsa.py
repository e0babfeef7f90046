"""Group managed service accounts of Active Directory: what `credentialSpecs` may say on Fargate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import WINDOWS, Example
from plumbrule.core.validate.pages import CONTAINER, FARGATE, guide
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.show import quoted
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Subject, Value

_AT: Final = "containerDefinitions[].credentialSpecs"
_SPECS: Final = "/containerDefinitions/0/credentialSpecs"
_DOMAINLESS: Final = "credentialspecdomainless:"
_JOINED: Final = "credentialspec:"
_SPEC: Final = "credentialspecdomainless:arn:aws:s3:::gmsa-specs/web.json"
_HINT: Final = "write one entry, `credentialspecdomainless:` and the ARN of the file in S3 or Parameter Store"


def too_many(_: Subject, value: Value) -> Iterator[Remark]:
    """More than one entry."""
    count = len(as_list(value.tree))
    if count > 1:
        yield Remark(value.pointer, f"`credentialSpecs` has {count} entries; ECS takes one")


def joins_a_domain(_: Subject, value: Value) -> Iterator[Remark]:
    """An entry that is not for hosts outside the domain, as all of Fargate's are; marked at the list."""
    entry = value.tree
    if not isinstance(entry, str) or entry.startswith(_DOMAINLESS) or value.parent is None:
        return
    if entry.startswith(_JOINED):
        message = "Fargate's hosts join no domain, so `credentialspec:` does not work there"
    else:
        message = f"`{value.name}` must begin with `{_DOMAINLESS}`, but is {quoted(value)}"
    yield Remark(value.parent.pointer, message)


def for_windows(subject: Subject, value: Value) -> Iterator[Remark]:
    """Any entry in a Windows task."""
    if subject.task.is_windows and as_list(value.tree):
        yield Remark(value.pointer, "Fargate offers group managed service accounts to Linux containers only")


RULES: Final = (
    Rule(
        id="R087",
        severity=Severity.ERROR,
        at=(_AT,),
        why="ECS takes one file that says how to reach Active Directory.",
        source=CONTAINER,
        check=Bound(too_many, {"maxItems": 1}),
        hint=_HINT,
        bad=(Example({_SPECS: [_SPEC, _SPEC]}),),
        good=(Example({_SPECS: [_SPEC]}), Example({_SPECS: []})),
    ),
    Rule(
        id="R087",
        severity=Severity.ERROR,
        at=(f"{_AT}[]",),
        why="On Fargate only the form without a domain-joined host is offered.",
        source=guide("fargate-linux-gmsa"),
        check=Bound(joins_a_domain, {"pattern": f"^{_DOMAINLESS}"}),
        hint=_HINT,
        bad=(
            Example({_SPECS: ["credentialspec:arn:aws:s3:::gmsa-specs/web.json"]}),
            Example({_SPECS: ["arn:aws:s3:::gmsa-specs/web.json"]}),
        ),
        good=(Example({_SPECS: ["credentialspecdomainless:arn:aws:ssm:eu-central-1:123456789012:parameter/gmsa"]}),),
    ),
    Rule(
        id="R087",
        severity=Severity.ERROR,
        at=(_AT,),
        why="A Windows task with a group managed service account cannot run on Fargate.",
        source=FARGATE,
        check=for_windows,
        hint="run the task on EC2, or remove `credentialSpecs`",
        bad=(Example({_SPECS: [_SPEC], **WINDOWS}),),
        good=(Example({_SPECS: [], **WINDOWS}), Example({_SPECS: [_SPEC]})),
    ),
)
