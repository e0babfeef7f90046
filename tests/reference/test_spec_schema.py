"""The specs' JSON Schema: every form, good and bad, and in step with load."""

from __future__ import annotations

import copy
import json
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from plumbrule.core.load.read import read
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.digest import blob_id
from plumbrule.model.document import Document
from plumbrule.model.pace import DEFAULT_BOUNDS
from plumbrule.model.spec import SourceFile
from plumbrule.reference.spec_schema import spec_schema

VALIDATOR: Final = Draft202012Validator(spec_schema(api_shape()))

LOGS: Final = {"awslogs-group": "/shop", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "web"}
NATIVE: Final[dict[str, Any]] = {
    "family": "shop-web",
    "cpu": "256",
    "memory": "512",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "containerDefinitions": [
        {
            "name": "app",
            "image": "nginx:1",
            "essential": True,
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}],
            "environment": [{"name": "LOG_LEVEL", "value": "info"}],
            "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}],
            "dockerLabels": {"com.example/team": "shop"},
            "logConfiguration": {"logDriver": "awslogs", "options": LOGS},
        }
    ],
    "tags": [{"key": "team", "value": "shop"}],
}
MANIFEST: Final[dict[str, Any]] = {
    "apiVersion": "plumbrule.dev/v1",
    "kind": "TaskDefinition",
    "metadata": {"name": "shop-web", "labels": {"team": "shop"}, "annotations": {"runbook": "https://example"}},
    "spec": {
        "targets": ["prod", {"labels": {"env": "test"}}],
        "suspend": {"reason": "migration"},
        "overlays": [
            {
                "target": "prod",
                "patch": {
                    "cpu": "1024",
                    "pidMode": None,
                    "containerDefinitions": [
                        {"name": "app", "environment": [{"name": "LOG_LEVEL", "value": "warn"}]},
                        {"name": "debug", "$patch": "delete"},
                    ],
                },
            },
            {"labels": {"env": "test"}, "patch": {"memory": "1024"}},
        ],
        "template": {
            "cpu": "${var.CPU}",
            "networkMode": "awsvpc",
            "containerDefinitions": [
                {
                    "name": "app",
                    "image": "${target.account_id}.dkr.ecr.${target.region}.amazonaws.com/app:1",
                    "essential": "${var.ESSENTIAL}",
                    "portMappings": [{"containerPort": "${var.PORT}", "protocol": "${var.PROTOCOL}"}],
                }
            ],
        },
    },
}
APP: Final = "/containerDefinitions/0"
TEMPLATE: Final = "/spec/template"
PATCH: Final = "/spec/overlays/0/patch"


