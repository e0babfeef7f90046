output "queue_url" {
  description = "Where registrations are told."
  value       = aws_sqs_queue.events.url
}

output "detector_role" {
  description = "Who looks; roles of other accounts trust this one."
  value       = aws_iam_role.detector.arn
}

output "writer_role" {
  description = "Who registers; null without a writer role."
  value       = one(aws_iam_role.writer[*].arn)
}
