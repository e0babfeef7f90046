"""Where the rows come from: AWS's API reference page by page, and public reports of what ECS really returns."""

from __future__ import annotations

from typing import Final

from plumbrule.core.fields.fact import Source

_SEEN: Final = "2026-11"
_API: Final = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_"
_GUIDE: Final = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
_GITHUB: Final = "https://github.com/"

REGISTER: Final = Source(f"{_API}RegisterTaskDefinition.html", _SEEN)
TASK_DEFINITION: Final = Source(f"{_API}TaskDefinition.html", _SEEN)
CONTAINER: Final = Source(f"{_API}ContainerDefinition.html", _SEEN)
REPOSITORY: Final = Source(f"{_API}RepositoryCredentials.html", _SEEN)
PORT: Final = Source(f"{_API}PortMapping.html", _SEEN)
RESTART: Final = Source(f"{_API}ContainerRestartPolicy.html", _SEEN)
ENVIRONMENT_FILE: Final = Source(f"{_API}EnvironmentFile.html", _SEEN)
SECRET: Final = Source(f"{_API}Secret.html", _SEEN)
DEPENDENCY: Final = Source(f"{_API}ContainerDependency.html", _SEEN)
HOST_ENTRY: Final = Source(f"{_API}HostEntry.html", _SEEN)
ULIMIT: Final = Source(f"{_API}Ulimit.html", _SEEN)
LOG: Final = Source(f"{_API}LogConfiguration.html", _SEEN)
FIRELENS: Final = Source(f"{_API}FirelensConfiguration.html", _SEEN)
HEALTH: Final = Source(f"{_API}HealthCheck.html", _SEEN)
SYSTEM_CONTROL: Final = Source(f"{_API}SystemControl.html", _SEEN)
RESOURCE: Final = Source(f"{_API}ResourceRequirement.html", _SEEN)
MOUNT: Final = Source(f"{_API}MountPoint.html", _SEEN)
VOLUMES_FROM: Final = Source(f"{_API}VolumeFrom.html", _SEEN)
LINUX: Final = Source(f"{_API}LinuxParameters.html", _SEEN)
CAPABILITIES: Final = Source(f"{_API}KernelCapabilities.html", _SEEN)
DEVICE: Final = Source(f"{_API}Device.html", _SEEN)
TMPFS: Final = Source(f"{_API}Tmpfs.html", _SEEN)
VOLUME: Final = Source(f"{_API}Volume.html", _SEEN)
DOCKER_VOLUME: Final = Source(f"{_API}DockerVolumeConfiguration.html", _SEEN)
EFS: Final = Source(f"{_API}EFSVolumeConfiguration.html", _SEEN)
EFS_AUTH: Final = Source(f"{_API}EFSAuthorizationConfig.html", _SEEN)
S3_FILES: Final = Source(f"{_API}S3FilesVolumeConfiguration.html", _SEEN)
FSX: Final = Source(f"{_API}FSxWindowsFileServerVolumeConfiguration.html", _SEEN)
PLACEMENT: Final = Source(f"{_API}TaskDefinitionPlacementConstraint.html", _SEEN)
PLATFORM: Final = Source(f"{_API}RuntimePlatform.html", _SEEN)
PROXY: Final = Source(f"{_API}ProxyConfiguration.html", _SEEN)
ACCELERATOR: Final = Source(f"{_API}InferenceAccelerator.html", _SEEN)
TAG: Final = Source(f"{_API}Tag.html", _SEEN)
TRUSTED: Final = Source(f"{_API}TrustedExecutionConfiguration.html", _SEEN)

PARAMETERS: Final = Source(f"{_GUIDE}task_definition_parameters.html", _SEEN)
FARGATE_STORAGE: Final = Source(f"{_GUIDE}fargate-task-storage.html", _SEEN)

# Published Register and Describe output, and accounts of people who operate against ECS.
CAPTURED: Final = Source(f"{_GITHUB}getmoto/moto/pull/3584", _SEEN)
REORDERED: Final = Source(f"{_GITHUB}hashicorp/terraform-provider-aws/issues/11463", _SEEN)
CONTAINER_ORDER: Final = Source(f"{_GITHUB}hashicorp/terraform-provider-aws/issues/36029", _SEEN)
ROLE_NAMES: Final = Source(f"{_GITHUB}aws-actions/amazon-ecs-render-task-definition/issues/19", _SEEN)
HEALTH_FILLED: Final = Source(f"{_GITHUB}terraform-aws-modules/terraform-aws-ecs/issues/148", _SEEN)
EFS_ROOT_FILLED: Final = Source(f"{_GITHUB}hashicorp/terraform-provider-aws/issues/26793", _SEEN)
CAPABILITIES_FILLED: Final = Source(f"{_GITHUB}terraform-aws-modules/terraform-aws-ecs/issues/176", _SEEN)
PROVIDER_SCHEMA: Final = Source(f"{_GITHUB}hashicorp/terraform-provider-aws", _SEEN)
