"""A definition as a compose file, and as several lines of `docker run` around one network."""

from __future__ import annotations

from typing import Any

from plumbrule.drafts.docker.compose import compose
from plumbrule.drafts.docker.writing import lines, remarks

LOGS = {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web"}}
TASK: dict[str, Any] = {
    "family": "Shop",
    "cpu": "1 vCPU",
    "memory": "2 GB",
    "runtimePlatform": {"cpuArchitecture": "ARM64"},
    "volumes": [{"name": "data"}, {"name": "files", "efsVolumeConfiguration": {"fileSystemId": "fs-01234567"}}],
    "containerDefinitions": [
        {
            "name": "web",
            "image": "example/web:1",
            "dependsOn": [
                {"containerName": "db", "condition": "HEALTHY"},
                {"containerName": "migrate", "condition": "SUCCESS"},
            ],
            "portMappings": [{"containerPort": 8080}],
            "environment": [{"name": "PRICE", "value": "5$ for $YOU"}],
            "environmentFiles": [{"value": "arn:aws:s3:::bucket/conf/web.env", "type": "s3"}],
            "secrets": [{"name": "TOKEN", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/token"}],
            "volumesFrom": [{"sourceContainer": "db", "readOnly": True}],
            "entryPoint": ["/bin/web", "--fast"],
            "command": ["serve"],
            "logConfiguration": LOGS,
        },
        {
            "name": "migrate",
            "image": "example/web:1",
            "essential": False,
            "command": ["migrate"],
            "dependsOn": [{"containerName": "db", "condition": "HEALTHY"}],
        },
        {
            "name": "db",
            "image": "postgres:18.1",
            "user": "999",
            "memory": 512,
            "memoryReservation": 256,
            "stopTimeout": 60,
            "restartPolicy": {"enabled": True, "ignoredExitCodes": [0]},
            "ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 2048}],
            "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}],
            "linuxParameters": {
                "initProcessEnabled": True,
                "capabilities": {"add": ["SYS_PTRACE"], "drop": ["ALL"]},
                "tmpfs": [{"containerPath": "/run", "size": 64}],
            },
            "portMappings": [{"containerPortRange": "5432-5433", "protocol": "tcp"}],
            "mountPoints": [{"sourceVolume": "data", "containerPath": "/var/lib/postgresql"}],
            "healthCheck": {
                "command": ["CMD", "pg_isready", "-U", "app user"],
                "interval": 10,
                "timeout": 5,
                "retries": 3,
                "startPeriod": 30,
            },
        },
    ],
}


def test_the_compose_file_says_everything_that_docker_can() -> None:
    assert compose(TASK) == {
        "name": "shop",
        "services": {
            "db": {
                "image": "postgres:18.1",
                "platform": "linux/arm64",
                "ports": ["5432-5433:5432-5433/tcp", "8080:8080/tcp"],
                "volumes": ["data:/var/lib/postgresql"],
                "user": "999",
                "mem_limit": "512m",
                "mem_reservation": "256m",
                "stop_grace_period": "60s",
                "restart": "on-failure",
                "ulimits": {"nofile": {"soft": 1024, "hard": 2048}},
                "sysctls": {"net.core.somaxconn": "1024"},
                "init": True,
                "cap_add": ["SYS_PTRACE"],
                "cap_drop": ["ALL"],
                "tmpfs": ["/run:size=64m"],
                "healthcheck": {
                    "test": ["CMD", "pg_isready", "-U", "app user"],
                    "interval": "10s",
                    "timeout": "5s",
                    "start_period": "30s",
                    "retries": 3,
                },
            },
            "migrate": {
                "image": "example/web:1",
                "platform": "linux/arm64",
                "command": ["migrate"],
                "network_mode": "service:db",
                "depends_on": {"db": {"condition": "service_healthy"}},
            },
            "web": {
                "image": "example/web:1",
                "platform": "linux/arm64",
                "entrypoint": ["/bin/web", "--fast"],
                "command": ["serve"],
                "network_mode": "service:db",
                "volumes": ["data:/var/lib/postgresql:ro"],
                "depends_on": {
                    "db": {"condition": "service_healthy"},
                    "migrate": {"condition": "service_completed_successfully"},
                },
                "environment": {
                    "PRICE": "5$$ for $$YOU",
                    "TOKEN": "${TOKEN:?export it first, it is a secret}",
                },
                "env_file": ["web.env"],
            },
        },
        "volumes": {"data": None, "files": None},
    }


def test_the_lines_come_in_the_order_of_start_around_the_first_ones_network() -> None:
    first, second, third = lines(TASK)
    assert "--name Shop-db" in first
    assert "--publish 5432-5433:5432-5433/tcp" in first
    assert "--publish 8080:8080/tcp" in first
    assert "--health-cmd 'pg_isready -U '\"'\"'app user'\"'\"''" in first
    assert first.endswith("postgres:18.1")
    assert "--network container:Shop-db" in second
    assert third.endswith("example/web:1 --fast serve")
    assert "--entrypoint /bin/web" in third
    assert "arn:aws" not in third


def test_what_differs_from_fargate_is_said() -> None:
    said = "\n".join(remarks(TASK))
    assert "web: export TOKEN in your shell first" in said
    assert "aws s3 cp s3://bucket/conf/web.env ." in said
    assert "web waits for db (HEALTHY), migrate (SUCCESS)" in said
    assert "docker logs Shop-web" in said
    assert "volume files: a volume of docker stands for the file system" in said


def test_a_private_registry_wants_a_login_first() -> None:
    arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf"
    container: dict[str, Any] = {
        "name": "web",
        "image": "r/web:1",
        "repositoryCredentials": {"credentialsParameter": arn},
    }
    assert [*remarks({"containerDefinitions": [container]})] == [
        "web: docker login first: the spec says only where the registry's credentials are kept"
    ]


def test_containers_that_wait_for_one_another_are_shown_in_some_order() -> None:
    """The rules refuse such a definition; it is shown all the same."""
    circle: dict[str, Any] = {
        "containerDefinitions": [
            {"name": "a", "image": "x:1", "dependsOn": [{"containerName": "b", "condition": "START"}]},
            {"name": "b", "image": "x:1", "dependsOn": [{"containerName": "a", "condition": "START"}]},
        ]
    }
    assert len(lines(circle)) == 2


def test_a_windows_task_names_no_platform_and_a_size_that_cannot_be_read_none() -> None:
    windows: dict[str, Any] = {
        "cpu": "much",
        "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64"},
        "containerDefinitions": [{"name": "a", "image": "x:1"}],
    }
    assert lines(windows) == ["docker run --detach \\\n  --name task-a \\\n  x:1"]
    assert compose(windows)["services"] == {"a": {"image": "x:1"}}


def test_what_docker_has_no_word_for_is_said() -> None:
    container: dict[str, Any] = {
        "name": "log",
        "image": "x:1",
        "firelensConfiguration": {"type": "fluentbit"},
        "healthCheck": {"command": ["CMD-SHELL", "true"]},
        "restartPolicy": {"enabled": True, "restartAttemptPeriod": 90},
    }
    task: dict[str, Any] = {
        "taskRoleArn": "arn:aws:iam::123456789012:role/x",
        "proxyConfiguration": {"containerName": "envoy"},
    }
    windows = {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE", "cpuArchitecture": "X86_64"}
    said = [*remarks({"containerDefinitions": [container], "runtimePlatform": windows, **task})]
    assert said == [
        "log: nobody says a timeout; docker waits 30 seconds for the check, ECS 5",
        "log: docker restarts it at any time, and ignores no exit code but 0",
        "log: docker sends it no logs: it routes those of ECS alone",
        "taskRoleArn: there is no task role here: what calls AWS needs credentials from you",
        "proxyConfiguration: nothing sends the traffic through its proxy here",
        "runtimePlatform: docker takes the platform of this machine",
    ]


def test_a_volume_of_one_letter_gets_a_name_that_docker_takes() -> None:
    app = {"name": "a", "image": "x:1", "mountPoints": [{"sourceVolume": "d", "containerPath": "/d"}]}
    definition: dict[str, Any] = {"containerDefinitions": [app], "volumes": [{"name": "d"}]}
    assert "--volume volume-d:/d" in lines(definition)[0]
    made = compose(definition)
    assert (made["services"]["a"]["volumes"], made["volumes"]) == (["volume-d:/d"], {"volume-d": None})
