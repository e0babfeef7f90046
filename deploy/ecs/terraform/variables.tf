variable "cluster" {
  description = "Name or ARN of the ECS cluster that it runs in."
  type        = string
}

variable "subnets" {
  description = "Private subnets from which Git, ECR, ECS, STS, SQS, Logs and Secrets Manager can be reached."
  type        = list(string)
}

variable "security_groups" {
  description = "Security groups; outgoing 443 is enough, nothing comes in."
  type        = list(string)
}

variable "image" {
  description = "Plumbrule's image with the settings in it, in private ECR of this account and Region."
  type        = string
}

variable "git_sync_image" {
  description = "git-sync's image, in private ECR of this account and Region."
  type        = string
}

variable "image_repositories" {
  description = "Names of the ECR repositories of these two images."
  type        = list(string)
  default     = ["git-sync", "plumbrule"]
}

variable "repository" {
  description = "The Git repository with the specs, by HTTPS."
  type        = string
}

variable "branch" {
  description = "The branch that counts."
  type        = string
  default     = "main"
}

variable "git_user" {
  description = "Who git-sync logs in as."
  type        = string
  default     = "plumbrule"
}

variable "git_secret" {
  description = "ARN of the secret in Secrets Manager whose whole text is a token that may read the repository."
  type        = string
}

variable "family_prefix" {
  description = "What families begin with that the writer role may register, and roles that it may pass; empty makes no writer role."
  type        = string
  default     = ""
}

variable "instance" {
  description = "The instance of the settings: the writer role registers only what bears its tag."
  type        = string
  default     = "platform"
}

variable "writer_external_id" {
  description = "What the writer role asks for, and the settings name as writer_external_id; needed with family_prefix."
  type        = string
  default     = ""
}
