"""Fargate definitions that ECS takes, with every member written in one of the ways that people write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from tests.laws.generate import words

if TYPE_CHECKING:
    from tests.laws.generate import Json

_SIZES: Final = (
    ("256", "512"),
    (".25 vCPU", "1GB"),
    ("0.5 vcpu", "2 gb"),
    ("1024", "2048"),
    ("1 vCPU", "2 GB"),
    ("4096", "16384"),
)
_ROLES: Final = ("run", "service-role/run", "arn:aws:iam::123456789012:role/run")
_VARIABLES: Final = ("A", "B", "LOG_LEVEL", "DB_PASSWORD", "com.example/x")
_LOG: Final = {"awslogs-group": "g", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "p"}
_EXIT_CODES: Final = st.lists(st.integers(0, 255), max_size=3, unique=True)
_COMMAND: Final = st.lists(words(), max_size=3)
_BOOLEANS: Final = st.booleans()


def optional(**members: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """An object with any of `members`."""
    return st.fixed_dictionaries({}, optional=members)


def _named(names: tuple[str, ...], member: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[Json]:
    return st.dictionaries(st.sampled_from(names), values, max_size=3).map(
        lambda found: [{"name": name, member: value} for name, value in found.items()]
    )


def _health() -> st.SearchStrategy[Json]:
    times = {
        "interval": st.sampled_from((5, 30, 300)),
        "timeout": st.sampled_from((2, 5, 60)),
        "retries": st.sampled_from((1, 3, 10)),
        "startPeriod": st.sampled_from((0, 300)),
    }
    return st.fixed_dictionaries({"command": st.just(["CMD-SHELL", "true"])}, optional=times)


def _linux() -> st.SearchStrategy[Json]:
    capabilities = optional(
        add=st.sampled_from(([], ["SYS_PTRACE"])),
        drop=st.lists(st.sampled_from(("ALL", "NET_RAW", "MKNOD")), max_size=3, unique=True),
    )
    return optional(capabilities=capabilities, initProcessEnabled=_BOOLEANS, devices=st.just([]))


def _restart() -> st.SearchStrategy[Json]:
    period = st.sampled_from((60, 300))
    more = {"ignoredExitCodes": _EXIT_CODES, "restartAttemptPeriod": period}
    return st.fixed_dictionaries({"enabled": _BOOLEANS}, optional=more)


def _container_members() -> st.SearchStrategy[Json]:
    return optional(
        command=_COMMAND,
        entryPoint=_COMMAND,
        cpu=st.sampled_from((0, 10)),
        dockerLabels=st.dictionaries(words().filter(bool), words(), max_size=2),
        environment=_named(_VARIABLES, "value", words()),
        environmentFiles=st.lists(st.sampled_from("ab"), max_size=2, unique=True).map(
            lambda names: [{"value": f"arn:aws:s3:::bucket/{name}.env", "type": "s3"} for name in names]
        ),
        healthCheck=_health(),
        linuxParameters=_linux(),
        logConfiguration=st.just({"logDriver": "awslogs", "options": _LOG}),
        memoryReservation=st.just(32),
        readonlyRootFilesystem=_BOOLEANS,
        pseudoTerminal=_BOOLEANS,
        restartPolicy=_restart(),
        secrets=_named(("S", "T"), "valueFrom", st.sampled_from(("/app/s", "plain"))),
        stopTimeout=st.sampled_from((2, 30)),
        systemControls=st.sampled_from(([], [{"namespace": "net.core.somaxconn", "value": "1024"}])),
        ulimits=st.sampled_from(([], [{"name": "nofile", "softLimit": 1024, "hardLimit": 65535}])),
        user=st.sampled_from(("1000", "1000:1000")),
        versionConsistency=st.sampled_from(("enabled", "disabled")),
    )


def _ports(first: int) -> st.SearchStrategy[Json]:
    """Mappings of the port numbers that belong to one container."""
    more = {"protocol": st.sampled_from(("tcp", "udp")), "appProtocol": st.just("http2")}
    numbers = st.lists(st.integers(first, first + 9), max_size=3, unique=True)
    rest = st.lists(st.tuples(_BOOLEANS, st.fixed_dictionaries({}, optional=more)), min_size=3, max_size=3)
    return st.builds(
        lambda found, rows: [_port(number, *row) for number, row in zip(found, rows, strict=False)], numbers, rest
    )


def _port(number: int, same: bool, more: Json) -> Json:  # noqa: FBT001 - a generated row
    return {"containerPort": number, **({"hostPort": number} if same else {}), **more}


@st.composite
def _containers(draw: st.DrawFn, volumes: list[str]) -> Json:
    names = ["app", "log", "proxy"][: draw(st.integers(1, 3))]
    containers = []
    for index, name in enumerate(names):
        container = {"name": name, "image": f"{name}:1", **draw(_container_members())}
        container["portMappings"] = draw(_ports(8000 + 10 * index))
        container["mountPoints"] = [
            {"sourceVolume": volume, "containerPath": f"/{volume}", **draw(optional(readOnly=_BOOLEANS))}
            for volume in draw(st.permutations(volumes))
        ]
        container["dependsOn"] = [{"containerName": other, "condition": "START"} for other in names[:index]]
        containers.append({member: value for member, value in container.items() if value or draw(_BOOLEANS)})
    for container in containers[1:]:
        container.update(draw(optional(essential=_BOOLEANS)))
    return draw(st.permutations(containers))


def _volume(name: str) -> st.SearchStrategy[Json]:
    efs = optional(
        rootDirectory=st.sampled_from(("/", "/data")), transitEncryption=st.sampled_from(("ENABLED", "DISABLED"))
    )
    return st.one_of(
        st.just({"name": name}),
        st.just({"name": name, "host": {}}),
        efs.map(lambda members: {"name": name, "efsVolumeConfiguration": {"fileSystemId": "fs-01234567", **members}}),
    )


@st.composite
def legal_definitions(draw: st.DrawFn) -> Json:
    """A definition that RegisterTaskDefinition takes for Fargate."""
    cpu, memory = draw(st.sampled_from(_SIZES))
    volumes = [draw(_volume(name)) for name in ("a", "b")[: draw(st.integers(0, 2))]]
    platform = optional(cpuArchitecture=st.sampled_from(("X86_64", "ARM64")), operatingSystemFamily=st.just("LINUX"))
    more = optional(
        taskRoleArn=st.sampled_from(_ROLES),
        enableFaultInjection=_BOOLEANS,
        ephemeralStorage=st.just({"sizeInGiB": 21}),
        pidMode=st.just("task"),
        runtimePlatform=platform,
        requiresCompatibilities=st.sampled_from((["FARGATE"], ["FARGATE", "EC2"], ["EC2", "FARGATE"])),
    )
    return {
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": draw(st.sampled_from(_ROLES)),
        "cpu": cpu,
        "memory": memory,
        "volumes": volumes,
        "containerDefinitions": draw(_containers([volume["name"] for volume in volumes])),
        **draw(more),
    }
