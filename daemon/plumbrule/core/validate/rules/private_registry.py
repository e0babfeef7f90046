"""Credentials for registries outside AWS, and pulling without any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plumbrule.core.validate.bound import Bound
from plumbrule.core.validate.example import Example, beside
from plumbrule.core.validate.pages import guide, page
from plumbrule.core.validate.phrases import listed
from plumbrule.core.validate.rule import Remark, Rule
from plumbrule.core.validate.rules.execution_role import from_private_ecr, has_credentials
from plumbrule.core.validate.show import part
from plumbrule.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plumbrule.core.validate.item import Container
    from plumbrule.core.validate.rule import Subject, Value

_ALL: Final = "containerDefinitions"
_PARAMETER: Final = f"{_ALL}[].repositoryCredentials.credentialsParameter"
_APP: Final = "/containerDefinitions/0"
_CREDENTIALS: Final = f"{_APP}/repositoryCredentials"
_AT: Final = f"{_CREDENTIALS}/credentialsParameter"
_IMAGE: Final = f"{_APP}/image"
_PAGE: Final = guide("private-auth")

_ARN: Final = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:registry-AbCdEf"
_OTHER: Final = "registry.example/team/web:1"
_ECR: Final = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1"
_HUB: Final = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})


def no_secret(_: Subject, value: Value) -> Iterator[Remark]:
    """An empty parameter, or an ARN that is not one of Secrets Manager."""
    text = value.tree if isinstance(value.tree, str) else None
    if text == "":
        yield Remark(value.pointer, "`credentialsParameter` is empty")
    elif text and text.startswith("arn:") and (service := _service(text)) != "secretsmanager":
        which = "Parameter Store" if service == "ssm" else f"`{part(text, service)}`" if service else "no service"
        yield Remark(
            value.pointer, f"`credentialsParameter` must be a secret in Secrets Manager; this ARN is of {which}"
        )


def _service(arn: str) -> str:
    return (*arn.split(":", 3), "", "")[2]


def bare_name(_: Subject, value: Value) -> Iterator[Remark]:
    """A secret by its name alone; the name is not repeated, since it may be the secret itself by mistake."""
    if isinstance(value.tree, str) and value.tree and not value.tree.startswith("arn:"):
        message = "a secret by its name alone is looked for only in the account and Region where the task runs"
        yield Remark(value.pointer, message)


def for_ecr(subject: Subject, _: Value) -> Iterator[Remark]:
    """Credentials beside an image in a private registry of ECR."""
    for container in subject.task.containers:
        if has_credentials(container) and from_private_ecr(container):
            message = f"the image of {container.label} is in ECR, where `repositoryCredentials` do not count"
            yield Remark(container.at("repositoryCredentials"), message)


def needs_both_fields(subject: Subject, _: Value) -> Iterator[Remark]:
    """The first container with credentials, as the place to say what must be in their secret."""
    for container in subject.task.containers:
        if has_credentials(container) and not from_private_ecr(container):
            message = "the secret must be JSON with `username` and `password`, and the execution role must read it"
            yield Remark(container.at("repositoryCredentials"), message)
            return


def pulls_anonymously(subject: Subject, _: Value) -> Iterator[Remark]:
    """Images from Docker Hub without credentials; told once, at the first of them."""
    found = [one for one in subject.task.containers if not one.has("repositoryCredentials") and _is_in_hub(one)]
    if found:
        names = listed(one.label for one in found)
        message = f"Docker Hub limits how often an address may pull without credentials ({names})"
        yield Remark(found[0].at("image"), message)


def _is_in_hub(container: Container) -> bool:
    """Whether the image names no registry, which means Docker Hub, or Docker Hub itself."""
    host, slash, _path = (container.text("image") or "").partition("/")
    if slash and ("." in host or ":" in host or host == "localhost"):
        return host in _HUB
    return host[:1].isalnum()


RULES: Final = (
    Rule(
        id="R089",
        severity=Severity.ERROR,
        at=(_PARAMETER,),
        why="ECS reads registry credentials from Secrets Manager only, not from Parameter Store.",
        source=_PAGE,
        check=Bound(no_secret, {"pattern": "^(?!arn:).|^arn:[^:]*:secretsmanager(?::|$)"}),
        hint="write the ARN of a secret in Secrets Manager",
        bad=(
            Example({_AT: "", _IMAGE: _OTHER}),
            Example({_AT: "arn:aws:ssm:eu-central-1:123456789012:parameter/registry", _IMAGE: _OTHER}),
            Example({_AT: "arn:aws:s3:::bucket/registry", _IMAGE: _OTHER}),
            Example({_AT: "arn:aws", _IMAGE: _OTHER}),
        ),
        good=(
            Example({_AT: _ARN, _IMAGE: _OTHER}),
            Example({_AT: _ARN.replace("aws", "aws-cn", 1), _IMAGE: _OTHER}),
            Example({_AT: _ARN.replace("aws", "aws-us-gov", 1), _IMAGE: _OTHER}),
        ),
    ),
    Rule(
        id="R090",
        severity=Severity.WARNING,
        at=(_PARAMETER,),
        why="The pull fails wherever the secret is in another account or Region.",
        source=_PAGE,
        check=bare_name,
        hint="write the secret's whole ARN",
        bad=(Example({_AT: "registry", _IMAGE: _OTHER}),),
        good=(Example({_AT: _ARN, _IMAGE: _OTHER}),),
    ),
    Rule(
        id="R091",
        severity=Severity.WARNING,
        at=(_ALL,),
        why="ECR is opened by the execution role alone, with `ecr:GetAuthorizationToken` among its actions.",
        source=_PAGE,
        check=for_ecr,
        hint="remove `repositoryCredentials`, and let the execution role pull from ECR",
        bad=(
            Example({_CREDENTIALS: {"credentialsParameter": _ARN}, _IMAGE: _ECR}),
            Example({_CREDENTIALS: {"credentialsParameter": _ARN}, _IMAGE: _ECR.replace(".com", ".com.cn")}),
        ),
        good=(Example({_CREDENTIALS: {"credentialsParameter": _ARN}, _IMAGE: _OTHER}), Example({_IMAGE: _ECR})),
    ),
    Rule(
        id="R092",
        severity=Severity.INFO,
        at=(_ALL,),
        why="A secret of another form, or one that the execution role cannot read, stops the pull.",
        source=_PAGE,
        check=needs_both_fields,
        hint="allow `secretsmanager:GetSecretValue` on it, and `kms:Decrypt` where it has a key of yours",
        bad=(Example({_CREDENTIALS: {"credentialsParameter": _ARN}, _IMAGE: _OTHER}),),
        good=(Example({}), Example({_CREDENTIALS: {"credentialsParameter": _ARN}, _IMAGE: _ECR})),
    ),
    Rule(
        id="R093",
        severity=Severity.INFO,
        at=(_ALL,),
        why="Tasks behind one NAT gateway share its address, and with it the limit.",
        source=page("https://docs.docker.com/docker-hub/usage/"),
        check=pulls_anonymously,
        hint="use a copy in ECR (a pull-through cache makes one) or set `repositoryCredentials`",
        ecs="CannotPullContainerError: toomanyrequests",
        bad=(
            Example({_IMAGE: "nginx:1.27.2"}),
            Example({_IMAGE: "grafana/grafana:11.3.0"}),
            Example({_IMAGE: "docker.io/library/nginx:1.27.2"}),
            Example({"/containerDefinitions/1": beside("log", image="redis:7.4")}, at="/containerDefinitions/1/image"),
        ),
        good=(
            Example({_IMAGE: "quay.io/team/web:1"}),
            Example({_IMAGE: "localhost:5000/web:1"}),
            Example({_IMAGE: _ECR}),
            Example({_IMAGE: "nginx:1.27.2", _CREDENTIALS: {"credentialsParameter": _ARN}}),
        ),
    ),
)
