variable "name" {
  description = "Its name."
  type        = string
}

variable "purpose" {
  description = "Name of its policy."
  type        = string
}

variable "trust" {
  description = "Who may be it: a policy as JSON."
  type        = string
}

variable "policy" {
  description = "What it may do: a policy as JSON."
  type        = string
}
