# One role: who may be it, and the one policy that says what it may do.
resource "aws_iam_role" "role" {
  name               = var.name
  assume_role_policy = var.trust
}

resource "aws_iam_role_policy" "role" {
  name   = var.purpose
  role   = aws_iam_role.role.id
  policy = var.policy
}

output "arn" {
  description = "Its ARN, known when it and its policy are there."
  value       = aws_iam_role.role.arn
  depends_on  = [aws_iam_role_policy.role]
}