def changed(base: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """`base` with one place changed; Ellipsis takes the member away."""
    tree: Any = copy.deepcopy(base)
    here = tree
    *steps, last = pointer.split("/")[1:]
    for step in steps:
        here = here[int(step) if isinstance(here, list) else step]
    if value is ...:
        del here[last]
    else:
        here[last] = value
    return dict(tree)


def is_valid(tree: object) -> bool:
    return VALIDATOR.is_valid(tree)


def has_errors(tree: object) -> bool:
    """Whether load finds an error in the same document."""
    content = json.dumps(tree).encode()
    loaded = read(SourceFile("spec.json", blob_id(content), content), DEFAULT_BOUNDS, api_shape())
    return not isinstance(loaded, Document) or any(finding.is_error for finding in loaded.findings)


GOOD: Final = {
    "native": NATIVE,
    "native with a null member, which load leaves out": changed(NATIVE, f"{APP}/ulimits", None),
    "native with empty text for an enumerated member": changed(NATIVE, f"{APP}/portMappings/0/protocol", ""),
    "native with an integer for the task's cpu": changed(NATIVE, "/cpu", 256),
    "native with members that only Describe returns": NATIVE
    | {"revision": 3, "status": "ACTIVE", "compatibilities": []},
    "wrapped": {"taskDefinition": NATIVE},
    "a describe answer with its tags": {
        "taskDefinition": changed(NATIVE, "/tags", ...),
        "tags": NATIVE["tags"],
        "failures": [],
        "ResponseMetadata": {},
    },
    "manifest": MANIFEST,
    "manifest for every target of its path": changed(MANIFEST, "/spec/targets", ...),
    "manifest that is suspended without a reason": changed(MANIFEST, "/spec/suspend", value=True),
    "manifest whose keys are empty": changed(
        changed(changed(MANIFEST, "/metadata/labels", None), "/spec/overlays", None), "/spec/suspend", None
    ),
    "manifest whose template names the same family": changed(MANIFEST, f"{TEMPLATE}/family", "shop-web"),
    "manifest whose template lacks what an overlay brings": changed(
        MANIFEST, f"{TEMPLATE}/containerDefinitions/0/image", ...
    ),
}

BAD: Final = {
    "nothing at all": [],
    "a misspelled member": changed(NATIVE, f"{APP}/imgae", "x"),
    "a member in PascalCase": changed(NATIVE, "/NetworkMode", "awsvpc"),
    "no family": changed(NATIVE, "/family", ...),
    "a family that is null": changed(NATIVE, "/family", None),
    "no containers": changed(NATIVE, "/containerDefinitions", ...),
    "text for a port": changed(NATIVE, f"{APP}/portMappings/0/containerPort", "80"),
    "text for a truth": changed(NATIVE, f"{APP}/essential", "true"),
    "a number for a label": changed(NATIVE, f"{APP}/dockerLabels", {"a": 1}),
    "one text for a command": changed(NATIVE, f"{APP}/command", "sleep 1"),
    "an unknown network mode": changed(NATIVE, "/networkMode", "vpc"),
    "empty text in a list of known texts": changed(NATIVE, "/requiresCompatibilities", [""]),
    "a null item of a list": changed(NATIVE, f"{APP}/environment", [None]),
    "an ulimit without its limits": changed(NATIVE, f"{APP}/ulimits", [{"name": "nofile"}]),
    "a variable in a native file": changed(NATIVE, f"{APP}/portMappings/0/containerPort", "${var.PORT}"),
    "$patch in a native file": changed(NATIVE, f"{APP}/$patch", "delete"),
    "$schema in a native file": changed(NATIVE, "/$schema", "x"),
    "something else beside taskDefinition": {"taskDefinition": NATIVE, "service": {}},
    "tags both beside and inside": {"taskDefinition": NATIVE, "tags": []},
    "taskDefinition that is null": {"taskDefinition": None},
    "a manifest of another version": changed(MANIFEST, "/apiVersion", "plumbrule.dev/v2"),
    "a manifest of another kind": changed(MANIFEST, "/kind", "Service"),
    "a manifest without apiVersion": changed(MANIFEST, "/apiVersion", ...),
    "a manifest without a name": changed(MANIFEST, "/metadata/name", ...),
    "a manifest without a template": changed(MANIFEST, "/spec/template", ...),
    "a manifest for no targets": changed(MANIFEST, "/spec/targets", []),
    "a manifest for targets with no labels": changed(MANIFEST, "/spec/targets", [{"labels": {}}]),
    "a manifest with an unknown key": changed(MANIFEST, "/spec/target", "prod"),
    "a label that is a number": changed(MANIFEST, "/metadata/labels/team", 3),
    "a reason that is no text": changed(MANIFEST, "/spec/suspend/reason", 3),
    "an overlay for nobody": changed(MANIFEST, "/spec/overlays/0/target", ...),
    "an overlay for a name and for labels": changed(MANIFEST, "/spec/overlays/0/labels", {"a": "b"}),
    "an overlay without a patch": changed(MANIFEST, PATCH, ...),
    "an overlay that changes the family": changed(MANIFEST, f"{PATCH}/family", "other"),
    "an ignore rule without a reason": changed(MANIFEST, "/spec/ignore", [{"path": "cpu", "owner": "me"}]),
    "an ignore rule that is text": changed(MANIFEST, "/spec/ignore", ["cpu"]),
    "an owner of nothing": changed(MANIFEST, "/spec/owned_elsewhere", [{"owner": "ci"}]),
    "an account's id for a number": changed(
        MANIFEST, f"{TEMPLATE}/containerDefinitions/0/portMappings/0/containerPort", "${target.account_id}"
    ),
    "plain text for a number in a template": changed(
        MANIFEST, f"{TEMPLATE}/containerDefinitions/0/portMappings/0/containerPort", "80"
    ),
    "$patch in a template": changed(MANIFEST, f"{TEMPLATE}/containerDefinitions/0/$patch", "delete"),
    "a $patch of another kind": changed(MANIFEST, f"{PATCH}/containerDefinitions/1/$patch", "replace"),
}

FOUND_BY_LOAD: Final = [
    name
    for name in BAD
    if name.startswith(("a manifest", "an overlay", "taskDef", "tags", "something", "what", "nothing"))
]


def test_it_is_a_schema_itself() -> None:
    Draft202012Validator.check_schema(spec_schema(api_shape()))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_spec_is_valid_and_load_finds_no_error_in_it(name: str) -> None:
    assert best_match(VALIDATOR.iter_errors(GOOD[name])) is None
    assert not has_errors(GOOD[name])


@pytest.mark.parametrize("name", BAD)
def test_a_bad_spec_is_invalid(name: str) -> None:
    assert not is_valid(BAD[name])


@pytest.mark.parametrize("name", FOUND_BY_LOAD)
def test_what_is_wrong_with_a_form_is_an_error_of_load_too(name: str) -> None:
    assert has_errors(BAD[name])


def test_every_member_that_the_api_knows_is_there_in_all_three_manners() -> None:
    definitions: Any = spec_schema(api_shape())["$defs"]
    for manner in ("native", "template", "patch"):
        members = definitions[manner]["properties"]
        assert set(members) == set(api_shape().request.members) | api_shape().response_only
