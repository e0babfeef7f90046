# What registers is a role of its own that can do nothing else: the daemon becomes it to write, and only then.
# Its settings name it as writer_role_arn. Statements of one name say the same in deploy/iam.
locals {
  writers = var.family_prefix == "" ? [] : ["plumbrule-writer"]
}

module "writer" {
  source  = "./role"
  count   = length(local.writers)
  name    = local.writers[count.index]
  purpose = "register"
  trust   = data.aws_iam_policy_document.detector_alone.json
  policy  = data.aws_iam_policy_document.writer.json
}

data "aws_iam_policy_document" "detector_alone" {
  statement {
    sid     = "TheDetector"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [module.detector.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.writer_external_id]
    }
    condition {
      test     = "StringLike"
      variable = "sts:RoleSessionName"
      values   = ["plumbrule-*-writer"]
    }
  }
  lifecycle {
    precondition {
      condition     = var.family_prefix == "" || var.writer_external_id != ""
      error_message = "A writer role asks for an external id: give writer_external_id, and the same in the settings."
    }
  }
}

data "aws_iam_policy_document" "writer" {
  statement {
    sid       = "Register"
    actions   = ["ecs:RegisterTaskDefinition"]
    resources = ["${local.ecs}:task-definition/${var.family_prefix}*:*"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/plumbrule:instance"
      values   = [var.instance]
    }
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
    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/plumbrule:instance"
      values   = [var.instance]
    }
  }
  statement {
    sid       = "PassRolesOfTheseFamilies"
    actions   = ["iam:PassRole"]
    resources = ["${local.role}/${var.family_prefix}*"]
    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}
