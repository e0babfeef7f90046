data "aws_iam_policy_document" "tasks" {
  statement {
    sid     = "TasksOfThisAccount"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["${local.ecs}:*"]
    }
  }
}

# ECS's own role while it starts the task; just what `plumbrule iam` says.
module "execution" {
  source  = "./role"
  name    = "plumbrule-execution"
  purpose = "execution"
  trust   = data.aws_iam_policy_document.tasks.json
  policy  = data.aws_iam_policy_document.execution.json
}

data "aws_iam_policy_document" "execution" {
  statement {
    sid       = "LogInToEcr"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }
  statement {
    sid     = "PullImages"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
    resources = [
      for name in var.image_repositories :
      "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${name}"
    ]
  }
  statement {
    sid     = "WriteLogs"
    actions = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [
      "${aws_cloudwatch_log_group.plumbrule.arn}:log-stream:daemon/plumbrule/*",
      "${aws_cloudwatch_log_group.plumbrule.arn}:log-stream:git-sync/git-sync/*",
    ]
  }
  statement {
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [var.git_secret]
  }
}
