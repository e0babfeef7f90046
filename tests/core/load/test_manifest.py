# ruff: noqa: E501 - tables and sentences that are compared read best in long lines
"""Manifests: read strictly, every mistake told at once and at its place."""

from __future__ import annotations

import pytest

from plumbrule.model.document import Broken, Overlay, Selector
from plumbrule.model.spec import Suspend
from tests.core.load.files import document, lines, load, manifest

HEAD = "apiVersion: plumbrule.dev/v1\nkind: TaskDefinition\n"
TEMPLATE = "  template: {cpu: '256'}\n"


def with_spec(spec: str) -> str:
    """A manifest whose `spec` begins at line 5 with `spec`."""
    return f"{HEAD}metadata: {{name: web}}\nspec:\n{spec}{TEMPLATE}"


def test_a_whole_manifest_is_read() -> None:
    found = manifest(
        HEAD
        + """
metadata:
  name: web
  labels: {team: payments}
  annotations: {why: because}
spec:
  targets: [prod, {labels: {env: dev}}]
  suspend: {reason: migration}
  overlays:
  - target: prod
    patch: {cpu: null, memory: 1024, containerDefinitions: [{name: app, $patch: delete}]}
  - labels: {env: dev}
    patch: {networkMode: ""}
  template:
    family: web
    cpu: "256"
"""
    )
    assert (found.family, found.labels, found.annotations) == ("web", {"team": "payments"}, {"why": "because"})
    assert found.template == {"cpu": "256"}
    assert found.suspend == Suspend("migration")
    assert found.targets is not None
    assert [(str(s), s.pointer) for s in found.targets] == [
        ("prod", "/spec/targets/0"),
        ("env=dev", "/spec/targets/1/labels"),
    ]
    assert [overlay.patch for overlay in found.overlays] == [
        {"cpu": None, "memory": "1024", "containerDefinitions": [{"name": "app", "$patch": "delete"}]},
        {},
    ]
    assert found.overlays[1] == Overlay(
        Selector(None, {"env": "dev"}, "/spec/overlays/1/labels"), {}, "/spec/overlays/1/patch"
    )


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("", None),
        ("  suspend: false\n", None),
        ("  suspend: true\n", Suspend()),
        ("  suspend: {reason: x}\n", Suspend("x")),
    ],
)
def test_suspending_is_a_truth_or_a_reason(written: str, wanted: Suspend | None) -> None:
    assert manifest(with_spec(written)).suspend == wanted


def test_without_targets_every_target_of_the_path_is_meant() -> None:
    assert manifest(with_spec("")).targets is None


def test_the_family_stands_where_the_name_stands() -> None:
    assert str(document(with_spec("")).locate("/family")) == "web.yaml:3:18"
    assert str(document(with_spec("")).locate("/cpu")) == "web.yaml:5:19"


HEADS = {
    "an unknown version": (
        "apiVersion: plumbrule.dev/v2\nkind: TaskDefinition\n",
        [
            (
                "1:13 error manifest /apiVersion: this version reads manifests with `apiVersion: plumbrule.dev/v1`, but found "
                "`plumbrule.dev/v2` [did you mean `plumbrule.dev/v1`?]"
            )
        ],
    ),
    "an unknown kind": (
        "apiVersion: plumbrule.dev/v1\nkind: Deployment\n",
        [
            (
                "2:7 error manifest /kind: this version reads manifests with `kind: TaskDefinition`, but found `Deployment` "
                "[known here: `TaskDefinition`]"
            )
        ],
    ),
    "no kind": (
        "apiVersion: plumbrule.dev/v1\n",
        ["1:1 error manifest /kind: `kind` is missing; a manifest has `kind: TaskDefinition`"],
    ),
    "no version, and a kind that is a list": (
        "kind: []\n",
        [
            "1:1 error manifest /apiVersion: `apiVersion` is missing; a manifest has `apiVersion: plumbrule.dev/v1`",
            "1:7 error manifest /kind: this version reads manifests with `kind: TaskDefinition`, but found a list",
        ],
    ),
    "nothing else": (
        HEAD,
        [
            "1:1 error manifest /metadata/name: `name` is missing; it must be text",
            "1:1 error manifest /spec/template: `template` is missing; it holds the task definition",
        ],
    ),
    "parts of the wrong kind": (
        HEAD + "metadata: []\nspec: {template: 1}\n",
        [
            "3:11 error manifest /metadata: `metadata` must be an object, but is a list",
            "3:11 error manifest /metadata/name: `name` is missing; it must be text",
            "4:18 error manifest /spec/template: `template` must be an object, but is a number",
        ],
    ),
    "a name that is a number": (
        HEAD + "metadata: {name: 7}\nspec: {template: {}}\n",
        ["3:18 error manifest /metadata/name: `name` must be text, but is a number [put it in quotes]"],
    ),
}


