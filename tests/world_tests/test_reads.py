"""Describe and the lists."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

import pytest

from tests.builders.effort import calls
from tests.world.ecs.store import Revision
from tests.world.ecs.view import encoded_view
from tests.world.knobs import Knobs
from tests.world_tests.clients import ACCOUNT, REGION, Aws
from tests.world_tests.specs import ROLE, container, web

if TYPE_CHECKING:
    from tests.world.client import World

NOTHING = (400, "ClientException", "Unable to describe task definition.")
SIX = [{"name": name, "value": name.lower()} for name in "ABCDEF"]


def _arn(family: str, number: int, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:ecs:{region}:{account}:task-definition/{family}:{number}"


def _register(ecs: Aws, *families: str) -> None:
    for family in families:
        ecs.register(web(family=family))


def _families(ecs: Aws, **asked: object) -> list[str]:
    found: list[str] = ecs("ListTaskDefinitionFamilies", **asked)["families"]
    return found


def _arns(ecs: Aws, **asked: object) -> list[str]:
    found: list[str] = ecs("ListTaskDefinitions", **asked)["taskDefinitionArns"]
    return found


def _pages(ecs: Aws, operation: str, member: str, **asked: object) -> list[list[str]]:
    pages: list[list[str]] = []
    token: dict[str, object] = {}
    while len(pages) < 100:
        answer = ecs(operation, **asked, **token)
        pages.append(answer[member])
        if "nextToken" not in answer:
            return pages
        token = {"nextToken": answer["nextToken"]}
    raise AssertionError("the pages do not end")


def test_by_family_it_is_the_latest_active_revision(ecs: Aws) -> None:
    _register(ecs, "web", "web", "web")
    ecs("DeregisterTaskDefinition", taskDefinition="web:3")
    assert ecs.describe("web")["revision"] == 2


def test_by_number_or_arn_it_is_also_an_inactive_one(ecs: Aws) -> None:
    _register(ecs, "web", "web")
    ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    by_number, by_arn = ecs.describe("web:1"), ecs.describe(_arn("web", 1))
    assert by_number == by_arn
    assert by_number["status"] == "INACTIVE"
    assert by_number["deregisteredAt"] >= by_number["registeredAt"]


def test_a_family_without_active_revision_cannot_be_described(ecs: Aws) -> None:
    _register(ecs, "web")
    ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    assert ecs.refusal("DescribeTaskDefinition", taskDefinition="web") == NOTHING
    assert ecs.refusal("DescribeTaskDefinition", taskDefinition="never") == NOTHING
    assert ecs.refusal("DescribeTaskDefinition", taskDefinition="web:2") == NOTHING


@pytest.mark.parametrize("name", ["web:x", "web:0", "web:1:2", "web:", "", "a b", "arn:aws:ecs:x", "web:-1", "web:1\n"])
def test_a_bad_name_is_the_callers_mistake(ecs: Aws, name: str) -> None:
    _register(ecs, "web")
    status, code, _ = ecs.refusal("DescribeTaskDefinition", taskDefinition=name)
    assert (status, code) == (400, "ClientException")


def test_another_regions_arn_is_not_found_here(ecs: Aws) -> None:
    _register(ecs, "web")
    assert ecs.refusal("DescribeTaskDefinition", taskDefinition=_arn("web", 1, "us-west-2")) == NOTHING
    assert ecs.refusal("DescribeTaskDefinition", taskDefinition=_arn("web", 1, account="9" * 12)) == NOTHING


def test_tags_come_only_when_they_are_asked_for(ecs: Aws) -> None:
    ecs("RegisterTaskDefinition", **web(), tags=[{"key": "team", "value": "a"}])
    assert "tags" not in ecs("DescribeTaskDefinition", taskDefinition="web")
    asked = ecs("DescribeTaskDefinition", taskDefinition="web", include=["TAGS"])
    assert asked["tags"] == [{"key": "team", "value": "a"}]


def test_accounts_and_regions_are_apart(world: World, ecs: Aws) -> None:
    _register(ecs, "web")
    with Aws(world.url, key="AKIA222222222222EXAMPLE") as other, Aws(world.url, region="us-west-2") as far:
        assert _families(other) == _families(far) == []
        assert ":222222222222:" in other.register(web())["taskDefinitionArn"]
        assert ":us-west-2:" in far.register(web())["taskDefinitionArn"]
    assert _families(ecs) == ["web"]


def test_two_calls_in_a_row_never_agree_on_the_order_of_environment_and_secrets(ecs: Aws) -> None:
    secrets = [{"name": f"S{n}", "valueFrom": f"/s{n}"} for n in range(2)]
    ecs.register(web(executionRoleArn=ROLE, containerDefinitions=[container(environment=SIX, secrets=secrets)]))
    shown = [ecs.describe("web")["containerDefinitions"][0] for _ in range(5)]
    for before, after in itertools.pairwise(shown):
        assert before["environment"] != after["environment"]
        assert before["secrets"] != after["secrets"]
    for each in shown:
        assert sorted(each["environment"], key=lambda entry: entry["name"]) == SIX
        assert sorted(each["secrets"], key=lambda entry: entry["name"]) == secrets


def test_the_order_is_as_sent_when_the_shuffle_is_off_and_the_rest_never_moves(world: World, ecs: Aws) -> None:
    sent = container(environment=SIX, command=["c", "a", "b"])
    ecs.register(web(containerDefinitions=[sent, container(name="aaa")]))
    for shuffle in (True, False):
        world.knobs(shuffle=shuffle)
        shown = ecs.describe("web")["containerDefinitions"]
        assert [each["name"] for each in shown] == ["app", "aaa"]
        assert shown[0]["command"] == ["c", "a", "b"]
        assert (shown[0]["environment"] == SIX) is not shuffle or shuffle
    assert ecs.describe("web")["containerDefinitions"][0]["environment"] == SIX


def test_families_are_found_by_a_true_prefix_and_in_order(ecs: Aws) -> None:
    _register(ecs, "web-b", "api", "web-a", "web")
    assert _families(ecs) == ["api", "web", "web-a", "web-b"]
    assert _families(ecs, familyPrefix="web") == ["web", "web-a", "web-b"]
    assert _families(ecs, familyPrefix="zzz") == []


def test_revisions_are_found_by_the_whole_family_name(ecs: Aws) -> None:
    _register(ecs, "web", "web-a")
    assert _arns(ecs, familyPrefix="web") == [_arn("web", 1)]


def test_families_are_told_apart_by_status_and_all_are_the_default(ecs: Aws) -> None:
    _register(ecs, "gone", "web", "web")
    ecs("DeregisterTaskDefinition", taskDefinition="gone:1")
    ecs("DeregisterTaskDefinition", taskDefinition="web:2")
    assert _families(ecs) == _families(ecs, status="ALL") == ["gone", "web"]
    assert _families(ecs, status="ACTIVE") == ["web"]
    assert _families(ecs, status="INACTIVE") == ["gone"]


def test_revisions_are_sorted_by_family_then_number_and_descending_turns_both(ecs: Aws) -> None:
    _register(ecs, *["b"] * 11, "a")
    ascending = [_arn("a", 1), *(_arn("b", number) for number in range(1, 12))]
    assert _arns(ecs) == _arns(ecs, sort="ASC") == ascending
    assert _arns(ecs, sort="DESC") == ascending[::-1]
    assert _arns(ecs, familyPrefix="b", sort="DESC", maxResults=1) == [_arn("b", 11)]


def test_revisions_are_listed_by_status_and_active_is_the_default(ecs: Aws) -> None:
    _register(ecs, "web", "web", "web")
    ecs("DeregisterTaskDefinition", taskDefinition="web:1")
    ecs("DeregisterTaskDefinition", taskDefinition="web:2")
    ecs("DeleteTaskDefinitions", taskDefinitions=["web:2"])
    assert _arns(ecs) == _arns(ecs, status="ACTIVE") == [_arn("web", 3)]
    assert _arns(ecs, status="INACTIVE") == [_arn("web", 1)]
    assert _arns(ecs, status="DELETE_IN_PROGRESS") == [_arn("web", 2)]


@pytest.mark.parametrize("sort", ["ASC", "DESC"])
def test_pages_join_to_the_whole_list(world: World, ecs: Aws, sort: str) -> None:
    _register(ecs, "a", "b", "b", "b", "c", "c")
    whole = _arns(ecs, sort=sort)
    assert len(whole) == 6
    pages = _pages(ecs, "ListTaskDefinitions", "taskDefinitionArns", sort=sort, maxResults=4)
    assert [len(page) for page in pages] == [4, 2]
    world.knobs(page_size=2)
    pages = _pages(ecs, "ListTaskDefinitions", "taskDefinitionArns", sort=sort, maxResults=4)
    assert [len(page) for page in pages] == [2, 2, 2]
    assert [arn for page in pages for arn in page] == whole


def test_short_pages_hold_fewer_than_asked_for_and_lose_nothing(world: World, ecs: Aws) -> None:
    names = [f"f{number:03}" for number in range(60)]
    _register(ecs, *names)
    world.knobs(short_pages=True)
    pages = _pages(ecs, "ListTaskDefinitionFamilies", "families", maxResults=20)
    assert [name for page in pages for name in page] == names
    assert any(len(page) < 20 for page in pages[:-1])


def test_a_page_holds_at_most_a_hundred(ecs: Aws, world: World) -> None:
    for number in range(101):
        world.register_by_hand(web(family=f"f{number:03}"), region=REGION)
    assert [len(page) for page in _pages(ecs, "ListTaskDefinitionFamilies", "families")] == [100, 1]


@pytest.mark.parametrize("count", [0, 101])
def test_more_than_a_hundred_results_cannot_be_asked_for(ecs: Aws, count: int) -> None:
    assert ecs.refusal("ListTaskDefinitions", maxResults=count)[:2] == (400, "InvalidParameterException")


def test_a_token_belongs_to_its_question(ecs: Aws) -> None:
    _register(ecs, "a", "b")
    token = ecs("ListTaskDefinitions", maxResults=1)["nextToken"]
    for asked in ({"status": "INACTIVE"}, {"sort": "DESC"}, {"familyPrefix": "a"}):
        refusal = ecs.refusal("ListTaskDefinitions", nextToken=token, **asked)
        assert refusal[:2] == (400, "InvalidParameterException")
    assert ecs.refusal("ListTaskDefinitionFamilies", nextToken=token)[1] == "InvalidParameterException"
    assert ecs.refusal("ListTaskDefinitions", nextToken="invented")[1] == "InvalidParameterException"


def test_a_fresh_revision_is_invisible_to_every_read(world: World, ecs: Aws) -> None:
    world.knobs(visibility_seconds=60)
    _register(ecs, "web")
    for name in ("web", "web:1", _arn("web", 1)):
        assert ecs.refusal("DescribeTaskDefinition", taskDefinition=name) == NOTHING
    assert (_families(ecs), _arns(ecs)) == ([], [])
    world.knobs(visibility_seconds=0)
    assert ecs.describe("web")["revision"] == 1
    assert (_families(ecs), _arns(ecs)) == (["web"], [_arn("web", 1)])


def test_a_fresh_revision_shows_by_itself_after_a_while(world: World, ecs: Aws) -> None:
    world.knobs(visibility_seconds=0.3)
    begun = time.monotonic()
    _register(ecs, "web")
    while not _families(ecs):
        assert time.monotonic() - begun < 10
        time.sleep(0.02)
    assert time.monotonic() - begun >= 0.3


def test_an_older_revision_shows_while_the_new_one_is_invisible(world: World, ecs: Aws) -> None:
    _register(ecs, "web")
    first_known = time.monotonic()
    time.sleep(1)
    _register(ecs, "web")
    # A delay as long as the first one's age at least, and longer by a second than the second one's.
    world.knobs(visibility_seconds=time.monotonic() - first_known)
    assert ecs.describe("web")["revision"] == 1
    world.knobs(visibility_seconds=0)
    assert ecs.describe("web")["revision"] == 2


@pytest.mark.parametrize("shuffle", [True, False])
def test_describing_a_warm_revision_costs_a_few_calls_however_large_it_is(*, shuffle: bool) -> None:
    containers = [container(name=name, environment=SIX) for name in "abcdefghij"]
    revision = Revision("web", 1, _arn("web", 1), web(containerDefinitions=containers), (), (), ROLE, 0.0, {})
    knobs = Knobs(shuffle=shuffle)
    cold = calls(lambda: encoded_view(revision, knobs))
    warm = calls(lambda: encoded_view(revision, knobs))
    assert warm <= (8 * len(containers) if shuffle else 8) < cold
