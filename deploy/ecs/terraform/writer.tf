# A role that nobody is by default: whoever registers has to become it first.
locals {
  writes = var.family_prefix == "" ? [] : [var.family_prefix]
}

resource "aws_iam_role" "writer" {
  count              = length(local.writes)
  name               = "plumbrule-writer"
  assume_role_policy = data.aws_iam_policy_document.becomes_writer.json
}

resource "aws_iam_role_policy" "writer" {
  count  = length(local.writes)
  name   = "register"
  role   = aws_iam_role.writer[0].id
  policy = data.aws_iam_policy_document.writer.json
}

data "aws_iam_policy_document" "becomes_writer" {
  statement {
    sid     = "TheDetector"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.detector.arn]
    }
  }
}

data "aws_iam_policy_document" "writer" {
  statement {
    sid       = "LookAtRevisions"
    actions   = ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions"]
    resources = ["*"]
  }
  statement {
    sid       = "Register"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["${local.ecs}:task-definition/${var.family_prefix}*:*"]
  }
  statement {
    sid       = "TagWhatIsRegistered"
    actions   = ["ecs:TagResource"]
    resources = ["${local.ecs}:task-definition/${var.family_prefix}*:*"]
    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RegisterTaskDefinition"]
    }
  }
  statement {
    sid       = "PassRolesOfTheseFamilies"
    actions   = ["iam:PassRole"]
    resources = ["arn:${local.partition}:iam::${local.account}:role/${var.family_prefix}*"]
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}
