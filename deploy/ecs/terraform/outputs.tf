output "queue_url" {
  description = "Where registrations are told."
  value       = aws_sqs_queue.events.url
}

output "detector_role" {
  description = "Who looks; roles of other accounts trust this one."
  value       = module.detector.arn
}

output "writer_role" {
  description = "Who registers, for writer_role_arn of the settings; null without a writer role."
  value       = one(module.writer[*].arn)
}
