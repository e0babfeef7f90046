"""Who calls: keys, sessions, STS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world_tests.clients import ACCOUNT, Aws, post
from tests.world_tests.specs import web

if TYPE_CHECKING:
    from tests.world.client import World

ROLE = "arn:aws:iam::222222222222:role/path/plumbrule"


def _assume(sts: Aws, role: str = ROLE, **more: object) -> dict[str, str]:
    credentials: dict[str, str] = sts("AssumeRole", RoleArn=role, RoleSessionName="me", **more)["Credentials"]
    return credentials


def test_a_key_belongs_to_the_default_account_or_to_the_one_it_names(world: World, sts: Aws) -> None:
    assert sts("GetCallerIdentity")["Account"] == ACCOUNT
    with Aws(world.url, "sts", key="AKIA333333333333EXAMPLE") as other:
        assert other("GetCallerIdentity")["Account"] == "333333333333"


def test_an_assumed_roles_calls_live_in_the_roles_account(world: World, sts: Aws) -> None:
    found = _assume(sts)
    key, token = found["AccessKeyId"], found["SessionToken"]
    with Aws(world.url, "sts", key=key, token=token) as as_role, Aws(world.url, key=key, token=token) as ecs:
        identity = as_role("GetCallerIdentity")
        assert identity["Account"] == "222222222222"
        assert identity["Arn"] == "arn:aws:sts::222222222222:assumed-role/plumbrule/me"
        shown = ecs.register(web())
    assert shown["registeredBy"] == identity["Arn"]
    assert ":222222222222:" in shown["taskDefinitionArn"]


def test_temporary_keys_need_their_token(world: World, sts: Aws) -> None:
    key = _assume(sts)["AccessKeyId"]
    with Aws(world.url, key=key) as without, Aws(world.url, key=key, token="other") as wrong:  # noqa: S106 - a made-up token
        for client in (without, wrong):
            assert client.refusal("ListTaskDefinitions")[1] == "UnrecognizedClientException"


def test_a_role_may_ask_for_an_external_id(world: World, sts: Aws) -> None:
    world.knobs(external_ids={ROLE: "7"})
    for more in ({}, {"ExternalId": "8x"}):
        refusal = sts.refusal("AssumeRole", RoleArn=ROLE, RoleSessionName="me", **more)
        assert refusal[:2] == (403, "AccessDenied")
    world.knobs(external_ids={ROLE: "7x"})
    assert _assume(sts, ExternalId="7x")["AccessKeyId"].startswith("ASIA222222222222")


@pytest.mark.parametrize("role", ["arn:aws:iam::222222222222:user/somebody-long", "plumbrule-by-its-name-alone"])
def test_only_a_roles_arn_can_be_assumed(sts: Aws, role: str) -> None:
    assert sts.refusal("AssumeRole", RoleArn=role, RoleSessionName="me")[:2] == (400, "ValidationError")


@pytest.mark.parametrize("key", ["BADKEY1234567890EXAMPLE", "AKIALISTED1234567890"])
def test_bad_keys_are_refused_in_each_protocol_own_words(world: World, key: str) -> None:
    world.knobs(bad_keys=["AKIALISTED1234567890"])
    with Aws(world.url, key=key) as ecs, Aws(world.url, "sts", key=key) as sts:
        assert ecs.refusal("ListTaskDefinitions")[:2] == (400, "UnrecognizedClientException")
        assert sts.refusal("GetCallerIdentity")[:2] == (403, "InvalidClientTokenId")


def test_nobody_comes_in_without_signature(world: World) -> None:
    status, answer = post(world.url, "ListTaskDefinitions", {}, Authorization="")
    assert (status, answer["__type"]) == (400, "MissingAuthenticationTokenException")
    status, answer = post(world.url, "ListTaskDefinitions", {}, Authorization="Bearer x")
    assert (status, answer["__type"]) == (400, "IncompleteSignatureException")


def test_a_header_may_say_who_registers(world: World) -> None:
    _, answer = post(world.url, "RegisterTaskDefinition", web(), X_World_By="arn:aws:iam::1:user/ci")
    assert answer["taskDefinition"]["registeredBy"] == "arn:aws:iam::1:user/ci"


def test_an_unknown_operation_is_named(world: World) -> None:
    status, answer = post(world.url, "InventTaskDefinition", {})
    assert (status, answer["__type"]) == (400, "UnknownOperationException")
