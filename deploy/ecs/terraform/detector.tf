# The daemon's own role: it looks, and changes nothing. Statements of one name say the same in deploy/iam.
module "detector" {
  source  = "./role"
  name    = "plumbrule-detector"
  purpose = "look"
  trust   = data.aws_iam_policy_document.tasks.json
  policy  = data.aws_iam_policy_document.detector.json
}

data "aws_iam_policy_document" "detector" {
  source_policy_documents = concat(
    [
      data.aws_iam_policy_document.looks.json,
      data.aws_iam_policy_document.verifies.json,
      data.aws_iam_policy_document.hears.json,
    ],
    data.aws_iam_policy_document.becomes[*].json,
  )
}

data "aws_iam_policy_document" "looks" {
  statement {
    sid       = "LookAtRevisions"
    actions   = ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions"]
    resources = ["*"]
  }
  statement {
    sid       = "LookAtClusters"
    actions   = ["ecs:ListClusters"]
    resources = ["*"]
  }
  statement {
    sid       = "LookAtWhatRuns"
    actions   = ["ecs:ListServices", "ecs:DescribeServices", "ecs:ListTasks", "ecs:DescribeTasks"]
    resources = ["*"]
    condition {
      test     = "ArnLike"
      variable = "ecs:cluster"
      values   = ["${local.ecs}:cluster/*"]
    }
  }
}

# None of these returns a secret's value. Specs that name files in S3 need s3:GetObject and s3:ListBucket there.
data "aws_iam_policy_document" "verifies" {
  statement {
    sid       = "LookAtImages"
    actions   = ["ecr:DescribeImages"]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account}:repository/*"]
  }
  statement {
    sid       = "LookAtSecrets"
    actions   = ["secretsmanager:DescribeSecret"]
    resources = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:*"]
  }
  statement {
    sid       = "LookAtRoles"
    actions   = ["iam:GetRole"]
    resources = ["${local.role}/*"]
  }
  statement {
    sid       = "LookAtLists"
    actions   = ["ecr:DescribePullThroughCacheRules", "ssm:DescribeParameters", "logs:DescribeLogGroups"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "hears" {
  statement {
    sid       = "HearOfChanges"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [local.queue]
  }
}

data "aws_iam_policy_document" "becomes" {
  count = length(local.writers)
  statement {
    sid       = "BecomeTheWriter"
    actions   = ["sts:AssumeRole"]
    resources = ["${local.role}/plumbrule-writer"]
  }
}
