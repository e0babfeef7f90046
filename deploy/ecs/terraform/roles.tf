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
resource "aws_iam_role" "execution" {
  name               = "plumbrule-execution"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
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

# The daemon's own role: it looks, and changes nothing.
resource "aws_iam_role" "detector" {
  name               = "plumbrule-detector"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role_policy" "detector" {
  name   = "look"
  role   = aws_iam_role.detector.id
  policy = data.aws_iam_policy_document.detector.json
}

data "aws_iam_policy_document" "detector" {
  statement {
    sid       = "LookAtRevisions"
    actions   = ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions"]
    resources = ["*"]
  }
  statement {
    sid       = "LookAtWhatRuns"
    actions   = ["ecs:ListClusters", "ecs:ListServices", "ecs:DescribeServices", "ecs:ListTasks", "ecs:DescribeTasks"]
    resources = ["*"]
  }
  # None of these returns a secret's value. Specs that name files in S3 need s3:GetObject and s3:ListBucket there.
  statement {
    sid = "LookWhetherItStillStarts"
    actions = [
      "ecr:DescribeImages",
      "ecr:DescribePullThroughCacheRules",
      "secretsmanager:DescribeSecret",
      "ssm:DescribeParameters",
      "logs:DescribeLogGroups",
      "iam:GetRole",
    ]
    resources = ["*"]
  }
  statement {
    sid       = "HearOfRegistrations"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [aws_sqs_queue.events.arn]
  }
  dynamic "statement" {
    for_each = local.writes
    content {
      sid       = "BecomeTheWriter"
      actions   = ["sts:AssumeRole"]
      resources = ["arn:${local.partition}:iam::${local.account}:role/plumbrule-writer"]
    }
  }
}
