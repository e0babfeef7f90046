"""Out of settings: by which roles a target is reached, and as whom something is written there."""

from __future__ import annotations

import pytest

from plumbrule.app.access import access_to, open_writer, own_arn
from plumbrule.edge.aws.access import Hop
from plumbrule.settings.load import parse_settings
from tests.settings.texts import NAME, edited

READS = "arn:aws:iam::123456789012:role/deploy/plumbrule"
WRITES = "arn:aws:iam::123456789012:role/deploy/plumbrule-writer"
HUB = "arn:aws:iam::210987654321:role/hub"
SESSION = "arn:aws:sts::123456789012:assumed-role"


@pytest.mark.parametrize(
    ("roles", "arn", "writes"),
    [
        ({}, "", False),
        ({"role_arn": READS}, f"{SESSION}/plumbrule/plumbrule-payments-prod", False),
        ({"writer_role_arn": WRITES}, f"{SESSION}/plumbrule-writer/plumbrule-payments-prod-writer", True),
        (
            {"role_arn": READS, "writer_role_arn": WRITES},
            f"{SESSION}/plumbrule-writer/plumbrule-payments-prod-writer",
            True,
        ),
    ],
    ids=["our own credentials", "a role", "a writer alone", "both"],
)
def test_our_own_calls_are_known_by_whoever_writes(roles: dict[str, str], arn: str, *, writes: bool) -> None:
    keys = "".join(f"\n    {key}: {role}" for key, role in roles.items())
    settings = parse_settings(edited("region: eu-west-1", f"region: eu-west-1{keys}"), NAME, {})
    (target,) = settings.targets
    assert own_arn(settings, target) == arn
    assert (open_writer(settings, target) is not None) == writes


def test_the_way_holds_what_the_settings_say() -> None:
    way = f"role_chain: [{{role_arn: '{HUB}', external_id: one}}]\n    role_arn: {READS}\n    external_id: two"
    more = "session_tags: {team: core}\n    session_duration: 45m\n    fips: true\n    sts_url: https://sts.example"
    text = edited("region: eu-west-1", f"region: eu-west-1\n    {way}\n    {more}")
    settings = parse_settings(f"{text}network: {{proxy: 'http://proxy:3128', ca_bundle: /ca.pem}}\n", NAME, {})
    access = access_to(settings, settings.targets[0])
    assert access.hops == (Hop(HUB, "one"), Hop(READS, "two"))
    assert (access.tags, access.duration, access.fips, access.dual_stack) == ((("team", "core"),), 2700, True, False)
    assert (access.sts_url, access.proxy, access.ca_bundle) == ("https://sts.example", "http://proxy:3128", "/ca.pem")
