"""Settings of containers: neutral values pass all together, and credentials are never repeated."""

from __future__ import annotations

import pytest

import plumbrule
from plumbrule.core.validate.example import BASE, beside, edited
from plumbrule.model.tree import Opaque, Tree
from tests.core.validate.rules.edits import findings_of

ALL = "/containerDefinitions"
APP = f"{ALL}/0"
UNKNOWN = Opaque("${var.X}")
NEUTRAL: dict[str, Tree] = {
    "cpu": 0,
    "privileged": False,
    "disableNetworking": False,
    "links": [],
    "hostname": "",
    "dnsServers": [],
    "dnsSearchDomains": [],
    "extraHosts": [],
    "dockerSecurityOptions": [],
    "resourceRequirements": [],
    "credentialSpecs": [],
    "volumesFrom": [],
    "readonlyRootFilesystem": False,
}


def test_all_neutral_values_together_bring_neither_error_nor_warning() -> None:
    definition = edited(BASE, {f"{APP}/{member}": value for member, value in NEUTRAL.items()})
    assert [str(one) for one in plumbrule.validate(definition) if one.severity != "info"] == []


@pytest.mark.parametrize("member", [*NEUTRAL, "stopTimeout", "startTimeout", "memory", "memoryReservation"])
def test_what_only_the_target_knows_is_not_judged(member: str) -> None:
    found = findings_of({f"{APP}/{member}": UNKNOWN}, "R058", "R097")
    assert [str(one) for one in found if one.pointer == f"{APP}/{member}"] == []


def test_what_stands_where_a_secret_is_to_be_named_is_never_repeated() -> None:
    edits: dict[str, Tree] = {f"{APP}/repositoryCredentials": {"credentialsParameter": "deploy:hunter2"}}
    (found,) = findings_of(edits, "R089", "R091")
    assert found.rule == "R090"
    assert "hunter2" not in f"{found.message}{found.hint}"


def test_all_images_from_docker_hub_are_told_at_once() -> None:
    edits: dict[str, Tree] = {
        f"{ALL}/1": beside("cache", image="redis:7.4"),
        f"{ALL}/2": beside("graphs", image="grafana/grafana:11.3.0"),
        f"{ALL}/3": beside("mirrored", image="ghcr.io/grafana/grafana:11.3.0"),
        f"{ALL}/4": beside("unknown", image=UNKNOWN),
        f"{ALL}/5": beside("unfilled", image="$IMAGE"),
        f"{ALL}/6": beside("perhaps", image="redis:7.4", repositoryCredentials=UNKNOWN),
    }
    (found,) = findings_of(edits, "R093", "R093")
    assert found.pointer == f"{ALL}/1/image"
    assert "(container `cache` and container `graphs`)" in found.message


@pytest.mark.parametrize(
    "place",
    [
        {"mountPoints": UNKNOWN},
        {"mountPoints": [UNKNOWN]},
        {"volumesFrom": [{"sourceContainer": "log"}]},
        {"linuxParameters": UNKNOWN},
        {"linuxParameters": {"tmpfs": UNKNOWN}},
    ],
)
def test_a_container_that_may_have_a_place_to_write_to_is_not_said_to_have_none(place: dict[str, Tree]) -> None:
    edits: dict[str, Tree] = {ALL: [beside("app", readonlyRootFilesystem=True, **place)]}
    assert findings_of(edits, "R097", "R097") == ()


def test_containers_that_may_write_to_their_root_are_told_once_and_by_name() -> None:
    containers = [beside("a", readonlyRootFilesystem=True), beside("b"), beside("c", readonlyRootFilesystem=False)]
    (found,) = findings_of({ALL: containers}, "R096", "R096")
    assert (found.pointer, "(container `b` and container `c`)" in found.message) == (
        f"{ALL}/1/readonlyRootFilesystem",
        True,
    )


def test_what_the_secret_of_a_registry_must_hold_is_told_once() -> None:
    private: dict[str, Tree] = {
        "image": "registry.example/web:1",
        "repositoryCredentials": {"credentialsParameter": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:r"},
    }
    (found,) = findings_of({ALL: [beside("a"), beside("b", **private), beside("c", **private)]}, "R089", "R092")
    assert (found.rule, found.pointer) == ("R092", f"{ALL}/1/repositoryCredentials")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("credentialspec:arn:aws:s3:::specs/a.json", "Fargate's hosts join no domain"),
        ("arn:aws:s3:::specs/a.json", "`credentialSpecs[0]` must begin with `credentialspecdomainless:`, but is"),
    ],
)
def test_a_domain_that_cannot_be_joined_is_told_apart_from_an_entry_of_another_form(entry: str, said: str) -> None:
    (found,) = findings_of({f"{APP}/credentialSpecs": [entry]}, "R087", "R087")
    assert found.message.startswith(said)
