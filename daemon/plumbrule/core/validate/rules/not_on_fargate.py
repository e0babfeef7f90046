"""Settings of containers that Fargate, or its network mode awsvpc, does not offer; neutral values pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.checks import meant
from plumbrule.core.validate.example import Example
from plumbrule.core.validate.pages import CONTAINER, FARGATE
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.model.finding import Severity
from plumbrule.model.tree import as_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.rule import Check, Source, Subject, Value
    from plumbrule.model.tree import Tree

_APP: Final = "/containerDefinitions/0"
_DEVICES: Final = "containerDefinitions[].resourceRequirements[]"
_AWSVPC: Final = "Fargate tasks have a network interface of their own (awsvpc), which leaves no room for this."
_HOST: Final = "Fargate shares its hosts with nobody, so nothing of the host is open to a container."
_NO_DEVICE: Final = "Fargate has no such devices to give."


def _refused(
    rule_id: str, member: str, value: Tree, why: str, hint: str, ecs: str = "", source: Source = FARGATE
) -> Rule:
    """The rule about a member that may be there, but must say nothing."""
    neutral: Tree = False if value is True else "" if isinstance(value, str) else []
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=(f"containerDefinitions[].{member}",),
        why=why,
        source=source,
        check=meant(f"Fargate knows no `{member}`"),
        hint=hint,
        ecs=ecs,
        bad=(Example({f"{_APP}/{member}": value}),),
        good=(Example({f"{_APP}/{member}": neutral}),),
    )


def _wants(device: str) -> Check:
    """A resource requirement of one type."""

    def check(_: Subject, value: Value) -> Iterator[Remark]:
        if as_object(value.tree).get("type") == device:
            yield Remark(value.pointer, f"Fargate has no `{device}` to give to a container")

    return check


def _device(rule_id: str, device: str, hint: str, ecs: str = "") -> Rule:
    """The rule about a resource requirement of one type."""
    requirement: Tree = {"type": device, "value": "1"}
    return Rule(
        id=rule_id,
        severity=Severity.ERROR,
        at=(_DEVICES,),
        why=_NO_DEVICE,
        source=FARGATE,
        check=Bound(_wants(device), {"not": {"const": device}}, at=f"{_DEVICES}.type"),
        hint=hint,
        ecs=ecs,
        bad=(Example({f"{_APP}/resourceRequirements/0": requirement}),),
        good=(Example({f"{_APP}/resourceRequirements": []}),),
    )


RULES: Final = (
    _refused(
        "R077",
        "privileged",
        value=True,
        why=_HOST,
        hint="remove it, and give the container only what it needs",
        ecs="Fargate requires that the 'privileged' setting be 'false' at the container level.",
    ),
    _refused(
        "R078",
        "disableNetworking",
        value=True,
        why=_AWSVPC,
        hint="remove it, and close the network with the service's security group",
        ecs="Disable Networking is not supported on container when networkMode=awsvpc.",
    ),
    _refused(
        "R079",
        "links",
        ["log"],
        why=_AWSVPC,
        hint="remove it: containers of a task reach each other at 127.0.0.1; `dependsOn` orders their start",
        ecs="Links are not supported when networkMode=awsvpc.",
    ),
    _refused(
        "R080",
        "hostname",
        "web",
        why=_AWSVPC,
        hint="remove it; other tasks find this one by Service Connect or service discovery",
        ecs="hostname is not supported on container when networkMode=awsvpc.",
        source=CONTAINER,
    ),
    _refused(
        "R081",
        "dnsServers",
        ["10.0.0.2"],
        why=_AWSVPC,
        hint="remove it, and name the servers in the DHCP option set of the VPC",
        ecs="DNS servers are not supported on container when networkMode=awsvpc.",
    ),
    _refused(
        "R082",
        "dnsSearchDomains",
        ["corp.example"],
        why=_AWSVPC,
        hint="remove it, and name the domain in the DHCP option set of the VPC, or write full names",
    ),
    _refused(
        "R083",
        "extraHosts",
        [{"hostname": "db", "ipAddress": "10.0.0.5"}],
        why=_AWSVPC,
        hint="remove it, and put the names into a private hosted zone of the VPC",
        ecs="Extra hosts are not supported on container when networkMode=awsvpc.",
    ),
    _refused(
        "R084",
        "dockerSecurityOptions",
        ["no-new-privileges"],
        why=_HOST,
        hint="remove it; Active Directory is reached by `credentialSpecs`, on Linux",
        ecs="Fargate compatible task definitions do not support dockerSecurityOptions",
    ),
    _device(
        "R085",
        "GPU",
        hint="remove it; tasks with a GPU run on EC2 or Managed Instances",
        ecs="Tasks using the Fargate launch type do not support GPU resource requirements.",
    ),
    _device("R086", "InferenceAccelerator", hint="remove it; AWS has retired Elastic Inference altogether"),
)
