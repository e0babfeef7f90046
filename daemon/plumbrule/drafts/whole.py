"""From a draft to a spec: what is missing is filled in, what Fargate refuses is taken out, and both are said."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from plumbrule.core.fields.sizes import PER_LARGE_UNIT
from plumbrule.core.validate.checking import validate
from plumbrule.drafts.draft import FROM_SHELL
from plumbrule.drafts.order import container_members, in_order
from plumbrule.drafts.sizing import smallest
from plumbrule.drafts.starter import awslogs
from plumbrule.model.place import Place
from plumbrule.model.pointer import tokens
from plumbrule.reference.explain.library import fields
from plumbrule.reference.rule_words import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from plumbrule.drafts.draft import Draft, Made
    from plumbrule.model.finding import Finding
    from plumbrule.model.shape import ApiShape
    from plumbrule.model.tree import Object

SECRETS: Final = frozenset({"R133", "R152"})
"""Rules that find secrets in the clear: in variables, and in options of a log driver."""
_APP: Final = "/containerDefinitions/0"
KEPT: Final = frozenset({"", "/family", "/cpu", "/memory", "/executionRoleArn", _APP, f"{_APP}/name", f"{_APP}/image"})
"""What a spec cannot do without; a mistake there is told and stays."""
INSIDE: Final = 3
"""Tokens of the pointer of a container's member."""
MOST: Final = 200
"""Values that are taken out at most, so that it ends whatever the rules say."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a spec is going to live: for ARNs and logs."""

    family: str
    account: str
    region: str


def whole(draft: Draft, home: Home, shape: ApiShape, today: date) -> tuple[Object, Sequence[str]]:
    """The spec, and what to know about it."""
    made = _assembled(draft, home)
    for _ in range(MOST):
        finding = next((one for one in _findings(made, shape, today) if _mends(made, one, home, shape, draft)), None)
        if finding is None:
            break
    made["containerDefinitions"] = [in_order(one, container_members(shape)) for one in made["containerDefinitions"]]
    return _without_empty(made), draft.notes


def _assembled(draft: Draft, home: Home) -> Made:
    container = deepcopy(draft.container)
    for one in container.get("secrets", []):
        if one["valueFrom"] == FROM_SHELL:
            one["valueFrom"] = secret_arn(home, one["name"])
            draft.note(f"{one['name']}: nobody says its value, so it is taken for a secret: {one['valueFrom']}")
    wanted = max(container.get("memory", 0), container.get("memoryReservation", 0) + 1)
    cpu, memory = smallest(max(draft.cpus, container.get("cpu", 0)), wanted if wanted > 1 else 0)
    if draft.cpus not in {0, cpu}:
        draft.note(
            f"--cpus: no task on Fargate has {draft.cpus / PER_LARGE_UNIT:g} vCPU and that memory, "
            f"so this one has {cpu / PER_LARGE_UNIT:g}"
        )
    check = container.get("healthCheck", {})
    if "command" in check and "timeout" not in check:
        draft.note("healthCheck: nobody says a timeout; Docker waits 30 seconds for the check, ECS 5")
    container["logConfiguration"] = _logs(container.get("logConfiguration", {}), home)
    return {
        "family": home.family,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": str(cpu),
        "memory": str(memory),
        "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"},
        "executionRoleArn": f"arn:aws:iam::{home.account}:role/{home.family}-execution",
        **deepcopy(draft.task),
        "containerDefinitions": [{"essential": True, **container}],
        "volumes": deepcopy(draft.volumes),
    }


def _logs(said: Made, home: Home) -> Made:
    """What was said, with what `awslogs` cannot do without."""
    if said.get("logDriver", "awslogs") != "awslogs":
        return said
    return dict(awslogs(home.family, home.region, **said.get("options", {})))


def _findings(made: Made, shape: ApiShape, today: date) -> Sequence[Finding]:
    def locate(pointer: str) -> Place:
        return Place("", pointer=pointer)

    return [one for one in validate(made, shape, locate, today=today) if one.is_error or one.rule in SECRETS]


def _mends(made: Made, finding: Finding, home: Home, shape: ApiShape, draft: Draft) -> bool:
    """Take out what a rule refuses, or put a secret where it belongs. False: it cannot be done."""
    path = tokens(finding.pointer)
    if finding.rule in SECRETS:
        _hide(made["containerDefinitions"][0], path[2:], home, draft)
        return True
    if finding.pointer in KEPT or not _take_out(made, _removable(path)):
        return False
    called = _called(finding.pointer, shape, by_options=draft.by_options)
    draft.note(f"{called}: {finding.message} ({finding.rule}): {finding.hint}")
    return True


def _removable(path: Sequence[str]) -> Sequence[str]:
    """The item of a list inside the container that the place is in, for items are not whole without a member."""
    last = max((at for at, token in enumerate(path) if token.isdecimal()), default=0)
    return path[: last + 1] if last > 1 else path


def _hide(container: Made, path: Sequence[str], home: Home, draft: Draft) -> None:
    """A secret becomes a reference; its value is written nowhere."""
    if path[0] == "environment":
        name = container["environment"].pop(int(path[1]))["name"]
        references = container.setdefault("secrets", [])
    else:
        name = path[-1]
        del container["logConfiguration"]["options"][name]
        references = container["logConfiguration"].setdefault("secretOptions", [])
    references.append({"name": name, "valueFrom": secret_arn(home, name)})
    draft.note(f"{name}: its value was left out, for it looks like a secret; put it into {secret_arn(home, name)}")


def secret_arn(home: Home, name: str) -> str:
    """Where the value of a variable would be kept."""
    return f"arn:aws:secretsmanager:{home.region}:{home.account}:secret:{home.family}/{name}"


def _take_out(made: Any, path: Sequence[str]) -> bool:  # noqa: ANN401 - JSON
    """Remove the value, or what lacks it where it is not there. False where nothing can be removed."""
    holder = made
    for token in path[:-1]:
        holder = _step(holder, token)
    if isinstance(holder, list) and int(path[-1]) < len(holder):
        del holder[int(path[-1])]
        return True
    if isinstance(holder, dict) and path[-1] in holder:
        del holder[path[-1]]
        return True
    return len(path) > INSIDE and _take_out(made, path[:-1])


def _step(holder: Any, token: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(holder, list):
        return holder[int(token)] if int(token) < len(holder) else None
    return holder.get(token) if isinstance(holder, dict) else None


def _called(pointer: str, shape: ApiShape, *, by_options: bool) -> str:
    """What Docker calls the field that the pointer leads to, or what ECS calls it."""
    try:
        path = path_of(pointer, shape.request).removesuffix("[]").removesuffix("{}")
    except (KeyError, ValueError):
        return pointer
    said = fields().get(path)
    return said.docker.partition(";")[0].removeprefix("docker run ") if by_options and said and said.docker else path


def _without_empty(tree: Any) -> Any:  # noqa: ANN401 - JSON
    """Lists and objects that have become empty are gone."""
    if isinstance(tree, dict):
        kept = {name: _without_empty(value) for name, value in tree.items()}
        return {name: value for name, value in kept.items() if value not in ({}, [])}
    if isinstance(tree, list):
        return [_without_empty(one) for one in tree]
    return tree
