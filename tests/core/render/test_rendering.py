"""Render: one spec per target, traceable to the file; offline, every definition that may come out."""

from __future__ import annotations

from plumbrule.core.render.rendering import render_offline
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.digest import input_digest
from plumbrule.model.document import KeyPointer
from plumbrule.model.ids import Family, Key
from plumbrule.model.spec import Suspend
from plumbrule.model.tree import Opaque
from tests.core.load.files import document, short
from tests.core.render.addressees import manifest, only, rendered, to

OVERLAID = manifest("""\
  suspend: {reason: moving}
  overlays:
  - labels: {env: prod}
    patch: {cpu: "1024", memory: "2048"}
  - target: prod
    patch:
      memory: null
      containerDefinitions:
      - {name: old, $patch: delete}
      - name: app
        image: app:${var.TAG}
  template:
    cpu: "256"
    containerDefinitions:
    - name: old
      image: old:1
    - name: app
      image: app:1
      cpu: 128
""")
PROD = to("prod", variables={"TAG": "7"}, env="prod")
DEV = to("dev", env="dev")


def test_a_native_file_is_a_spec_as_it_stands() -> None:
    spec = only("taskDefinition: {family: web, cpu: '256'}\ntags: [{key: a, value: b}]\n", PROD)
    assert spec.key == Key(PROD.target.name, Family("web"))
    assert spec.definition == {"family": "web", "cpu": "256", "tags": [{"key": "a", "value": "b"}]}
    assert spec.input_digest == input_digest(spec.definition)
    assert (spec.path, spec.suspend, dict(spec.labels)) == ("web.yaml", None, {})
    assert spec.locate is not None
    assert str(spec.locate("/tags/0/key")) == "web.yaml:2:14"


def test_overlays_apply_in_the_order_of_the_file_to_the_targets_they_name() -> None:
    prod, dev = rendered(OVERLAID, PROD, DEV).specs
    assert prod.definition == {
        "family": "web",
        "cpu": "1024",
        "containerDefinitions": [{"name": "app", "image": "app:7", "cpu": 128}],
    }
    assert dev.definition["cpu"] == "256"
    assert prod.suspend == dev.suspend == Suspend("moving")
    assert prod.input_digest != dev.input_digest


def test_a_place_leads_into_the_patch_or_the_template_whichever_said_it() -> None:
    (spec,) = rendered(OVERLAID, PROD).specs
    assert spec.locate is not None
    places = {
        "/family": "web.yaml:3:18",
        "/cpu": "web.yaml:8:18",
        "/containerDefinitions/0/image": "web.yaml:15:16",
        "/containerDefinitions/0/cpu": "web.yaml:23:12",
        "/containerDefinitions/0/portMappings": "web.yaml:21:7",
        "/networkMode": "web.yaml:17:5",
        "": "web.yaml:17:5",
    }
    assert {pointer: str(spec.locate(pointer)) for pointer in places} == places
    assert str(spec.locate(KeyPointer("/containerDefinitions/0/cpu"))) == "web.yaml:23:7"
    assert spec.locate("/containerDefinitions/0/image").pointer == "/containerDefinitions/0/image"


def test_a_spec_carries_the_findings_of_its_file_and_its_own() -> None:
    prod, dev = rendered(OVERLAID.replace('cpu: "256"', "cpu: 256\n    nothing:"), PROD, to("dev")).specs
    assert short(prod.findings) == short(dev.findings) == ["17:10 warning R008", "18:13 warning null"]
    (other,) = rendered(OVERLAID, to("prod")).specs
    assert short(other.findings) == ["15:16 error variable"]


def test_the_input_digest_follows_the_variables_of_the_operator_and_nothing_else() -> None:
    (seven,) = rendered(OVERLAID, PROD).specs
    (again,) = rendered(OVERLAID + "\n# a comment\n", PROD).specs
    (eight,) = rendered(OVERLAID, to("prod", variables={"TAG": "8"}, env="prod")).specs
    assert seven.input_digest == again.input_digest != eight.input_digest


def test_offline_a_native_file_is_one_variant() -> None:
    (variant,) = render_offline(document("family: web\npidMode: ${x}\n"), api_shape())
    assert (variant.name, variant.definition) == ("", {"family": "web", "pidMode": "${x}"})


def test_offline_a_manifest_is_seen_bare_and_with_each_group_of_overlays() -> None:
    found = render_offline(document(OVERLAID), api_shape())
    assert [(each.name, each.definition.get("cpu"), each.definition.get("memory")) for each in found] == [
        ("", "256", None),
        ("env=prod", "1024", "2048"),
        ("prod", "256", None),
    ]
    assert found[2].definition["containerDefinitions"] == [
        {"name": "app", "image": Opaque("app:${var.TAG}"), "cpu": 128}
    ]
    assert all(each.findings == () for each in found)
    assert str(found[2].locate("/containerDefinitions/0/image")) == "web.yaml:15:16"


def test_offline_the_bare_template_is_left_out_when_every_target_is_named() -> None:
    text = manifest("  targets: [a, b]\n  overlays: [{target: a, patch: {cpu: '512'}}]\n  template: {cpu: '256'}\n")
    found = render_offline(document(text), api_shape())
    assert [(each.name, each.definition["cpu"]) for each in found] == [("a", "512"), ("b", "256")]


def test_offline_overlays_whose_labels_are_implied_apply_together() -> None:
    text = manifest("""\
  overlays:
  - {labels: {env: prod}, patch: {cpu: "512"}}
  - {labels: {env: prod, cell: "1"}, patch: {memory: "1024"}}
  template: {}
""")
    found = {each.name: dict(each.definition) for each in render_offline(document(text), api_shape())}
    assert found["env=prod, cell=1"] == {"family": "web", "cpu": "512", "memory": "1024"}
    assert found["env=prod"] == {"family": "web", "cpu": "512"}
