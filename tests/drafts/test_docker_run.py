"""`docker run` becomes a spec that validates; what has no counterpart is said."""

from __future__ import annotations

import pytest

from plumbrule.drafts.docker.reading import draft_of
from plumbrule.errors import Declined
from plumbrule.model.tree import as_list, as_object
from tests.drafts.converting import container, errors, of_run

CASES: dict[str, tuple[str, object]] = {
    "a variable": ("--env A=1", {"environment": [{"name": "A", "value": "1"}]}),
    "the last of two variables of one name": ("-e A=1 -eA=2", {"environment": [{"name": "A", "value": "2"}]}),
    "an empty variable": ("-e A=", {"environment": [{"name": "A", "value": ""}]}),
    "a value with an equals sign": ("-e A=b=c", {"environment": [{"name": "A", "value": "b=c"}]}),
    "a user": ("-u 1000:1000", {"user": "1000:1000"}),
    "a directory": ("-w /srv", {"workingDirectory": "/srv"}),
    "an entry point": ("--entrypoint /bin/app", {"entryPoint": ["/bin/app"]}),
    "a label": ("-l a=b", {"dockerLabels": {"a": "b"}}),
    "an init process": ("--init", {"linuxParameters": {"initProcessEnabled": True}}),
    "a switch with its value": ("--init=true", {"linuxParameters": {"initProcessEnabled": True}}),
    "a switch that is off": ("--read-only=false", {"readonlyRootFilesystem": False}),
    "short switches in one word": ("-it", {"interactive": True, "pseudoTerminal": True}),
    "short switches with a value at their end": (
        "-dp 80:80",
        {"portMappings": [{"containerPort": 80, "protocol": "tcp"}]},
    ),
    "a restart always": ("--restart always", {"restartPolicy": {"enabled": True}}),
    "a restart on failure": ("--restart=on-failure", {"restartPolicy": {"enabled": True, "ignoredExitCodes": [0]}}),
    "no restart": ("--restart no", {}),
    "a port": ("-p 8080", {"portMappings": [{"containerPort": 8080, "protocol": "tcp"}]}),
    "a port of udp": ("-p 53:53/udp", {"portMappings": [{"containerPort": 53, "protocol": "udp"}]}),
    "a port at an address": ("-p 127.0.0.1:80:80", {"portMappings": [{"containerPort": 80, "protocol": "tcp"}]}),
    "a port at an address of IPv6": ("-p [::1]:80:80", {"portMappings": [{"containerPort": 80, "protocol": "tcp"}]}),
    "a range of ports": (
        "-p 8000-8010:8000-8010",
        {"portMappings": [{"containerPortRange": "8000-8010", "protocol": "tcp"}]},
    ),
    "one port twice": ("-p 80:80 -p 8080:80 --expose 80", {"portMappings": [{"containerPort": 80, "protocol": "tcp"}]}),
    "a limit of memory": ("-m 512m", {"memory": 512}),
    "a limit in bytes": ("--memory 536870912", {"memory": 512}),
    "a soft limit": ("--memory-reservation 1g", {"memoryReservation": 1024}),
    "shares of the processor": ("-c 256", {"cpu": 256}),
    "a ulimit": ("--ulimit nofile=1024:2048", {"ulimits": [{"name": "nofile", "softLimit": 1024, "hardLimit": 2048}]}),
    "a ulimit with one number": (
        "--ulimit nproc=64",
        {"ulimits": [{"name": "nproc", "softLimit": 64, "hardLimit": 64}]},
    ),
    "a parameter of the kernel": (
        "--sysctl net.core.somaxconn=1024",
        {"systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]},
    ),
    "a capability less": ("--cap-drop CAP_NET_RAW", {"linuxParameters": {"capabilities": {"drop": ["NET_RAW"]}}}),
    "the capability that Fargate adds": (
        "--cap-add SYS_PTRACE",
        {"linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}},
    ),
    "a file system in memory": (
        "--tmpfs /run:rw,noexec,size=64m",
        {"linuxParameters": {"tmpfs": [{"containerPath": "/run", "size": 64, "mountOptions": ["rw", "noexec"]}]}},
    ),
    "a named volume": ("-v data:/srv", {"mountPoints": [{"sourceVolume": "data", "containerPath": "/srv"}]}),
    "a read-only volume": (
        "-v data:/srv:ro",
        {"mountPoints": [{"sourceVolume": "data", "containerPath": "/srv", "readOnly": True}]},
    ),
    "a volume without a name": ("-v /srv/x", {"mountPoints": [{"sourceVolume": "srv-x", "containerPath": "/srv/x"}]}),
    "a mount": (
        "--mount type=volume,source=data,target=/srv,readonly",
        {"mountPoints": [{"sourceVolume": "data", "containerPath": "/srv", "readOnly": True}]},
    ),
    "a check": (
        '--health-cmd "curl -f http://localhost/ || exit 1" --health-interval=1m30s --health-timeout 3s --health-retries 2',
        {
            "healthCheck": {
                "command": ["CMD-SHELL", "curl -f http://localhost/ || exit 1"],
                "interval": 90,
                "timeout": 3,
                "retries": 2,
            }
        },
    ),
    "times that ECS does not take": (
        "--health-cmd true --health-interval 1h --health-timeout 500ms --health-start-period 10m",
        {"healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 300, "timeout": 2, "startPeriod": 300}},
    ),
    "times of nought, which ask docker for its own": (
        "--health-cmd true --health-interval 0s --health-timeout 0s --health-retries 0 --health-start-period 0s",
        {"healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 30, "timeout": 30, "startPeriod": 0}},
    ),
    "a letter with an equals sign before its value": (
        "-p=80:80 -e=A=1",
        {"portMappings": [{"containerPort": 80, "protocol": "tcp"}], "environment": [{"name": "A", "value": "1"}]},
    ),
    "a protocol in capitals": ("-p 53:53/UDP", {"portMappings": [{"containerPort": 53, "protocol": "udp"}]}),
    "a mode of a file system in memory": (
        "--mount type=tmpfs,dst=/cache,tmpfs-size=64m,tmpfs-mode=1770",
        {"linuxParameters": {"tmpfs": [{"containerPath": "/cache", "size": 64, "mountOptions": ["mode=1770"]}]}},
    ),
    "a mount with a comma in quotes": (
        """--mount 'type=volume,"source=data",target=/srv'""",
        {"mountPoints": [{"sourceVolume": "data", "containerPath": "/srv"}]},
    ),
    "what is escaped within double quotes": (
        r'-e A="\$HOME \`x\` \"y\" \\ \n"',
        {"environment": [{"name": "A", "value": r'$HOME `x` "y" \ \n'}]},
    ),
    "a time to stop": ("--stop-timeout 300", {"stopTimeout": 120}),
    "a log driver of Fargate": ("--log-driver=awslogs", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_an_option_becomes_a_member(case: str) -> None:
    options, expected = CASES[case]
    definition, _ = of_run(f"docker run {options} example/web:1.4")
    assert container(definition) == expected


SAID = {
    "--publish 8080:80": "Fargate does not translate ports",
    "--publish 127.0.0.1:80:80": "security group",
    "--publish [::1]:80:80": "not for [::1]",
    "--network host": "without naming them",
    "--pull never": "pulls the image for each task",
    "--name my.web": "so it is my-web now",
    "--cpus 1.5": "1.5 vCPU",
    "--log-opt max-size=10m": "--log-opt max-size:",
    "--mount type=bind,src=/srv,dst=/srv,bind-propagation=shared": "--mount type=bind,src=/srv",
    "--mount type=volume,src=data,dst=/srv,volume-opt=o=addr": "no word for volume-opt",
    "--volume data:/srv:nocopy": "no word for nocopy",
    "--volume `pwd`/conf:/conf": "no host",
    "--volume %cd%:/app": "no host",
    "--volume C:data:/app": "no host",
    "--volume d:/app": "begin it with `/`",
    "--volume ${DIR:-/srv}:/app": "no host",
    "--mount type=bind,src=data,dst=/app": "no host",
    "--health-cmd true": "ECS 5",
    "--health-on-failure restart": "one check",
    "--secret token,type=env": "Secrets Manager",
    "--pod web": "one definition",
    "--uidmap 0:1:2": "user ids",
    "--umask 0022": "ECS has no word for it",
    "--of-tomorrow=7": "--of-tomorrow: no docker run that is known here has it",
    "--env-file x.env": "S3",
    "--stop-signal SIGINT": "STOPSIGNAL",
    "--privileged": "R077",
    "--cap-add NET_ADMIN": "R210",
    "--device /dev/fuse": "R212",
    "--shm-size 1g": "R213",
    "--dns 1.1.1.1": "R081",
    "--dns-search example.com": "R082",
    "--hostname web": "R080",
    "--add-host db:10.0.0.1": "R083",
    "--link db": "R079",
    "--network none": "R078",
    "--network container:db": "awsvpc",
    "--pid host": "R022",
    "--ipc host": "R023",
    "--gpus all": "R085",
    "--security-opt no-new-privileges": "R084",
    "--sysctl vm.max_map_count=262144": "R220",
    "--ulimit nofile=2000000:2000000": "R207",
    "--ulimit memory=1:1": "R204",
    "--volumes-from db": "R236",
    "--memory-swappiness 0": "R215",
    "--memory-swap 1g": "no swap",
    "--cpuset-cpus 0": "ECS has no word for it",
    "--volume /var/run/docker.sock:/var/run/docker.sock": "no host",
    "--volume ./conf:/etc/x:ro": "no host",
    "--volume $(pwd):/app": "no host",
    "--mount type=bind,source=/srv,target=/srv": "no host",
    "--volume data:/srv": "gone with it",
    "--tmpfs /run": "64 MiB",
    "--restart on-failure:5": "5 tries",
    "--log-driver json-file": "awslogs",
    "--platform windows/amd64": "by hand",
    "--publish 80/sctp": "tcp and udp only",
    "--publish-all": "publish them one by one",
    "--no-healthcheck": "own check",
    '--entrypoint ""': "cannot take",
}


@pytest.mark.parametrize("option", SAID)
def test_what_is_not_taken_over_is_said_and_the_spec_validates(option: str) -> None:
    definition, notes = of_run(f"docker run {option} example/web:1.4")
    assert [note for note in notes if SAID[option] in note], notes
    assert errors(definition) == []


@pytest.mark.parametrize(
    "option", ["-d", "--rm", "--name web", "--pull always", "--cidfile x", "--detach-keys a", "--replace"]
)
def test_how_docker_runs_it_here_means_nothing_to_ecs(option: str) -> None:
    _, notes = of_run(f"docker run {option} example/web:1.4")
    assert notes == []


# From the public documentation of these projects, seen 2026-11.
PUBLIC = [
    "docker run --name some-nginx -d -p 8080:80 nginx",
    "docker run --name some-nginx -v /some/content:/usr/share/nginx/html:ro -d nginx",
    "$ docker run --name some-postgres -e POSTGRES_PASSWORD=mysecretpassword -d postgres",
    "docker run --name some-mysql -e MYSQL_ROOT_PASSWORD=my-secret-pw -d mysql:tag",
    "docker run --name some-redis -d redis redis-server --save 60 1 --loglevel warning",
    "docker run -d --name some-mongo -e MONGO_INITDB_ROOT_USERNAME=mongoadmin -e MONGO_INITDB_ROOT_PASSWORD=secret mongo",
    "docker run -d -p 3000:3000 --name=grafana --volume grafana-storage:/var/lib/grafana grafana/grafana-enterprise",
    "docker run -p 9090:9090 -v /path/to/prometheus.yml:/etc/prometheus/prometheus.yml prom/prometheus",
    'docker run -d --net="host" --pid="host" -v "/:/host:ro,rslave" quay.io/prometheus/node-exporter:latest --path.rootfs=/host',
    "docker run -p 8080:8080 -p 50000:50000 --restart=on-failure -v jenkins_home:/var/jenkins_home jenkins/jenkins:lts-jdk21",
    (
        "sudo docker run --detach \\\n  --hostname gitlab.example.com \\\n  --publish 443:443 --publish 80:80 --publish 22:22 \\\n"
        "  --name gitlab \\\n  --restart always \\\n  --volume $GITLAB_HOME/config:/etc/gitlab \\\n  --shm-size 256m \\\n"
        "  gitlab/gitlab-ee:<version>-ee.0"
    ),
    "docker run --name es01 --net elastic -p 9200:9200 -it -m 1GB docker.elastic.co/elasticsearch/elasticsearch:9.2.1",
    "docker run -d --hostname my-rabbit --name some-rabbit rabbitmq:3",
    "docker run -d -p 80:80 -v $PWD/traefik.yml:/etc/traefik/traefik.yml traefik:v3.6",
    (
        "docker run -d -p 8000:8000 -p 9443:9443 --name portainer --restart=always -v /var/run/docker.sock:/var/run/docker.sock "
        "-v portainer_data:/data portainer/portainer-ce:lts"
    ),
    "docker run --cap-add=IPC_LOCK -e 'VAULT_DEV_ROOT_TOKEN_ID=myroot' -e 'VAULT_DEV_LISTEN_ADDRESS=0.0.0.0:1234' hashicorp/vault",
    'docker run -p 9000:9000 -p 9001:9001 quay.io/minio/minio server /data --console-address ":9001"',
    "docker run -p 127.0.0.1:8080:8080 -e KC_BOOTSTRAP_ADMIN_USERNAME=admin -e KC_BOOTSTRAP_ADMIN_PASSWORD=admin quay.io/keycloak/keycloak:26.4.5 start-dev",
    "docker run -d -p 5000:5000 --restart always --name registry registry:3",
    "docker run --name some-wordpress -e WORDPRESS_DB_HOST=10.1.2.3:3306 -e WORDPRESS_DB_USER=... -e WORDPRESS_DB_PASSWORD=... -d wordpress",
    'docker run -it --rm --cpus=".5" ubuntu /bin/bash',
    'docker run --ulimit nofile=1024:1024 --rm debian sh -c "ulimit -n"',
    "docker run --gpus all nvidia/cuda:12.3.1-base-ubuntu20.04 nvidia-smi",
    "docker run --read-only --tmpfs /run --tmpfs /tmp fedora:44 /usr/bin/id",
    'docker run --health-cmd "curl -f http://localhost/ || exit 1" --health-interval=5m --health-timeout=3s httpd:2.4',
    'docker run -dit --name my-running-app -v "$PWD":/usr/src/myapp -w /usr/src/myapp node:24 npm start && docker logs my-running-app',
    "docker container run --rm --platform linux/arm64 alpine:3.22 uname -m",
    "podman run --rm -d -p 8080:80/tcp docker.io/library/httpd:2.4",
    "docker run --sysctl net.ipv4.ip_forward=1 --init --stop-timeout 30 someimage:1",
    "docker run -d --name sonarqube -e SONAR_ES_BOOTSTRAP_CHECKS_DISABLE=true -p 9000:9000 sonarqube:latest",
    "docker run --log-driver=fluentd --log-opt fluentd-address=fluentdhost:24224 alpine:3.22 echo hello",
    "docker run --log-driver=awslogs --log-opt awslogs-region=us-east-1 --log-opt awslogs-group=myLogGroup alpine:3.22",
    'docker run --memory="1.5g" --memory-swap 2g --kernel-memory=50m --cpuset-cpus="0-3" busybox:1.37',
    "docker run -e HOME=/root --mount type=tmpfs,destination=/app,tmpfs-size=67108864 nginx:1.29",
]


@pytest.mark.parametrize("line", PUBLIC)
def test_command_lines_of_public_documentation_become_specs_that_validate(line: str) -> None:
    definition, _ = of_run(line)
    assert errors(definition) == []


def test_a_secret_is_never_in_the_spec_nor_in_the_notes() -> None:
    definition, notes = of_run(
        "docker run -e DB_PASSWORD=kE3vQ9xLw2mZ --log-driver splunk --log-opt splunk-url=https://x:8088 "
        "--log-opt splunk-token=176FCEBF-4CF5-4EDF-91BC-703796522D20 x:1"
    )
    assert "kE3vQ9xLw2mZ" not in f"{definition}{notes}"
    assert "176FCEBF" not in f"{definition}{notes}"
    (made,) = as_list(definition["containerDefinitions"])
    assert as_object(made)["secrets"] == [
        {"name": "DB_PASSWORD", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x/DB_PASSWORD"}
    ]
    assert errors(definition) == []


def test_a_variable_without_a_value_is_taken_for_a_secret() -> None:
    definition, notes = of_run("docker run -e TOKEN x:1")
    assert container(definition)["secrets"] == [
        {"name": "TOKEN", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x/TOKEN"}
    ]
    assert "nobody says its value" in notes[0]


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ("", ("512", "1024")),
        ("-m 600m", ("512", "1024")),
        ("-m 5g", ("1024", "5120")),
        ("--cpus 0.25", ("256", "512")),
        ("--cpus 0.25 -m 2g", ("256", "2048")),
        ("--cpus 1.5", ("2048", "4096")),
        ("--cpus 1.5 -m 1g", ("2048", "4096")),
        ("-c 1024", ("1024", "2048")),
        ("-m 100g", ("16384", "106496")),
        ("--memory-reservation 1g", ("512", "2048")),
    ],
)
def test_the_task_is_the_smallest_that_has_what_is_wanted(options: str, size: tuple[str, str]) -> None:
    definition, _ = of_run(f"docker run {options} x:1")
    assert (definition["cpu"], definition["memory"]) == size
    assert errors(definition) == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ls -l", "no `docker run`"),
        ("docker ps", "no `docker run`"),
        ("docker compose run web", "no `docker run`"),
        ("docker volume create data", "no `docker run`"),
        ("docker run", "names no image"),
        ("docker run -d", "names no image"),
        ("docker run --nope x", "--nope not recognized"),
        ("docker run --env", "requires argument"),
        ("docker run 'x", "No closing quotation"),
        ("docker run -p eighty x", "is no port"),
        ("docker run -m much x", "is no size"),
        ("docker run --health-interval soon x", "is no duration"),
        ("docker run --ulimit nofile=many x", "is no number"),
        ("docker run --log-opt mode x", "write NAME=VALUE"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(line: str, sentence: str) -> None:
    with pytest.raises(Declined, match=sentence):
        draft_of(line)


def test_what_follows_an_operator_is_no_part_of_it_but_what_is_quoted_is() -> None:
    definition, notes = of_run("docker run x:1 sh -c 'a && b' && docker ps | less")
    assert container(definition)["command"] == ["sh", "-c", "a && b"]
    assert notes == ["what follows `&&` is no part of docker run"]


SHELLS = {
    "after a prompt of a user": "$ docker run -e A=1 example/web:1.4 serve",
    "after a prompt of root": "# docker run -e A=1 example/web:1.4 serve",
    "after sudo and an option of docker itself": "sudo -E docker --context far run -e A=1 example/web:1.4 serve",
    "of a program of Windows": "docker.exe container run -e A=1 example/web:1.4 serve",
    "over lines that a shell of Unix joins": "docker run \\\n  -e A=1 \\\n  example/web:1.4 serve",
    "with blanks after the joint": "docker run \\  \n  -e A=1 \\\t\n  example/web:1.4 serve",
    "with remarks beside the joints": "docker run \\ # why\n  # -e B=2 \\\n  -e A=1 \\\n  example/web:1.4 serve",
    "with the prompts of continued lines": "$ docker run \\\n>  -e A=1 \\\n> example/web:1.4 serve",
    "over lines that PowerShell joins": "docker run `\n  -e A=1 `\r\n  example/web:1.4 serve",
    "over lines that cmd joins": "docker run ^\n  -e A=1 ^\n  example/web:1.4 serve",
    "over lines that nothing joins": "docker run\n  -e A=1 example/web:1.4 serve",
    "with a remark at its end": "docker run -e A=1 example/web:1.4 serve  # on port 80",
    "with remarks in backquotes": "docker run -e A=1 `#optional` \\\n  example/web:1.4 serve",
    "whose number is caught": "ID=$(docker run -e A=1 example/web:1.4 serve)",
}


@pytest.mark.parametrize("case", SHELLS)
def test_a_command_is_read_as_people_write_it(case: str) -> None:
    definition, notes = of_run(SHELLS[case])
    assert container(definition) == {"environment": [{"name": "A", "value": "1"}], "command": ["serve"]}
    assert not notes


BESIDE = {
    "docker pull web:1 && docker run web:1": ["what stands before docker run is no part of it"],
    "docker network create net\ndocker run web:1\ndocker ps": [
        "what stands before docker run is no part of it",
        "what follows on the next line is no part of docker run",
    ],
    "#!/bin/sh\n# starts it\ndocker run web:1\n\n": [],
    "docker run web:1; docker run db:1": [
        "what follows `;` is no part of docker run",
        "there is another docker run in it: convert it on its own",
    ],
    "docker run web:1 > /tmp/id 2>&1": ["what follows `>` is no part of docker run"],
    "docker run web:1 2>/dev/null": ["what follows `2>` is no part of docker run"],
    "echo don't wait && docker run web:1": ["what stands before docker run is no part of it"],
    "if true; then docker run web:1; fi": [
        "what stands before docker run is no part of it",
        "what follows `;` is no part of docker run",
    ],
    "cat dump | docker run -i web:1": ["what stands before docker run is no part of it"],
}


@pytest.mark.parametrize("line", BESIDE)
def test_what_stands_beside_it_is_said_and_never_taken_for_a_part_of_it(line: str) -> None:
    definition, notes = of_run(line)
    (made,) = as_list(definition["containerDefinitions"])
    assert (as_object(made)["image"], as_object(made).get("command")) == ("web:1", None)
    assert list(notes) == BESIDE[line]


def test_what_a_reader_fills_in_may_have_blanks() -> None:
    definition, _ = of_run("docker run -e URL=<SERVER URL> --mount type=bind,source=<PATH TO IT>,target=/x web:1")
    assert container(definition) == {"environment": [{"name": "URL", "value": "<SERVER URL>"}]}


def test_words_that_a_reader_fills_in_stay_as_words() -> None:
    definition, notes = of_run("docker run registry/$TEAM/web:<version>")
    (made,) = as_list(definition["containerDefinitions"])
    assert as_object(made)["image"] == "registry/TEAM/web:version"
    assert "write the image's name in full" in notes[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("-e HOME_OF=$HOME", "--env HOME_OF: $HOME is taken as it stands"),
        ('--label "at=$(date +%F)"', "--label at: $(date +%F) is taken as it stands"),
        ("-u $(id -u):$(id -g)", "--user $(id -u):$(id -g): $(id -u) is taken as it stands"),
        ("--name web-`hostname -s`", "--name web-`hostname -s`: `hostname -s` is taken as it stands"),
    ],
)
def test_what_a_shell_would_have_filled_in_is_said(options: str, said: str) -> None:
    definition, notes = of_run(f"docker run {options} example/web:1.4")
    assert [note for note in notes if note.startswith(said)], notes
    assert errors(definition) == []


def test_a_price_is_nothing_for_a_shell() -> None:
    _, notes = of_run("docker run -e 'PRICE=5$ a piece' example/web:1.4 sh -c 'echo $HOME'")
    assert not [note for note in notes if "as it stands" in note]
