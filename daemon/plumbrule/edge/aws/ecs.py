"""The `Revisions` port on ECS: few calls, each with a token, each answer kept raw, each error one of ours."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from botocore.exceptions import ClientError

from plumbrule.edge.aws.answers import code_of, our_errors
from plumbrule.edge.aws.buckets import throttles
from plumbrule.edge.aws.raw import raw_of
from plumbrule.edge.aws.writer import identity_of
from plumbrule.errors import Ambiguous, Unavailable
from plumbrule.model.ids import Family
from plumbrule.model.revision import Listed, NoActive, Observed, Revision
from plumbrule.model.tree import as_list, as_object, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mypy_boto3_ecs import ECSClient
    from mypy_boto3_ecs.type_defs import TagTypeDef

    from plumbrule.edge.aws.buckets import Bucket
    from plumbrule.edge.aws.sessions import Clients
    from plumbrule.edge.aws.writer import Writer
    from plumbrule.model.ids import TargetId
    from plumbrule.model.tree import Object, Tree

T = TypeVar("T")

UNKNOWN_TO_ECS: Final = "ClientException"
"""What Describe answers for a family without ACTIVE revisions, for a number it never gave, and for a typo alike
(text "Unable to describe task definition.", reported from real calls, seen 2026-11)."""

PAGE: Final = 100
"""Entries of a page at most (ECS API reference, ListTaskDefinitions, seen 2026-11)."""

TAG_LIMIT: Final = 50
"""Tags per resource (ECS API reference, RegisterTaskDefinition, seen 2026-11)."""


@dataclass(frozen=True, slots=True)
class EcsRevisions:
    """One target's revisions; see `ports.Revisions` for what each method means and raises."""

    clients: Clients
    region: str
    reads: Bucket
    writes: Bucket
    writer: Writer | None = None
    """Whose credentials write; None for those that read."""

    def identity(self) -> TargetId:
        """Partition and account as STS says, with the region the clients were made for."""
        return identity_of(self.clients, self.region)

    def admit(self) -> None:
        """See whether the read bucket has a token."""
        self.reads.admit()

    def latest(self, family: Family) -> Observed:
        """The latest ACTIVE revision, or what is left when there is none."""
        found = self._describe(family)
        return found if found and found.active else NoActive(family, self._newest_inactive(family))

    def listed(self, token: str | None) -> Listed:
        """One page of ListTaskDefinitions over everything ACTIVE.

        `familyPrefix` is left out: it is the whole name of one family. Ordered by family, then by number
        (ECS API reference, ListTaskDefinitions, seen 2026-11).
        """
        body = self._read("ecs:ListTaskDefinitions", lambda: self._listed_now(token))
        arns = tuple(text for arn in as_list(body.get("taskDefinitionArns")) if (text := as_text(arn)))
        return Listed(tuple(_named(arn) for arn in arns), as_text(body.get("nextToken")) or None)

    def numbered(self, family: Family, number: int) -> Revision | None:
        """One revision by its number."""
        return self._describe(f"{family}:{number}")

    def highest(self, family: Family) -> int:
        """The highest number, ACTIVE and INACTIVE ones alike."""
        return max(self._newest(family, "ACTIVE"), self._newest(family, "INACTIVE"))

    def reserve(self) -> None:
        """Take a token of the write bucket."""
        self.writes.take()

    def register(self, definition: Object, tags: Mapping[str, str]) -> Revision:
        """Register once; the token was taken by `reserve`."""
        request, ecs = _request(definition, tags), self._writing()
        with throttles(self.writes), our_errors("ecs:RegisterTaskDefinition", changes=True):
            return _revision(raw_of(ecs.register_task_definition(**request)))

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        """Set tags; the token was taken by `reserve`."""
        ecs = self._writing()
        with self._mends("ecs:TagResource"):
            ecs.tag_resource(resourceArn=arn, tags=_listed(tags))

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        """Remove tags; the token was taken by `reserve`."""
        ecs = self._writing()
        with self._mends("ecs:UntagResource"):
            ecs.untag_resource(resourceArn=arn, tagKeys=list(keys))

    def _writing(self) -> ECSClient:
        return self.writer.client() if self.writer else self.clients.ecs

    @contextmanager
    def _mends(self, action: str) -> Iterator[None]:
        """Errors of a call that may be made again: then a lost answer is nothing to look for."""
        try:
            with throttles(self.writes), our_errors(action, changes=True):
                yield
        except Ambiguous as error:
            raise Unavailable(error.message) from error

    def _describe(self, name: str) -> Revision | None:
        return self._read("ecs:DescribeTaskDefinition", lambda: self._describe_now(name))

    def _describe_now(self, name: str) -> Revision | None:
        try:
            return _revision(raw_of(self.clients.ecs.describe_task_definition(taskDefinition=name, include=["TAGS"])))
        except ClientError as error:
            if code_of(error) == UNKNOWN_TO_ECS:
                return None
            raise

    def _newest_inactive(self, family: Family) -> Revision | None:
        number = self._newest(family, "INACTIVE")
        return self.numbered(family, number) if number else None

    def _newest(self, family: Family, status: str) -> int:
        arns = self._read("ecs:ListTaskDefinitions", lambda: self._newest_now(family, status))
        return max((number_of(arn) for arn in arns), default=0)

    def _newest_now(self, family: Family, status: Any) -> tuple[str, ...]:  # noqa: ANN401 - the stubs' Literal stays there
        listed = self.clients.ecs.list_task_definitions(familyPrefix=family, status=status, sort="DESC", maxResults=1)
        return tuple(text for arn in as_list(raw_of(listed).get("taskDefinitionArns")) if (text := as_text(arn)))

    def _listed_now(self, token: str | None) -> Object:
        more = {"nextToken": token} if token else {}
        return raw_of(self.clients.ecs.list_task_definitions(status="ACTIVE", sort="ASC", maxResults=PAGE, **more))

    def _read(self, action: str, call: Callable[[], T]) -> T:
        self.reads.spend()
        with throttles(self.reads), our_errors(action):
            return call()


def _named(arn: str) -> tuple[Family, int, str]:
    """`arn:PARTITION:ecs:REGION:ACCOUNT:task-definition/FAMILY:NUMBER` in its parts."""
    family, _, number = arn.rpartition("/")[2].rpartition(":")
    return Family(family), int(number), arn


def number_of(arn: str) -> int:
    """The revision number at the end of a task definition's ARN."""
    return int(arn.rpartition(":")[2])


def _request(definition: Object, tags: Mapping[str, str]) -> dict[str, Any]:
    # boto3's typed signature cannot be met by a value that is only known at run time.
    return {**definition, "tags": _listed(tags)}


def _listed(tags: Mapping[str, str]) -> list[TagTypeDef]:
    return [{"key": key, "value": value} for key, value in sorted(tags.items())]


def _revision(body: Object) -> Revision:
    definition = as_object(body["taskDefinition"])
    arn = str(definition["taskDefinitionArn"])
    return Revision(
        arn=arn,
        family=Family(str(definition["family"])),
        number=number_of(arn),
        definition=definition,
        tags=_tags(body.get("tags")),
        active=definition.get("status", "ACTIVE") == "ACTIVE",
        registered_at=_time(definition.get("registeredAt")),
        registered_by=as_text(definition.get("registeredBy")),
    )


def _tags(listed: Tree) -> dict[str, str]:
    pairs = (as_object(tag) for tag in as_list(listed))
    return {str(tag["key"]): str(tag.get("value", "")) for tag in pairs if "key" in tag}


def _time(seconds: Tree) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int | float) else None
