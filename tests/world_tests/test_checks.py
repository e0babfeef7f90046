"""What ECS refuses, and with which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.world_tests.clients import ACCOUNT, Aws, post
from tests.world_tests.specs import AWSLOGS, ROLE, container, web, web_with

if TYPE_CHECKING:
    from tests.world.client import World

ECR = f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/web:1"
ARN = f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/x"
ROUTER = container(name="router", firelensConfiguration={"type": "fluentbit"})
ROUTED = {"logDriver": "awsfirelens"}
GMSA = "credentialspecdomainless:arn:aws:s3:::b/k"
S3_FILES = f"arn:aws:s3files:eu-west-1:{ACCOUNT}:file-system/fs-0123456789abcdef0"
SIDECAR = container(name="init", essential=False)


def _pair(**changes: object) -> dict[str, Any]:
    return web(containerDefinitions=[container(**changes), SIDECAR])


def _efs(**config: object) -> dict[str, Any]:
    mount = [{"sourceVolume": "v", "containerPath": "/v"}]
    volume = {"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-12345678", **config}}
    return web(volumes=[volume], containerDefinitions=[container(mountPoints=mount)])


def _log(driver: str, **options: str) -> dict[str, Any]:
    logged = {"logDriver": driver, "options": {name.replace("_", "-"): value for name, value in options.items()}}
    return web(executionRoleArn=ROLE, containerDefinitions=[container(logConfiguration=logged)])


def _routed(options: dict[str, str]) -> dict[str, Any]:
    router = container(name="router", firelensConfiguration={"type": "fluentbit", "options": options})
    return web(containerDefinitions=[router, container(logConfiguration=ROUTED)])


def _tmpfs(**changes: object) -> dict[str, Any]:
    return web_with(linuxParameters={"tmpfs": [{"containerPath": "/cache", "size": 64, **changes}]})


def _s3_files(**config: object) -> dict[str, Any]:
    return web(volumes=[{"name": "v", "s3filesVolumeConfiguration": {"fileSystemArn": S3_FILES, **config}}])


def _secret(*secrets: tuple[str, str], **more: object) -> dict[str, Any]:
    listed = [{"name": name, "valueFrom": value} for name, value in secrets]
    return web(executionRoleArn=ROLE, containerDefinitions=[container(secrets=listed, **more)])


NO_PAIR = "No Fargate configuration exists for given values: {} CPU, {} memory."
NEEDS_ROLE = "Fargate requires task definition to have execution role ARN to support {}."
MUST_MATCH = "When networkMode=awsvpc, the host ports and container ports in port mappings must match."

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("a blank in the family", web(family="my web"), "Family contains invalid characters."),
    ("a family of 256 characters", web(family="a" * 256), "Family contains invalid characters."),
    ("no container", web(containerDefinitions=[]), "Container list cannot be empty"),
    (
        "eleven containers",
        web(containerDefinitions=[container(name=f"c{n}") for n in range(11)]),
        "Too many containers.",
    ),
    ("more than 64 KiB", web_with(command=["x" * 66000]), "Max allowed length is '65536' bytes."),
    ("an empty role", web(taskRoleArn=""), "Role is not valid"),
    ("a role with a placeholder account", web(taskRoleArn="arn:aws:iam::account:role/x"), "Role is not valid"),
    ("a group's ARN as role", web(taskRoleArn=f"arn:aws:iam::{ACCOUNT}:group/x"), "Role is not valid"),
    ("a container without name", web_with(name=None), "Container.name should not be null or empty."),
    ("a container without image", web_with(image=None), "Container.image should not be null or empty."),
    ("an image placeholder", web_with(image="<IMAGE1_NAME>"), "Container.image contains invalid characters."),
    (
        "two containers of one name",
        web(containerDefinitions=[container(), container()]),
        "Container names must be unique within a task definition.",
    ),
    ("no essential container", web_with(essential=False), "Task definition doesn't have any essential container"),
    ("no network mode", web(networkMode=None), "Fargate only supports network mode ‘awsvpc’."),  # noqa: RUF001
    ("bridge", web(networkMode="bridge"), "Fargate only supports network mode ‘awsvpc’."),  # noqa: RUF001
    ("no task cpu", web(cpu=None), "Fargate requires that 'cpu' be defined at the task level."),
    ("no task memory", web(memory=None), "Fargate requires that 'memory' be defined at the task level."),
    ("a size that is no size", web(cpu="half"), "Invalid 'cpu' setting for task."),
    ("a memory in MiB", web(memory="512MiB"), "Invalid 'memory' setting for task."),
    ("no cpu at all", web(cpu="0"), "Invalid 'cpu' setting for task."),
    ("a pair that does not exist", web(cpu="4096", memory="4096"), NO_PAIR.format(4096, 4096)),
    ("a cpu that does not exist", web(cpu="300"), NO_PAIR.format(300, 512)),
    (
        "a small Windows",
        web(runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}),
        NO_PAIR.format(256, 512),
    ),
    (
        "containers with more cpu than the task",
        web_with(cpu=257),
        "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    ),
    (
        "a container with more memory than the task",
        web_with(memory=513),
        "The 'memory' setting for container 'app' is greater than for the task.",
    ),
    (
        "a soft limit above the hard one",
        web_with(memory=256, memoryReservation=257),
        "'memory' must be greater than or equal to 'memoryReservation'.",
    ),
    (
        "soft limits that add up to more than the task",
        web(containerDefinitions=[container(name=name, memoryReservation=300) for name in "ab"]),
        "The sum of all container 'memoryReservation' values",
    ),
    ("another host port", web_with(portMappings=[{"containerPort": 8080, "hostPort": 80}]), MUST_MATCH),
    ("host port 0", web_with(portMappings=[{"containerPort": 8080, "hostPort": 0}]), MUST_MATCH),
    (
        "one port twice",
        web(containerDefinitions=[container(name=name, portMappings=[{"containerPort": 80}]) for name in "ab"]),
        "TCP container port '80' is used multiple times in task when networkMode=awsvpc.",
    ),
    (
        "a port inside a range",
        web_with(portMappings=[{"containerPortRange": "80-90"}, {"containerPort": 85}]),
        "TCP container port '85' is used multiple times in task when networkMode=awsvpc.",
    ),
    (
        "one port name twice",
        web_with(portMappings=[{"containerPort": port, "name": "http"} for port in (80, 81)]),
        "When networkMode=awsvpc, port mapping name is already used",
    ),
    (
        "a range that runs backwards",
        web_with(portMappings=[{"containerPortRange": "90-80"}]),
        "Invalid 'containerPortRange' setting for container 'app'.",
    ),
    (
        "a port and a range",
        web_with(portMappings=[{"containerPortRange": "80-90", "containerPort": 80}]),
        "cannot specify both single port and port range",
    ),
    ("links", web_with(links=["other"]), "Links are not supported when networkMode=awsvpc."),
    ("a hostname", web_with(hostname="me"), "hostname is not supported on container when networkMode=awsvpc."),
    ("dns servers", web_with(dnsServers=["1.1.1.1"]), "DNS servers are not supported on container"),
    ("a privileged container", web_with(privileged=True), "Fargate requires that the 'privileged' setting be 'false'"),
    ("pidMode host", web(pidMode="host"), "do not support pidMode 'host'. The supported value for pidMode is 'task'."),
    ("any ipcMode", web(ipcMode="none"), "Fargate compatible task definitions do not support ipcMode"),
    (
        "placement constraints",
        web(placementConstraints=[{"type": "memberOf", "expression": "x"}]),
        "Fargate compatible task definitions do not support constraints",
    ),
    (
        "20 GiB of ephemeral storage",
        web(ephemeralStorage={"sizeInGiB": 20}),
        "EphemeralStorage size should be at least 21",
    ),
    (
        "201 GiB of ephemeral storage",
        web(ephemeralStorage={"sizeInGiB": 201}),
        "EphemeralStorage size should be at most 200",
    ),
    ("a private image without execution role", web_with(image=ECR), NEEDS_ROLE.format("ECR images")),
    (
        "awslogs without execution role",
        web_with(logConfiguration={"logDriver": "awslogs", "options": AWSLOGS}),
        NEEDS_ROLE.format("log driver awslogs"),
    ),
    (
        "secrets without execution role",
        web_with(secrets=[{"name": "A", "valueFrom": "/a"}]),
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    ),
    ("awslogs without options", _log("awslogs"), "Log driver awslogs requires options: awslogs-region, awslogs-group"),
    (
        "awslogs without prefix",
        _log("awslogs", awslogs_group="g", awslogs_region="r"),
        "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.",
    ),
    (
        "awslogs with an option it does not have",
        _log("awslogs", awslogs_group="g", awslogs_region="r", awslogs_stream_prefix="p", awslogs_endpoint="e"),
        "Log driver awslogs disallows options: awslogs-endpoint",
    ),
    (
        "a driver Fargate does not have",
        _log("json-file"),
        "json-file is not a valid log driver. Must be one of [awslogs,",
    ),
    ("splunk without token", _log("splunk", splunk_url="u"), "Log driver splunk requires options: splunk-token"),
    (
        "awsfirelens without router",
        _log("awsfirelens"),
        "a firelens configuration object must be configured in one of the containers.",
    ),
    (
        "a router without user",
        web(containerDefinitions=[ROUTER]),
        "at least one container has to be configured with the awsfirelens log driver.",
    ),
    (
        "a secret with a variable's name",
        _secret(("A", "/a"), environment=[{"name": "A", "value": "1"}]),
        "any new or existing environment variables set on the container, such as 'A'.",
    ),
    (
        "a secret twice",
        _secret(("A", "/a"), ("A", "/b")),
        "Duplicate secret names found: A. Each secret name must be unique.",
    ),
    (
        "a secret's name instead of its ARN",
        _secret(("A", "db:password::")),
        "parameter name specified for secret A is invalid.",
    ),
    ("a secret from S3", _secret(("A", "arn:aws:s3:::b/k")), "Invalid arn syntax."),
    (
        "a parameter of another account",
        _secret(("A", ARN.replace(ACCOUNT, "999999999999"))),
        "Cross-account access for ARNs is not currently supported.",
    ),
    (
        "eleven environment files",
        web(
            executionRoleArn=ROLE,
            containerDefinitions=[container(environmentFiles=[{"value": "arn:aws:s3:::b/a.env", "type": "s3"}] * 11)],
        ),
        "The maximum number of environment files was exceeded. Specify ten or less and try again.",
    ),
    (
        "a slow health check",
        web_with(healthCheck={"command": ["CMD", "true"], "interval": 301}),
        "Health check interval must be less than or equal to the maximum allowed value 300 for container 'app'",
    ),
    (
        "a dependency on nobody",
        _pair(dependsOn=[{"containerName": "nope", "condition": "START"}]),
        "Cannot depend on container + 'nope' because it does not exist",
    ),
    (
        "waiting for the end of an essential container",
        web(
            containerDefinitions=[
                container(dependsOn=[{"containerName": "init", "condition": "SUCCESS"}]),
                container(name="init"),
            ]
        ),
        "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
    ),
    (
        "waiting for health without health check",
        _pair(dependsOn=[{"containerName": "init", "condition": "HEALTHY"}]),
        "A dependency container with HEALTHY condition must have health check configured",
    ),
    (
        "waiting for itself",
        web_with(dependsOn=[{"containerName": "app", "condition": "START"}]),
        "should not have a cycle",
    ),
    (
        "a stop timeout of 121 s",
        web_with(stopTimeout=121),
        "must have a container stop timeout of less than 120 seconds.",
    ),
    (
        "a capability Fargate does not give",
        web_with(linuxParameters={"capabilities": {"add": ["NET_ADMIN"]}}),
        "NET_ADMIN is not allowed on Fargate.",
    ),
    ("shared memory", web_with(linuxParameters={"sharedMemorySize": 64}), "do not support sharedMemorySize"),
    ("no swap", web_with(linuxParameters={"maxSwap": 0}), "do not support maxSwap"),
    (
        "a GPU",
        web_with(resourceRequirements=[{"type": "GPU", "value": "1"}]),
        "do not support GPU resource requirements.",
    ),
    (
        "a mount of no volume",
        web_with(mountPoints=[{"sourceVolume": "nope", "containerPath": "/x"}]),
        "Unknown volume 'nope'.",
    ),
    (
        "volumes from nobody",
        web_with(volumesFrom=[{"sourceContainer": "nope"}]),
        "Invalid 'volumesFrom' setting. Unknown container: 'nope'",
    ),
    ("a host path", web(volumes=[{"name": "v", "host": {"sourcePath": "/v"}}]), "do not support sourcePath"),
    (
        "a Docker volume",
        web(volumes=[{"name": "v", "dockerVolumeConfiguration": {}}]),
        "do not support dockerVolumeConf",
    ),
    (
        "a launch volume nobody mounts",
        web(volumes=[{"name": "v", "configuredAtLaunch": True}]),
        "Volumes [v] are not referenced by any of the containers",
    ),
    (
        "an access point with a root directory",
        _efs(
            rootDirectory="/data", transitEncryption="ENABLED", authorizationConfig={"accessPointId": "fsap-12345678"}
        ),
        'the root directory must either be set to "/" or be omitted.',
    ),
    (
        "EFS IAM without encryption",
        _efs(authorizationConfig={"iam": "ENABLED"}),
        "EFS IAM authorization requires TransitEncryption to be enabled.",
    ),
    (
        "a restart period of 59 s",
        web_with(restartPolicy={"enabled": True, "restartAttemptPeriod": 59}),
        "The 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.",
    ),
    (
        "a proxy that is no container",
        web(proxyConfiguration={"containerName": "envoy"}),
        "Proxy container [envoy] does not exist",
    ),
    (
        "a proxy without ingress port",
        web(proxyConfiguration={"containerName": "app", "properties": [{"name": "AppPorts", "value": "80"}]}),
        "Ingress port not found",
    ),
    ("an unknown network mode", web(networkMode="awsvcp"), "Invalid value 'awsvcp' for 'networkMode'."),
    ("an empty version consistency", web_with(versionConsistency=""), "Invalid value '' for"),
    (
        "no memory anywhere",
        {"family": "old", "containerDefinitions": [container()]},
        "At least one of 'memory' or 'memoryReservation' must be specified.",
    ),
    (
        "a retired accelerator",
        web(inferenceAccelerators=[{"deviceName": "a", "deviceType": "b"}]),
        "Unsupported field 'inferenceAccelerators'.",
    ),
    (
        "Windows with 8 vCPU",
        web(cpu="8192", memory="16384", runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}),
        NO_PAIR.format(8192, 16384),
    ),
    ("less than no cpu", web_with(cpu=-1), "Invalid 'cpu' setting for container 'app'."),
    (
        "an accelerator among the resources",
        web_with(resourceRequirements=[{"type": "InferenceAccelerator", "value": "a"}]),
        "do not support InferenceAccelerator resource requirements.",
    ),
    ("a variable with a blank name", web_with(environment=[{"name": " "}]), "name cannot be null or blank."),
    (
        "credentials in Parameter Store",
        web(
            executionRoleArn=ROLE, containerDefinitions=[container(repositoryCredentials={"credentialsParameter": ARN})]
        ),
        "Invalid 'credentialsParameter' setting.",
    ),
    ("two files for Active Directory", web_with(credentialSpecs=[GMSA, GMSA]), "Only one credential spec is allowed."),
    (
        "a file for hosts that joined a domain",
        web_with(credentialSpecs=["credentialspec:arn:aws:s3:::b/k"]),
        "Fargate does not support this credential spec.",
    ),
    (
        "two routers",
        web(containerDefinitions=[ROUTER, {**ROUTER, "name": "b"}, container(logConfiguration=ROUTED)]),
        "Only one container can have a firelensConfiguration.",
    ),
    (
        "a switch of the router that is neither on nor off",
        _routed({"enable-ecs-log-metadata": "yes"}),
        "enable-ecs-log-metadata must be one of [true,false]",
    ),
    ("a tmpfs below no root", _tmpfs(containerPath="tmp"), "Invalid 'tmpfs' setting for container 'app'."),
    ("a tmpfs without room", _tmpfs(size=0), "Invalid 'tmpfs' setting for container 'app'."),
    ("a tmpfs with an unknown option", _tmpfs(mountOptions=["no-exec"]), "no-exec is not a valid mount option."),
    ("a setting of the host's kernel", web_with(systemControls=[{"namespace": "vm.swappiness"}]), "is not supported."),
    ("a setting with an empty name", web_with(systemControls=[{"namespace": ""}]), "is not supported."),
    (
        "a port for EFS that is no port",
        _efs(transitEncryption="ENABLED", transitEncryptionPort=65536),
        "Invalid 'transitEncryptionPort' setting for volume 'v'.",
    ),
    ("S3 Files without task role", _s3_files(), "you must also specify a value for 'taskRoleArn'."),
    (
        "an access point of S3 Files with a root directory",
        _s3_files(accessPointArn=f"{S3_FILES}/access-point/a", rootDirectory="/data") | {"taskRoleArn": ROLE},
        'the root directory must either be set to "/" or be omitted.',
    ),
]


@pytest.mark.parametrize(("sentence", "definition", "text"), REFUSED, ids=[row[0] for row in REFUSED])
def test_it_is_refused_in_ecss_words(
    world: World, ecs: Aws, sentence: str, definition: dict[str, Any], text: str
) -> None:
    status, code, said = ecs.refusal("RegisterTaskDefinition", **definition)
    assert (status, code) == (400, "ClientException"), sentence
    assert text in said
    assert world.log() == ()


ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("neutral values of members Fargate does not have", web_with(privileged=False, links=[], dnsServers=[], cpu=0)),
    ("an empty list of constraints", web(placementConstraints=[])),
    ("an empty list of retired accelerators", web(inferenceAccelerators=[])),
    ("a kernel setting without a name", web_with(systemControls=[{"value": "1"}])),
    ("a port with an empty name", web_with(portMappings=[{"containerPort": 80, "name": ""}])),
    ("the last capability of the list", web_with(linuxParameters={"capabilities": {"drop": ["WAKE_ALARM"]}})),
    ("one file for Active Directory", web_with(credentialSpecs=[GMSA])),
    ("a tmpfs with options", _tmpfs(mountOptions=["noexec", "mode=1777"])),
    ("S3 Files with a task role", _s3_files() | {"taskRoleArn": ROLE}),
    ("a router that adds metadata", _routed({"enable-ecs-log-metadata": "false"})),
    ("limits exactly as large as the task", web_with(cpu=256, memory=512, memoryReservation=512)),
    (
        "hard limits that add up to more than the task",
        web(containerDefinitions=[container(memory=400), container(name="b", memory=400)]),
    ),
    ("a stop timeout of 120 s", web_with(stopTimeout=120)),
    ("pidMode task", web(pidMode="task")),
    ("an equal host port", web_with(portMappings=[{"containerPort": 80, "hostPort": 80}])),
    ("one port for tcp and udp", web_with(portMappings=[{"containerPort": 53, "protocol": p} for p in ("tcp", "udp")])),
    ("a health check without CMD", web_with(healthCheck={"command": ["/healthcheck"]})),
    ("21 GiB of ephemeral storage", web(ephemeralStorage={"sizeInGiB": 21})),
    ("200 GiB of ephemeral storage", web(ephemeralStorage={"sizeInGiB": 200})),
    ("a public ECR image without role", web_with(image="public.ecr.aws/nginx/nginx:1.27")),
    ("an image by digest", web_with(image="nginx@sha256:" + "a" * 64)),
    ("a secret ARN with literal words inside", _secret(("A", "arn:aws:secretsmanager:region:account:secret:x"))),
    ("a parameter's ARN", _secret(("A", ARN))),
    (
        "Windows Server 2025",
        web(cpu="1024", memory="2048", runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2025_CORE"}),
    ),
    ("FARGATE beside EC2", web(requiresCompatibilities=["EC2", "FARGATE"])),
    ("a family of 255 characters", web(family="a" * 255)),
    ("ten containers", web(containerDefinitions=[container(name=f"c{n}") for n in range(10)])),
    ("a role in China", web(taskRoleArn="arn:aws-cn:iam::123456789012:role/x")),
    ("tmpfs", web_with(linuxParameters={"tmpfs": [{"containerPath": "/tmp", "size": 64}]})),  # noqa: S108
]


@pytest.mark.parametrize(("sentence", "definition"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_it_is_accepted(ecs: Aws, sentence: str, definition: dict[str, Any]) -> None:
    assert ecs.register(definition)["revision"] == 1, sentence


WRONG_TYPES: list[tuple[str, dict[str, Any], str]] = [
    ("a number for a string", web(cpu=256), "NUMBER_VALUE cannot be converted to String"),
    ("a string for a number", web_with(cpu="256"), "STRING_VALUE cannot be converted to Integer"),
    ("a string for a flag", web_with(essential="yes"), "STRING_VALUE cannot be converted to Boolean"),
    ("a flag for a number", web_with(cpu=True), "TRUE_VALUE cannot be converted to Integer"),
    ("a string for a list", web_with(command="run"), "Unrecognized collection type"),
    ("a list for a structure", web_with(healthCheck=[]), "Unrecognized collection type"),
    ("a structure for a string", web(family={}), "Start of structure found"),
    ("a flag among options", _log("awslogs") | web_with(dockerLabels={"a": True}), "TRUE_VALUE cannot be converted"),
]


@pytest.mark.parametrize(("sentence", "definition", "text"), WRONG_TYPES, ids=[row[0] for row in WRONG_TYPES])
def test_wrong_json_types_do_not_get_through(
    world: World, sentence: str, definition: dict[str, Any], text: str
) -> None:
    status, answer = post(world.url, "RegisterTaskDefinition", definition)
    assert (status, answer["__type"]) == (400, "SerializationException"), sentence
    assert text in answer["message"]


def test_a_required_member_is_missed_even_past_botocore(world: World) -> None:
    status, answer = post(world.url, "RegisterTaskDefinition", web_with(healthCheck={"interval": 30}))
    assert (status, answer["__type"]) == (400, "InvalidParameterException")


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"'])
def test_a_body_that_is_no_json_object_is_refused(world: World, body: bytes) -> None:
    status, answer = post(world.url, "RegisterTaskDefinition", body)
    assert (status, answer["__type"]) == (400, "SerializationException")
