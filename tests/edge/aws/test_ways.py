"""The way to an account: chains of roles, their tags, a writer of its own, proxies, certificates and endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from plumbrule.edge.aws.access import Access, Hop
from plumbrule.edge.aws.buckets import Bucket
from plumbrule.edge.aws.ecs import EcsRevisions
from plumbrule.edge.aws.sessions import open_clients, open_service
from plumbrule.edge.aws.writer import Writer
from plumbrule.errors import Denied, Unavailable
from plumbrule.model.ids import Family, TargetId
from plumbrule.model.registrant import WRITER
from plumbrule.model.revision import Revision
from tests.aws.proxy import Proxy, behind_tls, running_proxy
from tests.builders.clocks import HandClock
from tests.builders.definitions import definition
from tests.loop.stage import REGION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.world.client import World

HUB = "arn:aws:iam::222222222222:role/hub"
ROLE = "arn:aws:iam::333333333333:role/plumbrule"
WRITES = "arn:aws:iam::333333333333:role/plumbrule-writer"
PLACE = TargetId("aws", "333333333333", REGION)
TAGS = (("cost", "platform"), ("team", "core"))


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with running_proxy() as made:
        yield made


@pytest.fixture
def access(endpoint: World, account: str) -> Access:
    assert account  # its credentials are in the environment now
    endpoint.reset()
    return Access(REGION, "stage", endpoint_url=endpoint.url)


def chained(access: Access, **more: Any) -> Access:  # noqa: ANN401 - any field
    fields = {name: getattr(access, name) for name in ("region", "instance", "endpoint_url")}
    return Access(**{**fields, "role_arn": ROLE, "external_id": "two", "chain": (Hop(HUB, "one"),), **more})


def revisions(access: Access, writer: Writer | None = None) -> EcsRevisions:
    monotonic = HandClock().monotonic
    return EcsRevisions(open_clients(access), REGION, Bucket(99, 9, monotonic), Bucket(99, 9, monotonic), writer=writer)


def close(*opened: EcsRevisions) -> None:
    for one in opened:
        one.clients.close()
        if one.writer:
            one.writer.close()


def assumptions(proxy: Proxy) -> list[dict[str, list[str]]]:
    return [parse_qs(body) for _, body in proxy.requests if "Action=AssumeRole" in body]


# Chains.


def test_each_role_of_a_chain_is_assumed_with_the_one_before_and_its_own_external_id(
    access: Access, endpoint: World, account: str
) -> None:
    endpoint.knobs(external_ids={HUB: "one", ROLE: "two"})
    seen = revisions(chained(access))
    assert seen.identity() == PLACE
    assumed = [(one.account, one.outcome) for one in endpoint.calls().recent if one.operation == "AssumeRole"]
    assert assumed == [(account, "ok"), ("222222222222", "ok")]
    close(seen)


@pytest.mark.parametrize("wrong", [HUB, ROLE])
def test_a_chain_that_breaks_is_denied_at_any_place(wrong: str, access: Access, endpoint: World) -> None:
    endpoint.knobs(external_ids={wrong: "another"})
    seen = revisions(chained(access))
    with pytest.raises(Denied, match=f"sts:AssumeRole.*{wrong}"):
        seen.latest(Family("web"))
    close(seen)


def test_tags_are_handed_to_the_first_role_and_kept_along_the_chain(access: Access, proxy: Proxy) -> None:
    seen = revisions(chained(access, tags=TAGS, duration=3000, proxy=proxy.url))
    assert seen.identity() == PLACE
    first, second = assumptions(proxy)
    assert [first[f"Tags.member.{n}.{part}"] for n in (1, 2) for part in ("Key", "Value")] == [
        ["cost"],
        ["platform"],
        ["team"],
        ["core"],
    ]
    assert [first[f"TransitiveTagKeys.member.{n}"] for n in (1, 2)] == [["cost"], ["team"]]
    assert not [key for key in second if "Tag" in key]
    assert [one["DurationSeconds"] for one in (first, second)] == [["3000"], ["3000"]]
    assert [one["RoleSessionName"] for one in (first, second)] == [["plumbrule-stage"], ["plumbrule-stage"]]
    close(seen)


@pytest.mark.parametrize(("seconds", "times"), [(900, 3), (3600, 1)])
def test_credentials_are_renewed_along_the_whole_chain_before_they_end(
    seconds: int, times: int, access: Access, endpoint: World
) -> None:
    # botocore renews what lasts for less than a quarter of an hour: a session of that length at each call.
    seen = revisions(chained(access, duration=seconds))
    for _ in range(3):
        assert seen.identity() == PLACE
    by = [one.account for one in endpoint.calls().recent if one.operation == "AssumeRole"]
    hub = by.count("222222222222")
    assert (hub >= times, len(by) - hub >= times) == (True, True)
    assert len(by) == 2 or times > 1
    close(seen)


# A writer of its own.


def writing(access: Access, stated: TargetId = PLACE, external_id: str | None = None) -> EcsRevisions:
    return revisions(access, Writer(access.through(WRITES, external_id, WRITER), stated))


def test_the_writer_is_assumed_when_something_is_written_and_proved_before(access: Access, endpoint: World) -> None:
    seen = writing(chained(access))
    seen.identity()
    assert not isinstance(seen.latest(Family("web")), Revision)
    assert [one.by for one in endpoint.calls().recent if "writer" in one.by] == []
    made = seen.register(definition(), {"a": "b"})
    seen.tag(made.arn, {"c": "d"})
    seen.untag(made.arn, ["c"])
    assert made.registered_by == "arn:aws:sts::333333333333:assumed-role/plumbrule-writer/plumbrule-stage-writer"
    by_it = [one.operation for one in endpoint.calls().recent if "writer" in one.by]
    assert by_it == ["GetCallerIdentity", "RegisterTaskDefinition", "TagResource", "UntagResource"]
    reading = [one.operation for one in endpoint.calls().recent if one.by.endswith("role/plumbrule/plumbrule-stage")]
    assert "RegisterTaskDefinition" not in reading
    close(seen)


def test_a_writer_that_may_not_be_assumed_keeps_nobody_from_reading(access: Access, endpoint: World) -> None:
    endpoint.knobs(external_ids={WRITES: "right"})
    seen = writing(chained(access), external_id="wrong")
    for write in (
        lambda: seen.register(definition(), {"a": "b"}),
        lambda: seen.tag("arn", {}),
        lambda: seen.untag("arn", []),
    ):
        with pytest.raises(Denied, match="sts:AssumeRole"):
            write()
    assert seen.identity() == PLACE
    assert endpoint.log() == ()
    endpoint.knobs(external_ids={})
    assert seen.register(definition(), {"a": "b"}).number == 1
    close(seen)


def test_a_writer_of_another_account_writes_nothing(access: Access, endpoint: World) -> None:
    seen = writing(chained(access), TargetId("aws", "444444444444", REGION))
    with pytest.raises(Denied, match="the writer's credentials are of 333333333333"):
        seen.register(definition(), {"a": "b"})
    assert (endpoint.log(), endpoint.calls().count("RegisterTaskDefinition")) == ((), 0)
    close(seen)


@pytest.mark.parametrize("kind", ["http_500", "reset", "lost_answer"])
def test_a_writer_that_could_not_be_assumed_certainly_wrote_nothing(kind: str, access: Access, endpoint: World) -> None:
    seen = writing(access)
    seen.identity()
    endpoint.fail("AssumeRole", kind)
    with pytest.raises(Unavailable):
        seen.register(definition(), {"a": "b"})
    assert endpoint.log() == ()
    close(seen)


# What stands in between.


def test_a_proxy_of_the_settings_sees_every_call(access: Access, endpoint: World, proxy: Proxy) -> None:
    seen = revisions(chained(access, proxy=proxy.url))
    assert seen.identity() == PLACE
    assert not isinstance(seen.latest(Family("web")), Revision)
    made = len(endpoint.calls().recent)
    assert [line for line, _ in proxy.requests] == [f"POST {endpoint.url}/"] * made
    assert made >= 4
    close(seen)


def test_a_proxy_of_the_environment_counts_unless_no_proxy_names_the_host(
    access: Access, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    around = revisions(access)
    around.identity()
    assert proxy.requests == []
    monkeypatch.setenv("no_proxy", "")
    through = revisions(access)
    through.identity()
    assert len(proxy.requests) == 1
    close(around, through)


def test_a_proxy_that_is_not_there_is_no_lost_answer(access: Access) -> None:
    seen = revisions(chained(access, proxy="http://127.0.0.1:1"))
    with pytest.raises(Unavailable):
        seen.register(definition(), {"a": "b"})
    close(seen)


def test_tls_goes_through_the_proxy_as_a_tunnel_and_is_trusted_by_the_bundle_alone(
    access: Access, endpoint: World, proxy: Proxy, tmp_path: Path
) -> None:
    with behind_tls(endpoint.url, tmp_path) as (url, certificate):
        seen = revisions(chained(access, endpoint_url=url, proxy=proxy.url, ca_bundle=str(certificate)))
        assert seen.identity() == PLACE
        lines = {line for line, _ in proxy.requests}
        assert lines == {f"CONNECT {url.removeprefix('https://')}"}
        distrusting = revisions(chained(access, endpoint_url=url, proxy=proxy.url))
        with pytest.raises(Unavailable, match="CERTIFICATE_VERIFY_FAILED"):
            distrusting.identity()
        close(seen, distrusting)


def test_sts_may_answer_elsewhere(account: str, endpoint: World) -> None:
    seen = revisions(Access(REGION, "stage", endpoint_url="http://127.0.0.1:1", sts_url=endpoint.url))
    assert seen.identity().account_id == account
    close(seen)


@pytest.mark.parametrize(
    ("more", "ecs", "sts"),
    [
        ({}, "ecs.us-east-1.amazonaws.com", "sts.us-east-1.amazonaws.com"),
        ({"fips": True}, "ecs-fips.us-east-1.amazonaws.com", "sts-fips.us-east-1.amazonaws.com"),
        ({"dual_stack": True}, "ecs.us-east-1.api.aws", "sts.us-east-1.api.aws"),
    ],
    ids=["plain", "FIPS", "dual stack"],
)
def test_endpoints_are_those_that_the_settings_ask_for(more: dict[str, bool], ecs: str, sts: str) -> None:
    access = Access("us-east-1", "stage", **more)  # type: ignore[arg-type] # all flags
    clients = open_clients(access)
    assert clients.ecs.meta.endpoint_url == f"https://{ecs}"
    assert clients.sts.meta.endpoint_url == f"https://{sts}"
    clients.close()
    secrets = open_service(access, "secretsmanager", "us-west-2", None)
    assert ("fips" in secrets.meta.endpoint_url) == more.get("fips", False)
    assert "us-west-2" in secrets.meta.endpoint_url
    secrets.close()


def test_external_ids_are_in_no_rendering(access: Access) -> None:
    assert "'one'" not in repr(chained(access))
    assert "'two'" not in repr(chained(access))
