data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}
data "aws_region" "here" {}

locals {
  account   = data.aws_caller_identity.here.account_id
  partition = data.aws_partition.here.partition
  region    = data.aws_region.here.name
  ecs       = "arn:${local.partition}:ecs:${local.region}:${local.account}"
  role      = "arn:${local.partition}:iam::${local.account}:role"

  # The spec is the one source: its variables are written as Terraform writes them.
  spec = yamldecode(templatefile("${path.module}/../specs/plumbrule.yaml", {
    target = { account_id = local.account, region = local.region }
    var = {
      image          = var.image
      git_sync_image = var.git_sync_image
      repository     = var.repository
      branch         = var.branch
      git_user       = var.git_user
      git_secret     = var.git_secret
    }
  }))
  task = local.spec.spec.template
}

resource "aws_cloudwatch_log_group" "plumbrule" {
  name              = "/ecs/plumbrule"
  retention_in_days = 90
}

resource "aws_ecs_task_definition" "plumbrule" {
  family                   = local.spec.metadata.name
  requires_compatibilities = local.task.requiresCompatibilities
  network_mode             = local.task.networkMode
  cpu                      = local.task.cpu
  memory                   = local.task.memory
  execution_role_arn       = module.execution.arn
  task_role_arn            = module.detector.arn
  container_definitions    = jsonencode(local.task.containerDefinitions)

  runtime_platform {
    operating_system_family = local.task.runtimePlatform.operatingSystemFamily
    cpu_architecture        = local.task.runtimePlatform.cpuArchitecture
  }

  dynamic "volume" {
    for_each = local.task.volumes
    content {
      name = volume.value.name
    }
  }
}

resource "aws_ecs_service" "plumbrule" {
  name            = "plumbrule"
  cluster         = var.cluster
  task_definition = aws_ecs_task_definition.plumbrule.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  propagate_tags  = "SERVICE"

  # The old task ends before the new one begins, so no two ever run at once; rebalancing would start the new one first.
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100
  availability_zone_rebalancing      = "DISABLED"

  network_configuration {
    subnets          = var.subnets
    security_groups  = var.security_groups
    assign_public_ip = false
  }
}
