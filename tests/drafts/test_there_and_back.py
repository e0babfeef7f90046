"""From ECS to Docker and back nothing is lost that both can say."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from plumbrule.drafts.docker.writing import lines
from plumbrule.model.tree import as_list, as_object
from tests.drafts.converting import of_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plumbrule.model.tree import Object

NAMES = st.text(string.ascii_uppercase, min_size=1, max_size=6).map(lambda name: f"X_{name}")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", categories=("L", "M", "N", "P", "S", "Z", "Cc")), max_size=12
)
PATHS = st.text(string.ascii_lowercase, min_size=1, max_size=6).map(lambda name: f"/{name}")
MEMORY = st.integers(6, 4000)


def _listed(name: str, values: st.SearchStrategy[Any], field: str = "value") -> st.SearchStrategy[list[Any]]:
    pairs = st.dictionaries(NAMES, values, max_size=3)
    return pairs.map(lambda found: [{name: key, field: value} for key, value in found.items()])


def _maybe(members: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict(members))


LINUX = _maybe(
    {
        "initProcessEnabled": st.just(True),  # noqa: FBT003 - a value of JSON
        "capabilities": _maybe({"add": st.just(["SYS_PTRACE"]), "drop": st.just(["NET_RAW", "MKNOD"])}),
        "tmpfs": st.just([{"containerPath": "/run", "size": 64, "mountOptions": ["noexec", "mode=1777"]}]),
    }
)
CHECK = st.fixed_dictionaries(
    {"command": WORDS.map(lambda line: ["CMD-SHELL", f"true {line}"])},
    optional={
        "interval": st.integers(5, 300),
        "timeout": st.integers(2, 60),
        "retries": st.integers(1, 10),
        "startPeriod": st.integers(0, 300),
    },
)
PORT = st.integers(1, 65535).map(lambda port: {"containerPort": port, "protocol": "tcp"})
RANGE = st.just({"containerPortRange": "20000-20010", "protocol": "udp"})
CONTAINERS = st.fixed_dictionaries(
    {
        "name": st.just("app"),
        "image": st.sampled_from(["example/web:1.4", "a.example.com:5000/b/c@sha256:" + "0" * 64]),
    },
    optional={
        "user": st.sampled_from(["1000", "app:app", "0:1"]),
        "workingDirectory": PATHS,
        "cpu": st.integers(2, 1024),
        "memory": MEMORY,
        "stopTimeout": st.integers(2, 120),
        "interactive": st.just(True),  # noqa: FBT003 - a value of JSON
        "pseudoTerminal": st.just(True),  # noqa: FBT003 - a value of JSON
        "readonlyRootFilesystem": st.just(True),  # noqa: FBT003 - a value of JSON
        "restartPolicy": st.sampled_from([{"enabled": True}, {"enabled": True, "ignoredExitCodes": [0]}]),
        "environment": _listed("name", WORDS),
        "dockerLabels": st.dictionaries(NAMES, WORDS, max_size=3),
        "ulimits": st.just([{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}]),
        "systemControls": st.just([{"namespace": "net.core.somaxconn", "value": "1024"}]),
        "linuxParameters": LINUX,
        "healthCheck": CHECK,
        "entryPoint": st.lists(WORDS.filter(bool), min_size=1, max_size=1),
        "command": st.lists(WORDS, min_size=1, max_size=3),
        "portMappings": st.lists(PORT | RANGE, max_size=3, unique_by=str),
        "mountPoints": st.just([{"sourceVolume": "data", "containerPath": "/data", "readOnly": True}]),
    },
)


def _definition(container: Object) -> Object:
    volumes = {"volumes": [{"name": "data"}]} if "mountPoints" in container else {}
    return {
        "family": "app",
        "cpu": "1024",
        "memory": "4096",
        "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"},
        "containerDefinitions": [container],
        **volumes,
    }


@given(CONTAINERS)
def test_a_container_comes_back_as_it_was(container: dict[str, Any]) -> None:
    (line,) = lines(_definition(container))
    back, _ = of_run(line)
    (found,) = map(as_object, as_list(back["containerDefinitions"]))
    expected = {"memory": 4096, **_pruned(container)}
    assert {name: found.get(name) for name in expected} == expected
    assert set(found) - set(expected) <= {"essential", "logConfiguration"}
    assert back["runtimePlatform"] == {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"}
    assert back.get("volumes", []) == _definition(container).get("volumes", [])


def _pruned(tree: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(tree, dict):
        kept = {name: _pruned(value) for name, value in tree.items()}
        return {name: value for name, value in kept.items() if value not in ({}, [])}
    return tree


@given(CONTAINERS)
def test_and_the_second_time_changes_nothing_more(container: dict[str, Any]) -> None:
    once, _ = of_run(lines(_definition(container))[0])
    twice, _ = of_run(lines(once)[0])
    assert twice["containerDefinitions"] == once["containerDefinitions"]


def test_secrets_go_through_the_shell_by_their_names() -> None:
    secrets = [{"name": "TOKEN", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/TOKEN"}]
    (line,) = lines(_definition({"name": "app", "image": "x:1", "secrets": secrets}))
    assert "arn:aws" not in line
    back, _ = of_run(line)
    (found,) = map(as_object, as_list(back["containerDefinitions"]))
    assert found["secrets"] == secrets
