# Said by its name, so that roles can be judged before there is a queue.
locals {
  queue_name = "plumbrule-events"
  queue      = "arn:${local.partition}:sqs:${local.region}:${local.account}:${local.queue_name}"
}

# Events only shorten the time until a registration by somebody else is seen; sweeps find it anyway.
# Messages that could not be taken in stay here for two weeks, for a person to read.
resource "aws_sqs_queue" "dead" {
  name                      = "plumbrule-events-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "events" {
  name = local.queue_name
  # After a day the sweeps have long found it.
  message_retention_seconds  = 86400
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 60
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_policy" "events" {
  queue_url = aws_sqs_queue.events.id
  policy    = data.aws_iam_policy_document.events.json
}

data "aws_iam_policy_document" "events" {
  statement {
    sid       = "TheRuleAlone"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.events.arn]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.registrations.arn]
    }
  }
}

# CloudTrail brings these, where a trail logs management events in this Region; without one nothing comes.
resource "aws_cloudwatch_event_rule" "registrations" {
  name        = "plumbrule-registrations"
  description = "Who registers, deregisters, deletes or tags task definitions."
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["ecs.amazonaws.com"]
      eventName = [
        "RegisterTaskDefinition",
        "DeregisterTaskDefinition",
        "DeleteTaskDefinitions",
        "TagResource",
        "UntagResource",
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "registrations" {
  rule      = aws_cloudwatch_event_rule.registrations.name
  target_id = "plumbrule"
  arn       = aws_sqs_queue.events.arn
}
