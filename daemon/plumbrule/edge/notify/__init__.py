"""Where people are told: Slack by bot and by webhook, and webhooks for machines. SNS is in `edge/aws`, with boto3."""
