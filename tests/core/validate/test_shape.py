# ruff: noqa: E501 - sentences that are compared stand in one line
"""The API's shape: unknown keys, types, required members, enumerations and bounds, each said once and at its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbrule.core.validate.checking import validate
from plumbrule.edge.aws.shape import api_shape
from plumbrule.model.place import Place
from plumbrule.model.tree import Opaque
from tests.core.load.files import UNTIMED, lines
from tests.core.validate.judging import OF_SHAPE, TODAY, container, findings, judged

if TYPE_CHECKING:
    from plumbrule.model.tree import Object, Tree

AT = "/containerDefinitions/0"
TYPE = " [write a value of that type; nothing is converted]"
REQUIRED_HINT = " [add it; the API has no default for it]"
CASES = {
    "an unknown key that is near": ("imagee: x", [f"4:3 error R006 {AT}/imagee: ECS knows no `imagee` in `containerDefinitions[0]` [did you mean `image`?]"]),
    "a key in PascalCase": ("PortMappings: []", [f"4:3 error R006 {AT}/PortMappings: ECS knows no `PortMappings` in `containerDefinitions[0]` [did you mean `portMappings`?]"]),
    "a key in snake_case": ("depends_on: []", [f"4:3 error R006 {AT}/depends_on: ECS knows no `depends_on` in `containerDefinitions[0]` [did you mean `dependsOn`?]"]),
    "a key like nothing": (
        "xyzzy: 1",
        [f"4:3 error R006 {AT}/xyzzy: ECS knows no `xyzzy` in `containerDefinitions[0]` [remove the key; member names are written as in the API, in camelCase]"],
    ),
    "an unknown key in a small object": (
        "mountPoints: [{path: /x}]",
        [f"4:18 error R006 {AT}/mountPoints/0/path: ECS knows no `path` in `mountPoints[0]` [known here: `containerPath`, `readOnly`, `sourceVolume`]"],
    ),
    "what an unknown key holds is not judged": ("xyzzy: {Image: 1, y: [null]}", [f"4:3 error R006 {AT}/xyzzy: ECS knows no `xyzzy` in `containerDefinitions[0]` [remove the key; member names are written as in the API, in camelCase]"]),
    "text for a whole number": ('cpu: "256"', [f'4:8 error R008 {AT}/cpu: `cpu` must be a whole number, but is the text "256" [write 256 without quotes]']),
    "a fraction for a whole number": ("cpu: 0.5", [f'4:8 error R008 {AT}/cpu: `cpu` must be a whole number, but is the text "0.5"{TYPE}']),
    "a truth for a whole number": ("cpu: true", [f"4:8 error R008 {AT}/cpu: `cpu` must be a whole number, but is true{TYPE}"]),
    "a number for text": ("image: 5", [f'4:10 error R008 {AT}/image: `image` must be text, but is the number 5 [write "5"]']),
    "a truth for text": ("dockerLabels: {a/b: true}", [f'4:23 error R008 {AT}/dockerLabels/a~1b: `a/b` must be text, but is true [write "true"]']),
    "text for a truth": ('essential: "yes"', [f'4:14 error R008 {AT}/essential: `essential` must be true or false, but is the text "yes" [write true without quotes]']),
    "a number for a truth": ("essential: 1", [f"4:14 error R008 {AT}/essential: `essential` must be true or false, but is the number 1{TYPE}"]),
    "one text for a list": ("command: run it", [f'4:12 error R008 {AT}/command: `command` must be a list, but is the text "run it" [write ["run", "it"], one item for each word]']),
    "an object for a list": ("environment: {A: b}", [f"4:16 error R008 {AT}/environment: `environment` must be a list, but is an object [write a list of objects with `name`, `value`]"]),
    "an object for a list of many members": (
        "portMappings: {a: 1}",
        [f"4:17 error R008 {AT}/portMappings: `portMappings` must be a list, but is an object [write a list of objects with `containerPort`, `hostPort`, `protocol` and so on]"],
    ),
    "a list for an object": ("linuxParameters: []", [f"4:20 error R008 {AT}/linuxParameters: `linuxParameters` must be an object, but is a list{TYPE}"]),
    "a list for a map": ("dockerLabels: [a]", [f"4:17 error R008 {AT}/dockerLabels: `dockerLabels` must be an object, but is a list{TYPE}"]),
    "a null in a list": ("command: [a, null]", [f"4:16 error R008 {AT}/command/1: `command[1]` must be text, but is null{TYPE}"]),
    "a word outside an enumeration": (
        "versionConsistency: ENABLED",
        [f'4:23 error R009 {AT}/versionConsistency: `versionConsistency` is "ENABLED"; ECS knows `enabled`, `disabled` [did you mean `enabled`?]'],
    ),
    "a word like none of an enumeration": (
        "versionConsistency: zzz",
        [f'4:23 error R009 {AT}/versionConsistency: `versionConsistency` is "zzz"; ECS knows `enabled`, `disabled` [write one of these words as it stands here; letter case counts]'],
    ),
    "a number below its bound": (
        "resourceRequirements: [{type: GPU, sharingStrategy: {nvidiaMps: {memory: 0, maxComputePercent: 101}}}]",
        [
            f"4:76 error bounds {AT}/resourceRequirements/0/sharingStrategy/nvidiaMps/memory: `memory` must be 1 or more, but is 0 [write a number within the bounds]",
            f"4:98 error bounds {AT}/resourceRequirements/0/sharingStrategy/nvidiaMps/maxComputePercent: `maxComputePercent` must be 100 or less, but is 101 [write a number within the bounds]",
        ],
    ),
    "numbers on their bounds": (
        "resourceRequirements: [{type: GPU, sharingStrategy: {nvidiaMps: {memory: 1, maxComputePercent: 100}}}]",
        [],
    ),
    "a member of the task in a container": (
        "executionRoleArn: x",
        [f"4:3 error R006 {AT}/executionRoleArn: ECS knows no `executionRoleArn` in `containerDefinitions[0]` [move `executionRoleArn` out of the container, to the task definition itself]"],
    ),
    "a comment in a key": (
        "_comment: x",
        [f"4:3 error R006 {AT}/_comment: ECS knows no `_comment` in `containerDefinitions[0]` [ECS takes no comments; keep them in YAML, after `#`]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_shape_is_told_once_and_at_its_place(case: str) -> None:
    member, wanted = CASES[case]
    assert judged(container(member)) == wanted


REQUIRED = {
    "R088": ("repositoryCredentials: {}", ["credentialsParameter"]),
    "R120": ("secrets: [{}]", ["name", "valueFrom"]),
    "R138": ("logConfiguration: {}", ["logDriver"]),
    "R153": ("logConfiguration: {logDriver: awslogs, secretOptions: [{name: a}]}", ["valueFrom"]),
    "R157": ("firelensConfiguration: {}", ["type"]),
    "R169": ("healthCheck: {}", ["command"]),
    "R187": ("dependsOn: [{}]", ["condition", "containerName"]),
    "R205": ("ulimits: [{}]", ["hardLimit", "name", "softLimit"]),
    "R216": ("linuxParameters: {tmpfs: [{}]}", ["containerPath", "size"]),
    "R256": ("restartPolicy: {}", ["enabled"]),
    "required": ("extraHosts: [{}]", ["hostname", "ipAddress"]),
}


@pytest.mark.parametrize("rule", REQUIRED)
def test_a_missing_member_is_told_under_its_number_with_the_pointer_it_would_have(rule: str) -> None:
    member, missing = REQUIRED[rule]
    found = [line.partition(": ") for line in judged(container(member))]
    assert [before.split()[2] for before, _, _ in found] == [rule] * len(missing)
    assert [before.rpartition("/")[2] for before, _, _ in found] == missing
    assert [after.split()[0] for _, _, after in found] == [f"`{name}`" for name in missing]


def test_what_the_whole_task_lacks_is_told_at_its_beginning() -> None:
    assert judged('{"cpu": "256"}', "a.json") == [
        f"1:1 error R003 /containerDefinitions: `containerDefinitions` is missing in the task definition{REQUIRED_HINT}",
        f"1:1 error R001 /family: `family` is missing in the task definition{REQUIRED_HINT}",
    ]
    assert judged("family: a\ncontainerDefinitions: []\n") == [
        "2:23 error R003 /containerDefinitions: `containerDefinitions` is empty; a task has at least one container [add a container with `name` and `image`]"
    ]
    assert judged(
        "family: a\ncontainerDefinitions: [{}]\nvolumes: [{efsVolumeConfiguration: {}}]\nephemeralStorage: {}\n"
    ) == [
        f"3:36 error R240 /volumes/0/efsVolumeConfiguration/fileSystemId: `fileSystemId` is missing in `efsVolumeConfiguration`{REQUIRED_HINT}",
        f"4:19 error required /ephemeralStorage/sizeInGiB: `sizeInGiB` is missing in `ephemeralStorage`{REQUIRED_HINT}",
    ]


def test_a_fraction_in_json_is_told_at_its_place() -> None:
    assert judged('{"family": "a", "cpu": 0.5, "containerDefinitions": [{"cpu": 1.0}]}', "a.json") == [
        '1:24 error R008 /cpu: `cpu` must be text, but is the number 0.5 [write "0.5"]',
        f"1:62 error R008 /containerDefinitions/0/cpu: `cpu` must be a whole number, but is the number 1.0{TYPE}",
    ]


def test_every_mistake_of_a_file_is_told_in_the_order_of_the_file() -> None:
    text = "Family: web\ncontainerDefinitions:\n- image: 1\n  essential: no\n  Command: x\n- 7\nrequiresCompatibilities: [vpc]\n"
    assert [line.split(" ")[0] + " " + line.split(" ")[2] for line in judged(text)] == [
        "1:1 R006",
        "1:1 R001",
        "3:10 R008",
        "4:14 R008",
        "5:3 R006",
        "6:3 R008",
        "7:27 R009",
    ]


@pytest.mark.parametrize(
    ("member", "secret"),
    [
        ("environment: [{name: DB_PASSWORD, value: 90210}]", "90210"),
        ("dockerLabels: {api-token: 90210}", "90210"),
        ("command: [run, --password, 90210]", "90210"),
        ("command: 'run DB_PASSWORD=hunter2'", "hunter2"),
        ("command: run --password hunter2", "hunter2"),
        ("cpu: AKIAABCDEFGHIJKLMNOP", "AKIAABCDEFGHIJKLMNOP"),
        ("essential: 'postgres://u:hunter2@db/x'", "hunter2"),
        ("versionConsistency: ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abc"),
        ("command: AKIAABCDEFGHIJKLMNOP", "AKIAABCDEFGHIJKLMNOP"),
    ],
)
def test_a_secret_is_never_shown(member: str, secret: str) -> None:
    (said,) = judged(container(member))
    assert secret not in said
    assert "(secret)" in said


def test_a_long_value_is_cut() -> None:
    (said,) = judged(container(f"cpu: {'x' * 500}"))
    assert said.endswith('but is the text "' + "x" * 78 + "…" + TYPE)
    (finding,) = findings(container(f"{'k' * 500}: 1"))
    assert len(finding.message) < 150


def test_opaque_values_are_passed_over_wherever_they_stand() -> None:
    unknown = Opaque("${var.X}")
    definition: Object = {
        "family": "web",
        "cpu": unknown,
        "networkMode": unknown,
        "containerDefinitions": [unknown, {"essential": unknown, "secrets": [{"name": unknown, "valueFrom": "a"}]}],
    }
    assert validate(definition, api_shape(), Place, today=TODAY, rules=OF_SHAPE) == ()


members = sorted(api_shape().request.members)
keys = st.sampled_from([*members, "name", "x", "environment", "logConfiguration"])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just(Opaque("x"))
trees: st.SearchStrategy[Tree] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=15,
)


@UNTIMED
@given(st.dictionaries(st.sampled_from(members), trees))
def test_whatever_a_definition_holds_it_is_judged_without_fail(definition: Object) -> None:
    found = validate(definition, api_shape(), lambda at: Place("a", pointer=at), today=date(2026, 1, 1))
    shape = [finding for finding in found if finding.rule in {"R006", "R008", "R009", "bounds"}]
    assert len({finding.pointer for finding in shape}) == len(shape), lines(shape)