@pytest.mark.parametrize("case", HEADS)
def test_a_manifest_without_kind_name_or_template_is_broken(case: str) -> None:
    text, wanted = HEADS[case]
    found = load(text)
    assert isinstance(found, Broken)
    assert lines(found.findings) == wanted


MISTAKES = {
    "an unknown key": (
        "  target: [prod]\n",
        ["5:3 error unknown-key /spec/target: a manifest has no key `target` here [did you mean `targets`?]"],
    ),
    "a path that belongs to nobody's field": (
        "  owned_elsewhere: ['containerDefinitions[app].imgae']\n",
        [
            (
                "5:21 error exempt-path /spec/owned_elsewhere/0: the path `containerDefinitions[app].imgae` names "
                "`imgae`, which `app` does not have [did you mean `image`?]"
            )
        ],
    ),
    "every container as somebody else's": (
        "  owned_elsewhere: [containerDefinitions]\n",
        [
            (
                "5:21 error exempt-path /spec/owned_elsewhere/0: the path `containerDefinitions` means every container "
                "whole, so nothing would be left to hold [write it like `containerDefinitions[app].image`, or "
                "`containerDefinitions[*].image` for all of them]"
            )
        ],
    ),
    "the family as somebody else's": (
        "  owned_elsewhere: [{path: family}]\n",
        [
            "5:28 error exempt-path /spec/owned_elsewhere/0/path: the path `family` is what says which family this is about"
        ],
    ),
    "an ignore rule that is only a path": (
        "  ignore: [cpu]\n",
        [
            (
                "5:12 error manifest /spec/ignore/0: an ignore rule is an object with `path`, `owner` and `reason`, "
                "but this is text"
            )
        ],
    ),
    "an ignore rule without a reason, until no day": (
        "  ignore: [{path: cpu, owner: me, until: 2027-02-30}]\n",
        [
            "5:12 error manifest /spec/ignore/0/reason: `reason` is missing; it must be text",
            (
                "5:42 error manifest /spec/ignore/0/until: `2027-02-30` is no day of the calendar "
                "[write the year, the month and the day: 2027-01-31]"
            ),
        ],
    ),
    "targets without a value": (
        "  targets:\n",
        [
            (
                "5:11 error manifest /spec/targets: `targets` is empty, so the manifest would go nowhere"
                " [leave `targets` out to mean every target that this path may address]"
            )
        ],
    ),
    "targets as one text": (
        "  targets: prod\n",
        ["5:12 error manifest /spec/targets: `targets` must be a list, but is text"],
    ),
    "no target at all": (
        "  targets: []\n",
        [
            (
                "5:12 error manifest /spec/targets: `targets` is empty, so the manifest would go nowhere "
                "[leave `targets` out to mean every target that this path may address]"
            )
        ],
    ),
    "a target that is a number": (
        "  targets: [7]\n",
        ["5:13 error manifest /spec/targets/0: a target is its name, or an object with `labels`, but this is a number"],
    ),
    "a target without labels": (
        "  targets: [{labels: {}}, {name: x}]\n",
        [
            "5:22 error manifest /spec/targets/0/labels: `labels` must hold at least one label",
            "5:27 error manifest /spec/targets/1/labels: `labels` must hold at least one label",
            "5:28 error unknown-key /spec/targets/1/name: a manifest has no key `name` here [known here: `labels`]",
        ],
    ),
    "a label that is a number": (
        "  targets: [{labels: {cell: 1}}]\n",
        ["5:29 error manifest /spec/targets/0/labels/cell: `cell` must be text, but is a number [put it in quotes]"],
    ),
    "suspending with a word": (
        "  suspend: maybe\n",
        ["5:12 error manifest /spec/suspend: `suspend` must be true, false, or an object with `reason`, but is text"],
    ),
    "suspending without a reason": (
        "  suspend: {}\n",
        ["5:12 error manifest /spec/suspend/reason: `reason` is missing; it must be text"],
    ),
    "an overlay that is a text": (
        "  overlays: [x]\n",
        [
            "5:14 error manifest /spec/overlays/0: `0` must be an object with `patch`, and `target` or `labels`, but is text"
        ],
    ),
    "an overlay for nobody and without a patch": (
        "  overlays: [{}]\n",
        [
            (
                "5:14 error manifest /spec/overlays/0: an overlay says for which targets it is: by `target` (a name) or by "
                "`labels`, one of the two"
            ),
            "5:14 error manifest /spec/overlays/0/patch: `patch` must be an object, but is nothing",
        ],
    ),
    "an overlay that names target and labels": (
        "  overlays: [{target: a, labels: {b: c}, patch: {}}]\n",
        [
            (
                "5:14 error manifest /spec/overlays/0: an overlay says for which targets it is: by `target` (a name) or by "
                "`labels`, one of the two"
            )
        ],
    ),
    "an overlay that changes the family": (
        "  overlays: [{target: a, patch: {family: x}}]\n",
        [
            (
                "5:34 error manifest /spec/overlays/0/patch/family: an overlay cannot change the family "
                "[the family is `metadata.name`]"
            )
        ],
    ),
    "pasted values in a patch": (
        "  overlays: [{target: a, patch: {cpu: 256, revision: 3}}]\n",
        [
            (
                "5:39 warning R008 /spec/overlays/0/patch/cpu: the task's `cpu` is the number 256 and is read as text; ECS "
                'takes text here [write "256"]'
            ),
            (
                "5:44 warning R007 /spec/overlays/0/patch/revision: `revision` is something that only DescribeTaskDefinition "
                "returns; it is left out [remove it from the file]"
            ),
        ],
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_a_manifest_is_told_at_its_place(case: str) -> None:
    text, wanted = MISTAKES[case]
    assert lines(document(with_spec(text)).findings) == wanted


def test_a_family_in_the_template_must_be_the_name() -> None:
    found = document(f"{HEAD}metadata: {{name: web}}\nspec: {{template: {{family: shop}}}}\n")
    assert lines(found.findings) == [
        (
            "4:27 error manifest /spec/template/family: the template's family is `shop`, but the manifest's name, which is "
            "the family, is `web` [leave `family` out of the template]"
        )
    ]


def test_the_template_is_cleaned_like_a_native_file() -> None:
    found = document(f"{HEAD}metadata: {{name: web}}\nspec: {{template: {{cpu: 256, memory: }}}}\n")
    assert lines(found.findings) == [
        (
            "4:24 warning R008 /cpu: the task's `cpu` is the number 256 and is read as text; ECS takes text here "
            '[write "256"]'
        ),
        "4:37 warning null /memory: `memory` is null and is left out [remove the key, or give it a value]",
    ]


def _manifest(spec: str) -> str:
    return f"apiVersion: plumbrule.dev/v1\nkind: TaskDefinition\nmetadata: {{name: web}}\nspec:\n{spec}"


def test_far_too_many_targets_and_overlays_are_not_read() -> None:
    targets = ", ".join(f"t{n}" for n in range(1001))
    overlays = "".join(f"  - {{target: t{n}, patch: {{cpu: '1'}}}}\n" for n in range(65))
    found = document(_manifest(f"  template: {{}}\n  targets: [{targets}]\n  overlays:\n{overlays}"))
    assert lines(found.findings) == [
        "6:12 error manifest /spec/targets: `targets` has 1001 items; at most 1000 are read",
        "8:3 error manifest /spec/overlays: `overlays` has 65 items; at most 64 are read",
    ]


def test_overlays_that_would_be_merged_for_minutes_are_not_read() -> None:
    containers = ", ".join(f"{{name: c{n}}}" for n in range(1000))
    overlays = "".join(f"  - {{target: t{n}, patch: {{cpu: '1'}}}}\n" for n in range(60))
    found = document(_manifest(f"  template: {{containerDefinitions: [{containers}]}}\n  overlays:\n{overlays}"))
    assert lines(found.findings) == [
        (
            "7:3 error manifest /spec/overlays: 60 overlays over so large a template are more than is merged "
            "[split the manifest by target]"
        )
    ]


def test_more_findings_than_anybody_reads_end_in_one_error_more() -> None:
    found = document("dockerLabels: {" + ", ".join(f"k{n}: null" for n in range(1500)) + "}\n").findings
    assert len(found) == 1001
    assert [one.rule for one in found if one.is_error] == ["too-many"]
