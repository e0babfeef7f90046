# ruff: noqa: E501 - sentences that are compared stand in one line
"""Where a document goes: the operator's path map allows, the manifest chooses, and no match is never "everywhere"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from plumbrule.model.target_policy import Route
from tests.core.load.files import lines
from tests.core.render.addressees import manifest, rendered, to

if TYPE_CHECKING:
    from plumbrule.core.render.rendering import Rendered

MAP = "[the operator's settings (`paths` of each target) say which files may address which target]"
NATIVE = "family: web\ncpu: '256'\n"
PROD, DEV = to("prod", Route("prod/**"), env="prod"), to("dev", Route("**"), env="dev")


def names(found: Rendered) -> list[str]:
    return [spec.key.target for spec in found.specs]


def test_a_native_file_goes_to_every_target_that_takes_its_path() -> None:
    assert names(rendered(NATIVE, PROD, DEV, path="prod/web.yaml")) == ["prod", "dev"]
    assert names(rendered(NATIVE, PROD, DEV, path="other/web.yaml")) == ["dev"]


def test_a_file_that_no_target_takes_goes_nowhere_and_is_told() -> None:
    found = rendered(NATIVE, PROD, path="other/web.yaml")
    assert found.specs == ()
    assert lines(found.findings) == [
        f"0:0 error unrouted : no target takes specs from this path, so nothing is registered from it {MAP}"
    ]
    assert [str(finding.place) for finding in rendered(NATIVE, path="a.yaml").findings] == ["a.yaml"]


def test_a_family_must_begin_as_the_path_demands_and_other_targets_go_on() -> None:
    shop = to("prod", Route("*", "shop-"), Route("*", "store-"))
    found = rendered(NATIVE, shop, DEV)
    assert names(found) == ["dev"]
    assert lines(found.findings) == [
        (
            "1:9 error family-prefix /family: in target `prod` families from this path must begin with `shop-` or `store-`, "
            f"but this one is `web` {MAP}"
        )
    ]
    assert names(rendered("family: store-web\n", shop)) == ["prod"]


CHOICES = {
    "by name": ("targets: [prod]", ["prod"], []),
    "by label": ("targets: [{labels: {env: dev}}]", ["dev"], []),
    "by name and by label": ("targets: [dev, {labels: {env: prod}}]", ["prod", "dev"], []),
    "without saying": ("suspend: false", ["prod", "dev"], []),
    "a target that does not exist": (
        "targets: [prd]",
        [],
        ["5:13 error unknown-target /spec/targets/0: there is no target `prd` [did you mean `prod`?]"],
    ),
    "a target that does not take the path": (
        "targets: [far, dev]",
        ["dev"],
        [f"5:13 error unrouted /spec/targets/0: the target `far` does not take specs from this path {MAP}"],
    ),
    "labels that no target carries": (
        "targets: [{labels: {env: prod, cell: '7'}}]",
        [],
        [
            (
                "5:22 error no-target /spec/targets/0/labels: no target that this path may address carries the labels "
                f"env=prod, cell=7 {MAP}"
            )
        ],
    ),
    "labels of a target that does not take the path": (
        "targets: [{labels: {env: far}}]",
        [],
        [
            (
                "5:22 error no-target /spec/targets/0/labels: no target that this path may address carries the labels "
                f"env=far {MAP}"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", CHOICES)
def test_a_manifest_chooses_among_the_targets_that_take_its_path(case: str) -> None:
    spec, wanted, said = CHOICES[case]
    far = to("far", Route("far/**"), env="far")
    found = rendered(manifest(f"  {spec}\n  template: {{}}\n"), PROD, DEV, far, path="prod/web.yaml")
    assert names(found) == wanted
    assert lines(found.findings) == said


def test_an_overlay_for_a_target_that_does_not_exist_keeps_every_spec_from_being_registered() -> None:
    text = manifest("  overlays: [{target: prd, patch: {}}]\n  template: {}\n")
    found = rendered(text, DEV)
    said = "5:23 error unknown-target /spec/overlays/0/target: there is no target `prd` [known here: `dev`]"
    assert [lines(spec.findings) for spec in found.specs] == [[said]]
    assert found.findings == ()
    nowhere = rendered(text.replace("  overlays", "  targets: [x]\n  overlays"), DEV)
    assert [f.rule for f in nowhere.findings] == ["unknown-target", "unknown-target"]


def test_a_file_without_a_family_is_told_together_with_everything_else_that_is_wrong() -> None:
    found = rendered("cpu: 256\n", DEV)
    assert found.specs == ()
    assert lines(found.findings) == [
        '1:6 warning R008 /cpu: the task\'s `cpu` is the number 256 and is read as text; ECS takes text here [write "256"]',
        "1:1 error R001 /family: `family` is missing, so nobody can say what this file is about [name the family]",
    ]
    assert rendered("family: 7\n", DEV).specs == ()


def test_a_secret_among_labels_is_not_repeated() -> None:
    text = manifest("  targets: [{labels: {env: prod, password: hunter2}}]\n  template: {cpu: '256'}\n")
    (found,) = rendered(text, to("prod", env="prod")).findings
    assert found.message.endswith("carries the labels env=prod, password=(secret)")
